"""U.S. notes 41 and 51 beyond what cases can ask: whole lists, later years, what is barred."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tariffline.desk.levied import barred, components
from tariffline.desk.measures import shipped, told_measures
from tariffline.law.facts import parse_facts
from tariffline.law.origins import UNIONS
from tariffline.law.outcome import Outcome
from tariffline.law.stacking import Case, outcomes

MEASURES = shipped()
LISTS = MEASURES.lists
REV_17, REV_19, BANS = date(2026, 8, 22), date(2026, 9, 15), date(2026, 9, 29)


def way(code: str, origin: str, day: date, facts: str = "assume=ordinary") -> Outcome:
    """The one way the additional duties turn out, on a base of nothing."""
    on = LISTS.standing(code, day)
    said = dict(parse_facts(facts).said)
    asked = Case(code, on.listed, on.worded, on.unread, origin, day, said, Decimal(0), False, False)
    [outcome] = outcomes(asked, MEASURES.programmes)
    return outcome


@pytest.mark.parametrize(
    ("heading", "before", "after"),
    [("9903.03.12", 63, 101), ("9903.03.13", 52, 52), ("9903.03.14", 439, 513),
     ("9903.03.16", 554, 554)],
)  # fmt: skip
def test_a_later_edition_takes_the_place_of_the_lists_it_prints_and_of_no_other(
    heading: str, before: int, after: int
) -> None:
    eve = date(2026, 9, 14)
    assert not LISTS.named(heading, date(2026, 8, 21))
    assert len(LISTS.named(heading, REV_17)) == len(LISTS.named(heading, eve)) == before
    assert len(LISTS.named(heading, REV_19)) == LISTS.sizes[heading] == after


def test_lists_that_the_later_editions_do_not_print_go_on() -> None:
    for name in ("9903.88.03", "9903.82.02", "9903.96.02"):
        assert len(LISTS.named(name, REV_19)) == len(LISTS.named(name, date(2026, 8, 21))) > 0


def test_no_number_of_note_51_stands_twice() -> None:
    for day in (REV_17, REV_19):
        digits = [
            entry.digits
            for heading in ("9903.03.12", "9903.03.13", "9903.03.14")
            for entry in LISTS.named(heading, day)
        ]
        assert len(digits) == len(set(digits))
        assert not any(code[:8] in digits for code in digits if len(code) == 10)


def test_civil_aircraft_of_canada_are_those_of_japan() -> None:
    """Note 51(d) prints the numbers of note 35(b)."""
    ours = {entry.digits for entry in LISTS.named("9903.03.16", REV_17)}
    assert ours == {entry.digits for entry in LISTS.named("9903.96.02", REV_17)}


def test_what_changed_is_what_the_proclamations_changed() -> None:
    """PP 11064 and 11065: 40 and 82 numbers came, 2 and 8 went."""
    for heading, came, went in (("9903.03.12", 40, 2), ("9903.03.14", 82, 8)):
        then = {entry.digits for entry in LISTS.named(heading, REV_17)}
        now = {entry.digits for entry in LISTS.named(heading, REV_19)}
        assert (len(now - then), len(then - now)) == (came, went)


@pytest.mark.parametrize(
    ("day", "within", "beyond"),
    [
        (date(2026, 8, 15), "0.25", "0.50"),
        (date(2027, 8, 14), "0.25", "0.50"),
        (date(2027, 8, 15), "0.23", "0.49"),
        (date(2028, 8, 14), "0.23", "0.49"),
        (date(2028, 8, 15), "0.21", "0.48"),
        (date(2029, 8, 14), "0.21", "0.48"),
        (date(2029, 8, 15), "0.19", "0.47"),
        (date(2030, 8, 14), "0.19", "0.47"),
        (date(2030, 8, 15), "0", "0"),
    ],
)
def test_quartz_steps_down_by_the_year(day: date, within: str, beyond: str) -> None:
    """Note 41(e); no other programme names Macao in these years."""
    for quota, rate in (("open", within), ("filled", beyond)):
        assert way("6810990020", "MO", day, f"quota={quota}").total == Decimal(rate)


def test_the_countries_exempt_from_the_safeguard_on_quartz() -> None:
    """Note 41(c): 2, 13 and 100, and 9 of the 17 of (iv) that (iii) does not name too."""
    assert len(set(UNIONS["note-41(c)"])) == len(UNIONS["note-41(c)"]) == 2 + 13 + 100 + 9
    assert not {"IN", "VN", "CN", "TR", "MY", "TH", "TW", "EU"} & set(UNIONS["note-41(c)"])


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        ("2208306020", "Proclamation 11061"),
        ("2203000030", "Proclamation 11061, packaged"),
        ("2208306040", "Proclamation 11061, packaged"),
        ("2202910000", "Proclamation 11062"),
        ("8711500030", "Proclamation 11063"),
    ],
)
def test_goods_of_canada_are_barred_from_a_day_on(code: str, heading: str) -> None:
    eve, day = way(code, "CA", date(2026, 9, 28)), way(code, "CA", BANS)
    assert barred(eve) == ()
    [words] = barred(day)
    assert words.startswith(f"{heading}: ")
    assert not barred(way(code, "GB", BANS))
    assert [each.heading for each in components(day)] == [each.heading for each in components(eve)]
    assert day.total == eve.total


@pytest.mark.parametrize("code", ["0402100500", "2208306085", "8711400060"])
def test_other_goods_of_canada_are_not_barred(code: str) -> None:
    assert not barred(way(code, "CA", BANS))


def test_what_is_barred_is_on_a_list_of_note_51() -> None:
    on = {
        entry.digits
        for heading in ("9903.03.12", "9903.03.13", "9903.03.14")
        for entry in LISTS.named(heading, BANS)
    }
    [bans] = [each for each in MEASURES.programmes if "exclusion" in each.name]
    codes = [code for row in bans.measures for code in row.goods.codes]
    assert len(codes) == len(set(codes)) == 25 + 28 + 14 + 1
    assert set(codes) <= on


def test_the_feed_is_told_that_goods_are_barred() -> None:
    [told] = [each for each in told_measures() if each.effective == BANS and each.origin == "CA"]
    assert told.before == ""
    assert "Proclamation 11062 bars the goods" in told.after
