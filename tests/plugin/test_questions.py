from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline_office.client import Failure
from tariffline_office.workbook.questions import Question, Raw, as_text, read_questions
from tariffline_office.workbook.sheet import CellValue, Uncomputed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (101210010, "101210010"),
        (8471300100.0, "8471300100"),
        (8471.3, "8471.3"),
        (" 8471.30.01.00 ", "8471.30.01.00"),
        (datetime.fromisoformat("2026-05-01T17:30"), "2026-05-01"),
        (date(2026, 5, 1), "2026-05-01"),
        ("  ", None),
        (None, None),
    ],
)
def test_cells_as_text(value: CellValue, text: str | None) -> None:
    assert as_text(value) == text


@given(st.integers(0, 10**10))
def test_a_whole_number_keeps_its_digits(number: int) -> None:
    assert as_text(number) == as_text(float(number)) == str(number)


def test_rows_put_their_questions() -> None:
    rows: list[tuple[CellValue, ...]] = [
        (8471300100, "CN", date(2026, 5, 1)),
        (None, None, None),
        ("", "CN", None),
        ("0901.11.0045", None, None),
        (8471300100, "CN", date(2026, 5, 1)),
        ("7307.91.50.10", Uncomputed.FORMULA, None),
    ]
    columns = [("hts", 1), ("country", 2), ("date", 3)]
    numbered = [(number, row) for number, row in enumerate(rows, 2) if number != 3]
    told = read_questions("Parts", columns, numbered, itself, 2, 1_000)
    assert list(told.by_row) == [1, 0, 0, 2, 1, 3]
    assert told.questions[:2] == [
        Question("8471300100", "CN", "2026-05-01"),
        Question("0901.11.0045"),
    ]
    failure = told.questions[2]
    assert isinstance(failure, Failure)
    assert failure.message.startswith("Parts!B7 is a formula without a stored result")
    assert (told.of(1), told.of(2), told.of(8)) == (0, 1, 0)


def test_rows_outside_a_table_put_no_question() -> None:
    rows = [(2, ("8471",)), (3, ("Total",))]
    told = read_questions("Parts", [("hts", 1)], rows, itself, 2, 2)
    assert told.questions == [Question("8471")]


def itself(raw: Raw) -> CellValue:
    assert isinstance(raw, CellValue)
    return raw
