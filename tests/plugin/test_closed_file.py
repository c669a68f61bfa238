import os
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tariffline_office.workbook.closed_file import ClosedFile
from tariffline_office.workbook.sheet import Edit, Edits, Uncomputed, WorkbookError

MakeWorkbook = Callable[[Sequence[Sequence[object]]], Path]
ROWS: list[list[object]] = [["HTS", "Part"], ["8471.30.01.00", "LT-1"]]
EDITS = [Edits("Parts", 1, [3], [Edit(1, 3, "Tariffline: Check"), Edit(2, 3, "OK")])]


def with_stored_results(path: Path, *results: str) -> Path:
    """Give the formulas of sheet 1, in order, the results that Excel would have stored."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    xml = parts["xl/worksheets/sheet1.xml"].decode()
    for result in results:
        start = xml.rindex("<c ", 0, xml.index("<v />"))
        cell, rest = xml[start:].split("<v />", 1)
        xml = xml[:start] + cell.replace("<c ", '<c t="str" ', 1) + f"<v>{result}</v>" + rest
    parts["xl/worksheets/sheet1.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def test_formulas_show_their_stored_results(make_workbook: MakeWorkbook) -> None:
    path = make_workbook([["HTS"], ['="8471"'], ['=""'], ['="never stored"']])
    with ClosedFile(with_stored_results(path, "8471.30.01.00", "")) as file:
        [view] = file.sheets()
    assert view.rows == [["HTS"], ["8471.30.01.00"], [None], [Uncomputed.FORMULA]]


def test_used_columns_include_tables_and_merged_ranges(make_workbook: MakeWorkbook) -> None:
    path = make_workbook(ROWS)
    workbook = load_workbook(path)
    workbook.worksheets[0].merge_cells("D4:F4")
    workbook.save(path)
    with ClosedFile(path) as file:
        assert file.sheets()[0].last_used_column == 6


def test_formulas_are_computed_anew_when_excel_opens_the_file(make_workbook: MakeWorkbook) -> None:
    path = make_workbook([*ROWS, ["=A2"]])
    with ClosedFile(path) as file:
        file.write(EDITS, path)
    workbook = load_workbook(path)
    assert workbook.calculation.fullCalcOnLoad
    assert workbook.worksheets[0]["A3"].value == "=A2"


def test_keeps_the_rights_of_the_file(make_workbook: MakeWorkbook) -> None:
    path = make_workbook(ROWS)
    path.chmod(0o640)
    with ClosedFile(path) as file:
        file.write(EDITS, path)
    assert path.stat().st_mode & 0o777 == 0o640


def fail_to_save(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    def save(workbook: Workbook, name: Path) -> None:
        name.write_bytes(b"half a workbook")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Workbook, "save", save)


def fail_to_replace(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    def replace(draft: Path, target: Path) -> Path:
        raise PermissionError(13, "The file is used by another process")

    monkeypatch.setattr(Path, "replace", replace)


def save_something_else(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    save = Workbook.save

    def save_other(workbook: Workbook, name: Path) -> None:
        workbook.worksheets[0]["C2"] = "=1+1"
        save(workbook, name)

    monkeypatch.setattr(Workbook, "save", save_other)


def save_too_few_rows(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    save = Workbook.save

    def save_other(workbook: Workbook, name: Path) -> None:
        workbook.worksheets[0].delete_rows(2)
        save(workbook, name)
        workbook.worksheets[0]["A2"] = "8471.30.01.00"

    monkeypatch.setattr(Workbook, "save", save_other)


def open_in_excel(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    path.with_name(f"~${path.name}").write_bytes(b"")


def change_meanwhile(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    os.utime(path, ns=(0, 0))


@pytest.mark.parametrize(
    ("trouble", "message"),
    [
        (fail_to_save, "cannot be written .No space left on device"),
        (fail_to_replace, "cannot be written; close it in Excel"),
        (save_something_else, "Parts!C2 did not read back as written"),
        (save_too_few_rows, "did not read back with all its rows"),
        (open_in_excel, "is open in Excel; close it"),
        (change_meanwhile, "was changed by another program meanwhile"),
    ],
)
def test_trouble_leaves_the_file_byte_for_byte(
    make_workbook: MakeWorkbook,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Callable[[pytest.MonkeyPatch, Path], None],
    message: str,
) -> None:
    path = make_workbook(ROWS)
    before = path.read_bytes()
    with ClosedFile(path) as file:
        trouble(monkeypatch, path)
        with pytest.raises(WorkbookError, match=message):
            file.write(EDITS, path)
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".tariffline-*"))


@pytest.mark.parametrize(
    ("out", "message"),
    [("parts.xlsm", "must end in .xlsx"), ("none/parts.xlsx", "there is no folder")],
)
def test_refuses_a_target_that_cannot_be(
    make_workbook: MakeWorkbook, tmp_path: Path, out: str, message: str
) -> None:
    with (
        ClosedFile(make_workbook(ROWS)) as file,
        pytest.raises(WorkbookError, match=message),
    ):
        file.write(EDITS, tmp_path / out)
    assert not (tmp_path / out).exists()


def test_refuses_a_damaged_workbook(make_workbook: MakeWorkbook) -> None:
    path = make_workbook(ROWS)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    with pytest.raises(WorkbookError, match=r"is damaged .*let it repair the file"):
        ClosedFile(path)


def test_the_number_written_is_the_number_read(make_workbook: MakeWorkbook) -> None:
    path = make_workbook(ROWS)
    rate = Decimal(1) / 3
    with ClosedFile(path) as file:
        file.write([Edits("Parts", 1, [], [Edit(2, 3, rate)])], path)
    assert load_workbook(path).worksheets[0]["C2"].value == 0.3333333333333333


@settings(deadline=None)  # a damaged file may take its time
@given(st.data())
def test_any_damage_is_refused_or_harmless(samples: Path, data: st.DataObject) -> None:
    content = bytearray((samples / "parts.xlsx").read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(len(content) // 2, len(content))) :]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "parts.xlsx"
        path.write_bytes(content)
        with suppress(WorkbookError), ClosedFile(path) as file:
            assert file.sheets()[0].name == "Parts"


def test_a_file_that_may_not_be_read_names_the_remedy(
    make_workbook: MakeWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "The file is used by another process")

    path = make_workbook(ROWS)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(WorkbookError, match="cannot be read; close it in Excel"):
        ClosedFile(path)


@pytest.mark.parametrize(
    "name",
    [
        "poi_link-external-workbook-a.xlsx",
        "poi_noSharedStringTable.xlsx",
        "poi_sharedhyperlink.xlsx",
        "poi_simple-table-named-range.xlsx",
        "poi_SimpleWithComments.xlsx",
        "poi_TablesWithDifferentHeaders.xlsx",
        "xlsxwriter_array_formula02.xlsx",
        "xlsxwriter_autofilter10.xlsx",
        "xlsxwriter_button07.xlsm",
        "xlsxwriter_rich_string05.xlsx",
        "xlsxwriter_table01.xlsx",
    ],
)
def test_real_files_keep_all_other_cells(official_data: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    with ClosedFile(official_data / "workbooks" / name) as file:
        before = [values_and_formulas(sheet) for sheet in file._workbook.worksheets]
        first = file.sheets()[0]
        column = first.last_used_column + 1
        file.write([Edits(first.name, 1, [column], [Edit(1, column, "Tariffline: Check")])], out)
    with ClosedFile(out) as file:
        after = [values_and_formulas(sheet) for sheet in file._workbook.worksheets]
    assert after[0].pop((1, column)) == "Tariffline: Check"
    assert after == before


def values_and_formulas(sheet: Worksheet) -> dict[tuple[int, int], object]:
    return {
        (cell.row, cell.column): getattr(cell.value, "text", cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
