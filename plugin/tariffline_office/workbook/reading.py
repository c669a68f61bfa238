"""What a workbook asks: its sheets with their headings, their results and their questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from tariffline_office.workbook.answers import Sheet
from tariffline_office.workbook.columns import EDITION, USUAL, Result, named, placed
from tariffline_office.workbook.headings import (
    ROLES,
    SYNONYMS,
    Layout,
    find_layout,
    headings_seen,
)
from tariffline_office.workbook.questions import Batch, QuestionRows, Raw, read_questions
from tariffline_office.workbook.sheet import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    CellValue,
    SheetView,
    WorkbookError,
    column_letter,
)

COLUMNS = "columns"  # what the mapping remembers beside the roles


@dataclass(frozen=True, slots=True)
class Table:
    """A table as Excel has it: `area` with its headings, `last_row` without its totals.

    `can_grow`: whether columns may be added to it.
    """

    name: str
    area: Area
    last_row: int
    can_grow: bool


class Readable(Protocol):
    """A sheet of a closed file, or of the workbook that is open."""

    name: str

    def top(self) -> SheetView:
        """Its first rows."""

    def tables(self) -> Sequence[Table]:
        """Its tables."""

    def read(self, columns: Sequence[int], results: Sequence[int] = (), /) -> Iterator[Batch]:
        """The cells of all its rows in `columns`, and of `results` if it has them at hand."""

    def value_of(self, raw: Raw) -> CellValue:
        """What a cell that was read shows."""

    def last_used_column(self) -> int:
        """The last column that holds anything; known once the rows are read."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which sheets, which columns are asked (see `find_layout`), which results are wanted."""

    sheet: str | None
    mapping: Mapping[str, str]
    results: Sequence[str]


def read_sheets(readable: Sequence[Readable], wish: Wish) -> list[Sheet]:
    """The sheets that have a column of HTS numbers. Raises WorkbookError if none has."""
    chosen = [sheet for sheet in readable if wish.sheet in (None, sheet.name)]
    if not chosen:
        names = ", ".join(f"“{sheet.name}”" for sheet in readable)
        raise WorkbookError(f"there is no sheet “{wish.sheet}”; the workbook has {names}")
    views = [sheet.top() for sheet in chosen]
    key = _key(wish)
    found = [
        _read(sheet, view, layout, wish)
        for sheet, view in zip(chosen, views, strict=True)
        if (layout := _layout(view, wish, key, alone=len(chosen) == 1))
    ]
    if not found:
        raise WorkbookError(_no_column(views, key))
    return found


def _key(wish: Wish) -> str:
    """What a row must have to ask: an HTS number, unless functions are wanted that need none."""
    needed = [result.required for result in named(wish.results)]
    if not needed or any("hts" in required for required in needed):
        return "hts"
    return next((required[0] for required in needed if required), "hts")


def _layout(view: SheetView, wish: Wish, key: str, *, alone: bool) -> Layout | None:
    """Headings are looked for only where a function asks: “number” may stand for anything."""
    shown = (known for row in view.rows for known, _ in placed(row, [], 0)[0])
    asked = {p for result in [*named(wish.results), *shown] for p in result.parameters}
    asked |= SYNONYMS.keys() | wish.mapping.keys()
    roles = {role: names for role, names in ROLES.items() if role in asked}
    return find_layout(view, wish.mapping, alone=alone, roles=roles, key=key)


def _read(readable: Readable, view: SheetView, layout: Layout, wish: Wish) -> Sheet:
    headings = view.rows[layout.heading_row - 1]
    known, _ = placed(headings, [], 0)
    # A sheet that was refreshed before keeps the results that it has.
    was_refreshed = EDITION.heading in headings
    shown = [column for _, column in known] if was_refreshed else []
    wanted = named(wish.results or (() if was_refreshed else USUAL))
    results = [*(result for result, _ in known), *wanted]
    table = _table(readable.tables(), layout)
    rows = _questions(
        readable,
        layout,
        results,
        shown,
        min(layout.last_row, table.last_row if table else LAST_ROW),
    )
    last = readable.last_used_column()
    places, new = placed(headings, wanted, last + 1)
    if new and places[-1][1] > LAST_COLUMN:
        raise WorkbookError(
            f"sheet “{view.name}” has no {new} free columns to the right; "
            "delete what stands in the last columns"
        )
    grows = table is not None and new and table.can_grow and table.area.last_column == last
    return Sheet(view.name, layout, rows, places, new, table.name if table and grows else None)


def _questions(
    readable: Readable,
    layout: Layout,
    results: Sequence[Result],
    shown: Sequence[int],
    last_row: int,
) -> QuestionRows:
    asked = {layout.key}.union(*(result.parameters for result in results))
    columns = sorted(((c, role) for role, c in layout.columns.items() if role in asked))
    for (one, role), (other, another) in pairwise(columns):
        if one == other:
            raise WorkbookError(
                f"sheet “{readable.name}”: column {column_letter(one)} can't be both {role} and "
                f"{another}; name another with --map"
            )
    return read_questions(
        readable.name,
        [(role, column) for column, role in columns],
        readable.read([column for column, _ in columns], shown),
        readable.value_of,
        layout.heading_row + 1,
        last_row,
        layout.key,
    )


def _table(tables: Sequence[Table], layout: Layout) -> Table | None:
    """The table whose headings were found."""
    place = layout.heading_row, layout.columns[layout.key]
    for table in tables:
        if table.area.holds(*place) and table.area.first_row == layout.heading_row:
            return table
    return None


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
