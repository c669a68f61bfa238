"""A worksheet of a closed file: its top, its rows, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import lt
from pathlib import Path

from tariffline_office.pace import Pace, Tell
from tariffline_office.workbook.book import SheetPart, area, as_utf8
from tariffline_office.workbook.cellxml import CellReader, style_of
from tariffline_office.workbook.dependents import Graph
from tariffline_office.workbook.members import Members
from tariffline_office.workbook.package import DAMAGE, damaged
from tariffline_office.workbook.questions import Batch
from tariffline_office.workbook.reading import Table
from tariffline_office.workbook.rows import Block
from tariffline_office.workbook.scan import blocks
from tariffline_office.workbook.sheet import Area, CellValue, SheetView

TOP_ROWS = 40  # so many rows hold the headings, or the account of a report
_MOST_REMEMBERED = 50_000
_FORMULA = re.compile(rb"<f\b([^>]*?)(?:/>|>([^<]*)</f>)")
_REF = re.compile(rb"""\sref=["']([A-Z0-9:$]+)["']""")
_ARRAY = re.compile(rb"""\st=["'](?:array|dataTable)["']""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z0-9:$]+)["']""")
_PROTECTED = re.compile(rb"""<(?:\w+:)?sheetProtection\s[^>]*?\bsheet=["'](?:1|true)["']""")


@dataclass(slots=True)
class Surroundings:
    """What reading all rows of a sheet showed beside their cells.

    `held` are the ranges that an array formula or a data table fills. `is_plain`: no row was
    written in an unusual way.
    """

    last_column: int = 0
    rows: int = 0
    merged: list[Area] = field(default_factory=list)
    held: list[Area] = field(default_factory=list)
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
            )
            for table in self.part.tables
        ]

    def last_used_column(self) -> int:
        return self.around.last_column

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
        columns = self._top_columns()
        rows: list[list[CellValue]] = []
        for number, cells in self._top_rows(columns):
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

    def styles_of(self, column: int, heading_row: int) -> tuple[int, int]:
        """The styles that the heading of a column has, and the first filled cell below it."""
        heading = 0
        for number, cells in self._top_rows([column] if column else []):
            if number == heading_row and column:
                heading = style_of(cells[0])
            elif number > heading_row and column and cells[0]:
                return heading, style_of(cells[0])
        return heading, 0

    def _top_columns(self) -> list[int]:
        columns: set[int] = set()
        for block in self.blocks([]):
            columns.update(block.columns)
            if block.numbers and block.numbers[-1] >= TOP_ROWS:
                break
        return sorted(columns)

    def _top_rows(self, columns: Sequence[int]) -> Iterator[tuple[int, Sequence[bytes]]]:
        for block in self.blocks(columns):
            for number, cells in zip(block.numbers, block.cells, strict=True):
                if number > TOP_ROWS:
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
            if _ARRAY.search(found[1]):
                around.held.append(place)
            if found[2]:
                width = place.last_column - place.first_column + 1
                self._graph.add(self.name, column, _formula(found[2]), width)


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
