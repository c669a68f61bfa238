"""A worksheet of a workbook that is open in Excel: read in blocks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tariffline_office.workbook import native
from tariffline_office.workbook.book import NamedRange, ranges_in
from tariffline_office.workbook.excel import Excel
from tariffline_office.workbook.headings import ROWS_SEARCHED
from tariffline_office.workbook.questions import Batch, Raw
from tariffline_office.workbook.sheet import Area, CellValue, SheetView, Table

if TYPE_CHECKING:
    from xlwings import Range, Sheet
    from xlwings import main as excels

_MOST_CELLS_LOOKED_AT = 2_000_000  # for cells that are used only because they have a look
_DAY_ZERO = date(1899, 12, 30)  # Excel's, of a time without a date


class _Truth(Enum):
    """TRUE and FALSE, told apart from 1 and 0: Python takes those for equal."""

    TRUE = True
    FALSE = False


class OpenSheet:
    """Reads a sheet as it is now; one call to Excel for each block of columns."""

    def __init__(
        self, excel: Excel, sheet: Sheet, day_zero: datetime, names: Sequence[NamedRange]
    ) -> None:
        self._excel = excel
        self.day_zero = day_zero
        self._sheet = sheet
        self.name: str = excel.do(lambda: sheet.name)
        self._seen: dict[tuple[int, ...], list[tuple[Raw, ...]]] = {}  # by columns
        self._ranges = ranges_in(self.name, names)
        self._top = SheetView(self.name, [])
        self._far: dict[int, list[CellValue]] = {}  # rows below the top
        self._tables: list[Table] = []

    @cached_property
    def used(self) -> tuple[int, int]:
        """The last row and the last column in use."""
        last = self._excel.do(lambda: self._sheet.used_range.last_cell)
        return last.row, last.column

    def top(self) -> SheetView:
        """The first rows."""
        last_row, last_column = self.used
        cells = self.block(Area(1, 1, min(last_row, ROWS_SEARCHED), last_column))
        rows = [[self.value_of(cell) for cell in row] for row in cells]
        while rows and all(value is None for value in rows[-1]):
            rows.pop()
        self._top = SheetView(self.name, rows, self._ranges)
        return self._top

    def tables(self) -> list[Table]:
        """Its tables. One that a query fills is the query's: it can't grow."""
        tables = self._excel.do(lambda: list(self._sheet.tables))
        self._tables = [self._table(table) for table in tables]
        return self._tables

    def read(self, columns: Sequence[int], _results: Sequence[int] = (), /) -> Iterator[Batch]:
        """The cells of all rows in some columns: what the questions are made of.

        Those of results are read when they are written: the user may work on meanwhile.
        """
        seen = self._seen[tuple(columns)] = self.rows(columns)
        yield Batch(range(1, len(seen) + 1), seen)

    def value_of(self, raw: Raw) -> CellValue:
        """What a cell that was read shows."""
        if isinstance(raw, _Truth):
            return bool(raw.value)
        if isinstance(raw, float) and raw.is_integer():
            return int(raw)
        if isinstance(raw, datetime) and raw.date() == _DAY_ZERO:
            return raw.time()
        return raw if isinstance(raw, str | int | float | datetime | date) else None

    def last_filled_column(self, after: int) -> int:
        """The last column that holds anything; `after` does. Empty cells may only have a look."""
        last_row, last = self.used
        first = max([after, *(table.area.last_column for table in self.tables())]) + 1
        if (last - first + 1) * last_row > _MOST_CELLS_LOOKED_AT:
            return last
        free = bisect_left(
            range(first, last + 1),
            True,
            key=lambda column: self.is_free(Area(1, column, last_row, last)),
        )
        return first + free - 1

    def row(self, number: int) -> list[CellValue]:
        """What the cells of one row show."""
        [cells] = self.block(Area(number, 1, number, self.used[1]))
        shown = self._far[number] = [self.value_of(cell) for cell in cells]
        return shown

    def is_free(self, area: Area) -> bool:
        """Whether nothing stands in some cells, and none is merged."""
        cells = self.range(area)
        return (
            not any(area.meets(table.area) for table in self.tables())
            and all(self.value_of(cell) is None for row in self.block(area) for cell in row)
            and self._excel.do(lambda: cells.merge_cells) is False
        )

    def was_edited(self, heading_rows: Collection[int]) -> bool:
        """Whether headings, tables, or what the questions were made of are others by now."""
        del self.used
        before, far, tables = self._top.rows, dict(self._far), self._tables
        top = self.top().rows
        return (
            any(self.rows(columns) != seen for columns, seen in self._seen.items())
            or any(top[row - 1 : row] != before[row - 1 : row] for row in heading_rows)
            or any(self.row(row) != cells for row, cells in far.items())
            or self.tables() != tables
        )

    def rows(self, columns: Sequence[int]) -> list[tuple[Raw, ...]]:
        """The cells of all rows in `columns` (sorted), from row 1 on."""
        last_row, _ = self.used
        blocks = [
            self.block(Area(1, first, last_row, last)) for first, last in _neighbours(columns)
        ]
        return [tuple(cell for row in rows for cell in row) for rows in zip(*blocks, strict=True)]

    def block(self, area: Area) -> list[list[Raw]]:
        """The cells of a block, row by row."""
        cells = self.range(area)
        options: dict[str, Any] = {"err_to_str": True} if native.TELLS_ERRORS else {}
        values = self._excel.do(lambda: cells.options(ndim=2, **options).value)
        if any(isinstance(value, Decimal) for row in values for value in row):
            exact = self._excel.do(lambda: native.exact_numbers(cells))
            values = [
                [e if isinstance(v, Decimal) else v for v, e in zip(row, numbers, strict=True)]
                for row, numbers in zip(values, exact, strict=True)
            ]
        return [[_Truth(v) if isinstance(v, bool) else v for v in row] for row in values]

    def formulas(self, area: Area) -> list[str]:
        """What was typed into the cells of a column: formulas, and the text of all else."""
        typed = self._excel.do(lambda: self.range(area).formula)
        if isinstance(typed, str | float | int) or typed is None:
            return [str(typed or "")]
        rows = (row[0] if isinstance(row, tuple | list) else row for row in typed)
        return [str(cell or "") for cell in rows]

    def range(self, area: Area) -> Range:
        first, last = (area.first_row, area.first_column), (area.last_row, area.last_column)
        return self._excel.do(lambda: self._sheet.range(first, last))

    def place_tables(self, places: Mapping[str, Area]) -> None:
        """Give each table its place, where it has another: Excel lets them grow by itself."""
        for table in self._excel.do(lambda: list(self._sheet.tables)):
            found = self._table(table)
            if found.area != places[found.name]:
                cells = self.range(places[found.name])
                self._excel.do(partial(table.resize, cells))

    @property
    def is_protected(self) -> bool:
        return self._excel.do(lambda: native.is_protected(self._sheet))

    def _table(self, table: excels.Table) -> Table:
        def told() -> Table:
            cells = table.range
            rows, columns = cells.shape
            area = Area(cells.row, cells.column, cells.row + rows - 1, cells.column + columns - 1)
            can_grow = table.show_headers and not native.is_query(table)
            last_row = area.last_row - bool(table.show_totals)
            is_headed = bool(table.show_headers)
            return Table(table.display_name, area, last_row, can_grow, is_headed)

        return self._excel.do(told)


def _neighbours(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The runs of columns that stand side by side."""
    for _, run in groupby(enumerate(columns), lambda each: each[1] - each[0]):
        side_by_side = [column for _, column in run]
        yield side_by_side[0], side_by_side[-1]
