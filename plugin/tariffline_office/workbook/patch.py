"""Writes a sheet's XML anew while it streams by: only the cells that change are other bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from tariffline_office.workbook.answers import Change, Decisions
from tariffline_office.workbook.cellxml import has_formula, style_of, without_result, written
from tariffline_office.workbook.closed_sheet import ClosedSheet
from tariffline_office.workbook.rows import Block, Row
from tariffline_office.workbook.sheet import Area, WorkbookError, address, column_letter
from tariffline_office.workbook.styles import GENERAL, Styles
from tariffline_office.workbook.top_xml import Top

_SPANS = re.compile(rb"""(\sspans=["'])([0-9]+):([0-9]+)(["'])""")
_PLACE = b"\0"  # where a row's number goes; no XML has it
_MOST_REMEMBERED = 100_000

Splice = tuple[int, int, bytes]


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
        sheet: ClosedSheet,
        decisions: Decisions | None,
        styles: Styles,
        stale: Sequence[int],
        top: Top,
    ) -> None:
        self._sheet, self._decisions, self._styles, self._top = sheet, decisions, styles, top
        own = decisions.sheet.columns if decisions else []
        self._columns = sorted({*own, *stale})
        self._take = _taking([self._columns.index(column) for column in own])
        self._stale = [(self._columns.index(c), c) for c in stale]
        self._results = [c for _, c in decisions.sheet.results] if decisions else []
        self._heading_row = decisions.sheet.layout.heading_row if decisions else 0
        self._cells: dict[int, tuple[Sequence[Change], Sequence[_Cell]]] = {}
        self._row_attributes: dict[bytes, bytes] = {}
        self.changed = 0  # rows

    def pieces(self) -> Iterator[bytes]:
        """The whole XML. Raises WorkbookError for a cell that is not free to be written."""
        is_top = True
        for block in self._sheet.blocks(self._columns):
            splices = list(self._splices(block))
            if is_top and block.text:
                splices = [*self._top.splices(_before_rows(block)), *splices]
                is_top = False
            yield _spliced(block.text, splices)

    def _splices(self, block: Block) -> Iterator[Splice]:
        for row in block.rows:
            cells = list(self._row(row))
            if cells:
                self.changed += 1
                if self._decisions and self._decisions.sheet.new:
                    yield from self._widened(block, row)
                number = b"%d" % row.number
                for cell in cells:
                    start, end = row.span(cell.place)
                    yield start, end, cell.xml.replace(_PLACE, number)

    def _row(self, row: Row) -> Sequence[_Cell]:
        changes: Sequence[Change] = ()
        if self._decisions is None:
            pass
        elif row.number == self._heading_row:
            changes = self._decisions.heading()
        elif row.number > self._heading_row:
            changes = self._decisions.row(row.number, self._take(row.cells))
        if not changes and not self._stale:
            return ()
        return self._written(row, changes)

    def _written(self, row: Row, changes: Sequence[Change]) -> Sequence[_Cell]:
        # One and the same decision is about cells that look the same: it is written once.
        known = self._cells.get(id(changes))
        if known and known[0] is changes and not self._stale:
            cells = known[1]
        else:
            cells = sorted((*self._new(row, changes), *self._emptied(row)), key=_column)
            if len(self._cells) >= _MOST_REMEMBERED:
                self._cells.clear()
            self._cells[id(changes)] = changes, cells
        self._check_free(row.number, cells)
        return cells

    def _new(self, row: Row, changes: Sequence[Change]) -> Iterator[_Cell]:
        for change in changes:
            place = self._columns.index(change.column)
            before = row.cells[place]
            if has_formula(before):
                raise self._taken(row.number, change.column, "is a formula")
            style = self._style(row, change, before)
            tail = written(change.value, style, self._top.prefix)
            yield _Cell(place, change.column, self._named(change.column) + tail)

    def _emptied(self, row: Row) -> Iterator[_Cell]:
        for place, column in self._stale:
            tail = row.cells[place]
            if has_formula(tail) and (emptied := without_result(tail)) != tail:
                yield _Cell(place, column, self._named(column) + emptied)

    def _named(self, column: int) -> bytes:
        letters = column_letter(column).encode()
        return b"<" + self._top.prefix.encode() + b'c r="' + letters + _PLACE + b'"'

    def _style(self, row: Row, change: Change, before: bytes) -> int:
        if before:
            style = style_of(before)
        elif row.number == self._heading_row:
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

    def _widened(self, block: Block, row: Row) -> Iterator[Splice]:
        """The row's own note of the columns it uses, which programs trust."""
        start, end = row.attributes
        attributes = block.text[start:end]
        if b"spans" in attributes:
            wide = self._row_attributes.get(attributes)
            if wide is None:
                last = max(self._results)
                wide = _SPANS.sub(
                    lambda m: m[1] + m[2] + b":%d" % max(int(m[3]), last) + m[4], attributes
                )
                self._row_attributes[attributes] = wide
            yield start, end, wide


def _taking(places: Sequence[int]) -> Callable[[Sequence[bytes]], Sequence[bytes]]:
    """What takes the cells at some places out of a row's."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: [cells[place] for place in places]


def _column(cell: _Cell) -> int:
    return cell.column


def _hides(merged: Area, row: int, column: int) -> bool:
    return merged.holds(row, column) and (row, column) != merged[:2]


def _before_rows(block: Block) -> bytes:
    return block.text[: block.rows[0].whole[0]] if block.rows else block.text


def _spliced(text: bytes, splices: Sequence[Splice]) -> bytes:
    if not splices:
        return text
    parts: list[bytes] = []
    at = 0
    for start, end, new in splices:
        parts += (text[at:start], new)
        at = end
    parts.append(text[at:])
    return b"".join(parts)
