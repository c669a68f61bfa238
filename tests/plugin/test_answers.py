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
    Decisions,
    Replaced,
    Sheet,
    cell_value,
    same_value,
)
from tariffline_office.workbook.asking import Answers
from tariffline_office.workbook.columns import EDITION, USUAL, missing, named, placed, results_under
from tariffline_office.workbook.headings import Layout
from tariffline_office.workbook.questions import Batch, Raw, read_questions
from tariffline_office.workbook.sheet import CellValue

Rows = list[list[CellValue]]
HTS = "8501.31.40.00"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


RESULTS = named(USUAL)
RESULT_COLUMNS = tuple(result.heading for result in [*RESULTS, EDITION])


def answers(base: Outcome = Decimal("0.04")) -> Answers:
    said: dict[str, Outcome] = {
        "DESCRIPTION": "Motors",
        "UNIT": "No.",
        "BASE": base,
        "CHECK": "OK",
    }
    asked = {r.function or "": (HTS, *[None] * (len(r.parameters) - 1)) for r in RESULTS}
    all_kept = {function: {asked[function]: kept(outcome)} for function, outcome in said.items()}
    return Answers(Told(all_kept, None, 4, "2026HTSRev5", NOON))


def kept(outcome: Outcome) -> Kept:
    scope = Scope("8501314000")
    edition = "2026HTSRev5"
    answer = outcome if isinstance(outcome, Failure) else Answer(outcome, edition, scope, None)
    return Kept(answer, edition, scope, ALWAYS, ALWAYS, 0, NOON)


def sheet(rows: Sequence[Sequence[CellValue]], last_used_column: int | None = None) -> Sheet:
    cells = [(row[0] if row else None,) for row in rows[1:]]
    batch = Batch(range(2, len(rows) + 1), cells)
    questions = read_questions("Parts", [("hts", 1)], [batch], itself, 2, 1_000)
    first_free = (last_used_column or max(map(len, rows))) + 1
    found = results_under(rows[0])
    new = missing(found, RESULTS)
    results = placed(found, new, first_free)
    return Sheet("Parts", Layout(1, {"hts": 1}), questions, results, len(new))


def itself(raw: Raw) -> CellValue:
    assert isinstance(raw, CellValue)
    return raw


def shown_after(
    rows: Sequence[Sequence[CellValue]], asked: Sheet, answers: Answers
) -> list[list[CellValue]]:
    """The rows as a cell-for-cell writer leaves them; numbers become binary doubles."""
    decisions = Decisions(asked, answers, itself, lambda replaced: None)
    width = max(column for _, column in asked.results)
    after = [[*row, *[None] * (width - len(row))] for row in rows]
    for number, row in enumerate(after, 1):
        cells = tuple(row[column - 1] for column in asked.columns)
        changes = decisions.row(number, cells) if number > 1 else decisions.heading()
        for change in changes:
            value = float(change.value) if isinstance(change.value, Decimal) else change.value
            row[change.column - 1] = value
    return after


def test_results_stand_to_the_right_of_all_that_is_used() -> None:
    rows: Rows = [["HTS", "Part"], [HTS, "M1"], [None, "sum"]]
    asked = sheet(rows, last_used_column=4)
    assert asked.new_columns == [5, 6, 7, 8, 9]
    assert shown_after(rows, asked, answers()) == [
        ["HTS", "Part", None, None, *RESULT_COLUMNS],
        [HTS, "M1", None, None, "Motors", "No.", 0.04, "OK", "2026HTSRev5"],
        [None, "sum", None, None, None, None, None, None, None],
    ]


def test_results_stand_under_the_headings_they_have() -> None:
    rows: Rows = [["HTS", "Tariffline: Check", "Part"], [HTS, "old", "M1"]]
    asked = sheet(rows)
    assert asked.new_columns == [4, 5, 6, 7]
    shown = shown_after(rows, asked, answers())
    assert shown[1] == [HTS, "OK", "M1", "Motors", "No.", 0.04, "2026HTSRev5"]


@given(
    st.decimals(0, 100, places=20)
    | st.integers(0, 9)
    | st.text()
    | st.builds(Failure, st.just("NEEDS"), st.text())
)
def test_what_is_shown_already_is_not_written_again(base: Outcome) -> None:
    rows: Rows = [["HTS"], [HTS]]
    once = shown_after(rows, sheet(rows), answers(base))
    again = Decisions(sheet(once), answers(base), itself, lambda replaced: None)
    assert not again.row(2, tuple(once[1]))


def test_only_what_differs_is_written() -> None:
    rows: Rows = [["HTS", *RESULT_COLUMNS], [HTS, "Motors", "No.", 0.05, "OK", "2026HTSRev5"]]
    replaced: list[Replaced] = []
    decisions = Decisions(sheet(rows), answers(), itself, replaced.append)
    [change] = decisions.row(2, tuple(rows[1]))
    assert change == (4, Decimal("0.04"), "0.0###%")
    assert [(each.row, each.hts) for each in replaced] == [(2, HTS)]


def test_a_row_whose_number_was_removed_loses_its_results() -> None:
    rows: Rows = [["HTS", *RESULT_COLUMNS], [None, "Motors", "No.", 0.04, "OK", "2026HTSRev4"]]
    assert shown_after(rows, sheet(rows), answers())[1] == [None] * 6


def test_totals_in_our_columns_stay() -> None:
    total: list[CellValue] = [None, "Highest rate", None, 0.04, None, None]
    rows: Rows = [["HTS", *RESULT_COLUMNS], total]
    assert shown_after(rows, sheet(rows), answers())[1] == total


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
