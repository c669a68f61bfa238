"""Where the results of the lists of a sheet stand, and where new ones find their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tariffline_office.workbook.columns import Result, missing, placed, results_under
from tariffline_office.workbook.lists import Listed
from tariffline_office.workbook.sheet import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    CellValue,
    WorkbookError,
)

Places = Sequence[tuple[Result, int]]


class Placed(NamedTuple):
    """All results of a list, the last `new` of them new; `grows`: those are part of its table."""

    places: Places
    new: int
    grows: bool


def shown_of(
    sheet: str, listed: Listed, headings: Sequence[CellValue], lists: Sequence[Listed]
) -> list[tuple[Result, int]]:
    """The results that a list shows already; `headings` are all that stand in its row.

    A heading belongs to the list that it names, else to the one it stands in, else to the one on
    its left. Raises WorkbookError for one that names a list that is not there.
    """
    row = [each for each in lists if each.area.first_row == listed.area.first_row]
    names = {each.name.casefold() for each in row}
    shown = []
    for known, column in results_under(headings):
        if known.list_name and known.list_name.casefold() not in names:
            raise WorkbookError(
                f"sheet “{sheet}”: the heading “{known.heading}” names a list that is not there; "
                f"rename it (the row has {', '.join(each.name for each in row)}) or delete its "
                "column"
            )
        if _owner(known, column, row) is listed:
            shown.append((known, column))
    return shown


def _owner(known: Result, column: int, row: Sequence[Listed]) -> Listed:
    if known.list_name:
        return next(e for e in row if e.name.casefold() == known.list_name.casefold())
    holding = [e for e in row if e.area.first_column <= column <= e.area.last_column]
    left = [e for e in row if e.area.first_column <= column]
    return (holding or left[-1:] or row)[0]


@dataclass
class Placing:
    """Gives each list of a sheet a place for its new results, beside what is used up to `last`.

    `is_free` tells whether nothing stands in some cells.
    """

    sheet: str
    lists: Sequence[Listed]
    last: int
    is_free: Callable[[Area], bool]
    _claimed: list[Area] = field(default_factory=list)

    def place_all(
        self, shown: Mapping[str, Places], wanted: Mapping[str, Sequence[Result]]
    ) -> dict[str, Placed]:
        """The results of every list, by its name; `shown` are those that it has already."""
        for each in self.lists:
            if shown[each.name]:  # what stands below them stays free
                self._claimed.append(area_of(each, shown[each.name]))
        new = {each.name: missing(shown[each.name], wanted[each.name]) for each in self.lists}
        growing = {each.name for each in self.lists if self._grows(each, len(new[each.name]))}
        # Tables first: what stands beside its list can stand anywhere.
        in_order = sorted(self.lists, key=lambda each: each.name not in growing)
        return {
            each.name: self._place(
                each, shown[each.name], new[each.name], grows=each.name in growing
            )
            for each in in_order
        }

    def _grows(self, listed: Listed, count: int) -> bool:
        """Whether a table may have so many columns more, because nothing stands to its right."""
        if listed.table is None or not listed.table.can_grow or not count:
            return False
        first_row, _, last_row, last = listed.table.area
        if last + count > LAST_COLUMN:
            return False
        # One column more, so that nothing stands close to it.
        wider = Area(first_row, last + 1, last_row, min(last + count + 1, LAST_COLUMN))
        if any(map(wider.meets, self._claimed)):
            return False
        return self.last == last or self.is_free(wider)

    def _place(
        self, listed: Listed, shown: Places, new: Sequence[Result], *, grows: bool
    ) -> Placed:
        if listed.table and grows:
            first_free = listed.table.area.last_column + 1
        else:
            rows = listed.area._replace(first_column=1, last_column=LAST_COLUMN)
            near = (area.last_column for area in self._claimed if area.meets(rows))
            first_free = max([self.last, *near]) + 1
            if self._shares_headings(listed):
                new = [result.of_list(listed.name) for result in new]
        places = placed(shown, new, first_free)
        if new and places[-1][1] > LAST_COLUMN:
            raise WorkbookError(
                f"sheet “{self.sheet}” has no {len(new)} free columns to the right; "
                "delete what stands in the last columns"
            )
        if new:
            self._claimed.append(area_of(listed, places[-len(new) :]))
        return Placed(places, len(new), grows)

    def _shares_headings(self, listed: Listed) -> bool:
        return [each.area.first_row for each in self.lists].count(listed.area.first_row) > 1


def area_of(listed: Listed, places: Places) -> Area:
    """Where the results of a list stand."""
    columns = [column for _, column in places]
    return Area(listed.area.first_row, min(columns), listed.area.last_row, max(columns))


def last_row_of(listed: Listed, placed: Placed, others: Iterable[Area]) -> int:
    """The last row in which results of a list may stand; `others` are what else is on the sheet."""
    columns = {column for _, column in placed.places}
    table = listed.table
    if table:
        more = placed.new if placed.grows else 0
        if columns <= {*range(table.area.first_column, table.area.last_column + more + 1)}:
            return table.last_row
    columns.add(listed.layout.columns[listed.layout.key])
    below = (
        area.first_row - 1
        for area in others
        if area.first_row > listed.area.first_row
        and any(area.first_column <= column <= area.last_column for column in columns)
    )
    return min(below, default=LAST_ROW)
