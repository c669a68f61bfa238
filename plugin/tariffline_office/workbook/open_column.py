"""Writes the changes of one column of an open sheet: in few blocks, read back, and to be undone.

Excel takes what it is handed as if it were typed: “1-2” would become a date and “=1” a formula. So
every text goes with the apostrophe that Excel itself puts before a text; it is no part of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from functools import cached_property, partial
from itertools import pairwise
from typing import Any

from tariffline_office.workbook.answers import Change, Wanted, same_value
from tariffline_office.workbook.columns import GENERAL
from tariffline_office.workbook.excel import Excel
from tariffline_office.workbook.open_sheet import OpenSheet
from tariffline_office.workbook.questions import QuestionRows
from tariffline_office.workbook.sheet import Area, CellValue, WorkbookError, address

MOST_BLOCKS = 100  # a column; rows between them are written anew with what they hold
_MOST_FORMATS_READ = 200
_TEXT_FORMAT = "@"  # a number written into it would become a text

Undo = Callable[[], object]


@dataclass
class OpenColumn:
    """The changes of a column by row; `rows` tells which rows are Tariffline's."""

    excel: Excel
    sheet: OpenSheet
    column: int
    rows: QuestionRows
    changes: Mapping[int, Change]
    undo: list[Undo]
    _formats_read: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._first, self._last = min(self.changes), max(self.changes)

    def check(self) -> None:
        """Raise WorkbookError for a cell that is not free to be written."""
        for row in self.changes:
            if self._is_formula(row):
                raise self._taken(row, "is a formula")
            if not self._typed(row) and self._shown(row) is not None:
                raise self._taken(row, "is filled by an array formula")
        hidden = self._first_merged(self._first, self._last)
        if hidden is not None:
            raise self._taken(hidden, "is part of a merged range")

    def write(self) -> None:
        """Write and read back. Raises WorkbookError if Excel did not take it as it is."""
        for first, last in blocks(sorted(self.changes), self._is_not_ours, MOST_BLOCKS):
            changes = [self.changes[row] for row in range(first, last + 1) if row in self.changes]
            number = next((c for c in changes if isinstance(c.value, Decimal)), None)
            if number and number.number_format != GENERAL:
                self._format(first, last, number.number_format)
            self._write(first, last)
        self._verify()

    def _write(self, first: int, last: int) -> None:
        cells = self.sheet.range(self._area(first, last))
        rows = range(first, last + 1)
        before = [[_as_was(self._shown(row))] for row in rows]
        self.undo.append(partial(self.excel.do, partial(setattr, cells, "value", before)))
        after = [
            [typed(self.changes[row].value) if row in self.changes else _as_was(self._shown(row))]
            for row in rows
        ]
        self.excel.do(partial(setattr, cells, "value", after))

    def _verify(self) -> None:
        written = self.sheet.block(self._area(self._first, self._last))
        for row, change in self.changes.items():
            shown = self.sheet.value_of(written[row - self._first][0])
            if not same_value(shown, change.value):
                raise WorkbookError(
                    f"{address(self.sheet.name, row, self.column)} shows “{shown}” after "
                    f"“{change.value}” was written; clear the filters of the sheet (Data, Clear), "
                    "or refresh the closed file"
                )

    def _format(self, first: int, last: int, wanted: str) -> None:
        """Give the cells that have no number format of their own the wanted one."""
        self._formats_read += 1
        cells = self.sheet.range(self._area(first, last))
        found = self.excel.do(lambda: cells.number_format)
        if found in (GENERAL, _TEXT_FORMAT):
            self.excel.do(partial(setattr, cells, "number_format", wanted))
            back = partial(setattr, cells, "number_format", found)
            self.undo.append(partial(self.excel.do, back))
        elif not found and first < last and self._formats_read < _MOST_FORMATS_READ:
            middle = (first + last) // 2
            self._format(first, middle, wanted)
            self._format(middle + 1, last, wanted)

    def _first_merged(self, first: int, last: int) -> int | None:
        """The first row to be written that is hidden in a merged range; halves where it must."""
        rows = [row for row in self.changes if first <= row <= last]
        if not rows:
            return None
        cells = self.sheet.range(self._area(first, last))
        if self.excel.do(lambda: cells.merge_cells) is False:
            return None
        if first == last:
            top = self.excel.do(lambda: (cells.merge_area.row, cells.merge_area.column))
            return None if top == (first, self.column) else first
        middle = (first + last) // 2
        return self._first_merged(first, middle) or self._first_merged(middle + 1, last)

    def _is_not_ours(self, row: int) -> bool:
        """Whether a cell between changes is not to be touched."""
        shown = self._shown(row)
        if shown is None:
            return bool(self._typed(row))
        is_plain = isinstance(shown, str | int | float) and not str(shown).startswith("#")
        return not is_plain or self._is_formula(row) or not self.rows.of(row)

    def _is_formula(self, row: int) -> bool:
        typed = self._typed(row)
        return typed.startswith("=") and typed != self._shown(row)

    def _shown(self, row: int) -> CellValue:
        return self._cells[row - self._first]

    def _typed(self, row: int) -> str:
        return self._formulas[row - self._first]

    @cached_property
    def _cells(self) -> list[CellValue]:
        """What the cells showed before."""
        block = self.sheet.block(self._area(self._first, self._last))
        return [self.sheet.value_of(row[0]) for row in block]

    @cached_property
    def _formulas(self) -> Sequence[str]:
        return self.sheet.formulas(self._area(self._first, self._last))

    def _area(self, first: int, last: int) -> Area:
        return Area(first, self.column, last, self.column)

    def _taken(self, row: int, what: str) -> WorkbookError:
        return WorkbookError(
            f"{address(self.sheet.name, row, self.column)} {what} where a result must stand; "
            "move it, or rename the “Tariffline: …” heading above it"
        )


def typed(value: Wanted) -> float | str | None:
    """How a value is handed to Excel, so that a text stays a text."""
    if isinstance(value, Decimal):
        return float(value)
    return "'" + value if value else None


def _as_was(shown: CellValue) -> Any:
    """A cell that is no formula, so that it is as it was. An error is typed as it is shown."""
    if isinstance(shown, str) and not shown.startswith("#"):
        return typed(shown)
    return shown.isoformat() if isinstance(shown, time) else shown


def blocks(
    rows: Sequence[int], is_barrier: Callable[[int], bool], most: int
) -> Iterator[tuple[int, int]]:
    """Few blocks that hold all `rows` (sorted) and no barrier.

    Rows side by side are one block. Are there more than `most`, the nearest ones are joined, unless
    a barrier stands between.
    """
    gaps = [(one, other) for one, other in pairwise(rows) if other > one + 1]
    widest = set(sorted(gaps, key=lambda gap: gap[0] - gap[1])[: most - 1])
    first = rows[0]
    for gap in gaps:
        if gap in widest or any(map(is_barrier, range(gap[0] + 1, gap[1]))):
            yield first, gap[0]
            first = gap[1]
    yield first, rows[-1]
