"""Finding the workbook in Excel, speaking to it, and writing a column in blocks."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.excel import FakeExcel, running
from tests.fakes.excel_cells import ComObject
from tests.fakes.service import FakeService

from tariffline_office.command import refresh
from tariffline_office.workbook import native
from tariffline_office.workbook.excel import Excel, open_book
from tariffline_office.workbook.open_column import blocks
from tariffline_office.workbook.sheet import WorkbookError

MakeWorkbook = Callable[[Sequence[Sequence[object]]], Path]
GOOD: list[list[object]] = [["HTS", "Part"], ["7307.91.5010", "FL-1"]]


def run(service: FakeService, *words: str) -> Result:
    return CliRunner().invoke(refresh, words, env={"TARIFFLINE_URL": service.url})


def found(name: str) -> str:
    return open_book(name, Excel(lambda step: None)).name


@pytest.fixture
def two_books(make_workbook: MakeWorkbook, tmp_path: Path) -> FakeExcel:
    excel = FakeExcel()
    parts = make_workbook(GOOD)
    other = tmp_path / "Other Parts.xlsx"
    other.write_bytes(parts.read_bytes())
    excel.open(parts)
    excel.open(other)
    return excel


@pytest.mark.parametrize(
    ("name", "book"),
    [
        ("", "Other Parts.xlsx"),
        ("parts.xlsx", "parts.xlsx"),
        ("PARTS.XLSX", "parts.xlsx"),
        (r"C:\\Customs\\other parts.xlsx", "Other Parts.xlsx"),
        ("/Users/me/parts.xlsx", "parts.xlsx"),
    ],
)
def test_finds_the_workbook(two_books: FakeExcel, name: str, book: str) -> None:
    with running(two_books):
        assert found(name) == book


def test_a_workbook_that_is_not_open_is_refused_with_those_that_are(two_books: FakeExcel) -> None:
    with running(two_books), pytest.raises(WorkbookError) as refusal:
        found("orders.xlsx")
    assert str(refusal.value) == (
        "“orders.xlsx” is not open in Excel; open are “Other Parts.xlsx”, “parts.xlsx”"
    )


def test_a_workbook_in_two_excels_is_refused(
    two_books: FakeExcel, make_workbook: MakeWorkbook
) -> None:
    another = FakeExcel()
    another.open(make_workbook(GOOD))
    with running(two_books, another), pytest.raises(WorkbookError, match="is open in 2 Excels"):
        found("parts.xlsx")


@pytest.mark.parametrize("apps", [[], [FakeExcel()]])
def test_excel_without_a_workbook_is_refused(apps: list[FakeExcel]) -> None:
    with running(*apps), pytest.raises(WorkbookError, match="Excel has no workbook open"):
        found("")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Excel may run")
def test_where_excel_does_not_run_it_is_said(service: FakeService) -> None:
    result = run(service, "--open")
    assert result.exit_code == 1
    assert "here, refresh the file: tariffline refresh FILE" in result.output


def test_only_the_open_source_part_of_xlwings_is_loaded() -> None:
    code = (
        "import sys; from tariffline_office.workbook.excel import open_source_xlwings as load; "
        "load(); print([m for m in sys.modules if m.startswith(('xlwings.pro', 'xlwings.server'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_plugin_starts_without_xlwings() -> None:
    code = "import sys, tariffline_office.command; print('xlwings' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_command_says_that_nothing_is_saved(service: FakeService, two_books: FakeExcel) -> None:
    with running(two_books):
        first = run(service, "--open", "parts.xlsx")
        again = run(service, "--open", "parts.xlsx")
        check = run(service, "--open", "--check")
    assert (first.exit_code, again.exit_code, check.exit_code) == (0, 0, 4)
    assert first.output.startswith("Written: parts.xlsx (Parts)\n")
    assert "The workbook is not saved. Excel's Undo can't take the refresh back" in first.output
    assert again.output.startswith("Unchanged: parts.xlsx (Parts)\n")
    assert "not saved" not in again.output
    assert check.output.startswith("Would change: Other Parts.xlsx (Parts)\n")


@pytest.mark.parametrize(
    "words", [[], ["parts.xlsx", "--open", "parts.xlsx"], ["--open", "x.xlsx", "--out", "y.xlsx"]]
)
def test_wrong_usage(service: FakeService, words: list[str]) -> None:
    assert run(service, *words).exit_code == 2


def get(value: object) -> Callable[[], object]:
    return lambda: ComObject(get=lambda: lambda: value)


def test_macos_is_asked_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "_ON_MAC", True)
    asked: Any = ComObject(api=lambda: ComObject(read_only=get(True), protect_contents=get(False)))
    assert native.is_read_only(asked) is True
    assert native.is_protected(asked) is False
    assert native.text_property(asked, "Tariffline columns") == ""
    native.set_text_property(asked, "Tariffline columns", "{}")  # sets nothing


rows_and_barriers = st.lists(st.integers(2, 200), min_size=1, unique=True).flatmap(
    lambda rows: st.tuples(
        st.just(sorted(rows)), st.sets(st.integers(2, 200).filter(lambda row: row not in rows))
    )
)


@given(rows_and_barriers, st.integers(1, 20))
def test_blocks_hold_all_rows_and_no_barrier(
    given_rows: tuple[list[int], set[int]], most: int
) -> None:
    rows, barriers = given_rows
    made = list(blocks(rows, barriers.__contains__, most))
    covered = [row for first, last in made for row in range(first, last + 1)]
    assert covered == sorted(set(covered))
    assert set(rows) <= set(covered)
    assert not barriers & set(covered)
    assert all(first in rows and last in rows for first, last in made)
    assert len(made) <= most + len(barriers)
