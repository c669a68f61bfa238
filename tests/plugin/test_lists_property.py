"""Lists anywhere on a sheet: all are found, and none of the user's cells is another one."""

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table
from tests.fakes.packages import parts_of, told_nothing
from tests.plugin.open_books import only_sheet

from tariffline_office.client import Failure
from tariffline_office.workbook import members
from tariffline_office.workbook.answers import Decisions
from tariffline_office.workbook.closed_file import ClosedFile
from tariffline_office.workbook.patch import Patch
from tariffline_office.workbook.reading import Wish, read_sheets
from tariffline_office.workbook.writing import Job

Lists = list[tuple[int, int, int, bool]]


@st.composite
def lists(draw: st.DrawFn) -> Lists:
    """Top, left, rows and whether it is a table, of lists three columns wide that do not touch."""
    found: Lists = []
    for top in draw(st.lists(st.sampled_from([1, 8, 15, 45]), min_size=1, unique=True)):
        for left in draw(st.lists(st.sampled_from([1, 5, 13]), min_size=1, unique=True)):
            is_table = top > 40 or draw(st.booleans())
            found.append((top, left, draw(st.integers(1, 4)), is_table))
    return found


def numbers(placed: Lists) -> list[str]:
    """The HTS numbers of all lists."""
    return [
        f"{number}{row:02}"
        for number, (top, _, rows, _) in enumerate(placed)
        for row in range(top + 1, top + rows + 1)
    ]


def made(path: Path, placed: Lists) -> None:
    book = Workbook()
    sheet = only_sheet(book)
    for number, (top, left, rows, is_table) in enumerate(placed):
        for column, heading in enumerate(["Part", "HTS", "Origin"], left):
            sheet.cell(top, column, heading)
            for row in range(top + 1, top + rows + 1):
                sheet.cell(row, column, f"{number}{row:02}")
        if is_table:
            ref = f"{get_column_letter(left)}{top}:{get_column_letter(left + 2)}{top + rows}"
            sheet.add_table(Table(displayName=f"Table{number}", ref=ref))
    book.save(path)


def cells(path: Path) -> dict[str, object]:
    sheet = only_sheet(load_workbook(path))
    return {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.value is not None}


def refreshed(path: Path, out: Path | None = None, moved: Collection[str] = ()) -> bool:
    """Say of every row its own HTS number, as an error; of some that they moved."""
    with ClosedFile(path) as file:
        found = read_sheets(
            [s for s in file.sheets if s.name == "Sheet"], Wish(None, {}, ["CHECK"])
        )
        for sheet in found:
            sheet.rows.questions = [
                Failure("MOVED" if each.hts in moved else "NOT_FOUND", str(each.hts))
                for each in sheet.rows.questions
                if not isinstance(each, Failure)
            ]
        return file.write(Job(found, told_nothing(), lambda decisions: [], {}), out or path)


@settings(deadline=None, max_examples=80)
@given(lists())
@example([(8, 5, 1, False), (1, 1, 1, True), (1, 13, 1, True), (1, 5, 1, False)])
def test_every_list_is_refreshed_and_nothing_else(placed: Lists) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "parts.xlsx"
        made(path, placed)
        before = cells(path)
        assert refreshed(path)
        after = cells(path)
        assert {place: after[place] for place in before} == before
        ours = [str(value) for place, value in after.items() if place not in before]
        said = sorted(text.removeprefix("NOT_FOUND: ") for text in ours if "NOT_FOUND" in text)
        assert said == sorted(numbers(placed))
        assert sum(text.startswith("Tariffline: ") for text in ours) == 2 * len(placed)
        assert not refreshed(path)
        assert cells(path) == after


@st.composite
def moves(draw: st.DrawFn) -> tuple[Lists, list[str]]:
    """Lists, and those of their HTS numbers that are answered otherwise the second time."""
    placed = draw(lists())
    return placed, draw(st.lists(st.sampled_from(numbers(placed)), unique=True))


@settings(deadline=None, max_examples=80)
@given(moves())
@example(([(1, 1, 1, False), (8, 1, 2, False)], ["002", "110"]))
def test_a_second_refresh_of_several_lists_writes_the_same_however_it_finds_the_rows(
    case: tuple[Lists, list[str]],
) -> None:
    placed, moved = case
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        made_one, once, path, quick, slow = (Path(folder) / f"{n}.xlsx" for n in range(5))
        made(made_one, placed)
        patch.setattr(members, "PIECE_BYTES", 32)  # some hold no heading
        refreshed(made_one, once)
        patch.setattr(Patch, "_is_appending", lambda *_: False)
        refreshed(made_one, path)
        assert parts_of(once) == parts_of(path)
        before = cells(path)
        assert refreshed(path, quick, moved) == bool(moved)
        patch.setattr(Decisions, "rows_to_change", None)
        assert refreshed(path, slow, moved) == bool(moved)
        if not moved:
            assert not quick.exists()
            assert not slow.exists()
            return
        assert parts_of(quick) == parts_of(slow)
        told = [f"MOVED: {number}" for number in moved]
        other = {place for place, value in cells(quick).items() if value != before.get(place)}
        assert sorted(str(cells(quick)[place]) for place in other) == sorted(told)
