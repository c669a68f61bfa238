"""What the scanners of a sheet's XML give: blocks of it with whole rows, and their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tariffline_office.workbook.sheet import column_number

Span = tuple[int, int]

# After `<c`: the attributes, then nothing or the content. No other element has a `<f` inside.
CONTENT = rb"(?:<v>[^<]*+</v>|<is><t[^>]*+>[^<]*+</t></is>|(?:[^<]++|<(?!/c>))*+)</c>"
TAIL = rb"[^>/]*+(?:/>|>" + CONTENT + rb")"
_FORMULA_CELL = re.compile(rb'<c r="([A-Z]{1,3})[0-9]+"([^>/]*+><f\b' + CONTENT + b")")


class Row(NamedTuple):
    """A row of a block.

    `cells` are the wanted ones, as they stand after their address: ` s="1"><v>5</v></c>`; empty
    where there is none. `spans` are theirs, whole, in the block: empty where one would stand.
    `formulas` are those of a row that only a whole parser could read: column and tail.
    """

    number: int
    cells: Sequence[bytes]
    spans: Sequence[Span]
    whole: Span
    attributes: Span
    last_column: int
    formulas: Sequence[tuple[int, bytes]] | None = None


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
