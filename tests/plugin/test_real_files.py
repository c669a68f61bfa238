"""Every workbook at hand: only the cells that are ours differ, all other parts keep their bytes."""

import re
import warnings
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from tests.conftest import OFFICIAL_DATA
from tests.fakes.packages import SAID, elements, parts_of, refresh_some_sheet

FILES = sorted(path.name for path in (OFFICIAL_DATA / "workbooks").glob("*.xls[xm]"))
MAY_CHANGE = re.compile(
    r"\[Content_Types\]\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml"
    r"|xl/pivotCache/pivotCacheDefinition\d+\.xml"
)
EMPTY = {
    "xlsxwriter_button07.xlsm",
    "xlsxwriter_data_validation02.xlsx",
    "xlsxwriter_image16.xlsx",
    "xlsxwriter_textbox11.xlsx",
}


@pytest.mark.parametrize("name", [name for name in FILES if name not in EMPTY])
def test_only_our_cells_differ(official_data: Path, tmp_path: Path, name: str) -> None:
    path, out = official_data / "workbooks" / name, tmp_path / name
    done = refresh_some_sheet(path, out)
    assert done
    _, part, ours = done
    before, after = parts_of(path), parts_of(out)
    differing = {n for n in before if before[n] != after.get(n)} - {part}
    sheets = {n for n in differing if n.startswith("xl/worksheets/sheet")}
    assert not [n for n in differing - sheets if not MAY_CHANGE.fullmatch(n)]
    assert after.keys() - before.keys() == {"xl/worksheets/tariffline_report.xml"}
    assert list(elements(after[part], ours)) == list(elements(before[part], []))
    for each in sheets:
        assert list(elements(after[each], [])) == list(elements(before[each], []))


@pytest.mark.parametrize("name", [name for name in FILES if name not in EMPTY])
def test_all_other_values_read_the_same(official_data: Path, tmp_path: Path, name: str) -> None:
    path, out = official_data / "workbooks" / name, tmp_path / name
    done = refresh_some_sheet(path, out)
    assert done
    old, new = loaded(path), loaded(out)
    found = {
        (sheet.title, cell.coordinate, str(getattr(cell.value, "text", cell.value)))
        for sheet in new.worksheets
        for cell in sheet._cells.values()  # iter_rows would make every empty one
    }
    for sheet in old.worksheets:
        for cell in sheet._cells.values():
            if cell.value is not None:
                text = str(getattr(cell.value, "text", cell.value))
                assert (sheet.title, cell.coordinate, text) in found
    written = {text for name, _, text in found if name == done[0]}
    assert written & {f"{SAID.code}: {SAID.message}", "Tariffline: Check"}


@pytest.mark.parametrize("name", sorted(EMPTY & set(FILES)))
def test_sheets_without_rows_have_no_place_for_results(
    official_data: Path, tmp_path: Path, name: str
) -> None:
    assert refresh_some_sheet(official_data / "workbooks" / name, tmp_path / name) is None


def loaded(path: Path) -> Workbook:
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore")  # of what openpyxl can't keep
        return load_workbook(file)
