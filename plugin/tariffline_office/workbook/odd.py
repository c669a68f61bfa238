"""Finds rows and cells like `scan`, in any XML: with prefixes, comments, CDATA, no addresses.

Cells come in the one form that `scan` finds in most files, whatever their own is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from tariffline_office.workbook.rows import Block, Formula, Places, Span
from tariffline_office.workbook.sheet import column_number

_BEGIN = b"<sheetData>"
_KEPT_INSIDE = ("f", "v", "is", "t", "r")  # phonetic hints (rPh) and looks (rPr) say no value


class _Row(NamedTuple):
    number: int
    start: int
    end: int
    attributes: Span
    tails: Sequence[bytes]
    cells: Sequence[Span]


def odd_blocks(
    pieces: Iterable[bytes], wanted: Sequence[int], *, after: int | None = None
) -> Iterator[Block]:
    """The blocks of a sheet's XML; of its rest behind row `after`, if that is given.

    Raises xml.parsers.expat.ExpatError for what is no XML.
    """
    reader = _Reader(wanted, after)
    for piece in pieces:
        yield reader.feed(piece)
    yield reader.finish()


class _Reader:
    def __init__(self, wanted: Sequence[int], after: int | None) -> None:
        self._wanted = wanted
        self._text = b""  # what is not given out yet
        self._at = 0  # where in the whole of what the parser got this begins
        self._rows: list[_Row] = []
        self._columns: set[int] = set()
        self._row = after or 0
        self._cells: dict[int, tuple[bytes, Span]] = {}
        self._formulas: list[Formula] = []
        self._column = 0
        self._start = self._row_start = self._closed_at = self._row_closed_at = 0
        self._attributes: Span = (0, 0)
        self._is_cell = self._ended = False
        self._attrs: Mapping[str, str] = {}
        self._inside: list[str] = []
        self._skipping = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._say
        self._is_rest = after is not None
        if self._is_rest:
            self._parser.Parse(_BEGIN, False)
            self._at = len(_BEGIN)

    def feed(self, piece: bytes) -> Block:
        """What is whole after the next piece."""
        self._text += piece
        self._rows, self._formulas = [], []
        try:
            self._parser.Parse(piece, False)
        except expat.ExpatError:
            # The rest of a sheet ends with more than its beginning began.
            if not (self._is_rest and self._ended):
                raise
        return self._give(self._rows[-1].end - self._at if self._rows else 0)

    def finish(self) -> Block:
        """All that is left."""
        if not self._is_rest:
            self._parser.Parse(b"", True)
        self._rows, self._formulas = [], []
        return self._give(len(self._text))

    def _give(self, end: int) -> Block:
        rows = self._rows
        block = Block(
            self._text[:end],
            [row.number for row in rows],
            [*zip(*(row.tails for row in rows), strict=True)] or [()] * len(self._wanted),
            sorted(self._columns),
            rows[0].start - self._at if rows else end,
            partial(_places, rows, self._at),
            partial(iter, self._formulas),
            is_plain=False,
        )
        self._text = self._text[end:]
        self._at += end
        return block

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row" and not self._is_cell:
            self._begin_row(attributes)
        elif name == "c" and not self._is_cell:
            self._begin_cell(attributes)
        elif self._is_cell:
            if self._skipping or name not in _KEPT_INSIDE:
                self._skipping += 1
            else:
                self._inside.append(_opened(name, attributes))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._row_start = self._here()
        self._row_closed_at = self._closed()
        self._attributes = (self._row_start, self._after_tag())
        self._cells, self._column = {}, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._is_cell, self._attrs, self._inside = True, attributes, []
        self._start = self._here()
        self._closed_at = self._closed()
        address = attributes.get("r", "").rstrip("0123456789")
        self._column = column_number(address) if address else self._column + 1

    def _say(self, text: str) -> None:
        if self._is_cell and not self._skipping:
            self._inside.append(escape(text))

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if self._skipping:
            self._skipping -= 1
        elif name == "c" and self._is_cell:
            self._end_cell()
        elif self._is_cell:
            self._inside.append(f"</{name}>")
        elif name == "row":
            self._end_row()
        elif name == "sheetData":
            self._ended = True

    def _end_cell(self) -> None:
        self._is_cell = False
        looks = "".join(f' {n}="{v}"' for n, v in self._attrs.items() if n != "r")
        tail = f"{looks}>{''.join(self._inside)}</c>".encode()
        self._cells[self._column] = tail, (self._start, self._closed_at or self._after_tag())
        if "<f" in "".join(self._inside):
            self._formulas.append(Formula(self._row, self._column, tail))

    def _end_row(self) -> None:
        inner = self._here()
        end = self._row_closed_at or self._after_tag()
        found = []
        for column in self._wanted:
            behind = [span[0] for c, (_, span) in self._cells.items() if c > column]
            place = min(behind, default=inner)
            found.append(self._cells.get(column, (b"", (place, place))))
        self._columns.update(self._cells)
        self._rows.append(
            _Row(
                self._row,
                self._row_start,
                end,
                self._attributes,
                tuple(tail for tail, _ in found),
                [span for _, span in found],
            )
        )

    def _closed(self) -> int:
        """Where the tag that begins here ends, if it has no content; else 0."""
        end = self._after_tag()
        return end if self._text.endswith(b"/>", 0, end - self._at) else 0

    def _here(self) -> int:
        return self._parser.CurrentByteIndex

    def _after_tag(self) -> int:
        return self._text.index(b">", self._here() - self._at) + 1 + self._at


def _places(rows: Sequence[_Row], before: int, which: Iterable[int]) -> Iterator[Places]:
    """Places in a block, from those in the whole."""
    for each in which:
        row = rows[each]
        spans = [(start - before, end - before) for start, end in (row.attributes, *row.cells)]
        yield Places(spans[0], spans[1:])


def _opened(name: str, attributes: Mapping[str, str]) -> str:
    if name != "f":
        return f"<{name}>"
    return "<f" + "".join(f' {n}="{v}"' for n, v in attributes.items()) + ">"
