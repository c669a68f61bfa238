"""What the scanners of a sheet's XML give: blocks of it with whole rows, and their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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

    `numbers` are those of its rows. `cells` are each row's wanted cells, as they stand behind their
    address: ` s="1"><v>5</v></c>`; empty where there is none. `columns` are those with any cell
    here, or in an earlier block. `start` is where the first row stands. `places` tells of rows,
    given by their order in the block, where their parts stand: most are never asked for.
    """

    text: bytes
    numbers: Sequence[int] = ()
    cells: Sequence[Sequence[bytes]] = ()
    columns: Sequence[int] = ()
    start: int = 0
    places: Callable[[Iterable[int]], Iterator[Places]] = lambda _: iter(())
    formulas: Callable[[], Iterator[Formula]] = lambda: iter(())
    is_plain: bool = True
