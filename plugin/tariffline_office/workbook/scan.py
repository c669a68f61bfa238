"""Finds the rows and the wanted cells of a sheet's XML while it streams by.

Programs write rows in few shapes, so a row is read with one match of the expression that the first
row of its shape gave. What this can't read for certain is left to `odd`, which is slower and reads
all of XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from tariffline_office.workbook.odd import KnownPlaces, odd_blocks
from tariffline_office.workbook.rows import TAIL, Block, Row
from tariffline_office.workbook.sheet import column_letter, column_number

_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]+)"' + TAIL)
_ROW = re.compile(rb'<row r="([0-9]+)"([^>]*?)(/?)>')
_BEGIN = b"<sheetData>"
_END = b"</row>"
_MOST_SHAPES = 2_000


class CannotReadError(Exception):
    """The row is written in a way that only a whole XML parser reads for certain."""


@dataclass(frozen=True, slots=True)
class _Shape:
    pattern: re.Pattern[bytes]
    before_address: Sequence[int]  # bytes from the start of each wanted cell to its tail
    last_column: int


class Plain:
    """The usual way to write: no prefix, no comment, every address given."""

    def __init__(self, wanted: Sequence[int]) -> None:
        self._wanted = wanted
        self._shapes: dict[tuple[bytes, ...], _Shape] = {}
        self._last: _Shape | None = None

    def rows(self, text: bytes, start: int, end: int) -> Iterator[Row]:
        """The rows between two places of `text`. Raises CannotReadError."""
        at = start
        while (begin := text.find(b"<", at, end)) >= 0:
            if text.startswith(b"</sheetData>", begin):
                return
            row = self._known(text, begin) or self._new(text, begin)
            yield row
            at = row.whole[1]

    def _known(self, text: bytes, begin: int) -> Row | None:
        shape = self._last
        match = shape.pattern.match(text, begin) if shape else None
        return _row(shape, match) if shape and match else None

    def _new(self, text: bytes, begin: int) -> Row:
        head = _ROW.match(text, begin)
        if head is None:
            raise CannotReadError
        if head[3]:
            nowhere = (head.end(), head.end())
            blank = (b"",) * len(self._wanted)
            places = KnownPlaces((head.span(), head.span(1), head.span(2), *[nowhere] * len(blank)))
            return Row(int(head[1]), blank, places, [0] * len(self._wanted), 0)
        end = text.find(_END, head.end())
        letters = tuple(m[1] for m in _CELL.finditer(text, head.end(), end))
        shape = self._shapes.get(letters)
        if shape is None:
            shape = self._learn(letters)
        match = shape.pattern.match(text, begin)
        if match is None:
            raise CannotReadError
        self._last = shape
        return _row(shape, match)

    def _learn(self, letters: tuple[bytes, ...]) -> _Shape:
        columns = [column_number(each.decode()) for each in letters]
        if columns != sorted(set(columns)):
            raise CannotReadError
        if len(self._shapes) >= _MOST_SHAPES:
            self._shapes.clear()
        shape = _shape(columns, self._wanted)
        self._shapes[letters] = shape
        return shape


def _row(shape: _Shape, match: re.Match[bytes]) -> Row:
    cells = match.groups()[2:]
    return Row(int(match[1]), cells, match, shape.before_address, shape.last_column)


def _shape(columns: Sequence[int], wanted: Sequence[int]) -> _Shape:
    """The expression for rows with cells in `columns`: a group for each of `wanted`, sorted."""
    parts = [rb'<row r="([0-9]++)"([^>]*+)>']
    before = []
    for column in sorted({*columns, *wanted}):
        if column in columns:
            letters = column_letter(column).encode()
            tail = b"(" + TAIL + b")" if column in wanted else TAIL
            parts.append(rb'\s*+<c r="' + letters + rb'\1"' + tail)
        else:
            letters = b""
            parts.append(b"()")
        if column in wanted:
            before.append(len(b'<c r=""') + len(letters) if letters else 0)
    pattern = re.compile(b"".join(parts) + rb"\s*+</row>")
    return _Shape(pattern, before, max(columns, default=0))


def blocks(pieces: Iterable[bytes], wanted: Sequence[int]) -> Iterator[Block]:
    """The whole XML of a sheet in UTF-8, with the rows' cells in the columns `wanted` (sorted).

    Raises xml.parsers.expat.ExpatError for what is no XML.
    """
    source = iter(pieces)
    head = b""
    for piece in source:
        head += piece
        if _BEGIN in head or b"sheetData" in head:
            break
    begin = head.find(_BEGIN)
    if begin < 0 or b"<!" in head[:begin]:
        yield from odd_blocks(chain((head,), source), wanted)
        return
    begin += len(_BEGIN)
    yield Block(head[:begin], ())
    yield from _plain_blocks(head[begin:], source, wanted)


def _plain_blocks(rest: bytes, source: Iterator[bytes], wanted: Sequence[int]) -> Iterator[Block]:
    plain = Plain(wanted)
    number = 0
    for piece in chain((b"",), source):
        rest = piece if not rest else rest + piece
        end = rest.rfind(_END) + len(_END)
        if end < len(_END):
            continue
        last = rest.find(b"</sheetData>", end)
        try:
            if b"<!" in (rest if last < 0 else rest[:last]):
                raise CannotReadError
            rows = list(plain.rows(rest, 0, end))
        except CannotReadError:
            yield from odd_blocks(chain((rest,), source), wanted, after=number)
            return
        number = rows[-1].number if rows else number
        yield Block(rest[:end], rows)
        rest = rest[end:]
        if last >= 0:
            break
    if b"</sheetData>" not in rest:
        raise ValueError("a sheet ends in the middle")
    yield Block(rest, ())
    for piece in source:
        yield Block(piece, ())
