"""What a workbook asks: its sheets with their headings, their results and their questions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import NamedTuple, Protocol

from tariffline_office.workbook.answers import Sheet
from tariffline_office.workbook.columns import USUAL, Result, missing, named, results_under
from tariffline_office.workbook.headings import ROLES, SYNONYMS, headings_seen, role_of
from tariffline_office.workbook.lists import Asked, Listed, RowOf, find_lists
from tariffline_office.workbook.placing import Places, Placing, area_of, last_row_of, shown_of
from tariffline_office.workbook.questions import Batch, QuestionRows, Raw, read_questions
from tariffline_office.workbook.sheet import (
    LAST_ROW,
    Area,
    CellValue,
    SheetView,
    Table,
    WorkbookError,
    column_letter,
)

COLUMNS = "columns"  # what the mapping remembers beside the roles


class Readable(Protocol):
    """A sheet of a closed file, or of the workbook that is open."""

    name: str

    @property
    def day_zero(self) -> datetime:
        """The day from which its workbook counts dates that are plain numbers."""

    def top(self) -> SheetView:
        """Its first rows."""

    def tables(self) -> Sequence[Table]:
        """Its tables."""

    def read(self, columns: Sequence[int], results: Sequence[int] = (), /) -> Iterator[Batch]:
        """The cells of all its rows in `columns`, and of `results` if it has them at hand."""

    def value_of(self, raw: Raw) -> CellValue:
        """What a cell that was read shows."""

    def row(self, number: int) -> Sequence[CellValue]:
        """What the cells of one row show."""

    def last_filled_column(self, after: int) -> int:
        """The last column that holds anything, or `after`; known once the rows are read."""

    def is_free(self, area: Area) -> bool:
        """Whether nothing stands in some cells; known once the rows are read."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which sheets, which columns are asked (see `Asked`), which results are wanted.

    `said`: what of the mapping was said just now, and is not remembered only.
    """

    sheet: str | None
    mapping: Mapping[str, str]
    results: Sequence[str]
    said: Collection[str] = ()


def read_sheets(readable: Sequence[Readable], wish: Wish) -> list[Sheet]:
    """The lists that have a column of HTS numbers. Raises WorkbookError if there is none."""
    chosen = [sheet for sheet in readable if wish.sheet in (None, sheet.name)]
    if not chosen:
        names = ", ".join(f"“{sheet.name}”" for sheet in readable)
        raise WorkbookError(f"there is no sheet “{wish.sheet}”; the workbook has {names}")
    key = _key(wish)
    views = [sheet.top() for sheet in chosen]
    found: list[Sheet] = []
    names_found: set[str] = set()
    for sheet, view in zip(chosen, views, strict=True):
        asked = _asked(view, wish, key, alone=len(chosen) == 1)
        tables = sheet.tables()
        row_of = partial(_row_of, sheet, view)
        lists = find_lists(view, tables, row_of, asked)
        names_found.update(each.name for each in lists)
        if lists:
            found += _read(sheet, _Found(lists, tables, row_of), wish)
    if not found:
        raise WorkbookError(_no_column(views, key))
    _check_lists(wish, names_found)
    return found


def _row_of(sheet: Readable, view: SheetView, row: int) -> Sequence[CellValue]:
    return view.rows[row - 1] if row <= len(view.rows) else sheet.row(row)


def _check_lists(wish: Wish, names: Collection[str]) -> None:
    """Raise WorkbookError where a list is named that is not there; one may have gone since."""
    known = {name.casefold() for name in names}
    for role in wish.said:
        of_list = role.rpartition(".")[0]
        if of_list and of_list.casefold() not in known:
            raise WorkbookError(
                f"there is no list “{of_list}” for --map {role}; those that were found: "
                f"{', '.join(sorted(names))}"
            )


def _key(wish: Wish) -> str:
    """What a row must have to ask: an HTS number, unless functions are wanted that need none."""
    needed = [result.required for result in named(wish.results)]
    if not needed or any("hts" in required for required in needed):
        return "hts"
    return next((required[0] for required in needed if required), "hts")


def _asked(view: SheetView, wish: Wish, key: str, *, alone: bool) -> Asked:
    """Headings are looked for only where a function asks: “number” may stand for anything."""
    shown = (known for row in view.rows for known, _ in results_under(row))
    asked = {p for result in [*named(wish.results), *shown] for p in result.parameters}
    asked |= SYNONYMS.keys() | set(map(role_of, wish.mapping))
    roles = {role: names for role, names in ROLES.items() if role in asked}
    return Asked(wish.mapping, roles, key, alone)


class _Found(NamedTuple):
    """What was found on a sheet; `row_of` reads a row of it."""

    lists: Sequence[Listed]
    tables: Sequence[Table]
    row_of: RowOf


def _read(readable: Readable, found: _Found, wish: Wish) -> list[Sheet]:
    """The lists of a sheet in their order, read, and with places for their results."""
    lists = found.lists
    headings = {each.name: found.row_of(each.layout.heading_row) for each in lists}
    shown = {each.name: shown_of(readable.name, each, headings[each.name], lists) for each in lists}
    wanted = {each.name: _wanted(shown[each.name], wish) for each in lists}
    rows = {
        each.name: _questions(
            readable, each, headings[each.name], shown[each.name], wanted[each.name]
        )
        for each in lists
    }
    widest = max(column for row in headings.values() for column in _filled(row))
    last = readable.last_filled_column(widest)
    placing = Placing(readable.name, lists, last, readable.is_free)
    placed = placing.place_all(shown, wanted)
    others = [*(table.area for table in found.tables), *(each.area for each in lists)]
    others += [area_of(each, placed[each.name].places) for each in lists]
    return [
        Sheet(
            readable.name,
            each.layout,
            rows[each.name],
            placed[each.name].places,
            placed[each.name].new,
            each.table.name if each.table and placed[each.name].grows else None,
            last_row_of(each, placed[each.name], others),
            each.name if len(lists) > 1 else "",
        )
        for each in lists
    ]


def _filled(row: Sequence[CellValue]) -> Iterator[int]:
    return (column for column, value in enumerate(row, 1) if value not in (None, ""))


def _wanted(shown: Places, wish: Wish) -> list[Result]:
    """A list that was refreshed before keeps the results that it has."""
    was_refreshed = any(not result.function for result, _ in shown)
    return named(wish.results or (() if was_refreshed else USUAL))


def _questions(
    readable: Readable,
    listed: Listed,
    headings: Sequence[CellValue],
    shown: Places,
    wanted: Sequence[Result],
) -> QuestionRows:
    layout, table = listed.layout, listed.table
    heading = headings[layout.columns[layout.key] - 1]
    results = [*(result for result, _ in shown), *wanted]
    # With new columns all rows are written, so nobody asks what they show.
    looked_at = [] if missing(shown, wanted) else [column for _, column in shown]
    asked = {layout.key}.union(*(result.parameters for result in results))
    columns = sorted(((c, role) for role, c in layout.columns.items() if role in asked))
    for (one, role), (other, another) in pairwise(columns):
        if one == other:
            raise WorkbookError(
                f"sheet “{readable.name}”: column {column_letter(one)} can't be both {role} and "
                f"{another}; name another with --map"
            )
    rows = read_questions(
        readable.name,
        [(role, column) for column, role in columns],
        readable.read([column for column, _ in columns], looked_at),
        readable.value_of,
        layout.heading_row + 1,
        min(layout.last_row, table.last_row) if table else layout.last_row,
        layout.key,
        heading,
        readable.day_zero,
    )
    if not table and layout.last_row < LAST_ROW:  # down to what stands below it
        rows.end_with_questions()
    return rows


def _no_column(views: Sequence[SheetView], key: str) -> str:
    seen = "; ".join(
        f"“{view.name}” has {', '.join(headings_seen(view)) or 'none'}" for view in views
    )
    what = "HTS numbers" if key == "hts" else f"“{key}”"
    more = " --map country=C --map date=D" if key == "hts" else ""
    return (
        f"no column of {what} was found. Headings: {seen}. Name the column by its letter, its "
        f"heading or the name of its range: --map {key}=B{more}"
    )
