"""Tables in a text: cells divided by tabs, bars, semicolons, commas or columns of blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tariffline.mail.labels import Label, heading_of

_DIVIDERS = (
    re.compile(r"\t"),
    re.compile(r"\|"),
    re.compile(r";"),
    re.compile(r","),
    re.compile(r"\s{2,}"),
)
_QUOTED = re.compile(r"^(?:> ?)+")
_LONGEST = 4_000  # characters of a line that may be a row


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row, under its heading; `start` and `end` are places in the words of the page."""

    label: Label | None
    start: int
    end: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row below a heading."""

    cells: tuple[Cell, ...]

    def cell(self, label: Label) -> Cell | None:
        return next((cell for cell in self.cells if cell.label is label), None)


@dataclass(frozen=True, slots=True)
class _Head:
    """The heading of a column, and where in its line it starts."""

    at: int
    words: str
    label: Label | None


def rows(words: str) -> Iterator[TableRow]:
    """The rows of all tables that have a heading with at least two columns that we know."""
    heads: list[_Head] = []
    divider = _DIVIDERS[0]
    start = 0
    for line in words.split("\n"):
        if not line.strip() or len(line) > _LONGEST:
            heads = []
        elif heading := _heading(line):
            divider, heads = heading
        elif heads:
            cells = list(_cells(line, divider))
            if len(cells) > 1:
                yield TableRow(tuple(_under(heads, cells, start)))
        start += len(line) + 1


def _heading(line: str) -> tuple[re.Pattern[str], list[_Head]] | None:
    for divider in _DIVIDERS:
        if not divider.search(line):
            continue
        cells = list(_cells(line, divider))
        heads = [_Head(at, line[at:end], heading_of(line[at:end])) for at, end in cells]
        known = sum(head.label is not None for head in heads)
        if known >= 2 and 2 * known >= len(cells):
            return divider, heads
    return None


def _cells(line: str, divider: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the cells stand in the line; bars and blanks at its ends divide nothing."""
    quoted = _QUOTED.match(line)
    at = quoted.end() if quoted else 0
    end = len(line.rstrip(" |"))
    at += len(line[at:]) - len(line[at:].lstrip(" |"))
    for found in divider.finditer(line, at, end):
        yield at, found.start()
        at = found.end()
    yield at, end


def _under(heads: list[_Head], cells: list[tuple[int, int]], start: int) -> Iterator[Cell]:
    """Each cell with its column: by count or, where cells are missing, by the nearest heading."""
    same = len(cells) == len(heads)
    for index, (at, end) in enumerate(cells):
        head = heads[index] if same else _nearest(heads, at)
        yield Cell(head.label, start + at, start + end, head.words)


def _nearest(heads: list[_Head], at: int) -> _Head:
    return min(heads, key=lambda head: abs(head.at - at))
