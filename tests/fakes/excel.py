"""A stand-in for desktop Excel at xlwings' own seam for engines, over workbooks of openpyxl.

The public classes of xlwings run above it as they are. It counts the calls for cells, and fails
when it is told to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import xlwings
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.fakes.excel_cells import ERRORS, ComError, ComObject, FakeRange
from tests.fakes.excel_names import FakeNames
from tests.fakes.excel_tables import FakeTables
from xlwings import base_classes

PROTECTED = ComError(-2147352567, "The cell you're trying to change is on a protected sheet.")


class FakeExcel(base_classes.App):
    """Excel with its workbooks; `faults` are raised by the next calls for cells, one each."""

    pid = 4711
    screen_updating = enable_events = True
    calculation = "automatic"

    def __init__(self) -> None:
        self.opened: list[FakeBook] = []
        self.calls: Counter[str] = Counter()
        self.faults: dict[int, BaseException] = {}  # by the number of the call
        self.skips_hidden = False
        self.selected: FakeRange | None = None
        self._number = count(1)

    def open(self, path: Path) -> FakeBook:
        book = FakeBook(self, path)
        self.opened.insert(0, book)
        self.selected = FakeRange(book.sheets.active, 2, 2)
        return book

    def touch(self, what: str) -> None:
        self.calls[what] += 1
        if fault := self.faults.get(next(self._number)):
            raise fault

    def fail(self, *faults: BaseException, after: int = 0) -> None:
        """Let the calls after the next `after` ones fail."""
        start = next(self._number) + 1 + after
        self.faults = dict(enumerate(faults, start))

    @property
    def engine(self) -> FakeEngine:
        return FakeEngine([self])

    @property
    def selection(self) -> FakeRange | None:
        return self.selected

    @property
    def books(self) -> FakeBooks:
        return FakeBooks(self)


class FakeBooks(base_classes.Books):
    def __init__(self, excel: FakeExcel) -> None:
        self._excel = excel

    @property
    def active(self) -> FakeBook:
        return self._excel.opened[0]

    def __len__(self) -> int:
        return len(self._excel.opened)

    def __iter__(self) -> Iterator[FakeBook]:
        return iter(self._excel.opened)


class FakeBook(base_classes.Book):
    name = ""

    def __init__(self, excel: FakeExcel, path: Path) -> None:
        self.excel, self.name = excel, path.name
        self.workbook: Workbook = load_workbook(path, rich_text=False)
        self.active = self.workbook.worksheets[0].title
        self.is_read_only = False
        self.properties = FakeProperties()
        shown = load_workbook(path, data_only=True)
        self.fake_sheets = [FakeSheet(self, each, shown[each.title]) for each in self._worksheets()]
        self.workbook.close()
        shown.close()

    def add_sheet(self, sheet: Worksheet) -> None:
        """A sheet that was added to the workbook by other means."""
        self.fake_sheets.append(FakeSheet(self, sheet, sheet))

    def _worksheets(self) -> list[Worksheet]:
        return [each for each in self.workbook.worksheets if isinstance(each, Worksheet)]

    @property
    def app(self) -> FakeExcel:
        return self.excel

    @property
    def sheets(self) -> FakeSheets:
        return FakeSheets(self)

    @property
    def names(self) -> FakeNames:
        return FakeNames(self)

    @property
    def api(self) -> ComObject:
        security = self.workbook.security
        return ComObject(
            ReadOnly=lambda: self.is_read_only,
            Date1904=lambda: self.workbook.epoch == CALENDAR_MAC_1904,
            ProtectStructure=lambda: bool(security and security.lockStructure),
            CustomDocumentProperties=lambda: self.properties,
        )


class FakeProperty:
    def __init__(self, name: str, value: str) -> None:
        self.Name, self.Value = name, value


class FakeProperties(list[FakeProperty]):
    """The custom properties of a workbook."""

    def __init__(self) -> None:
        super().__init__()
        self.Add = self._add

    def _add(self, name: str, linked: bool, kind: int, value: str) -> None:
        assert (linked, kind) == (False, 4)
        self.append(FakeProperty(name, value))


class FakeSheets(base_classes.Sheets):
    def __init__(self, book: FakeBook) -> None:
        self._book = book

    @property
    def active(self) -> FakeSheet:
        return self(self._book.active)

    def __call__(self, which: int | str) -> FakeSheet:
        sheets = self._book.fake_sheets
        if isinstance(which, int):
            return sheets[which - 1]
        return next(sheet for sheet in sheets if sheet.name == which)

    def __len__(self) -> int:
        return len(self._book.fake_sheets)

    def __iter__(self) -> Iterator[FakeSheet]:
        return iter(self._book.fake_sheets)

    def add(self, before: Any = None, after: Any = None, name: str = "") -> FakeSheet:
        worksheet = self._book.workbook.create_sheet(name)
        assert isinstance(worksheet, Worksheet)
        added = FakeSheet(self._book, worksheet, worksheet)
        self._book.fake_sheets.insert(self._book.fake_sheets.index(after) + 1, added)
        added.activate()
        self._book.excel.selected = FakeRange(added, 1, 1)
        return added


class FakeSheet(base_classes.Sheet):
    book: Any = None
    name = ""

    def __init__(self, book: FakeBook, worksheet: Worksheet, shown: Worksheet) -> None:
        self.book, self.excel, self.worksheet = book, book.excel, worksheet
        self.name = worksheet.title
        self.results: dict[tuple[Any, Any], Any] = {
            (cell.row, cell.column): shown[cell.coordinate].value
            for row in worksheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }

    @property
    def api(self) -> ComObject:
        return ComObject(ProtectContents=lambda: bool(self.worksheet.protection.sheet))

    @property
    def used_range(self) -> FakeRange:
        """What holds anything or has a look: openpyxl counts cells that were only read, too."""
        used = [
            place
            for place, cell in self.worksheet._cells.items()
            if isinstance(cell, MergedCell) or cell.value is not None or cell.has_style
        ]
        rows, columns = [row for row, _ in used], [column for _, column in used]
        return FakeRange(self, 1, 1, max(rows, default=1), max(columns, default=1))

    @property
    def tables(self) -> FakeTables:
        return FakeTables(self)

    def range(self, first: Any, last: Any = None) -> FakeRange:
        if isinstance(first, tuple) and len(first) == 4:  # row, column, rows, columns
            return FakeRange(self, *first)
        row, column = _place(first)
        last_row, last_column = _place(last or first)
        return FakeRange(self, row, column, last_row - row + 1, last_column - column + 1)

    def activate(self) -> None:
        self.book.active = self.name
        self.excel.opened.remove(self.book)
        self.excel.opened.insert(0, self.book)

    def clear(self) -> None:
        self.worksheet.delete_rows(1, self.worksheet.max_row)

    def delete(self) -> None:
        self.book.fake_sheets.remove(self)
        self.book.workbook.remove(self.worksheet)

    def expand_tables(self, written: FakeRange) -> None:
        """As Excel does when something is put right beside a table."""
        for table in self.tables:
            place = table.range
            beside = written.column == place.column + place.shape[1]
            if beside and written.row in range(place.row, place.row + place.shape[0]):
                rows, columns = place.shape
                wider = FakeRange(self, place.row, place.column, rows, columns + written.shape[1])
                table.resize(xlwings.Range(impl=wider))

    def check_unprotected(self) -> None:
        if self.worksheet.protection.sheet:
            raise PROTECTED


def _place(cell: Any) -> tuple[int, int]:
    return (cell.row, cell.column) if isinstance(cell, FakeRange) else cell


class FakeEngine:
    """What xlwings asks of an engine."""

    name, type = "excel", "desktop"

    def __init__(self, apps: list[FakeExcel]) -> None:
        self.apps = apps

    @staticmethod
    def prepare_xl_data_element(value: Any, options: object) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(
        data: Any, dates: object, empty: object, numbers: object, err_to_str: bool
    ) -> list[list[Any]]:
        shown = {number: name if err_to_str else None for name, number in ERRORS.items()}

        def cleaned(value: Any) -> Any:
            is_error = isinstance(value, int) and not isinstance(value, bool)
            return empty if value in ("", None) else shown.get(value) if is_error else value

        return [[cleaned(value) for value in row] for row in data]


@contextmanager
def running(*apps: FakeExcel) -> Iterator[None]:
    """Let xlwings find these Excels."""
    engines: Any = xlwings.engines
    before = engines.active
    xlwings.Engine(impl=FakeEngine(list(apps))).activate()
    try:
        yield
    finally:
        engines.active = before
