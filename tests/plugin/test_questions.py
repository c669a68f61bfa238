from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline_office.client import Failure
from tariffline_office.workbook.headings import Layout
from tariffline_office.workbook.questions import Question, as_text, read_questions
from tariffline_office.workbook.sheet import CellValue, SheetView, Uncomputed


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
    rows: list[list[CellValue]] = [
        ["HTS", "Origin", "Date"],
        [8471300100, "CN", date(2026, 5, 1)],
        [],
        ["", "CN"],
        ["0901.11.0045"],
        ["7307.91.50.10", Uncomputed.FORMULA],
    ]
    view = SheetView("Parts", rows, 3)
    told = list(read_questions(view, Layout(1, {"hts": 1, "country": 2, "date": 3})))
    assert [row.number for row in told] == [2, 3, 4, 5, 6]
    assert [row.question for row in told[:4]] == [
        Question("8471300100", "CN", "2026-05-01"),
        None,
        None,
        Question("0901.11.0045"),
    ]
    assert isinstance(told[4].question, Failure)
    assert told[4].question.message.startswith("Parts!B6 is a formula without a stored result")
