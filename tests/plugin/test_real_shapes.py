"""Workbooks as offices have them: found, answered, and nothing else is another byte or value."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.conftest import Recalculate
from tests.fakes.excel import FakeExcel
from tests.fakes.packages import elements, parts_of
from tests.fakes.real import RATES, REAL, make_real
from tests.fakes.refreshing import refresh_file
from tests.fakes.service import FakeService
from tests.plugin.conftest import FUNCTIONS
from tests.plugin.open_books import in_excel, same_cells

MAY_CHANGE = re.compile(
    r"\[Content_Types\]\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml"
    r"|xl/tables/table1\.xml"
)


@pytest.fixture(scope="module")
def by_office(
    recalculate: Recalculate, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """Each workbook, refreshed, as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("real")
    made = {name: make_real(name, folder) for name in REAL}
    with FakeService(FUNCTIONS) as service:
        for path in made.values():
            refresh_file(service, path)
    saved = recalculate([*made.values()])
    return {name: saved[path] for name, path in made.items()}


def parts_sheet(path: Path, *, stored: bool = False) -> Worksheet:
    sheet = load_workbook(path, data_only=stored)["Parts"]
    assert isinstance(sheet, Worksheet)
    return sheet


def rates(path: Path) -> dict[object, object]:
    """What stands under “Tariffline: Base rate” beside each number of column B."""
    sheet = parts_sheet(path, stored=True)
    [heading] = [c for row in sheet for c in row if c.value == "Tariffline: Base rate"]
    return {
        sheet.cell(row, 2).value: sheet.cell(row, heading.column).value
        for row in range(heading.row + 1, sheet.max_row + 1)
        if sheet.cell(row, 2).value
    }


def values(path: Path) -> dict[tuple[str, str], object]:
    """All formulas and values of the user."""
    return {
        (sheet.title, cell.coordinate): getattr(cell.value, "text", cell.value)
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.mark.parametrize("name", REAL)
def test_the_list_is_answered_and_all_else_stays(
    service: FakeService, tmp_path: Path, name: str
) -> None:
    path = make_real(name, tmp_path)
    before, cells = parts_of(path), values(path)
    summary = refresh_file(service, path)
    assert (summary.answered, summary.errors) == (summary.rows, {})
    assert rates(path) == RATES
    after = parts_of(path)
    shown = values(path)
    assert {place: shown.get(place) for place in cells} == cells
    differing = {part for part in before if before[part] != after.get(part)}
    sheets = {part for part in differing if part.startswith("xl/worksheets/sheet")}
    assert not [part for part in differing - sheets if not MAY_CHANGE.fullmatch(part)]
    ours = sorted({place.rstrip("0123456789") for sheet, place in shown.keys() - cells.keys()})
    for part in sheets:
        kept = list(elements(before[part], ours))
        assert list(elements(after[part], ours)) == kept
    again = path.read_bytes()
    assert not refresh_file(service, path).written
    assert path.read_bytes() == again


@pytest.mark.parametrize("name", REAL)
def test_the_open_workbook_gets_the_same(
    service: FakeService, tmp_path: Path, excel: FakeExcel, name: str
) -> None:
    path = make_real(name, tmp_path)
    book = excel.open(path)
    in_excel(service)
    refresh_file(service, path)
    same_cells(path, book)


@pytest.mark.parametrize("name", REAL)
def test_libreoffice_opens_it(by_office: Mapping[str, Path], name: str) -> None:
    assert rates(by_office[name]) == RATES


def test_results_stand_beside_the_list_not_behind_empty_cells(
    service: FakeService, tmp_path: Path
) -> None:
    path = make_real("styled_far_right", tmp_path)
    refresh_file(service, path)
    sheet = parts_sheet(path)
    assert sheet["F1"].value == "Tariffline: Description"
    assert sheet["H2"].border.left.style == "thin"


def test_results_in_hidden_columns_are_shown(service: FakeService, tmp_path: Path) -> None:
    """Whoever hides all columns beside the list sees the results all the same."""
    path = make_real("hidden_columns", tmp_path)
    refresh_file(service, path)
    sheet = parts_sheet(path)
    hidden = {letter for letter, each in sheet.column_dimensions.items() if each.hidden}
    assert hidden == {"C", "K"}
    assert sheet.column_dimensions["K"].max == 16_384
    xml = parts_of(path)["xl/worksheets/sheet1.xml"].decode()
    numbers = [
        tuple(map(int, each)) for each in re.findall(r'<col [^>]*?min="(\d+)" max="(\d+)"', xml)
    ]
    assert numbers == sorted(numbers)
    assert len(numbers) >= 7
