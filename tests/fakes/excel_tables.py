"""Tables of the stand-in for Excel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import xlwings
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.table import TableColumn
from tests.fakes.excel_cells import ComObject, FakeRange
from xlwings import base_classes


class FakeTables(base_classes.Tables):
    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    def __len__(self) -> int:
        return len(self._sheet.worksheet.tables)

    def __iter__(self) -> Iterator[FakeTable]:
        return (FakeTable(self._sheet, name) for name in self._sheet.worksheet.tables)


class FakeTable(base_classes.Table):
    name = display_name = ""
    show_headers, show_totals = True, False

    def __init__(self, sheet: Any, name: str) -> None:
        self._sheet, self.name = sheet, name
        self.table = sheet.worksheet.tables[name]
        self.display_name = str(self.table.displayName)
        self.show_headers = self.table.headerRowCount != 0
        self.show_totals = bool(self.table.totalsRowCount)

    @property
    def api(self) -> ComObject:
        return ComObject(SourceType=lambda: 3 if self.table.tableType == "queryTable" else 1)

    @property
    def range(self) -> FakeRange:
        first_column, first_row, last_column, last_row = range_boundaries(self.table.ref)
        found: FakeRange = self._sheet.range((first_row, first_column), (last_row, last_column))
        return found

    def resize(self, cells: xlwings.Range) -> None:
        first, last = cells[0, 0], cells.last_cell
        self.table.ref = f"{first.address}:{last.address}".replace("$", "")
        columns = self.table.tableColumns
        del columns[cells.shape[1] :]
        for number in range(len(columns) + 1, cells.shape[1] + 1):
            columns.append(TableColumn(id=number, name=f"Column{number}"))
