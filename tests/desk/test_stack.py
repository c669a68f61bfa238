"""What is not answered with a stack, and what an answer says of its own limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tariffline.desk.measures import Measures, measures_with, shipped
from tariffline.desk.records import Desk
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.goods_lists import Listed


def ask(desk: Desk, function: str, *arguments: object) -> Answer | Unknown:
    return one(desk, CATALOGUE[function], list(arguments))


@pytest.mark.parametrize("function", ["RATE", "STACK", "WHY"])
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("9802.00.40.40", "in chapters 1 to 97 with the provision as a fact"),
        ("9903.88.03", "with the heading as a fact (heading=9903.88.69)"),
    ],
)
def test_a_number_of_chapter_98_or_99_is_no_article(
    desk: Desk, function: str, line: str, words: str
) -> None:
    dates = ("2026-05-01",) if function != "STACK" else (None, "2026-05-01")
    found = ask(desk, function, line, "CN", *dates)
    assert isinstance(found, Unknown)
    assert found.code is ErrorCode.BAD_INPUT
    assert words in found.message


def test_privileged_foreign_status_is_refused_with_the_remedy(desk: Desk) -> None:
    found = ask(desk, "RATE", "6109.10.00.12", "VN", "2026-05-01", "ftz=2025-06-01")
    assert isinstance(found, Unknown)
    assert "ask for that day instead" in found.message


def test_mail_paid_otherwise_until_the_surcharge_ended(desk: Desk) -> None:
    found = ask(desk, "RATE", "6109.10.00.12", "VN", "2026-05-01", "postal=yes")
    assert isinstance(found, Unknown)
    assert found.code is ErrorCode.NOT_KNOWN
    assert "goods of more pay these: ask without postal=" in found.message
    other = ask(desk, "RATE", "6109.10.00.12", "VN", "2026-05-01", "postal=no")
    assert isinstance(other, Answer)
    assert other.value == Decimal("0.265")


def test_chapter_98_wants_its_provision(desk: Desk) -> None:
    found = ask(desk, "RATE", "6109.10.00.12", "CN", "2026-05-01", "chapter98=yes")
    assert isinstance(found, Unknown)
    assert (found.code, found.missing) == (ErrorCode.NEEDS, ("chapter98",))


def test_a_part_that_pays_must_be_stated(desk: Desk) -> None:
    found = ask(desk, "RATE", "6109.10.00.12", "CN", "2026-05-01", "chapter98=9802.00.80")
    assert isinstance(found, Unknown)
    assert (found.code, found.missing) == (ErrorCode.NEEDS, ("dutiable",))


def test_a_heading_stated_in_vain_is_told(desk: Desk) -> None:
    found = ask(desk, "RATE", "6109.10.00.12", "CN", "2026-05-01", "heading=9903.88.69")
    assert isinstance(found, Answer)
    assert found.value == Decimal("0.34")
    assert "9903.88.69 was stated, but does not apply to this line on this day" in found.notes


def test_lines_that_differ_are_to_be_told_apart(desk: Desk) -> None:
    found = ask(desk, "RATE", "8541.43.00", "VN", "2025-07-15")
    assert isinstance(found, Unknown)
    assert found.code is ErrorCode.AMBIGUOUS
    assert found.choices == ("8541.43.00.10", "8541.43.00.80")


def test_a_day_past_what_is_known_is_marked(desk: Desk) -> None:
    known = shipped().known_to
    assert known == date(2026, 9, 29)
    before = ask(desk, "RATE", "6109.10.00.12", "VN", "2026-05-01")
    assert isinstance(before, Answer)
    assert f"measures known to {known}" in before.notes
    later = replace(desk, today=date(2026, 10, 15))
    after = ask(later, "RATE", "6109.10.00.12", "VN", "2026-10-15")
    assert isinstance(after, Answer)
    assert f"measures are known to {known}; what was published since is not in this answer" in (
        after.notes
    )


def test_an_answer_holds_to_the_day_before_the_next_programme(desk: Desk) -> None:
    found = ask(desk, "RATE", "6109.10.00.12", "VN", "2026-05-01")
    assert isinstance(found, Answer)
    assert found.valid_until is not None
    assert found.valid_until < date(2026, 6, 8)


def test_a_loaded_list_takes_the_place_of_ours_from_its_day_on() -> None:
    eve, day = date(2026, 12, 1), date(2026, 12, 2)
    cheese = Listed("9903.03.12", "04069095", False, day, None, "a later proclamation")
    loaded: Measures = measures_with((cheese,))
    assert "9903.03.12" in loaded.lists.standing("2203000030", eve).listed
    assert "9903.03.12" not in loaded.lists.standing("2203000030", day).listed
    assert "9903.03.12" in loaded.lists.standing("0406909500", day).listed
    assert loaded.segment(eve) != loaded.segment(day)
    assert loaded.last_day(eve) == eve


def test_why_tells_what_is_published_for_later_days(desk: Desk) -> None:
    found = ask(desk, "WHY", "6109.10.00.12", "VN", "2026-05-01")
    assert isinstance(found, Answer)
    lines = str(found.value).splitlines()
    assert lines[0] == "6109.10.00.12 from Vietnam, entered 2026-05-01"
    assert "  = 26.5%" in lines
    assert "From 2026-07-24: 29%" in lines


def test_rate_is_no_number_where_a_part_is_specific(desk: Desk) -> None:
    found = ask(desk, "RATE", "0402.10.05.00", "FR", "2026-05-01")
    assert isinstance(found, Unknown)
    assert found.code is ErrorCode.NEEDS
    assert "ask DUTY with the value and the quantity" in found.message


def test_duty_of_a_specific_rate_takes_the_quantity(desk: Desk) -> None:
    found = ask(desk, "DUTY", "0402.10.05.00", "NZ", 10000, "2026-05-01", "1000 kg")
    assert isinstance(found, Answer)
    assert found.value == Decimal("33.00") + Decimal("1000.00")
    missing = ask(desk, "DUTY", "0402.10.05.00", "NZ", 10000, "2026-05-01")
    assert isinstance(missing, Unknown)
    assert missing.code is ErrorCode.NEEDS
