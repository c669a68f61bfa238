"""Whether an entry can report a number as it is written, and what to write instead."""

from datetime import date

import pytest

from tariffline.desk.lines import check
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.code import parse_code


def refused(desk: Desk, hts: str, day: date | None = None) -> Unknown:
    unknown = check(desk, parse_code(hts), day)
    assert isinstance(unknown, Unknown), unknown
    return unknown


@pytest.mark.parametrize("hts", ["8471.30.01.00", "8471300100", "0101.21.00.10", "9101.11.40"])
def test_a_line_as_it_is_reported_is_ok(desk: Desk, hts: str) -> None:
    answer = check(desk, parse_code(hts), None)
    assert isinstance(answer, Answer)
    assert (answer.value, answer.edition) == ("OK", "sample, 90 lines, 2026 Rev 5")


def test_every_line_of_the_sample_is_ok(desk: Desk) -> None:
    edition = desk.schedule.edition(desk.schedule.editions[-1])
    lines = edition.lines_under("")
    assert len(lines) == 90
    assert all(isinstance(check(desk, parse_code(line), None), Answer) for line in lines)


@pytest.mark.parametrize(
    ("hts", "message", "use"),
    [
        ("8471.30", "8471.30 is a subheading; use 8471.30.01.00", "8471.30.01.00"),
        ("8471.30.01", "8471.30.01 is a rate line; use 8471.30.01.00", "8471.30.01.00"),
        ("9018", "9018 is a heading; use 9018.90.30.00", "9018.90.30.00"),
        (
            "101210010",
            "101210010 lost its leading zero (format the column as text); use 0101.21.00.10",
            "0101.21.00.10",
        ),
    ],
)
def test_a_number_with_one_line_says_which_to_use(
    desk: Desk, hts: str, message: str, use: str
) -> None:
    unknown = refused(desk, hts)
    assert unknown.code == ErrorCode.BAD_INPUT
    assert (unknown.message, unknown.choices) == (message, (use,))


@pytest.mark.parametrize("hts", ["8471.41", "8471.41.01"])
def test_a_number_with_several_lines_is_ambiguous(desk: Desk, hts: str) -> None:
    unknown = refused(desk, hts)
    assert unknown.code == ErrorCode.AMBIGUOUS
    assert unknown.choices == ("8471.41.01.10", "8471.41.01.50")


def test_a_number_that_ended_is_not_in_force(desk: Desk) -> None:
    unknown = refused(desk, "7601.10.60.30")
    assert unknown.code == ErrorCode.NOT_IN_FORCE
    assert unknown.choices == ("7601.10.60.40", "7601.10.60.45")
    assert isinstance(check(desk, parse_code("7601.10.60.30"), date(2025, 6, 30)), Answer)


def test_a_number_outside_the_sample_is_not_known(desk: Desk) -> None:
    assert refused(desk, "6404.11.20").code == ErrorCode.NOT_KNOWN
