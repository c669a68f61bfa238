"""Decides which cell gets which value. Knows no file; every writer follows it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from tariffline_office.client import Failure, Outcome
from tariffline_office.workbook.asking import Answers
from tariffline_office.workbook.headings import Layout
from tariffline_office.workbook.questions import Question, QuestionRow
from tariffline_office.workbook.sheet import (
    LAST_COLUMN,
    Edit,
    Edits,
    SheetView,
    WorkbookError,
)

FUNCTION_COLUMNS: Mapping[str, str] = {
    "Tariffline: Description": "DESCRIPTION",
    "Tariffline: Unit": "UNIT",
    "Tariffline: Base rate": "BASE",
    "Tariffline: Check": "CHECK",
}
EDITION_COLUMN = "Tariffline: Edition"
RESULT_COLUMNS = (*FUNCTION_COLUMNS, EDITION_COLUMN)
RATE_COLUMN = "Tariffline: Base rate"

MOST_CHARACTERS = 32_767  # of one cell
_CERTAIN = Context(prec=15)  # a cell keeps a binary double: so many of its digits are certain
# XML 1.0 has no way to write these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose questions are read."""

    view: SheetView
    layout: Layout
    rows: Sequence[QuestionRow]


def decide(sheet: Sheet, answers: Answers) -> Edits:
    """The cells of `sheet` that must change to show `answers`: none if it shows them already.

    Results stand under their headings, or in new columns to the right of all that is used. A row
    that puts no question any more loses its results. Raises WorkbookError if the sheet has no room.
    """
    columns, new = result_columns(sheet)
    cells = [Edit(sheet.layout.heading_row, columns[heading], heading) for heading in new]
    for row in sheet.rows:
        if row.question is None and not was_answered(sheet.view, row, columns):
            continue
        for heading, value in _wanted(row, answers).items():
            column = columns[heading]
            if not same_value(sheet.view.value(row.number, column), value):
                cells.append(Edit(row.number, column, value))
    return Edits(
        sheet.view.name, sheet.layout.heading_row, [columns[heading] for heading in new], cells
    )


def failures(row: QuestionRow, answers: Answers) -> list[Failure]:
    """What went wrong in a row; empty if every cell of it has an answer."""
    if isinstance(row.question, Failure):
        return [row.question]
    if row.question is None:
        return []
    outcomes = [answers.to(function, row.question) for function in FUNCTION_COLUMNS.values()]
    return [outcome for outcome in outcomes if isinstance(outcome, Failure)]


def result_columns(sheet: Sheet) -> tuple[dict[str, int], list[str]]:
    """The column of each result, and the headings that must be added."""
    headings = list(sheet.view.rows[sheet.layout.heading_row - 1])
    new = [heading for heading in RESULT_COLUMNS if heading not in headings]
    first_free = sheet.view.last_used_column + 1
    if first_free + len(new) - 1 > LAST_COLUMN:
        raise WorkbookError(
            f"sheet “{sheet.view.name}” has no {len(new)} free columns to the right; "
            "delete what stands in the last columns"
        )
    columns = {heading: first_free + place for place, heading in enumerate(new)}
    columns |= {h: headings.index(h) + 1 for h in RESULT_COLUMNS if h not in new}
    return columns, new


def was_answered(view: SheetView, row: QuestionRow, columns: Mapping[str, int]) -> bool:
    """Only a row that was answered names its edition: totals and notes in our columns stay."""
    return isinstance(view.value(row.number, columns[EDITION_COLUMN]), str)


def _wanted(row: QuestionRow, answers: Answers) -> dict[str, str | Decimal | None]:
    if row.question is None:
        return dict.fromkeys(RESULT_COLUMNS)
    wanted: dict[str, str | Decimal | None] = {
        heading: cell_value(_outcome(row.question, function, answers))
        for heading, function in FUNCTION_COLUMNS.items()
    }
    if isinstance(row.question, Failure):
        return {**wanted, EDITION_COLUMN: answers.told.edition}
    return {**wanted, EDITION_COLUMN: answers.edition(row.question)}


def _outcome(question: Question | Failure, function: str, answers: Answers) -> Outcome:
    return question if isinstance(question, Failure) else answers.to(function, question)


def cell_value(outcome: Outcome) -> str | Decimal:
    """A rate as a number; all else as text that a cell can hold, an error as `CODE: message`."""
    if isinstance(outcome, int | Decimal) and not isinstance(outcome, bool):
        return Decimal(outcome)
    text = f"{outcome.code}: {outcome.message}" if isinstance(outcome, Failure) else str(outcome)
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:MOST_CHARACTERS]


def same_value(shown: object, wanted: str | Decimal | None) -> bool:
    """Whether a cell that holds `shown` needs no writing; no text and no value are alike."""
    if isinstance(wanted, Decimal):
        if isinstance(shown, bool) or not isinstance(shown, int | float):
            return False
        return _CERTAIN.create_decimal(str(shown)) == _CERTAIN.create_decimal(wanted)
    return isinstance(shown, str | None) and (shown or None) == (wanted or None)
