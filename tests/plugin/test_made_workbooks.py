"""Workbooks as three programs make them: ours is added, nothing else is another byte or value."""

import re
import warnings
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from tests.conftest import Recalculate
from tests.fakes.made import HEADINGS, LAST, MADE, make
from tests.fakes.packages import elements, parts_of
from tests.fakes.refreshing import refresh_file
from tests.fakes.service import FakeService
from tests.plugin.conftest import FUNCTIONS

from tariffline_office.workbook.closed_file import ClosedFile
from tariffline_office.workbook.report import REPORT_SHEET
from tariffline_office.workbook.sheet import Uncomputed

MAY_CHANGE = re.compile(
    r"\[Content_Types\]\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml"
)
GONE = "NOT_IN_FORCE: 0901.11.00.45 was discontinued; use 0901.11.00.50"
NOT_BY_OFFICE = {"xlsxwriter_macros"}  # it keeps no macros that it can't read
UNKNOWN = "NOT_FOUND: 9999.99.99.99 is not in the schedule"
RATES = (0.055, 0, 0, GONE, "4.4¢/kg", UNKNOWN)

Values = dict[tuple[str, str], object]


@pytest.fixture(scope="module")
def recalculated(
    recalculate: Recalculate, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Path], dict[str, Path]]:
    """Each workbook as made and as LibreOffice saves it once it is refreshed."""
    made, refreshed = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("refreshed")
    with FakeService(FUNCTIONS) as service:
        before = {name: make(name, made) for name in MADE}
        after = {name: refreshed / path.name for name, path in before.items()}
        for name, path in before.items():
            refresh_file(service, path, after[name], sheet="Parts")
    saved = recalculate([*after.values()])
    return before, {name: saved[path] for name, path in after.items()}


@pytest.fixture(scope="module")
def by_office(
    recalculate: Recalculate, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """Workbooks that LibreOffice wrote, by the name of what it opened."""
    folder = tmp_path_factory.mktemp("for_office")
    made = {name: make(name, folder) for name in MADE if name not in NOT_BY_OFFICE}
    saved = recalculate([*made.values()])
    return {name: saved[path] for name, path in made.items()}


@pytest.mark.parametrize("name", MADE)
def test_only_our_cells_differ(service: FakeService, tmp_path: Path, name: str) -> None:
    check_only_our_cells_differ(service, make(name, tmp_path), tmp_path / "out")


@pytest.mark.parametrize("name", [name for name in MADE if name not in NOT_BY_OFFICE])
def test_only_our_cells_differ_in_what_libreoffice_wrote(
    service: FakeService, tmp_path: Path, by_office: Mapping[str, Path], name: str
) -> None:
    check_only_our_cells_differ(service, by_office[name], tmp_path / "out")


def check_only_our_cells_differ(service: FakeService, path: Path, out: Path) -> None:
    out = out.with_suffix(path.suffix)
    refresh_file(service, path, out, sheet="Parts")
    before, after = parts_of(path), parts_of(out)
    sheet = "xl/worksheets/sheet1.xml"
    ours = [column for _, column in our_columns(out)]
    differing = {part for part in before if before[part] != after.get(part)} - {sheet}
    others = {part for part in differing if part.startswith("xl/worksheets/sheet")}
    tables = {part for part in differing if part.startswith("xl/tables/")}
    assert not [p for p in differing - others - tables if not MAY_CHANGE.fullmatch(p)]
    assert after.keys() - before.keys() == {"xl/worksheets/tariffline_report.xml"}
    assert list(elements(after[sheet], ours)) == list(elements(before[sheet], []))
    for each in others:
        assert list(elements(after[each], [])) == list(elements(before[each], []))


@pytest.mark.parametrize("name", MADE)
def test_all_other_values_stay_and_ours_are_right(
    service: FakeService, tmp_path: Path, name: str
) -> None:
    path = make(name, tmp_path)
    before = values(path)
    refresh_file(service, path, sheet="Parts")
    after = values(path)
    ours = {column for _, column in our_columns(path)}
    kept = {
        place: value
        for place, value in after.items()
        if place[0] != REPORT_SHEET
        and not (place[0] == "Parts" and place[1].rstrip("0123456789") in ours)
    }
    assert kept == before
    rate = dict(our_columns(path))["Tariffline: Base rate"]
    assert [after["Parts", f"{rate}{row}"] for row in range(2, LAST + 1)] == list(RATES)


@pytest.mark.parametrize("name", MADE)
def test_a_second_refresh_finds_nothing_to_write(
    service: FakeService, tmp_path: Path, name: str
) -> None:
    path = make(name, tmp_path)
    refresh_file(service, path, sheet="Parts")
    before = path.read_bytes()
    assert not refresh_file(service, path).written
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", MADE)
def test_both_readers_see_the_same(tmp_path: Path, name: str) -> None:
    """openpyxl and ours."""
    path = make(name, tmp_path)
    with ClosedFile(path) as file:
        seen = {
            (view.name, f"{get_column_letter(column)}{row}"): value
            for sheet in file.sheets
            for view in [sheet.top()]
            for row, cells in enumerate(view.rows, 1)
            for column, value in enumerate(cells, 1)
            if value is not None and value is not Uncomputed.FORMULA
        }
    assert seen == {
        place: value
        for place, value in values(path, stored=True).items()
        if value is not None and int(place[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) <= 40
    }


@pytest.mark.parametrize("name", MADE)
def test_libreoffice_reads_ours_and_computes_the_same(
    recalculated: tuple[dict[str, Path], dict[str, Path]], name: str
) -> None:
    before, after = recalculated
    rate = dict(our_columns(after[name]))["Tariffline: Base rate"]
    found = values(after[name], stored=True)
    assert [found["Parts", f"{rate}{row}"] for row in range(2, LAST + 1)] == list(RATES)
    for column, heading in zip("ABCDE", HEADINGS, strict=True):
        assert found["Parts", f"{column}1"] == heading
        for row in range(2, LAST + 1):
            old = values(before[name], stored=True)["Parts", f"{column}{row}"]
            assert found["Parts", f"{column}{row}"] == old


def test_libreoffice_computes_what_depends_on_results(
    recalculated: tuple[dict[str, Path], dict[str, Path]],
) -> None:
    """Parts!H2 holds the base rate now, where 1 was the stored result of its double."""
    _, after = recalculated
    found = values(after["xlsxwriter_other_sheets"], stored=True)
    assert found["It's & more", "A2"] == 2 * 0.055


def our_columns(path: Path) -> list[tuple[str, str]]:
    """Heading and letter."""
    return [
        (str(value), place.rstrip("0123456789"))
        for (sheet, place), value in values(path).items()
        if sheet == "Parts" and str(value).startswith("Tariffline: ")
    ]


@cache
def _read(path: Path, stamp: int, stored: bool) -> Values:
    found: Values = {}
    book = loaded(path, stored)
    for sheet in book.worksheets:
        for cell in sheet._cells.values():  # iter_rows would make every empty one
            value = getattr(cell.value, "text", cell.value)
            if value is not None:
                found[sheet.title, cell.coordinate] = value
    book.close()
    return found


def values(path: Path, *, stored: bool = False) -> Values:
    """Each filled cell by sheet and address; `stored`: formulas by their results."""
    return _read(path, path.stat().st_mtime_ns, stored)


def loaded(path: Path, stored: bool) -> Workbook:
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore")  # of what openpyxl can't keep
        return load_workbook(file, data_only=stored)
