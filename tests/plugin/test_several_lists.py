"""Several lists on one sheet: each is found, asked by its own columns, and has its own results."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table
from tests.fakes.excel import FakeExcel
from tests.fakes.packages import parts_of
from tests.fakes.refreshing import refresh_file
from tests.fakes.service import FakeService
from tests.plugin.open_books import add_bare_tables, in_excel, only_sheet, same_cells

from tariffline_office.workbook import members
from tariffline_office.workbook.report import REPORT_SHEET
from tariffline_office.workbook.sheet import WorkbookError

FLANGE, LAPTOP, VEAL, SHIRT = "7307.91.5010", "8471.30.0100", "0201.10.0510", "6109.10.0012"
RATES = {FLANGE: 0.055, LAPTOP: 0, VEAL: "4.4¢/kg", SHIRT: 0.165}
A: list[list[object]] = [["HTS", "Origin"], [FLANGE, "CN"], [LAPTOP, "DE"]]
B: list[list[object]] = [["Made in", "Qty", "HTS number"], ["MX", 3, VEAL], ["VN", 2, SHIRT]]


class Given(NamedTuple):
    """Rows from a cell on; `table` is the name of the table that they are, if they are one."""

    at: str
    rows: Sequence[Sequence[Any]]
    table: str | None = None


SHEETS: Mapping[str, Sequence[Given]] = {
    "tables side by side": [Given("A1", A, "Left"), Given("D1", B, "Right")],
    "tables with room between": [Given("B3", A, "Left"), Given("J3", B, "Right")],
    "one table above the other": [Given("A1", A, "Upper"), Given("A6", B, "Lower")],
    "a table far below": [Given("A1", A, "Upper"), Given("B60", B, "Lower")],
    "a block far above a table": [Given("A1", A), Given("A60", B, "Lower")],
    "tables that overlap in no row": [Given("F1", A, "Upper"), Given("A20", B, "Lower")],
    "blocks side by side": [Given("A1", A), Given("E1", B)],
    "blocks one above the other": [Given("A2", A), Given("A8", B)],
    "a block beside a table": [Given("A4", A), Given("F2", B, "Right")],
    "the same headings twice": [Given("A1", A, "Left"), Given("D1", A, "Right")],
    "three": [Given("A1", A, "One"), Given("E1", B), Given("A9", B, "Three")],
}
EACH = pytest.mark.parametrize("given", SHEETS.values(), ids=SHEETS)


@pytest.fixture
def make(tmp_path: Path) -> Callable[[Sequence[Given]], Path]:
    def make(given: Sequence[Given]) -> Path:
        book = Workbook()
        sheet = only_sheet(book)
        sheet.title = "Parts"
        for each in given:
            top, left = coordinate_to_tuple(each.at)
            for row, cells in enumerate(each.rows, top):
                for column, value in enumerate(cells, left):
                    sheet.cell(row, column, value)
            if each.table:
                last = get_column_letter(left + len(each.rows[0]) - 1)
                ref = f"{each.at}:{last}{top + len(each.rows) - 1}"
                sheet.add_table(Table(displayName=each.table, ref=ref))
        book.save(tmp_path / "parts.xlsx")
        return tmp_path / "parts.xlsx"

    return make


Make = Callable[[Sequence[Given]], Path]


def shown(path: Path) -> dict[tuple[int, int], object]:
    sheet = load_workbook(path)["Parts"]
    return {
        (cell.row, cell.column): cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def results_of(path: Path, given: Given, of: Sequence[Given]) -> list[list[object]]:
    """What stands in a list's rows under the headings of results that are its own."""
    cells, top = shown(path), coordinate_to_tuple(given.at)[0]
    headings = {column: str(value) for (row, column), value in cells.items() if row == top}
    blocks = [each for each in of if not each.table]
    name = given.table or f"list {blocks.index(given) + 1}"
    ours = [column for column, text in headings.items() if text.startswith("Tariffline: ")]
    if given.table and (last := end_of_table(path, given.table)) in ours:
        ours = [c for c in ours if c <= last and c > coordinate_to_tuple(given.at)[1]]
    elif [coordinate_to_tuple(each.at)[0] for each in of].count(top) > 1:
        ours = [column for column in ours if headings[column].endswith(f"({name})")]
    rows = range(top + 1, top + len(given.rows))
    return [[cells.get((row, column)) for column in sorted(ours)] for row in rows]


