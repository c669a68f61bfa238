"""What passes between the policy and its readers and writers: what a sheet shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import NamedTuple

LAST_COLUMN = 16_384  # XFD
LAST_ROW = 1_048_576


class WorkbookError(Exception):
    """The workbook cannot be refreshed and was left as it is; the message says what to do."""


class Uncomputed(Enum):
    """A formula whose result the file does not hold."""

    FORMULA = "formula"


CellValue = str | int | float | datetime | date | time | timedelta | Uncomputed | None


class Area(NamedTuple):
    """A range of cells, all ends included and counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )

    def meets(self, other: Area) -> bool:
        """Whether some cell is part of both."""
        return self.meets_columns(other) and (
            self.first_row <= other.last_row and other.first_row <= self.last_row
        )

    def meets_columns(self, other: Area) -> bool:
        """Whether some column has cells of both."""
        return self.first_column <= other.last_column and other.first_column <= self.last_column


@dataclass(frozen=True, slots=True)
class Table:
    """A table as Excel has it: `area` with its headings, `last_row` without its totals.

    `can_grow`: whether columns may be added to it; `has_headings`: whether it shows them.
    """

    name: str
    area: Area
    last_row: int
    can_grow: bool
    has_headings: bool = True


@dataclass(frozen=True, slots=True)
class SheetView:
    """The top of a sheet as a reader sees it, where its headings are looked for.

    `rows[0]` is row 1 and `rows[0][0]` cell A1; rows may differ in length. Formulas are already
    replaced by their results. `ranges` are those of one column that have a name. `heading_row`:
    where the headings stand, if that is known.
    """

    name: str
    rows: Sequence[Sequence[CellValue]]
    ranges: Mapping[str, Area] = field(default_factory=dict)
    heading_row: int | None = None

    def value(self, row: int, column: int) -> CellValue:
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else None


def column_letter(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, aa → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def address(sheet: str, row: int, column: int) -> str:
    """Parts!C5, as people name a cell."""
    return f"{sheet}!{column_letter(column)}{row}"
