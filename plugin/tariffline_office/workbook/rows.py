"""What the scanners of a sheet's XML give: blocks of it with whole rows, and their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

PLAIN_ROW = b'<row r="'  # how programs begin a row
ROW_END = b"</row>"
Span = tuple[int, int]


class Places(NamedTuple):
    """Where the parts of a row stand in its block.

    `cells` are the wanted ones, whole; empty where one would stand.
    """

    attributes: Span
    cells: Sequence[Span]


class Formula(NamedTuple):
    """A cell with a formula: its XML behind the address."""

    row: int
    column: int
    tail: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the XML with whole rows; all blocks together are the whole XML.

    `numbers` are those of its rows. `tails` are the wanted cells by column, as they stand behind
    their address: ` s="1"><v>5</v></c>`; empty where there is none. `columns` are those with any
    cell here, or in an earlier block. `start` is where the first row stands. `places` tells of
    rows, given by their order in the block, where their parts stand: most are never asked for.
    """

    text: bytes
    numbers: Sequence[int] = ()
    tails: Sequence[Sequence[bytes]] = ()
    columns: Sequence[int] = ()
    start: int = 0
    places: Callable[[Iterable[int]], Iterator[Places]] = lambda _: iter(())
    formulas: Callable[[], Iterator[Formula]] = lambda: iter(())
    is_plain: bool = True

    @property
    def cells(self) -> list[tuple[bytes, ...]]:
        """The wanted cells row by row."""
        return self.cells_in(range(len(self.tails)))

    def cells_in(self, places: Sequence[int]) -> list[tuple[bytes, ...]]:
        """Row by row those of the wanted cells that stand at some places among them."""
        if not places:
            return [()] * len(self.numbers)
        return [*zip(*(self.tails[place] for place in places), strict=True)]
