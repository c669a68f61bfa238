"""Dates that are plain numbers, dates in words, and values with more digits than Excel shows."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.fakes.excel import FakeExcel
from tests.fakes.packages import parts_of, write_parts
from tests.fakes.refreshing import refresh_file
from tests.fakes.service import FakeService
from tests.plugin.open_books import in_excel, only_sheet, same_cells

FLANGE = "7307.91.5010"


@pytest.fixture
def since_1904(tmp_path: Path) -> Path:
    """1 May 2026 as a date, as a number with no look, as a number in a date's look, as words."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = only_sheet(book)
    sheet.append(["HTS", "Entry date"])
    for value in (date(2026, 5, 1), 44681, 44681.25, "2026-05-01"):
        sheet.append([FLANGE, value])
    sheet["B4"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "parts.xlsx")
    return tmp_path / "parts.xlsx"


def asked(service: FakeService, name: str) -> list[list[list[object]]]:
    return [call["columns"] for r in service.requests for call in r["calls"]
            if call["function"] == name]  # fmt: skip


def test_dates_since_1904(service: FakeService, since_1904: Path, excel: FakeExcel) -> None:
    book = excel.open(since_1904)
    summary = refresh_file(service, since_1904, results=["CHECK"])
    assert (summary.rows, summary.questions) == (4, 1)
    assert asked(service, "CHECK") == [[[FLANGE], ["2026-05-01"]]]
    in_excel(service, results=["CHECK"])
    same_cells(since_1904, book)


def test_dates_in_words(service: FakeService, tmp_path: Path) -> None:
    """Strict files hold dates so."""
    book = Workbook()
    book.iso_dates = True
    only_sheet(book).append(["HTS", "Entry date"])
    only_sheet(book).append([FLANGE, datetime(2026, 5, 1, tzinfo=UTC).replace(tzinfo=None)])
    path = tmp_path / "parts.xlsx"
    book.save(path)
    parts = parts_of(path)
    assert b"<v>2026-05-01T00:00:00</v>" in parts["xl/worksheets/sheet1.xml"]
    write_parts(path, parts)
    refresh_file(service, path, results=["CHECK"])
    assert asked(service, "CHECK") == [[[FLANGE], ["2026-05-01"]]]


@pytest.mark.parametrize("refresh", [refresh_file, None], ids=["closed", "open"])
def test_a_value_is_asked_in_cents(
    service: FakeService,
    make_workbook: Callable[[list[list[object]]], Path],
    excel: FakeExcel,
    refresh: Callable[..., object] | None,
) -> None:
    values = [33.300000000000004, 33.335, "33.335"]
    path = make_workbook(
        [["HTS", "Country", "Value", "Qty"], *([FLANGE, "CN", v, 0.1 + 0.2] for v in values)]
    )
    service.functions = {**service.functions, "DUTY": lambda hts, country, value, *more: value}
    if refresh:
        refresh(service, path, results=["DUTY"])
        headings, *rows = load_workbook(path)["Parts"].values
        assert headings[4] == "Tariffline: DUTY"
        assert [row[4] for row in rows] == ["33.3", "33.34", "33.335"]
    else:
        excel.open(path)
        in_excel(service, results=["DUTY"])
    [columns] = asked(service, "DUTY")
    assert columns[2] == ["33.3", "33.34", "33.335"]
    assert columns[4] == ["0.3"] * 3
