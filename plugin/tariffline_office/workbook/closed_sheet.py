"""A worksheet of a closed file: its top, its rows, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from operator import lt
from pathlib import Path

from tariffline_office.pace import Pace, Tell
from tariffline_office.workbook.book import SheetPart, area, as_utf8
from tariffline_office.workbook.cellxml import CellReader, has_formula, style_of
from tariffline_office.workbook.dependents import Graph
from tariffline_office.workbook.members import Members
from tariffline_office.workbook.package import DAMAGE, damaged
from tariffline_office.workbook.questions import Batch
from tariffline_office.workbook.rows import Block
from tariffline_office.workbook.scan import blocks
from tariffline_office.workbook.sheet import LAST_ROW, Area, CellValue, SheetView, Table

TOP_ROWS = 40  # so many rows hold the headings, or the account of a report
_MOST_REMEMBERED = 50_000
_FORMULA = re.compile(rb"<f\b([^>]*?)(?:/>|>([^<]*)</f>)")
_REF = re.compile(rb"""\sref=["']([A-Z0-9:$]+)["']""")
_ARRAY = re.compile(rb"""\st=["'](?:array|dataTable)["']""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z0-9:$]+)["']""")
_PROTECTED = re.compile(rb"""<(?:\w+:)?sheetProtection\s[^>]*?\bsheet=["'](?:1|true)["']""")


_UNTOLD = "INDIRECT()"  # a data table doesn't say in words what it computes


@dataclass(slots=True)
class Surroundings:
    """What reading all rows of a sheet showed beside their cells.

    `held` are the ranges that an array formula or a data table fills, `arrays` the formulas of
    those with more than one cell. `is_plain`: no row was written in an unusual way.
    """

    last_column: int = 0
    rows: int = 0
    merged: list[Area] = field(default_factory=list)
    held: list[Area] = field(default_factory=list)
    arrays: dict[Area, str] = field(default_factory=dict)
    is_protected: bool = False
    is_plain: bool = True


class ClosedSheet:
    """Reads a sheet as often as it is asked to; it keeps none of its rows."""

    def __init__(
        self,
        members: Members,
        part: SheetPart,
        reader: CellReader,
        graph: Graph,
        file: Path,
        ranges: Mapping[str, Area],
        tell: Tell,
    ) -> None:
        self._ranges = ranges
        self._tell = tell
        self._members = members
        self._reader = reader
        self._graph = graph
        self._file = file
        self._values: dict[bytes, CellValue] = {}
        self.is_read = False
        self.part = part
        self.name = part.name
        self.around = Surroundings()

    def tables(self) -> list[Table]:
        """Its tables. One that a query fills is the query's: it can't grow."""
        return [
            Table(
                table.name,
                table.area,
                table.area.last_row - table.totals_rows,
                not table.is_query and table.heading_rows == 1,
                table.heading_rows == 1,
            )
            for table in self.part.tables
        ]

    @property
    def day_zero(self) -> datetime:
        return self._reader.epoch

    def last_used_column(self) -> int:
        return self.around.last_column

    def last_filled_column(self, after: int) -> int:
        """The same without empty cells that only have a look; `after` is filled."""
        taken = [*self.around.merged, *self.around.held, *(t.area for t in self.part.tables)]
        last = max([after, *(area.last_column for area in taken)])
        beyond = list(range(last + 1, self.around.last_column + 1))
        if beyond:
            for _, cells in self._rows(beyond, LAST_ROW):
                filled = (c for c, cell in zip(beyond, cells, strict=True) if self._holds(cell))
                last = max([last, *filled])
                if last == beyond[-1]:
                    break
        return last

    def _holds(self, cell: bytes) -> bool:
        return self.value_of(cell) is not None or has_formula(cell)

    def value_of(self, raw: object) -> CellValue:
        """What a cell that `rows` gave shows."""
        if not isinstance(raw, bytes) or not raw:
            return None
        if raw not in self._values:
            if len(self._values) >= _MOST_REMEMBERED:
                self._values.clear()
            try:
                self._values[raw] = self._reader.value(raw)
            except ValueError as error:
                raise damaged(self._file, error) from error
        return self._values[raw]

    def top(self) -> SheetView:
        """The first rows."""
        columns = self._columns_to(TOP_ROWS)
        rows: list[list[CellValue]] = []
        for number, cells in self._rows(columns, TOP_ROWS):
            rows += [[] for _ in range(number - len(rows))]
            for column, cell in zip(columns, cells, strict=True):
                value = self.value_of(cell)
                if value is not None:
                    row = rows[number - 1]
                    row += [None] * (column - len(row))
                    row[column - 1] = value
        while rows and not rows[-1]:
            rows.pop()
        return SheetView(self.name, rows, self._ranges)

    def read(self, columns: Sequence[int], results: Sequence[int] = (), /) -> Iterator[Batch]:
        """The cells of all rows in some columns, noting what stands around them."""
        around = self.around = Surroundings()
        self.is_read = True
        text = b""
        pace = self.pace("Reading")
        wanted = sorted({*columns, *results})
        asked, at_results = ([*map(wanted.index, each)] for each in (columns, results))
        last = 0
        for block in self.blocks(wanted):
            self._note(block)
            pace.advance(len(block.text), len(block.numbers), "rows")
            if block.numbers and wanted:
                last = self._last_in_order(last, block.numbers)
                shown = block.cells_in(at_results) if results else None
                yield Batch(block.numbers, block.cells_in(asked), shown)
            text = b"" if block.numbers else text + block.text
        after = text[max(text.rfind(b"sheetData"), 0) :]
        around.is_protected = bool(_PROTECTED.search(after))
        around.merged = [area(ref.decode()) for ref in _MERGED.findall(after)]
        taken = [*around.merged, *(table.area for table in self.part.tables)]
        around.last_column = max([around.last_column, *(each.last_column for each in taken)])

    def depends(self, row: int, column: int, tail: bytes) -> bool:
        """Whether a cell shows what a formula made of results that change.

        A formula that only points to another one (a shared one) is taken to depend.
        """
        if has_formula(tail):
            if self._graph.is_wholly_stale(self.name, column):
                return True
            found = _FORMULA.search(tail)
            formula = _formula(found[2]) if found and found[2] else _UNTOLD
            return self._graph.depends(self.name, formula)
        return any(
            area.holds(row, column) and self._graph.depends(self.name, formula)
            for area, formula in self.around.arrays.items()
        )

    def pace(self, what: str) -> Pace:
        size = self._members.by_name[self.part.part].file_size
        return Pace(f"{what} “{self.name}”", size, self._tell)

    def note_formulas(self) -> None:
        """Read the sheet for its formulas only."""
        for _ in self.read(()):
            pass

    def blocks(self, columns: Sequence[int]) -> Iterator[Block]:
        """The sheet's XML with the cells in `columns` (sorted)."""
        try:
            yield from blocks(self.xml(), columns)
        except DAMAGE as error:
            raise damaged(self._file, error) from error

    def xml(self) -> Iterator[bytes]:
        """The sheet's XML in UTF-8."""
        return _utf8(self._members.pieces(self.part.part))

    def row(self, number: int) -> list[CellValue]:
        """What the cells of one row show."""
        wanted = self._columns_to(number)
        shown: list[CellValue] = [None] * max(wanted, default=0)
        for found, cells in self._rows(wanted, number):
            if found == number:
                for column, cell in zip(wanted, cells, strict=True):
                    shown[column - 1] = self.value_of(cell)
        return shown

    def is_free(self, area: Area) -> bool:
        """Whether nothing stands in some cells, and none is merged or filled by a formula."""
        taken = [*self.around.merged, *self.around.held, *(t.area for t in self.part.tables)]
        columns = range(area.first_column, area.last_column + 1)
        return not any(map(area.meets, taken)) and all(
            number < area.first_row or not any(map(self._holds, cells))
            for number, cells in self._rows(columns, area.last_row)
        )

    def styles_of(self, column: int, heading_row: int) -> tuple[int, int]:
        """The styles that the heading of a column has, and the first filled cell below it."""
        heading = 0
        rows = self._rows([column] if column else [], heading_row + TOP_ROWS)
        for number, cells in rows:
            if number == heading_row and column:
                heading = style_of(cells[0])
            elif number > heading_row and column and cells[0]:
                return heading, style_of(cells[0])
        return heading, 0

    def _columns_to(self, row: int) -> list[int]:
        """Those with any cell in the rows down to one."""
        columns: set[int] = set()
        for block in self.blocks([]):
            columns.update(block.columns)
            if block.numbers and block.numbers[-1] >= row:
                break
        return sorted(columns)

    def _rows(self, columns: Sequence[int], last: int) -> Iterator[tuple[int, Sequence[bytes]]]:
        for block in self.blocks(columns):
            for number, cells in zip(block.numbers, block.cells, strict=True):
                if number > last:
                    return
                yield number, cells

    def _last_in_order(self, before: int, numbers: Sequence[int]) -> int:
        """Rows out of order make Excel repair the file, and nothing here looks for them."""
        if numbers[0] <= before or not all(map(lt, numbers, islice(numbers, 1, None))):
            raise damaged(self._file, f"the rows of sheet “{self.name}” are not in order")
        return numbers[-1]

    def _note(self, block: Block) -> None:
        around = self.around
        around.rows += len(block.numbers)
        around.is_plain = around.is_plain and block.is_plain
        around.last_column = max(around.last_column, *block.columns[-1:], 0)
        for row, column, tail in block.formulas():
            found = _FORMULA.search(tail)
            if found is None:
                continue
            ref = _REF.search(found[1])
            place = area(ref[1].decode()) if ref else Area(row, column, row, column)
            is_array = _ARRAY.search(found[1])
            formula = _formula(found[2]) if found[2] else _UNTOLD if is_array else ""
            if is_array:
                around.held.append(place)
                if place[:2] != place[2:]:
                    around.arrays[place] = formula
            if formula:
                width = place.last_column - place.first_column + 1
                self._graph.add(self.name, column, formula, width)


def _formula(xml: bytes) -> str:
    text = xml.decode("utf-8", "replace")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")


def _utf8(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Sheets in another encoding are rare and are read whole."""
    first = b""
    for piece in pieces:
        first += piece
        if len(first) >= 200:
            break
    head = first[:200]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"encoding" in head:
        declared = head[: head.find(b"?>") + 2].lower()
        if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"utf-8" not in declared:
            yield as_utf8(first + b"".join(pieces))
            return
    yield first.removeprefix(b"\xef\xbb\xbf")
    yield from pieces
