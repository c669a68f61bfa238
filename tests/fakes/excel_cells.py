"""Cells of the stand-in for Excel: what they show, and what Excel makes of what is typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Color, PatternFill
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes

ERRORS = {
    "#DIV/0!": -2146826281, "#N/A": -2146826246, "#NAME?": -2146826259, "#NULL!": -2146826288,
    "#NUM!": -2146826252, "#REF!": -2146826265, "#VALUE!": -2146826273,
}  # fmt: skip
_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})(?:[-/](\d{2,4}))?")

Touch = Callable[[str], None]


class ComObject:
    """What xlwings has no words for: attributes that are computed when they are asked."""

    def __init__(self, **told: Callable[[], object]) -> None:
        self._told = told

    def __getattr__(self, name: str) -> Any:
        return self._told[name]()


class ComError(Exception):
    """An error as COM gives it."""

    def __init__(self, hresult: int, text: str = "", scode: int | None = None) -> None:
        super().__init__(hresult, text)
        self.hresult = hresult
        self.excepinfo = (0, "Microsoft Excel", text, "", 0, scode) if text or scode else None


def typed(cell: Cell, value: Any) -> None:
    """Put in a cell what Excel makes of a value that is handed to it."""
    if isinstance(value, str) and value.startswith("'"):
        cell.value, cell.data_type = value[1:], "s"
    elif isinstance(value, str) and cell.number_format == "@":
        cell.value, cell.data_type = value or None, "s"
    elif isinstance(value, str):
        cell.value = _parsed(value)
    elif isinstance(value, float) and cell.number_format == "@":
        cell.value, cell.data_type = str(value), "s"
    else:
        cell.value = value


def _parsed(text: str) -> Any:
    if match := _DATE.fullmatch(text):
        day = date(int(match[3] or 2026), int(match[1]), int(match[2]))
        return datetime.combine(day, time())
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE"
    try:
        return float(text)
    except ValueError:
        return text or None


class FakeRange(base_classes.Range):
    """A block of cells of a worksheet of openpyxl. `results` are those of formulas, by cell."""

    sheet: Any = None
    row = column = 1
    shape = 1, 1
    options: Any = None  # xlwings sets it

    def __init__(self, sheet: Any, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        self.sheet = sheet
        self.row, self.column = row, column
        self.shape = rows, columns

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, arg1: int, arg2: int = 1) -> FakeRange:
        return FakeRange(self.sheet, self.row + arg1 - 1, self.column + arg2 - 1)

    def cells(self) -> Iterator[list[Any]]:
        worksheet: Worksheet = self.sheet.worksheet
        for row in range(self.row, self.row + self.shape[0]):
            columns = range(self.column, self.column + self.shape[1])
            yield [worksheet.cell(row, column) for column in columns]

    @property
    def api(self) -> ComObject:
        return ComObject(Value2=self._exact)

    @property
    def raw_value(self) -> Any:
        self._touch("read")
        return self._shaped(self._shown)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self._touch("write")
        self.sheet.check_unprotected()
        for i, row in enumerate(self.cells()):
            for j, cell in enumerate(row):
                is_hidden = self.sheet.worksheet.row_dimensions[cell.row].hidden
                if isinstance(cell, MergedCell) or (is_hidden and self.sheet.excel.skips_hidden):
                    continue
                self.sheet.results.pop((cell.row, cell.column), None)
                typed(cell, value[i][j] if isinstance(value, list) else value)
        if value not in (None, ""):
            self.sheet.expand_tables(self)

    @property
    def formula(self) -> Any:
        self._touch("read")
        return self._shaped(self._formula)

    @formula.setter
    def formula(self, value: Any) -> None:
        self.raw_value = value

    @property
    def number_format(self) -> str | None:
        self._touch("format")
        found = {cell.number_format for row in self.cells() for cell in row}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, code: str) -> None:
        self._touch("format")
        for row in self.cells():
            for cell in row:
                cell.number_format = code

    @property
    def merge_cells(self) -> bool | None:
        self._touch("merged")
        found = {self._merged(cell) is not None for row in self.cells() for cell in row}
        return found.pop() if len(found) == 1 else None

    @property
    def merge_area(self) -> FakeRange:
        merged = self._merged(self.sheet.worksheet.cell(self.row, self.column))
        return self if merged is None else FakeRange(self.sheet, merged.min_row, merged.min_col)

    @property
    def font(self) -> FakeFont:
        return FakeFont(self)

    @property
    def color(self) -> tuple[int, int, int] | None:
        fill = next(self.cells())[0].fill
        return rgb(fill.fgColor) if fill.fill_type == "solid" else None

    @color.setter
    def color(self, value: tuple[int, int, int]) -> None:
        for row in self.cells():
            for cell in row:
                cell.fill = PatternFill("solid", fgColor="FF" + bytes(value).hex().upper())

    @property
    def wrap_text(self) -> bool:
        return bool(next(self.cells())[0].alignment.wrap_text)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        for row in self.cells():
            for cell in row:
                if bool(cell.alignment.wrap_text) == value:
                    continue  # copying is slow
                alignment = copy(cell.alignment)
                alignment.wrap_text = value
                cell.alignment = alignment

    @property
    def column_width(self) -> float:
        return float(self._dimension.width)

    @column_width.setter
    def column_width(self, width: float) -> None:
        self._dimension.width = width

    @property
    def address(self) -> str:
        return str(self.sheet.worksheet.cell(self.row, self.column).coordinate)

    def clear_contents(self) -> None:
        self.raw_value = None

    def select(self) -> None:
        self.sheet.excel.selected = self

    @property
    def _dimension(self) -> Any:
        letter = self.sheet.worksheet.cell(1, self.column).column_letter
        return self.sheet.worksheet.column_dimensions[letter]

    def _touch(self, what: str) -> None:
        self.sheet.excel.touch(what)

    def _exact(self) -> Any:
        self._touch("read")
        return self._shaped(lambda cell: self._number(self._result(cell)))

    def _shaped(self, told: Callable[[Any], Any]) -> Any:
        rows = tuple(tuple(told(cell) for cell in row) for row in self.cells())
        return rows[0][0] if self.shape == (1, 1) else rows

    def _merged(self, cell: Any) -> Any:
        ranges = self.sheet.worksheet.merged_cells.ranges
        return next((each for each in ranges if cell.coordinate in each), None)

    def _result(self, cell: Any) -> Any:
        return self.sheet.results.get((cell.row, cell.column), cell.value)

    def _shown(self, cell: Any) -> Any:
        value = self._result(cell)
        if isinstance(value, str) and value in ERRORS and cell.data_type != "s":
            return ERRORS[value]
        if isinstance(value, time):
            return datetime.combine(date(1899, 12, 30), value)
        if isinstance(value, date) and not isinstance(value, datetime):
            return datetime.combine(value, time())
        number = self._number(value)
        is_money = isinstance(number, float) and "$" in cell.number_format
        return Decimal(str(number)).quantize(Decimal("0.0001")) if is_money else number

    def _number(self, value: Any) -> Any:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return float(value) if is_number else value

    def _formula(self, cell: Any) -> str:
        value = cell.value
        if isinstance(value, ArrayFormula):
            return str(value.text)
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return "" if value is None else str(value)


class FakeFont:
    """The font of a range; it tells that of the first cell."""

    _OURS = ("name", "size", "bold", "italic")

    def __init__(self, cells: FakeRange) -> None:
        object.__setattr__(self, "_cells", cells)

    def __getattr__(self, name: str) -> Any:
        font = next(self._cells.cells())[0].font
        return getattr(font, name) if name in self._OURS else rgb(font.color)

    def __setattr__(self, name: str, value: Any) -> None:
        for row in self._cells.cells():
            for cell in row:
                is_color = name not in self._OURS
                if not is_color and getattr(cell.font, name) == value:
                    continue  # copying is slow
                font = copy(cell.font)
                setattr(font, name, "FF" + bytes(value).hex().upper() if is_color else value)
                cell.font = font


def rgb(color: Color | None) -> tuple[int, int, int] | None:
    if color is None or not isinstance(color.rgb, str):
        return None
    red, green, blue = bytes.fromhex(color.rgb[-6:])
    return red, green, blue
