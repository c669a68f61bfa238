"""The workbook that is open in Excel: through xlwings itself, over a stand-in for its engine."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from tests.fakes.excel import FakeBook, FakeExcel, running
from tests.fakes.excel_cells import ComError
from tests.fakes.service import FakeService

from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile
from tariffline_office.client import Service
from tariffline_office.front_desk import FrontDesk
from tariffline_office.workbook import excel as excel_module
from tariffline_office.workbook.refresh import Order, Summary, refresh, refresh_open
from tariffline_office.workbook.report import REPORT_SHEET
from tariffline_office.workbook.sheet import WorkbookError

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


@pytest.fixture
def excel(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeExcel]:
    monkeypatch.setattr(excel_module, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(excel_module, "ATTEMPTS", 5)
    with running(started := FakeExcel()):
        yield started


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


def plain(workbook: Workbook) -> None:
    assert workbook.worksheets


def with_table(workbook: Workbook) -> None:
    only_sheet(workbook).add_table(Table(displayName="Parts", ref="A1:E8"))


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


def filtered(workbook: Workbook) -> None:
    sheet = only_sheet(workbook)
    sheet.auto_filter.ref = "A1:E8"
    sheet.row_dimensions[3].hidden = True


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


SHAPES = [
    plain, with_table, with_totals, with_money, merged_elsewhere, filtered, with_our_columns,
    two_sheets,
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


def state(excel: FakeExcel) -> tuple[object, ...]:
    selected = excel.selected
    assert selected is not None
    return (
        excel.calculation, excel.screen_updating, excel.enable_events, selected.sheet.name,
        selected.row, selected.column, excel.opened[0].active, excel.opened[0].name,
    )  # fmt: skip


def contents(book: FakeBook) -> list[list[object]]:
    return [
        [(c.value, c.number_format) for c in row if c.value is not None]
        for sheet in book.workbook.worksheets
        for row in sheet.iter_rows()
        if any(c.value is not None for c in row)
    ]


@pytest.mark.parametrize("mode", ["automatic", "manual", "semiautomatic"])
def test_excel_is_afterwards_as_it_was(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel, mode: str
) -> None:
    excel.calculation = mode
    excel.open(make_workbook(PARTS))
    before = state(excel)
    in_excel(service)
    assert state(excel) == before


@pytest.mark.parametrize("after", range(0, 45, 3))
def test_a_failure_at_any_call_leaves_no_half_work(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel, after: int
) -> None:
    path = make_workbook(PARTS)
    workbook = load_workbook(path)
    with_table(workbook)
    workbook.save(path)
    book = excel.open(path)
    before, told = state(excel), contents(book)
    excel.fail(ComError(-2146827284, "out of memory"), after=after)
    with pytest.raises(WorkbookError, match=r"Excel refused: out of memory$"):
        in_excel(service)
    assert state(excel) == before
    assert contents(book) == told
    assert only_sheet(book.workbook).tables["Parts"].ref == "A1:E8"


def test_it_waits_while_a_cell_is_edited(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel
) -> None:
    path = make_workbook(PARTS)
    book = excel.open(path)
    excel.fail(
        ComError(-2147418111), ComError(-2147352567, scode=-2146777998), ComError(-2147417846),
        after=8,
    )  # fmt: skip
    assert in_excel(service).written
    in_file(service, path)
    same_cells(path, book)


def test_what_could_not_be_taken_back_is_said(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel
) -> None:
    excel.open(make_workbook(PARTS))
    before = state(excel)
    excel.fail(*[ComError(-2146827284, "out of memory")] * 99, after=30)
    with pytest.raises(WorkbookError, match=r"memory\. What was written .* without saving it"):
        in_excel(service)
    assert state(excel) == before


def test_it_does_not_wait_for_ever(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel
) -> None:
    excel.open(make_workbook(PARTS))
    excel.fail(*[ComError(-2147418111)] * 50, after=3)
    with pytest.raises(WorkbookError, match="finish the cell that is being edited"):
        in_excel(service)


def test_what_excel_did_not_take_is_noticed_and_undone(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel
) -> None:
    path = make_workbook(PARTS)
    workbook = load_workbook(path)
    filtered(workbook)
    workbook.save(path)
    book = excel.open(path)
    told = contents(book)
    excel.skips_hidden = True
    with pytest.raises(WorkbookError, match=r"Parts!F3 shows “None” after .* clear the filters"):
        in_excel(service)
    assert contents(book) == told


def protect(book: FakeBook) -> None:
    only_sheet(book.workbook).protection.enable()


def protect_structure(book: FakeBook) -> None:
    book.workbook.security.lockStructure = True


def read_only(book: FakeBook) -> None:
    book.is_read_only = True


def put_a_formula(book: FakeBook) -> None:
    sheet = only_sheet(book.workbook)
    sheet["F1"], sheet["F3"] = "Tariffline: Check", "=1+1"
    book.fake_sheets[0].results[3, 6] = 2.0


def put_an_array(book: FakeBook) -> None:
    sheet = only_sheet(book.workbook)
    sheet["F1"], sheet["F2"] = "Tariffline: Check", ArrayFormula("F2:F3", "=A2:A3")
    book.fake_sheets[0].results[2, 6] = "FL-1"


def merge_our_cells(book: FakeBook) -> None:
    only_sheet(book.workbook)["F1"] = "Tariffline: Check"
    only_sheet(book.workbook).merge_cells("F2:F3")


def take_the_place_of_the_report(book: FakeBook) -> None:
    sheet = book.workbook.create_sheet(REPORT_SHEET.upper())
    sheet["A1"] = "Mine"
    book.add_sheet(sheet)


def take_the_heading(book: FakeBook) -> None:
    only_sheet(book.workbook)["B1"] = "Number"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (protect, "sheet “Parts” is protected; take the protection off"),
        (protect_structure, "structure of the workbook is protected"),
        (read_only, "parts.xlsx is open read-only"),
        (put_a_formula, "Parts!F3 is a formula where a result must stand"),
        (put_an_array, "Parts!F2 is a formula where a result must stand"),
        (merge_our_cells, "Parts!F3 is part of a merged range"),
        (take_the_place_of_the_report, "a sheet “TARIFFLINE REPORT” that Tariffline did not"),
        (take_the_heading, "“Parts” has Part, Number, .*--map hts=B"),
    ],
)
def test_refuses_and_leaves_the_workbook_alone(
    service: FakeService,
    make_workbook: MakeWorkbook,
    excel: FakeExcel,
    spoil: Callable[[FakeBook], None],
    message: str,
) -> None:
    book = excel.open(make_workbook(PARTS))
    spoil(book)
    told = contents(book)
    with pytest.raises(WorkbookError, match=message):
        in_excel(service)
    assert contents(book) == told
    assert excel.calls["write"] == 0


def grow_the_table(book: FakeBook) -> None:
    only_sheet(book.workbook).tables["Parts"].ref = "A1:E9"


def edit_a_number(book: FakeBook) -> None:
    only_sheet(book.workbook)["B2"] = "8471300100"


@pytest.mark.parametrize("edit", [grow_the_table, edit_a_number])
def test_an_edit_meanwhile_is_noticed(
    service: FakeService,
    make_workbook: MakeWorkbook,
    excel: FakeExcel,
    edit: Callable[[FakeBook], None],
) -> None:
    path = make_workbook(PARTS)
    workbook = load_workbook(path)
    with_table(workbook)
    workbook.save(path)
    book = excel.open(path)
    unit = service.functions["UNIT"]

    def answered_slowly(hts: str, date: str | None = None) -> object:
        edit(book)
        return unit(hts, date)

    service.functions = {**service.functions, "UNIT": answered_slowly}
    with pytest.raises(WorkbookError, match="“Parts” was edited while its questions"):
        in_excel(service)
    assert excel.calls["write"] == 0
