"""What passes between the policy and a writer: what a sheet shows, and what shall change in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum

LAST_COLUMN = 16_384  # XFD
RATE_FORMAT = "0.0###%"
MONEY_FORMAT = "#,##0.00"


class WorkbookError(Exception):
    """The workbook cannot be refreshed and was left as it is; the message says what to do."""


class Uncomputed(Enum):
    """A formula whose result the file does not hold."""

    FORMULA = "formula"


CellValue = str | int | float | datetime | date | time | timedelta | Uncomputed | None


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet as a reader sees it: values, formulas already replaced by their results.

    `rows[0]` is row 1 and `rows[0][0]` cell A1; rows may differ in length. `last_used_column` is
    the last that a value, a table or a merged range occupies, counted from 1 (0: an empty sheet).
    """

    name: str
    rows: Sequence[Sequence[CellValue]]
    last_used_column: int

    def value(self, row: int, column: int) -> CellValue:
        cells = self.rows[row - 1]
        return cells[column - 1] if column <= len(cells) else None


@dataclass(frozen=True, slots=True)
class Edit:
    """A new value for one cell: text (never a formula), a number, or None: empty.

    `row` and `column` count from 1; `number_format` is Excel's. A rate of 0.165 shows as 16.5 %.
    """

    row: int
    column: int
    value: str | Decimal | None
    number_format: str = RATE_FORMAT


@dataclass(frozen=True, slots=True)
class Edits:
    """All that changes in one sheet; `new_columns` are those that had no heading before.

    `is_ours`: the whole sheet is Tariffline's. It is made if there is none, and emptied first.
    """

    sheet: str
    heading_row: int
    new_columns: Sequence[int]
    cells: Sequence[Edit]
    is_ours: bool = False


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
