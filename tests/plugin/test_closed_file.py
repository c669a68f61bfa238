import os
import re
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.fakes.packages import parts_of, write_parts

from tariffline_office.client import Failure
from tariffline_office.front_desk import Told
from tariffline_office.workbook.asking import Answers
from tariffline_office.workbook.closed_file import ClosedFile
from tariffline_office.workbook.reading import Wish, read_sheets
from tariffline_office.workbook.sheet import CellValue, Uncomputed, WorkbookError
from tariffline_office.workbook.writing import Job, Writing

MakeWorkbook = Callable[[Sequence[Sequence[object]]], Path]
ROWS: list[list[object]] = [["HTS", "Part"], ["8471.30.01.00", "LT-1"]]
ANSWERS = Answers(Told({}, None, 0, "2026HTSRev5", datetime(2026, 6, 1, tzinfo=UTC)))


def write(file: ClosedFile, out: Path) -> bool:
    """Put one and the same error into every row of the file."""
    sheets = read_sheets(file.sheets, Wish(None, {}, ["CHECK"]))
    for sheet in sheets:
        sheet.rows.questions = [Failure("NOT_FOUND", "no such line")] * len(sheet.rows.questions)
    return file.write(Job(sheets, ANSWERS, lambda decisions: [], {}), out)


def rows_of(file: ClosedFile) -> list[list[CellValue]]:
    return [list(row) for row in file.sheets[0].top().rows]


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
        assert rows_of(file) == [["HTS"], ["8471.30.01.00"], [], [Uncomputed.FORMULA]]


def test_used_columns_include_tables_and_merged_ranges(make_workbook: MakeWorkbook) -> None:
    path = make_workbook(ROWS)
    workbook = load_workbook(path)
    workbook.worksheets[0].merge_cells("D4:F4")
    workbook.save(path)
    with ClosedFile(path) as file:
        list(file.sheets[0].read([1]))
        assert file.sheets[0].last_used_column() == 6


def test_formulas_are_computed_anew_when_excel_opens_the_file(make_workbook: MakeWorkbook) -> None:
    path = make_workbook([*ROWS, [None, "=A2"]])
    with ClosedFile(path) as file:
        assert write(file, path)
    workbook = load_workbook(path)
    assert workbook.calculation.fullCalcOnLoad
    assert workbook.worksheets[0]["B3"].value == "=A2"


def test_what_depends_on_results_forgets_its_own(make_workbook: MakeWorkbook) -> None:
    """And what depends on other cells keeps it, for who can't compute."""
    formulas = ["=A2", "=C2&C2", "=D2"]
    path = make_workbook(
        [["HTS", "a", "Tariffline: Check", "b", "c"], ["8471", *formulas[:1], "x", *formulas[1:]]]
    )
    with ClosedFile(with_stored_results(path, "8471", "xx", "xx")) as file:
        assert write(file, path)
    with ClosedFile(path) as file:
        row = rows_of(file)[1]
    assert row[1] == "8471"
    assert row[2] == "NOT_FOUND: no such line"
    assert row[3:5] == [Uncomputed.FORMULA] * 2


def test_keeps_the_rights_of_the_file(make_workbook: MakeWorkbook) -> None:
    path = make_workbook(ROWS)
    path.chmod(0o640)
    with ClosedFile(path) as file:
        write(file, path)
    assert path.stat().st_mode & 0o777 == 0o640


def fail_to_write(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    def write(writing: Writing, file: BinaryIO) -> None:
        file.write(b"half a workbook")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Writing, "write", write)


def fail_to_replace(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    def replace(draft: Path, target: Path) -> Path:
        raise PermissionError(13, "The file is used by another process")

    monkeypatch.setattr(Path, "replace", replace)


def cancel(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    def write(writing: Writing, file: BinaryIO) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Writing, "write", write)


def write_something_else(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    whole = Writing.write

    def spoil(writing: Writing, file: BinaryIO) -> None:
        whole(writing, file)
        file.seek(60)
        file.write(bytes(8))

    monkeypatch.setattr(Writing, "write", spoil)


def open_in_excel(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    path.with_name(f"~${path.name}").write_bytes(b"")


def change_meanwhile(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    os.utime(path, ns=(0, 0))


@pytest.mark.parametrize(
    ("trouble", "error", "message"),
    [
        (fail_to_write, WorkbookError, "cannot be written .No space left on device"),
        (fail_to_replace, WorkbookError, "cannot be written; close it in Excel"),
        (cancel, KeyboardInterrupt, None),
        (write_something_else, WorkbookError, "did not read back as it should"),
        (open_in_excel, WorkbookError, "is open in Excel; close it"),
        (change_meanwhile, WorkbookError, "was changed by another program meanwhile"),
    ],
)
def test_trouble_leaves_the_file_byte_for_byte(
    make_workbook: MakeWorkbook,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Callable[[pytest.MonkeyPatch, Path], None],
    error: type[BaseException],
    message: str | None,
) -> None:
    path = make_workbook(ROWS)
    before = path.read_bytes()
    with ClosedFile(path) as file:
        trouble(monkeypatch, path)
        with pytest.raises(error, match=message):
            write(file, path)
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
        write(file, tmp_path / out)
    assert not (tmp_path / out).exists()


def test_refuses_a_damaged_workbook(make_workbook: MakeWorkbook) -> None:
    path = make_workbook(ROWS)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    with (
        ClosedFile(path) as file,
        pytest.raises(WorkbookError, match=r"is damaged .*let it repair the file"),
    ):
        file.sheets[0].top()


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
            list(file.sheets[0].read([1]))


def test_a_file_that_may_not_be_read_names_the_remedy(
    make_workbook: MakeWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "The file is used by another process")

    path = make_workbook(ROWS)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(WorkbookError, match="cannot be read; close it in Excel"):
        ClosedFile(path)


def test_rows_out_of_order_are_refused(make_workbook: MakeWorkbook) -> None:
    path = make_workbook([*ROWS, ["8471.41.01.50", "LT-2"]])
    parts = parts_of(path)
    xml = parts["xl/worksheets/sheet1.xml"]
    rows = re.findall(rb"<row .*?</row>", xml, re.DOTALL)
    swapped = xml.replace(rows[2], b"<!>").replace(rows[1], rows[2]).replace(b"<!>", rows[1])
    write_parts(path, {**parts, "xl/worksheets/sheet1.xml": swapped})
    with (
        ClosedFile(path) as file,
        pytest.raises(WorkbookError, match="are not in order"),
    ):
        list(file.sheets[0].read([1]))
