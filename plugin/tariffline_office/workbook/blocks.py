"""Blocks of cells under headings of their own, which are lists without being tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from tariffline_office.workbook.headings import normalised, rows_searched
from tariffline_office.workbook.sheet import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    CellValue,
    SheetView,
    Uncomputed,
)

_PEEK = 3  # rows below the headings that must be blank, too, where one block ends beside another


@dataclass(frozen=True, slots=True)
class Block:
    """A block from its headings on. All headings of its list stand in `frame`, most in `area`."""

    area: Area
    frame: Area


def blocks_of(view: SheetView, keys: Collection[str]) -> list[Block]:
    """The blocks that have a heading among `keys`, normalised, and a number below it."""
    found: list[Block] = []
    for row in rows_searched(view):
        runs = [run for run in _runs(view, row) if _key_column(view, row, run, keys)]
        for first, last in runs:
            area = Area(row, first, LAST_ROW, last)
            column = _key_column(view, row, (first, last), keys)
            if _has_numbers(view, row, column) and not _is_repeated(view, area, found):
                wide = area if len(runs) > 1 else Area(row, 1, LAST_ROW, LAST_COLUMN)
                found.append(Block(area, wide))
    return found


def is_number(value: CellValue) -> bool:
    """Whether a cell holds what may be a number of the tariff, or of a case: no words, no date."""
    if not isinstance(value, str):
        return isinstance(value, int | float | Uncomputed)
    words = value.split()
    has_digit = any(c.isdigit() for c in value)
    return has_digit and (words[0][0].isdigit() or len(words) == 1)


def _runs(view: SheetView, row: int) -> Iterator[tuple[int, int]]:
    """The first and last columns of what stands side by side in a row of headings."""
    columns = range(1, len(view.rows[row - 1]) + 1)
    for is_gap, run in groupby(columns, lambda column: _is_gap(view, row, column)):
        if not is_gap:
            side_by_side = list(run)
            yield side_by_side[0], side_by_side[-1]


def _is_gap(view: SheetView, row: int, column: int) -> bool:
    return all(
        view.value(each, column) in (None, "")
        for each in range(row, min(row + _PEEK, len(view.rows)) + 1)
    )


def _key_column(view: SheetView, row: int, run: tuple[int, int], keys: Collection[str]) -> int:
    """0 if none of the headings is a key's."""
    first, last = run
    columns = range(first, last + 1)
    return next((c for c in columns if normalised(view.value(row, c)) in keys), 0)


def _has_numbers(view: SheetView, row: int, column: int) -> bool:
    """Whether the first that stands below a heading is a number: below a title it is a heading."""
    below = (view.value(each, column) for each in range(row + 1, len(view.rows) + 1))
    return is_number(next((value for value in below if value not in (None, "")), None))


def _is_repeated(view: SheetView, area: Area, found: list[Block]) -> bool:
    """Whether the headings only say again, amid the rows, what stands above them."""
    row, first, _, last = area
    if row == 1 or all(view.value(row - 1, c) in (None, "") for c in range(first, last + 1)):
        return False
    texts = [normalised(view.value(row, c)) for c in range(first, last + 1)]
    return any(
        [normalised(view.value(b.area.first_row, c)) for c in range(first, last + 1)] == texts
        for b in found
    )
