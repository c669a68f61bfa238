"""What may go wrong while an open workbook is refreshed."""

from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula
from tests.fakes.excel import FakeBook, FakeExcel
from tests.fakes.excel_cells import ComError
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

from tariffline_office.workbook.report import REPORT_SHEET
from tariffline_office.workbook.sheet import WorkbookError


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


@pytest.mark.parametrize("after", range(45))
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


def test_ctrl_c_leaves_no_half_work(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel
) -> None:
    book = excel.open(make_workbook(PARTS))
    before, told = state(excel), contents(book)
    excel.fail(KeyboardInterrupt(), after=30)
    with pytest.raises(KeyboardInterrupt):
        in_excel(service)
    assert (state(excel), contents(book)) == (before, told)


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
