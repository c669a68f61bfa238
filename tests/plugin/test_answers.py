from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline_office.client import Answer, Failure, Outcome
from tariffline_office.feed import ALWAYS, Scope
from tariffline_office.front_desk import Told
from tariffline_office.kept import Kept
from tariffline_office.workbook.answers import (
    RESULT_COLUMNS,
    Sheet,
    cell_value,
    decide,
    same_value,
)
from tariffline_office.workbook.asking import ARGUMENTS, Answers
from tariffline_office.workbook.headings import Layout
from tariffline_office.workbook.questions import read_questions
from tariffline_office.workbook.sheet import LAST_COLUMN, CellValue, Edits, SheetView, WorkbookError

Rows = list[list[CellValue]]
HTS = "8501.31.40.00"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def answers(base: Outcome = Decimal("0.04")) -> Answers:
    said: dict[str, Outcome] = {
        "DESCRIPTION": "Motors",
        "UNIT": "No.",
        "BASE": base,
        "CHECK": "OK",
    }
    asked = {function: (HTS, *[None] * (len(told) - 1)) for function, told in ARGUMENTS.items()}
    all_kept = {function: {asked[function]: kept(outcome)} for function, outcome in said.items()}
    return Answers(Told(all_kept, None, 4, "2026HTSRev5", NOON))


def kept(outcome: Outcome) -> Kept:
    scope = Scope("8501314000")
    edition = "2026HTSRev5"
    answer = outcome if isinstance(outcome, Failure) else Answer(outcome, edition, scope, None)
    return Kept(answer, edition, scope, ALWAYS, ALWAYS, 0, NOON)


def sheet(rows: Sequence[Sequence[CellValue]], last_used_column: int | None = None) -> Sheet:
    view = SheetView("Parts", rows, last_used_column or max(map(len, rows)))
    layout = Layout(1, {"hts": 1})
    return Sheet(view, layout, list(read_questions(view, layout)))


def shown_after(rows: Sequence[Sequence[CellValue]], edits: Edits) -> list[list[CellValue]]:
    """The rows as a cell-for-cell writer leaves them; numbers become binary doubles."""
    width = max(edit.column for edit in edits.cells)
    after = [[*row, *[None] * (width - len(row))] for row in rows]
    for edit in edits.cells:
        value = float(edit.value) if isinstance(edit.value, Decimal) else edit.value
        after[edit.row - 1][edit.column - 1] = value
    return after


def test_results_stand_to_the_right_of_all_that_is_used() -> None:
    rows: Rows = [["HTS", "Part"], [HTS, "M1"], [None, "sum"]]
    edits = decide(sheet(rows, last_used_column=4), answers())
    assert edits.new_columns == [5, 6, 7, 8, 9]
    assert shown_after(rows, edits) == [
        ["HTS", "Part", None, None, *RESULT_COLUMNS],
        [HTS, "M1", None, None, "Motors", "No.", 0.04, "OK", "2026HTSRev5"],
        [None, "sum", None, None, None, None, None, None, None],
    ]


def test_results_stand_under_the_headings_they_have() -> None:
    rows: Rows = [["HTS", "Tariffline: Check", "Part"], [HTS, "old", "M1"]]
    edits = decide(sheet(rows), answers())
    assert edits.new_columns == [4, 5, 6, 7]
    assert shown_after(rows, edits)[1] == [HTS, "OK", "M1", "Motors", "No.", 0.04, "2026HTSRev5"]


@given(
    st.decimals(0, 100, places=20)
    | st.integers(0, 9)
    | st.text()
    | st.builds(Failure, st.just("NEEDS"), st.text())
)
def test_what_is_shown_already_is_not_written_again(base: Outcome) -> None:
    rows: Rows = [["HTS"], [HTS]]
    once = shown_after(rows, decide(sheet(rows), answers(base)))
    assert decide(sheet(once), answers(base)).cells == []


def test_only_what_differs_is_written() -> None:
    rows: Rows = [["HTS", *RESULT_COLUMNS], [HTS, "Motors", "No.", 0.05, "OK", "2026HTSRev5"]]
    [edit] = decide(sheet(rows), answers()).cells
    assert (edit.row, edit.column, edit.value) == (2, 4, Decimal("0.04"))


def test_a_row_whose_number_was_removed_loses_its_results() -> None:
    rows: Rows = [["HTS", *RESULT_COLUMNS], [None, "Motors", "No.", 0.04, "OK", "2026HTSRev4"]]
    edits = decide(sheet(rows), answers())
    assert shown_after(rows, edits)[1] == [None] * 6


def test_totals_in_our_columns_stay() -> None:
    rows: Rows = [["HTS", *RESULT_COLUMNS], [None, "Highest rate", None, 0.04]]
    assert decide(sheet(rows), answers()).cells == []


def test_refuses_a_sheet_without_room() -> None:
    with pytest.raises(WorkbookError, match="has no 5 free columns"):
        decide(sheet([["HTS"], [HTS]], LAST_COLUMN - 4), answers())


@pytest.mark.parametrize(
    ("outcome", "value"),
    [
        (Failure("NOT_FOUND", "no such line"), "NOT_FOUND: no such line"),
        (0, Decimal(0)),
        (Decimal("0.165"), Decimal("0.165")),
        ("4.4¢/kg", "4.4¢/kg"),
        (True, "True"),
        ("a\x00b\r\nc\rd", "ab\nc\nd"),
        ("x" * 40_000, "x" * 32_767),
    ],
)
def test_cell_values(outcome: Outcome, value: str | Decimal) -> None:
    assert cell_value(outcome) == value


@pytest.mark.parametrize(
    ("shown", "wanted", "same"),
    [
        (0.165, Decimal("0.165"), True),
        (0.3333333333333333, Decimal(1) / 3, True),
        (0.165, Decimal("0.1651"), False),
        (0, Decimal("0.0"), True),
        (False, Decimal(0), False),
        (None, Decimal(0), False),
        ("0", Decimal(0), False),
        (0, "0", False),
        ("", None, True),
        (None, "", True),
        ("OK", "OK", True),
    ],
)
def test_same_value(shown: CellValue, wanted: str | Decimal | None, same: bool) -> None:
    assert same_value(shown, wanted) is same
