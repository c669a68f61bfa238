"""What may be entered informally, and what is told of de minimis treatment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tariffline.law.low_value import not_informal, told_of_de_minimis

DAY = date(2026, 2, 1)


@pytest.mark.parametrize("values", [["2500"], ["0"], ["1000", "1500"], ["2499.99"]])
def test_goods_of_at_most_2500_dollars_may_be_entered_informally(values: list[str]) -> None:
    assert not_informal(DAY, [(Decimal(value), "", ()) for value in values]) == ""


@pytest.mark.parametrize("values", [["2500.01"], ["1000", "1501"]])
def test_a_shipment_of_more_may_not(values: list[str]) -> None:
    why = not_informal(DAY, [(Decimal(value), "", ()) for value in values])
    assert why.endswith("$2,500 (19 CFR 143.21(a)); enter it formally")


@pytest.mark.parametrize(
    ("provision", "value", "is_allowed"),
    [
        ("9801001012", "10000", True),
        ("9801001012", "10001", False),
        ("9801005000", "90000", True),
        ("9802004040", "2501", False),
    ],
)
def test_some_provisions_of_chapter_98_have_limits_of_their_own(
    provision: str, value: str, is_allowed: bool
) -> None:
    assert (not_informal(DAY, [(Decimal(value), provision, ())]) == "") is is_allowed


@pytest.mark.parametrize(
    ("heading", "value", "day", "is_allowed"),
    [
        ("99038803", "251", date(2025, 4, 29), False),
        ("99038803", "250", date(2025, 4, 29), True),
        ("99040101", "251", date(2025, 4, 29), False),
        ("99020101", "2500", date(2025, 4, 29), True),
        ("99038803", "2500", date(2025, 4, 30), True),
    ],
)
def test_additional_duties_forbade_it_above_250_dollars_until_30_april_2025(
    heading: str, value: str, day: date, is_allowed: bool
) -> None:
    why = not_informal(day, [(Decimal(value), "", ("7326908688", heading))])
    assert (why == "") is is_allowed
    assert is_allowed or "CSMS 64861116" in why


def test_the_limit_of_older_days_is_not_known() -> None:
    assert "before 2013-01-07 is not known" in not_informal(date(2013, 1, 6), [])


@pytest.mark.parametrize(
    ("day", "value", "words"),
    [
        (date(2025, 8, 28), 800, "may have qualified for de minimis treatment"),
        (date(2025, 8, 29), 800, "de minimis treatment is suspended since 2025-08-29 (CSMS 660654"),
        (DAY, 1, "continued by the order of 20 February 2026"),
    ],
)
def test_goods_of_at_most_800_dollars_are_told_of_de_minimis(
    day: date, value: int, words: str
) -> None:
    ((note, cite),) = told_of_de_minimis(day, Decimal(value))
    assert words in f"{note} ({cite.source}; {cite.place})"


@pytest.mark.parametrize(
    ("day", "origins", "words"),
    [
        (date(2025, 5, 1), {"CN"}, "may have qualified"),
        (date(2025, 5, 2), {"CN"}, "for China and Hong Kong since 2025-05-02 (E.O. 14256"),
        (date(2025, 5, 2), {"VN", "HK"}, "for China and Hong Kong"),
        (date(2025, 5, 2), {"VN"}, "may have qualified"),
        (date(2025, 8, 29), {"CN"}, "suspended since 2025-08-29"),
    ],
)
def test_china_came_first(day: date, origins: set[str], words: str) -> None:
    ((note, cite),) = told_of_de_minimis(day, Decimal(800), frozenset(origins))
    assert words in f"{note} ({cite.source}; {cite.place})"


def test_goods_of_more_are_not() -> None:
    assert told_of_de_minimis(DAY, Decimal(801)) == ()
