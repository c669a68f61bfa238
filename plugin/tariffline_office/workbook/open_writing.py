"""One writing into an open workbook: decided and checked first, undone if it can't be finished."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tariffline_office.workbook import native
from tariffline_office.workbook.answers import Change, Decisions, Replaced, Sheet
from tariffline_office.workbook.columns import GENERAL
from tariffline_office.workbook.excel import Excel
from tariffline_office.workbook.open_column import OpenColumn, Undo, typed
from tariffline_office.workbook.open_sheet import OpenSheet
from tariffline_office.workbook.remembered import PROPERTY, in_words
from tariffline_office.workbook.report import REPORT_SHEET, WIDTHS
from tariffline_office.workbook.sheet import Area, WorkbookError
from tariffline_office.workbook.writing import Job

if TYPE_CHECKING:
    from xlwings import Book, Range
    from xlwings import Sheet as ExcelSheet

# What a new column takes over from its neighbour.
_FONT = ("name", "size", "bold", "italic", "color")
_LOOK = ("color", "wrap_text")


class OpenWriting:
    """`changing` are the lists in which a result changes, decided from what they show now."""

    def __init__(self, excel: Excel, book: Book, sheets: Sequence[OpenSheet], job: Job) -> None:
        self._excel, self._book, self._job = excel, book, job
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self._undo: list[Undo] = []
        self._columns: list[OpenColumn] = []
        for name, lists in _by_sheet(job.sheets).items():
            if self._sheets[name].was_edited({each.layout.heading_row for each in lists}):
                raise WorkbookError(
                    f"sheet “{name}” was edited while its questions were answered; nothing "
                    "was written: refresh again"
                )
        self.changing = [sheet for sheet in job.sheets if self._decide(sheet)]

    def check(self) -> None:
        """Raise WorkbookError for a cell that is not free to be written."""
        for column in self._columns:
            column.check()

    def write(self) -> None:
        """Write all, or undo what was written and raise WorkbookError."""
        try:
            self._write()
        except BaseException as error:
            if not self._is_undone() and isinstance(error, WorkbookError):
                raise WorkbookError(
                    f"{error}. What was written could not all be taken back: close the workbook "
                    "without saving it"
                ) from error
            raise

    def _decide(self, sheet: Sheet) -> bool:
        """Collect what changes in a sheet, column by column."""
        there = self._sheets[sheet.name]
        replaced: list[Replaced] = []
        decisions = Decisions(sheet, self._job.answers, there.value_of, replaced.append)
        changes: dict[int, dict[int, Change]] = defaultdict(dict)
        for row, cells in enumerate(there.rows(sheet.columns), 1):
            if sheet.owns(row):
                for change in decisions.row(row, cells):
                    changes[change.column][row] = change
        for answers in replaced:
            self._job.movements.note(decisions, answers)
        self._columns += [
            OpenColumn(self._excel, there, column, sheet.rows, changes[column], self._undo)
            for column in sorted(changes)
        ]
        if changes or sheet.new:
            self._job.decisions[sheet.label] = decisions
        return bool(changes or sheet.new)

    def _write(self) -> None:
        places: list[tuple[OpenSheet, dict[str, Area]]] = []
        for name, lists in _by_sheet(self.changing).items():
            there = self._sheets[name]
            tables = {table.name: table.area for table in there.tables()}
            self._undo.append(partial(there.place_tables, tables))
            for sheet in lists:
                if sheet.new:
                    tables = _with_columns(sheet, tables)
                    there.place_tables(tables)
                    self._add_columns(sheet, there)
            places.append((there, tables))
        for column in self._columns:
            column.write()
        for there, tables in places:
            there.place_tables(tables)
        self._write_report(self._job.report(self._job.decisions))
        if self._job.mapping:
            text = in_words(self._job.mapping)
            self._excel.do(lambda: native.set_text_property(self._book, PROPERTY, text))

    def _is_undone(self) -> bool:
        """Undo as much as can be, the last first; whether that was all."""
        undone = 0
        for undo in reversed(self._undo):
            with suppress(Exception):
                undo()
                undone += 1
        return undone == len(self._undo)

    def _add_columns(self, sheet: Sheet, there: OpenSheet) -> None:
        """The headings, and the looks of the column to the left."""
        first, last, row = min(sheet.new_columns), max(sheet.new_columns), sheet.layout.heading_row
        heading = there.range(Area(row, first, row, last))
        new = sheet.results[len(sheet.results) - sheet.new :]
        self._undo.append(partial(self._excel.do, heading.clear_contents))
        texts = [[typed(result.heading) for result, _ in new]]
        self._excel.do(partial(setattr, heading, "value", texts))
        last_row = max(min(there.used[0], sheet.last_row), row + 1)
        cells = there.range(Area(row + 1, first, last_row, last))
        self._excel.do(partial(setattr, cells, "number_format", GENERAL))
        if first > 1:
            self._dress(there.range(Area(row, first - 1, row, first - 1)), heading)
            self._dress(there.range(Area(row + 1, first - 1, row + 1, first - 1)), cells)
        for result, column in new:
            self._widen(there.range(Area(row, column, row, column)), result.width)

    def _dress(self, like: Range, cells: Range) -> None:
        for it, as_that, names in ((cells.font, like.font, _FONT), (cells, like, _LOOK)):
            for name in names:
                value = self._excel.do(partial(getattr, as_that, name))
                if value is not None:
                    self._excel.do(partial(setattr, it, name, value))

    def _widen(self, cells: Range, width: int) -> None:
        self._excel.do(partial(setattr, cells, "column_width", width))

    def _write_report(self, rows: Sequence[Sequence[Change]]) -> None:
        """The whole sheet anew, in one block."""
        sheet = self._report_sheet()
        table: list[list[Any]] = [[None] * len(WIDTHS) for _ in rows]
        for line, changes in zip(table, rows, strict=True):
            for change in changes:
                line[change.column - 1] = typed(change.value)
        self._excel.do(sheet.clear)
        cells = self._excel.do(lambda: sheet.range((1, 1), (len(table), len(WIDTHS))))
        self._excel.do(partial(setattr, cells, "value", table))
        for column, width in enumerate(WIDTHS, 1):
            self._widen(self._excel.do(partial(sheet.range, (1, column))), width)
            self._format_report(sheet, column, rows)

    def _format_report(
        self, sheet: ExcelSheet, column: int, rows: Sequence[Sequence[Change]]
    ) -> None:
        looks = [next((c.number_format for c in row if c.column == column), "") for row in rows]
        for look, run in groupby(enumerate(looks, 1), key=lambda each: each[1]):
            numbers = [row for row, _ in run]
            if look not in ("", GENERAL):
                ends = (numbers[0], column), (numbers[-1], column)
                cells = self._excel.do(partial(sheet.range, *ends))
                self._excel.do(partial(setattr, cells, "number_format", look))

    def _report_sheet(self) -> ExcelSheet:
        sheets = {sheet.name: sheet for sheet in self._excel.do(lambda: list(self._book.sheets))}
        if REPORT_SHEET in sheets:
            return sheets[REPORT_SHEET]
        last = list(sheets.values())[-1]
        added = self._excel.do(lambda: self._book.sheets.add(REPORT_SHEET, after=last))
        self._undo.append(partial(self._excel.do, added.delete))
        return added


def _by_sheet(lists: Sequence[Sheet]) -> dict[str, list[Sheet]]:
    """The lists of each sheet, by its name."""
    found: dict[str, list[Sheet]] = {}
    for each in lists:
        found.setdefault(each.name, []).append(each)
    return found


def _with_columns(sheet: Sheet, tables: dict[str, Area]) -> dict[str, Area]:
    """The tables of a sheet, one of them with the new columns."""
    grown = {
        name: area._replace(last_column=area.last_column + sheet.new)
        for name, area in tables.items()
        if name == sheet.table
    }
    return {**tables, **grown}
