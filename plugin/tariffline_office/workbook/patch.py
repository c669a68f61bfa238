"""Writes a sheet's XML anew while it streams by: only the cells that change are other bytes."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from tariffline_office.workbook.answers import Change, Decisions, taking
from tariffline_office.workbook.apart import RowsApart, last_row, stretches
from tariffline_office.workbook.appending import PLACE, Appending
from tariffline_office.workbook.cellxml import has_formula, style_of, without_result, written
from tariffline_office.workbook.closed_sheet import ClosedSheet
from tariffline_office.workbook.patched_sheet import PatchedSheet
from tariffline_office.workbook.rows import PLAIN_ROW, Block
from tariffline_office.workbook.scan import Shape, Text
from tariffline_office.workbook.sheet import Area, WorkbookError, address, column_letter
from tariffline_office.workbook.splice import Splice, spliced
from tariffline_office.workbook.styles import GENERAL, Styles
from tariffline_office.workbook.top_xml import Top

_SPANS = re.compile(rb"""(\sspans=["'])([0-9]+):([0-9]+)(["'])""")
_MOST_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell to write: its place among those read, its column, its XML without the row's number."""

    place: int
    column: int
    xml: bytes


class Patch:
    """One sheet with the results decided on; of formulas in `stale` columns the results go."""

    def __init__(
        self,
        sheet: ClosedSheet | PatchedSheet,
        decisions: Decisions | None,
        styles: Styles,
        stale: Sequence[int],
        top: Top,
    ) -> None:
        self._sheet, self._decisions, self._styles, self._top = sheet, decisions, styles, top
        own = decisions.sheet.columns if decisions else []
        self._columns = sorted({*own, *stale})
        self._take = taking([self._columns.index(column) for column in own])
        self._stale = [(self._columns.index(c), c) for c in stale]
        self._results = [c for _, c in decisions.sheet.results] if decisions else []
        self._heading_row = decisions.sheet.layout.heading_row if decisions else 0
        self._cells: dict[int, tuple[Sequence[Change], Sequence[_Cell]]] = {}
        self._row_attributes: dict[bytes, bytes] = {}
        self._shape = Shape(self._columns)
        self._last = 0  # the last row that was to change
        self.rows = 0
        self.changes = False  # whether any row does
        self.is_plain = True

    def pieces(self) -> Iterator[bytes]:
        """The whole XML. Raises WorkbookError for a cell that is not free to be written."""
        if self._decisions and self._is_appending(self._decisions):
            appending = Appending(self._decisions, self._new_cells, self._widened)
            yield from self._by_text(partial(self._appended, appending))
            return
        if (rows := self._rows_to_change()) is not None:
            yield from self._by_text(partial(self._some_changed, rows))
            return
        is_top = True
        pace = self._sheet.pace("Writing")
        for block in self._sheet.blocks(self._columns):
            pace.advance(len(block.text), len(block.numbers), "rows")
            splices: list[Splice] = []
            if is_top and block.text:  # first, for it tells the prefix and the looks of columns
                before = block.text[: block.start] if block.numbers else block.text
                splices += self._top.splices(before)
                is_top = False
            splices += self._splices(block)
            self.rows += len(block.numbers) or block.text.count(PLAIN_ROW)
            self.is_plain = self.is_plain and block.is_plain
            yield spliced(block.text, splices)

    def _is_appending(self, decisions: Decisions) -> bool:
        """Whether all results stand behind all cells there are, in rows easily told apart."""
        around = self._sheet.around
        if self._stale or not around.is_plain:
            return False
        first = min(self._results)
        is_new = decisions.sheet.new == len(self._results) and first > around.last_column
        return is_new and all(area.last_column < first for area in [*around.held, *around.merged])

    def _rows_to_change(self) -> array[int] | None:
        """The rows that change, where they are known and can be found without reading all cells."""
        if self._decisions is None or self._stale or not self._sheet.around.is_plain:
            return None
        return self._decisions.rows_to_change

    def _by_text(self, rewrite: Callable[[bytes], bytes]) -> Iterator[bytes]:
        """The XML with each piece of whole rows, which are all plain, written anew."""
        text = Text(self._sheet.xml())
        head = text.head() or b""
        yield spliced(head, [*self._top.splices(head)])
        pace = self._sheet.pace("Writing")
        for rows in text.rows():
            before = self.rows
            yield rewrite(rows)
            pace.advance(len(rows), self.rows - before, "rows")
        self.rows += text.rest.count(PLAIN_ROW)  # such as have no cells
        yield text.rest
        yield from text.source

    def _appended(self, appending: Appending, text: bytes) -> bytes:
        rows = RowsApart.of(text)
        if rows is None or not appending.owns(rows):
            self.rows += text.count(PLAIN_ROW)
            return self._read_and_spliced(text)
        self.rows += len(rows.numbers)
        longer = appending.longer(rows)
        self.changes = self.changes or appending.changes
        return longer

    def _some_changed(self, rows: Sequence[int], text: bytes) -> bytes:
        count = text.count(PLAIN_ROW)
        self.rows += count
        here = rows[bisect_right(rows, self._last) : bisect_right(rows, last_row(text))]
        self._last = here[-1] if here else self._last
        return b"".join(
            self._read_and_spliced(stretch) if changes else stretch
            for stretch, changes in stretches(text, count, here)
        )

    def _read_and_spliced(self, text: bytes) -> bytes:
        return spliced(text, [*self._splices(self._shape.read(text))])

    def _new_cells(self, row: int, changes: Sequence[Change]) -> bytes:
        blank = (b"",) * len(self._columns)
        return b"".join(cell.xml for cell in self._written(row, blank, changes))

    def _splices(self, block: Block) -> Iterator[Splice]:
        before = block.cells
        all_changes = self._all_changes(block.numbers, before)
        all_cells = {
            place: cells
            for place, changes in enumerate(all_changes)
            if (changes or self._stale)
            and (cells := self._written(block.numbers[place], before[place], changes))
        }
        self.changes = self.changes or bool(all_cells)
        for (place, cells), places in zip(all_cells.items(), block.places(all_cells), strict=True):
            if self._decisions and self._decisions.sheet.new:
                start, end = places.attributes
                yield start, end, self._widened(block.text[start:end])
            number = b"%d" % block.numbers[place]
            for cell in cells:
                start, end = places.cells[cell.place]
                yield start, end, cell.xml.replace(PLACE, number)

    def _all_changes(
        self, numbers: Sequence[int], cells: Sequence[Sequence[bytes]]
    ) -> list[Sequence[Change]]:
        """What must change in each row."""
        if self._decisions is None or not numbers:
            return [()] * len(numbers)
        above = bisect_left(numbers, self._heading_row)
        has_heading = above < len(numbers) and numbers[above] == self._heading_row
        below = above + has_heading
        end = bisect_right(numbers, self._decisions.sheet.last_row)
        all_changes: list[Sequence[Change]] = [()] * above
        if has_heading:
            all_changes.append(self._decisions.heading())
        if below >= end:
            return all_changes + [()] * (len(numbers) - below)
        own = [*map(self._take, cells[below:end])] if self._stale else cells[below:end]
        behind: list[Sequence[Change]] = [()] * (len(numbers) - end)
        return all_changes + self._decisions.rows(numbers[below:end], own) + behind

    def _written(
        self, number: int, cells: Sequence[bytes], changes: Sequence[Change]
    ) -> Sequence[_Cell]:
        # One and the same decision is about cells that look the same: it is written once.
        known = self._cells.get(id(changes))
        if known and known[0] is changes and not self._stale:
            written = known[1]
        else:
            written = [*self._new(number, cells, changes), *self._emptied(number, cells)]
            written.sort(key=_column)
            if len(self._cells) >= _MOST_REMEMBERED:
                self._cells.clear()
            self._cells[id(changes)] = changes, written
        self._check_free(number, written)
        return written

    def _new(
        self, number: int, cells: Sequence[bytes], changes: Sequence[Change]
    ) -> Iterator[_Cell]:
        for change in changes:
            place = self._columns.index(change.column)
            before = cells[place]
            if has_formula(before):
                raise self._taken(number, change.column, "is a formula")
            style = self._style(number, change, before)
            tail = written(change.value, style, self._top.prefix)
            yield _Cell(place, change.column, self._named(change.column) + tail)

    def _emptied(self, number: int, cells: Sequence[bytes]) -> Iterator[_Cell]:
        for place, column in self._stale:
            tail = cells[place]
            if tail and self._sheet.depends(number, column, tail):
                emptied = without_result(tail, self._top.prefix)
                if emptied is not None:
                    yield _Cell(place, column, self._named(column) + emptied)

    def _named(self, column: int) -> bytes:
        letters = column_letter(column).encode()
        return b"<" + self._top.prefix.encode() + b'c r="' + letters + PLACE + b'"'

    def _style(self, number: int, change: Change, before: bytes) -> int:
        if before:
            style = style_of(before)
        elif number == self._heading_row:
            return self._top.heading_style
        else:
            style = self._top.style_of_new(change.column)
        if not isinstance(change.value, Decimal) or change.number_format == GENERAL:
            return style
        keeps = before and self._styles.format_of(style) != GENERAL
        return style if keeps else self._styles.with_format(style, change.number_format)

    def _check_free(self, row: int, cells: Sequence[_Cell]) -> None:
        around = self._sheet.around
        if not (around.held or around.merged):
            return
        for cell in cells:
            if cell.column not in self._results:
                continue
            if any(each.holds(row, cell.column) for each in around.held):
                raise self._taken(row, cell.column, "is filled by an array formula")
            if any(_hides(each, row, cell.column) for each in around.merged):
                raise self._taken(row, cell.column, "is part of a merged range")

    def _taken(self, row: int, column: int, what: str) -> WorkbookError:
        return WorkbookError(
            f"{address(self._sheet.name, row, column)} {what} where a result must stand; "
            "move it, or rename the “Tariffline: …” heading above it"
        )

    def _widened(self, attributes: bytes) -> bytes:
        """With the row's own note of the columns it uses, which programs trust."""
        wide = self._row_attributes.get(attributes)
        if wide is None:
            last = max(self._results)
            wide = _SPANS.sub(
                lambda m: m[1] + m[2] + b":%d" % max(int(m[3]), last) + m[4], attributes
            )
            self._row_attributes[attributes] = wide
        return wide


def _column(cell: _Cell) -> int:
    return cell.column


def _hides(merged: Area, row: int, column: int) -> bool:
    return merged.holds(row, column) and (row, column) != merged[:2]
