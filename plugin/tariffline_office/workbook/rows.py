"""What the scanners of a sheet's XML give: blocks of it with whole rows, and their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from tariffline_office.workbook.sheet import column_number

Span = tuple[int, int]

# After `<c`: the attributes, then nothing or the content. No other element has a `<f` inside.
CONTENT = rb"(?:<v>[^<]*+</v>|<is><t[^>]*+>[^<]*+</t></is>|(?:[^<]++|<(?!/c>))*+)</c>"
TAIL = rb"[^>/]*+(?:/>|>" + CONTENT + rb")"
_FORMULA_CELL = re.compile(rb'<c r="([A-Z]{1,3})[0-9]+"([^>/]*+><f\b' + CONTENT + b")")


class Places(Protocol):
    """Where things stand: a match knows it, and tells when asked; most rows never are."""

    def span(self, group: int, /) -> Span:
        """Of the row (0), its number, its attributes, and of each wanted cell."""


class Row(NamedTuple):
    """A row of a block.

    `cells` are the wanted ones, as they stand after their address: ` s="1"><v>5</v></c>`; empty
    where there is none. `before` is how far each whole cell begins before its place, but for the
    digits of the row's number. `formulas` are those of a row that only a whole parser could read:
    column and tail.
    """

    number: int
    cells: Sequence[bytes]
    places: Places
    before: Sequence[int]
    last_column: int
    formulas: Sequence[tuple[int, bytes]] | None = None

    @property
    def whole(self) -> Span:
        return self.places.span(0)

    @property
    def attributes(self) -> Span:
        return self.places.span(2)

    def span(self, cell: int) -> Span:
        """Where one of `cells` stands, whole; empty where it would stand."""
        start, end = self.places.span(3 + cell)
        before = self.before[cell]
        first, last = self.places.span(1)
        return (start - before - (last - first) if before else start), end


class Block(NamedTuple):
    """A piece of the XML with whole rows; all blocks together are the whole XML."""

    text: bytes
    rows: Sequence[Row]


def formulas(block: Block, row: Row) -> Iterator[tuple[int, bytes]]:
    """The cells of a row that have a formula: column and tail."""
    if row.formulas is not None:
        yield from row.formulas
    elif block.text.find(b"<f", *row.whole) >= 0:
        for match in _FORMULA_CELL.finditer(block.text, *row.whole):
            yield column_number(match[1].decode()), match[2]
