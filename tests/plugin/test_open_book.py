"""The open workbook gets the cells of the closed file: through xlwings, over a stand-in."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.table import Table
from tests.fakes.excel import FakeExcel
from tests.fakes.service import FakeService
from tests.plugin.open_books import (
    PARTS,
    MakeWorkbook,
    filtered,
    in_excel,
    in_file,
    only_sheet,
    same_cells,
    with_table,
)


def plain(workbook: Workbook) -> None:
    assert workbook.worksheets


def with_totals(workbook: Workbook) -> None:
    table = Table(displayName="Parts", ref="A1:E8", totalsRowCount=1)
    only_sheet(workbook)["B8"] = None
    only_sheet(workbook).add_table(table)


def with_money(workbook: Workbook) -> None:
    for cell in only_sheet(workbook)["E"]:
        cell.number_format = '"$"#,##0.00'


def merged_elsewhere(workbook: Workbook) -> None:
    sheet = only_sheet(workbook)
    sheet["A12"] = "Prices without duty"
    sheet.merge_cells("A12:C13")


def with_our_columns(workbook: Workbook) -> None:
    """Some of ours, in another order, with a total of the user below and looks of their own."""
    sheet = only_sheet(workbook)
    sheet["F1"], sheet["G1"] = "Tariffline: Base rate", "Tariffline: Edition"
    sheet["F3"].number_format = "0%"
    sheet["F11"] = "=AVERAGE(F2:F8)"


def two_sheets(workbook: Workbook) -> None:
    other = workbook.create_sheet("More")
    other.append(["remark"])
    other.append(["Tariff number", "Qty"])
    other.append(["8471.30.0100", 5])


def beside_another_table(workbook: Workbook) -> None:
    sheet = only_sheet(workbook)
    for row, text in enumerate(["Rate of exchange", "EUR", "CNY"], 1):
        sheet.cell(row, 7, text)
    sheet.add_table(Table(displayName="Exchange", ref="G1:G3"))


SHAPES = [
    plain, beside_another_table, with_table, with_totals, with_money, merged_elsewhere, filtered,
    with_our_columns, two_sheets,
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_the_open_workbook_gets_the_cells_of_the_closed_file(
    service: FakeService,
    make_workbook: MakeWorkbook,
    excel: FakeExcel,
    shape: Callable[[Workbook], None],
) -> None:
    path = make_workbook(PARTS)
    workbook = load_workbook(path)
    shape(workbook)
    workbook.save(path)
    book = excel.open(path)
    opened, closed = in_excel(service), in_file(service, path)
    same_cells(path, book)
    assert (opened.rows, opened.errors, opened.answered) == (
        closed.rows, closed.errors, closed.answered
    )  # fmt: skip
    rate = service.functions["BASE"]
    service.functions = {**service.functions, "BASE": lambda hts, *more: rate(hts) and 0.25}
    service.change("7307915010")
    again = in_excel(service)
    assert again.written
    assert [moved.cell for moved in again.moved] == [
        moved.cell for moved in in_file(service, path).moved
    ]
    same_cells(path, book)


def test_the_sample_is_the_same_open_and_closed(
    service: FakeService, samples: Path, tmp_path: Path, excel: FakeExcel
) -> None:
    path = tmp_path / "parts.xlsx"
    path.write_bytes((samples / "parts.xlsx").read_bytes())
    book = excel.open(path)
    assert in_excel(service, "PARTS.xlsx").written
    in_file(service, path)
    same_cells(path, book)


def test_formulas_are_asked_by_their_results(
    service: FakeService, tmp_path: Path, excel: FakeExcel
) -> None:
    path = tmp_path / "made.xlsx"
    with import_module("xlsxwriter").Workbook(path) as made:
        sheet = made.add_worksheet("Parts")
        sheet.write_row("A1", ["HTS", "Origin", "Entry date", "Value"])
        sheet.write_formula("A2", '="7307.91."&"5010"', None, "7307.91.5010")
        sheet.write_formula("C2", "=TODAY()", made.add_format({"num_format": "yyyy-mm-dd"}), 46143)
        sheet.write_formula("D2", "=2*5.25", made.add_format({"num_format": "$0.00"}), 10.5)
        sheet.write_formula("A3", "=NA()", None, "#N/A")
    book = excel.open(path)
    summary = in_excel(service)
    in_file(service, path)
    same_cells(path, book)
    assert (summary.rows, summary.answered) == (2, 1)
    assert service.requests[0]["calls"][2]["columns"][2][0] == "2026-05-01"


def test_nothing_to_change_writes_nothing(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel
) -> None:
    excel.open(make_workbook(PARTS))
    assert in_excel(service).written
    written = excel.calls["write"]
    assert not in_excel(service).changes
    assert excel.calls["write"] == written


def test_check_tells_and_writes_nothing(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel
) -> None:
    book = excel.open(make_workbook(PARTS))
    summary = in_excel(service, check=True)
    assert (summary.changes, summary.written, excel.calls["write"]) == (True, False, 0)
    assert book.workbook.sheetnames == ["Parts"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "1-2", "TRUE", "#N/A", "0101"])
def test_text_stays_text(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel, text: str
) -> None:
    service.functions = {**service.functions, "DESCRIPTION": lambda hts, date=None: text}
    book = excel.open(make_workbook(PARTS))
    in_excel(service)
    cell = only_sheet(book.workbook)["F2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_calls_are_of_columns_not_of_cells(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel
) -> None:
    numbers = ["7307.91.5010", "0201.10.05.10", "no number"]
    few, many = ([["HTS"], *([numbers[i % 3]] for i in range(n))] for n in (30, 3_000))
    excel.open(make_workbook(few))
    in_excel(service)
    calls_for_few, excel.calls = excel.calls.copy(), excel.calls.__class__()
    excel.open(make_workbook(many))
    in_excel(service)
    assert excel.calls == calls_for_few
    assert excel.calls["write"] < 20


def test_scattered_changes_are_written_in_few_blocks(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel
) -> None:
    rows: list[list[object]] = [["HTS"]]
    rows += [["7307.91.5010" if i % 7 == 0 else "8471300100"] for i in range(2_000)]
    book = excel.open(make_workbook(rows))
    in_excel(service)
    only_sheet(book.workbook)["D60"] = "=SUM(1,2)"
    book.fake_sheets[0].results[60, 4] = 3.0
    only_sheet(book.workbook)["A60"] = None
    only_sheet(book.workbook)["F60"] = None
    rate = service.functions["BASE"]
    service.functions = {
        **service.functions,
        "BASE": lambda hts, *more: 0.3 if hts.startswith("7307") else rate(hts),
    }
    service.change("7307915010")
    excel.calls.clear()
    assert in_excel(service).moved_in_all == 286
    assert excel.calls["write"] < 220
    sheet = only_sheet(book.workbook)
    assert sheet["D60"].value == "=SUM(1,2)"
    assert [sheet[f"D{row}"].value for row in (2, 3, 9, 10)] == [0.3, 0.0, 0.3, 0.0]


def test_new_columns_look_like_their_neighbour(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel
) -> None:
    path = make_workbook(PARTS)
    workbook = load_workbook(path)
    only_sheet(workbook)["E1"].font = Font(bold=True, color="FF1F4E78")
    workbook.save(path)
    book = excel.open(path)
    in_excel(service)
    heading = only_sheet(book.workbook)["I1"]
    assert heading.font.b
    assert heading.font.color.rgb == "FF1F4E78"
    assert only_sheet(book.workbook).column_dimensions["F"].width == 60


def test_columns_are_remembered_in_the_workbook(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel
) -> None:
    path = make_workbook([["Number", "Land"], ["7307.91.5010", "CN"]])
    book = excel.open(path)
    in_excel(service, mapping={"hts": "Number"}, results=["BASE"])
    assert [each.Name for each in book.properties] == ["Tariffline columns"]
    assert not in_excel(service).changes
    in_excel(service, mapping={"country": "Land"}, results=["BASE", "UNIT"])
    assert [each.Value for each in book.properties] == [
        '{"hts": "Number", "columns": "BASE, UNIT", "country": "Land"}'
    ]