def end_of_table(path: Path, name: str) -> int:
    ref = load_workbook(path)["Parts"].tables[name].ref
    return coordinate_to_tuple(ref.partition(":")[2])[1]


def asked(service: FakeService, name: str) -> set[tuple[object, ...]]:
    """Number and country of all that was asked of a function."""
    calls = [call for r in service.requests for call in r["calls"] if call["function"] == name]
    return {each for call in calls for each in zip(*call["columns"][:2], strict=True)}


@EACH
def test_each_list_gets_its_own_answers(
    service: FakeService, make: Make, given: Sequence[Given]
) -> None:
    path = make(given)
    before = shown(path)
    summary = refresh_file(service, path, results=["BASE"])
    assert (summary.rows, summary.answered, summary.errors) == (2 * len(given), 2 * len(given), {})
    after = shown(path)
    assert {place: after[place] for place in before} == before
    for each in given:
        rates = [RATES[str(cell)] for row in each.rows[1:] for cell in row if cell in RATES]
        assert results_of(path, each, given) == [[rate, "2026HTSRev5"] for rate in rates]
    assert len(after) == len(before) + 6 * len(given)
    wanted = {(FLANGE, "CN"), (LAPTOP, "DE"), (VEAL, "MX"), (SHIRT, "VN")}
    assert asked(service, "BASE") == {pair for pair in wanted if pair[0] in after.values()}


def look_at_flanges(hts: str, *more: str) -> str:
    return "look" if hts == FLANGE else "OK"


@EACH
def test_a_second_refresh_finds_all_of_them_again(
    service: FakeService, make: Make, given: Sequence[Given]
) -> None:
    path = make(given)
    refresh_file(service, path)
    once = path.read_bytes()
    assert not refresh_file(service, path).written
    assert path.read_bytes() == once
    service.functions = {**service.functions, "CHECK": look_at_flanges}
    service.change("7307915010")
    again = refresh_file(service, path)
    cells = shown(path)
    assert {cells[coordinate_to_tuple(m.cell.partition("!")[2])] for m in again.moved} == {"look"}
    assert again.moved_in_all == sum(FLANGE in row for each in given for row in each.rows)


@EACH
def test_the_open_workbook_gets_the_same_cells(
    service: FakeService, make: Make, excel: FakeExcel, given: Sequence[Given]
) -> None:
    path = make(given)
    book = excel.open(path)
    opened, closed = in_excel(service), refresh_file(service, path)
    assert opened.lists == closed.lists
    same_cells(path, book)
    assert not in_excel(service).changes


def test_only_the_parts_of_tables_that_grow_change(service: FakeService, make: Make) -> None:
    path = make(SHEETS["tables side by side"])
    before = parts_of(path)
    refresh_file(service, path, results=["BASE"])
    after = parts_of(path)
    tables = {t.name: (t.ref, t.column_names) for t in load_workbook(path)["Parts"].tables.values()}
    assert after["xl/tables/table1.xml"] == before["xl/tables/table1.xml"]
    assert tables == {
        "Left": ("A1:B3", ["HTS", "Origin"]),
        "Right": (
            "D1:H3",
            ["Made in", "Qty", "HTS number", "Tariffline: Base rate", "Tariffline: Edition"],
        ),
    }
    [headings, *_] = load_workbook(path)["Parts"].values
    assert headings[8:] == ("Tariffline: Base rate (Left)", "Tariffline: Edition (Left)")


def test_the_report_counts_each_list(service: FakeService, make: Make) -> None:
    path = make([Given("A1", [*A, ["nix", "FR"]], "Left"), Given("J1", B, "Right")])
    summary = refresh_file(service, path, results=["BASE"])
    assert [(each.name, each.rows, each.answered, each.errors) for each in summary.lists] == [
        ("Left", 3, 2, {"BAD_INPUT": 1}),
        ("Right", 2, 2, {}),
    ]
    account = {row[0]: row[1] for row in load_workbook(path)[REPORT_SHEET].values}
    assert account["Sheets"] == "Parts"
    assert account["Asked in Parts [Left]"] == (
        "Base rate by hts (A), country (B): 3 rows, 2 with all answers"
    )


