from array import array
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline_office.client import Failure
from tariffline_office.workbook import questions
from tariffline_office.workbook.arguments import argument, as_text
from tariffline_office.workbook.questions import Batch, Looks, Question, Raw, read_questions
from tariffline_office.workbook.serials import SINCE_1904
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


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (33.300000000000004, "money", "33.3"),
        (33.335, "money", "33.34"),
        (33.334999999999994, "money", "33.34"),  # of which Excel shows 33.335
        (1234.5678912, "money", "1234.57"),
        (14172, "money", "14172"),
        (1e9 + 0.25, "money", "1000000000.25"),
        (-5.005, "money", "-5.005"),
        ("33.335", "money", "33.335"),
        (0.1 + 0.2, "quantity", "0.3"),
        (12.3456, "quantity", "12.3456"),
        (1e-7, "quantity", "0.0000001"),
        (-0.0, "quantity", "0"),
        (46143, "date", "2026-05-01"),
        (46143.75, "date", "2026-05-01"),
        (20260501, "date", "20260501"),
        (44681, "hts", "44681"),
    ],
)
def test_a_cell_is_asked_as_excel_shows_it(value: CellValue, kind: str, text: str) -> None:
    assert argument(value, kind) == text


@pytest.mark.parametrize("value", [44681, 44681.5, "44681", " 44681.5 "])
def test_a_number_of_days_is_counted_from_the_workbooks_own_day(value: CellValue) -> None:
    assert argument(value, "date", SINCE_1904) == "2026-05-01"
    assert argument(20260501, "date", SINCE_1904) == "20260501"


@given(st.decimals(0, 10**9, places=2))
def test_cents_stay_as_they_are(amount: Decimal) -> None:
    assert Decimal(argument(float(amount), "money") or "") == amount


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
    batches = [Batch([2], rows[:1]), Batch([4, 5, 6, 7], rows[2:])]
    told = read_questions("Parts", columns, batches, itself, 2, 1_000)
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
    rows = Batch([2, 3], [("8471",), ("Total",)])
    told = read_questions("Parts", [("hts", 1)], [rows], itself, 2, 2)
    assert told.questions == [Question("8471")]


def itself(raw: Raw) -> CellValue:
    assert isinstance(raw, CellValue)
    return raw


def test_what_rows_show_is_noted_once() -> None:
    batches = [
        Batch([1, 2], [("HTS",), ("8471",)], [("Check",), ("OK",)]),
        Batch([4, 5], [("8471",), (None,)], [("NOT_FOUND",), ("OK",)]),
    ]
    looks = read_questions("Parts", [("hts", 1)], batches, itself, 2, 4).looks
    assert looks == Looks(2, [("OK",), ("NOT_FOUND",)], array("I", [1, 0, 2, 1]))


def test_what_rows_show_is_not_noted_if_some_batch_does_not_tell() -> None:
    batches = [Batch([2], [("8471",)], [("OK",)]), Batch([3], [("8471",)])]
    assert read_questions("Parts", [("hts", 1)], batches, itself, 2, 3).looks is None


def test_what_rows_show_is_not_kept_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "_MOST_REMEMBERED", 3)
    batches = [Batch([row], [("8471",)], [(f"{row}",)]) for row in range(2, 8)]
    assert read_questions("Parts", [("hts", 1)], batches, itself, 2, 7).looks is None
