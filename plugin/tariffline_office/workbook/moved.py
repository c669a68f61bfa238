"""What moved since a workbook was last refreshed: before, after, why, and what it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tariffline_office.client import Failure
from tariffline_office.feed import Change, Scope, touches
from tariffline_office.kept import Kept, digits_of
from tariffline_office.workbook.answers import (
    FUNCTION_COLUMNS,
    RATE_COLUMN,
    Sheet,
    result_columns,
    was_answered,
)
from tariffline_office.workbook.asking import Answers
from tariffline_office.workbook.headings import NOT_ASKED
from tariffline_office.workbook.questions import Question, QuestionRow
from tariffline_office.workbook.sheet import CellValue, Edits, address

_CENT = Decimal("0.01")
_MOST_REASONS = 5
_OTHERWISE = "no change of law on record: the day, or the question in the row, is another"


@dataclass(frozen=True, slots=True)
class Moved:
    """A result that is not what the workbook shows.

    `effective` and `reason` tell of the changes behind it. `stake` is the duty that it adds to the
    row's value, in the money of that column; None where either rate is no plain number.
    """

    cell: str
    hts: str
    what: str
    before: str | Decimal | None
    after: str | Decimal | None
    effective: str
    reason: str
    stake: Decimal | None


class Reasons:
    """The changes since the last refresh, found by what they touch; None: they can't be told."""

    def __init__(self, changes: Sequence[Change] | None) -> None:
        self._known = changes is not None
        self._by_heading: Mapping[str, list[Change]] = defaultdict(list)
        for change in changes or ():
            self._by_heading[_heading(change.scope)].append(change)

    def behind(self, question: Question, kept: Kept) -> tuple[str, str]:
        """The dates and the documents that moved an answer, each as one text."""
        if not self._known:
            return "", "not known: what changed since the last refresh can't be read"
        if not (found := list(self._touching(question, kept))):
            return "", _OTHERWISE
        dates = dict.fromkeys(change.days.first.isoformat() for change in found)
        documents = dict.fromkeys(f"{change.kind}: {change.document}" for change in found)
        return _joined(dates), _joined(documents)

    def _touching(self, question: Question, kept: Kept) -> Iterator[Change]:
        """An error is kept by its heading; what concerns the number itself tells more."""
        scope = kept.scope
        if isinstance(kept.answer, Failure):
            scope = Scope(digits_of(question.hts) or "")
        heading = _heading(scope)
        near = [heading, ""] if heading else list(self._by_heading)
        for change in (c for h in near for c in self._by_heading.get(h, ())):
            if change.days.meet(kept.days) and touches(change.scope, scope):
                yield change


def what_moved(
    sheets: Iterable[Sheet], edits: Sequence[Edits], answers: Answers, reasons: Reasons
) -> list[Moved]:
    """The results among `edits` that replace others, sheet by sheet; first answers don't count."""
    by_sheet = {each.sheet: each for each in edits}
    return [
        moved
        for sheet in sheets
        if sheet.view.name in by_sheet
        for moved in _in_sheet(sheet, by_sheet[sheet.view.name], answers, reasons)
    ]


def stakes(moved: Iterable[Moved]) -> Decimal | None:
    """The duty added in all; None where no row tells."""
    known = [each.stake for each in moved if each.stake is not None]
    return sum(known, Decimal(0)) if known else None


def _in_sheet(sheet: Sheet, edits: Edits, answers: Answers, reasons: Reasons) -> Iterator[Moved]:
    columns, _ = result_columns(sheet)
    headings = {
        column: heading for heading, column in columns.items() if heading in FUNCTION_COLUMNS
    }
    rows = {row.number: row for row in sheet.rows}
    for edit in edits.cells:
        row, heading = rows.get(edit.row), headings.get(edit.column)
        if row is None or heading is None or not was_answered(sheet.view, row, columns):
            continue
        before = _shown(sheet.view.value(edit.row, edit.column))
        effective, reason = _why(row, heading, answers, reasons)
        yield Moved(
            address(sheet.view.name, edit.row, edit.column),
            str(sheet.view.value(edit.row, sheet.layout.columns["hts"]) or ""),
            heading.partition(": ")[2],
            before,
            edit.value,
            effective,
            reason,
            _stake(sheet, row, before, edit.value) if heading == RATE_COLUMN else None,
        )


def _why(row: QuestionRow, heading: str, answers: Answers, reasons: Reasons) -> tuple[str, str]:
    if not isinstance(row.question, Question):
        return "", _OTHERWISE
    kept = answers.kept(FUNCTION_COLUMNS[heading], row.question)
    return reasons.behind(row.question, kept)


def _stake(
    sheet: Sheet, row: QuestionRow, before: str | Decimal | None, after: str | Decimal | None
) -> Decimal | None:
    if NOT_ASKED not in sheet.layout.columns:
        return None
    value = _shown(sheet.view.value(row.number, sheet.layout.columns[NOT_ASKED]))
    if not (
        isinstance(value, Decimal) and isinstance(before, Decimal) and isinstance(after, Decimal)
    ):
        return None
    return ((after - before) * value).quantize(_CENT, ROUND_HALF_UP)


def _shown(value: CellValue) -> str | Decimal | None:
    """What a cell shows; its number as the exact decimal that a person reads there."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return None if value is None else str(value)


def _heading(scope: Scope) -> str:
    """Where to look for a change: under its heading, or "" where it bears on more than one."""
    hts = scope.hts or ""
    return hts[:4] if len(hts) >= 4 and scope.case is None and scope.message is None else ""


def _joined(texts: Iterable[str]) -> str:
    said = list(texts)
    more = [f"and {len(said) - _MOST_REASONS} more"] if len(said) > _MOST_REASONS else []
    return "; ".join([*said[:_MOST_REASONS], *more])