def test_columns_are_named_for_one_list_and_remembered(service: FakeService, make: Make) -> None:
    codes = [["Code", "Land"], [FLANGE, "CN"]]
    path = make([Given("A1", codes, "Left"), Given("H1", [["Nr", "Land"], [VEAL, "MX"]], "Right")])
    mapping = {"Left.hts": "Code", "Right.hts": "H", "country": "Land"}
    summary = refresh_file(service, path, mapping=mapping, results=["BASE"])
    assert [(each.name, each.rows) for each in summary.lists] == [("Left", 1), ("Right", 1)]
    assert asked(service, "BASE") == {(VEAL, "MX"), (FLANGE, "CN")}
    sheet = load_workbook(path)
    sheet["Parts"]["B2"] = "VN"
    sheet.save(path)
    assert refresh_file(service, path).rows == 2
    assert (FLANGE, "VN") in asked(service, "BASE")


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"Middle.hts": "HTS"}, "no list “Middle” for --map Middle.hts; .*: Left, Right"),
        ({"country": "Land"}, "none of its lists .“Left”, “Right”. has a heading “Land”"),
        ({"Left.country": "Land"}, "row 1 has no heading “Land” for --map country"),
    ],
)
def test_what_fits_no_list_is_refused(
    service: FakeService, make: Make, mapping: dict[str, str], message: str
) -> None:
    path = make(SHEETS["tables side by side"])
    with pytest.raises(WorkbookError, match=message):
        refresh_file(service, path, mapping=mapping)


def test_a_list_that_has_gone_is_said(service: FakeService, make: Make) -> None:
    path = make(SHEETS["tables side by side"])
    refresh_file(service, path, results=["BASE"])
    book = load_workbook(path)
    del book["Parts"].tables["Left"]
    book.save(path)
    message = "heading “Tariffline: Base rate .Left.” names a list that is not there"
    with pytest.raises(WorkbookError, match=message):
        refresh_file(service, path)


def test_a_named_range_beside_another_list(service: FakeService, make: Make) -> None:
    path = make([Given("A1", A, "Left"), Given("F11", [["Nr"], [VEAL], [SHIRT], ["a note"]])])
    book = load_workbook(path)
    book.defined_names["HTS_number"] = DefinedName("HTS_number", attr_text="Parts!$F$12:$F$13")
    book.save(path)
    summary = refresh_file(service, path, results=["BASE"])
    assert [(each.name, each.rows) for each in summary.lists] == [("Left", 2), ("HTS_number", 2)]
    assert not refresh_file(service, path).written


def test_headings_said_again_amid_the_rows_ask_nothing_new(
    service: FakeService, make: Make
) -> None:
    path = make([Given("A1", [*A, *A])])
    assert refresh_file(service, path).lists[0].name == ""


def test_a_heading_elsewhere_in_the_row_is_no_rival(service: FakeService, make: Make) -> None:
    """“HTS code” tells more than “HTS”, but no number stands below it."""
    path = make([Given("A1", A), Given("F1", [["HTS code"], ["look up"]])])
    assert refresh_file(service, path).answered == 2
    path = make([Given("A1", A, "Left"), Given("D1", [["HTS"], ["look up"]])])
    assert refresh_file(service, path).answered == 2


def test_tables_that_hide_their_headings_are_lists_below_cells(
    service: FakeService, make: Make
) -> None:
    path = make([Given("A1", A), Given("D1", B)])
    add_bare_tables(path, "A2:B3", "D2:F3")
    assert [each.answered for each in refresh_file(service, path).lists] == [2, 2]


def test_a_title_above_a_list_is_no_row_of_the_one_above(service: FakeService, make: Make) -> None:
    path = make([Given("A1", A), Given("A5", [["Shipment 2 of May"]]), Given("A6", B)])
    assert refresh_file(service, path).errors == {}


def test_nothing_of_the_user_below_a_table_is_touched(service: FakeService, make: Make) -> None:
    """The table grows into columns that hold the user's notes further down."""
    notes = [[f"note {row} {column}" for column in range(12)] for row in range(5)]
    path = make([Given("A1", A, "Parts_"), Given("A10", notes)])
    before = shown(path)
    for _ in range(2):
        refresh_file(service, path)
        after = shown(path)
        assert {place: after[place] for place in before} == before
    assert load_workbook(path)["Parts"].tables["Parts_"].ref == "A1:G3"


def test_results_end_above_a_table_without_headings(
    service: FakeService, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "PIECE_BYTES", 64)  # so that some have rows of the table only
    path = make([Given("A1", [*A, *B[1:] * 5])])
    add_bare_tables(path, "A4:C13")
    before = {place for place in shown(path) if place[0] > 3}
    refresh_file(service, path)
    assert {place for place in shown(path) if place[0] > 3} == before
