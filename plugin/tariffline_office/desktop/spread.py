"""Ranges side by side: the arguments of each cell that a formula fills.

The add-in's spread.js does the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tariffline_office.desktop.cells import Cell

Range = Sequence[Sequence[Cell]]


class MisfitError(ValueError):
    """Ranges that don't fit together."""


def spread(given: Sequence[Range], names: Sequence[str]) -> list[list[list[Cell] | None]]:
    """The arguments by row and column of the result.

    A single value stands beside every row and column, a column beside every column, a row beside
    every row. None where all that ranges hold there is empty; such rows at the end are dropped.

    Raises MisfitError for ranges of unequal size: a shifted column gives right answers to wrong
    questions.
    """
    rows = _extent(given, names, len, "rows")
    columns = _extent(given, names, lambda cells: len(cells[0]), "columns")
    grid = [[_at(given, row, column) for column in range(columns)] for row in range(rows)]
    while len(grid) > 1 and all(arguments is None for arguments in grid[-1]):
        grid.pop()
    return grid


def is_empty(cell: Cell) -> bool:
    """Whether a cell asks nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _extent(
    given: Sequence[Range], names: Sequence[str], size: Callable[[Range], int], what: str
) -> int:
    sizes = {size(cells): name for cells, name in zip(given, names, strict=True) if size(cells) > 1}
    if len(sizes) > 1:
        (one, first), (other, second) = list(sizes.items())[:2]
        raise MisfitError(
            f"{first} has {one} {what} but {second} {other}; "
            "give ranges of one size, or a single value for all"
        )
    return next(iter(sizes), 1)


def _at(given: Sequence[Range], row: int, column: int) -> list[Cell] | None:
    is_range = is_asked = False
    arguments = []
    for cells in given:
        line = cells[row] if len(cells) > 1 else cells[0]
        cell = line[column] if len(line) > 1 else line[0]
        arguments.append(cell)
        if len(cells) > 1 or len(line) > 1:
            is_range = True
            is_asked = is_asked or not is_empty(cell)
    return None if is_range and not is_asked else arguments
