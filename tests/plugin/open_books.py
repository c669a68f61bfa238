"""A workbook refreshed in Excel, or rather its stand-in, and as a closed file."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from tests.fakes.excel import FakeBook
from tests.fakes.service import FakeService

from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile
from tariffline_office.client import Service
from tariffline_office.front_desk import FrontDesk
from tariffline_office.workbook.refresh import Order, Summary, refresh, refresh_open
from tariffline_office.workbook.report import REPORT_SHEET

MakeWorkbook = Callable[[Sequence[Sequence[object]]], Path]
Refreshing = Callable[[FrontDesk], Summary]
PARTS: list[list[object]] = [
    ["Part", "HTS", "Country of origin", "Entry date", "Entered value"],
    ["FL-1", "7307.91.5010", "CN", date(2026, 5, 1), 1234.5678912],
    ["HO-1", 101210010, "DE", "2026-05-01", 10],
    [None, None, None, None, None],
    ["CF-1", "0901.11.0045", "MX", date(2025, 5, 15), 7],
    ["CF-2", "0901.11.0045", "MX", datetime.combine(date(2026, 5, 1), time(8, 30)), 7],
    ["ME-1", "0201.10.05.10", None, None, None],
    ["ER-1", "#N/A", True, None, "#DIV/0!"],
]


def asking(service: FakeService, what: Refreshing) -> Summary:
    with (
        Service(service.url, backoff_seconds=0) as client,
        Cache(client.url, CacheFile(None)) as cache,
    ):
        return what(FrontDesk(client, cache))


def in_file(service: FakeService, path: Path, **order: Any) -> Summary:
    wish = Order(path, path, **order)
    return asking(service, lambda desk: refresh(wish, desk, lambda step: None))


def in_excel(service: FakeService, name: str = "", **order: Any) -> Summary:
    wish = Order(Path(), Path(), **order)
    return asking(service, lambda desk: refresh_open(wish, name, desk, lambda step: None))


def only_sheet(workbook: Workbook) -> Worksheet:
    sheet = workbook.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def seen(cell: Cell) -> tuple[object, ...]:
    """What must be the same; a text looks the same in any number format."""
    value = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
    look = "" if cell.value is None or isinstance(value, str) else cell.number_format
    return cell.coordinate, value, cell.data_type, look


def same_cells(closed: Path, book: FakeBook) -> None:
    """The sheets, their cells and tables; of the report all but the time."""
    workbook = load_workbook(closed)
    assert book.workbook.sheetnames == workbook.sheetnames
    for sheet in workbook.worksheets:
        assert isinstance(sheet, Worksheet)
        other = book.workbook[sheet.title]
        assert isinstance(other, Worksheet)
        cells = {seen(cell) for row in sheet.iter_rows() for cell in row if cell.value is not None}
        others = {seen(cell) for row in other.iter_rows() for cell in row if cell.value is not None}
        if sheet.title == REPORT_SHEET:
            cells, others = ({each for each in s if each[0] != "B2"} for s in (cells, others))
        assert others == cells
        assert {t.name: t.ref for t in other.tables.values()} == {
            t.name: t.ref for t in sheet.tables.values()
        }
    workbook.close()


def with_table(workbook: Workbook) -> None:
    only_sheet(workbook).add_table(Table(displayName="Parts", ref="A1:E8"))


def filtered(workbook: Workbook) -> None:
    sheet = only_sheet(workbook)
    sheet.auto_filter.ref = "A1:E8"
    sheet.row_dimensions[3].hidden = True


def add_bare_tables(path: Path, *refs: str) -> None:
    """Tables that hide their headings."""
    book = load_workbook(path)
    for number, ref in enumerate(refs):
        table = Table(displayName=f"Bare{number}", ref=ref, headerRowCount=None)
        table.headerRowCount = 0
        book["Parts"].add_table(table)
    book.save(path)
