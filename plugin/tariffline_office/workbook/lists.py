"""Which lists stand on a sheet: tables, blocks under headings of their own, a named range.

Where it is one list, all of the sheet is read for it. Of several, each is looked for in a frame of
its own, where all else is blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tariffline_office.workbook.blocks import Block, blocks_of, is_number
from tariffline_office.workbook.headings import (
    Layout,
    Roles,
    find_layout,
    headings_wanted,
    is_letter,
    normalised,
    role_of,
    rows_searched,
)
from tariffline_office.workbook.sheet import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    CellValue,
    SheetView,
    Table,
    WorkbookError,
    column_number,
)

RowOf = Callable[[int], Sequence[CellValue]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: what it is called, where its headings and columns are, and its table if it is one.

    `area` has its headings and all rows that may be its own. `fitting`: the columns by role that
    were named for all lists and are among its own.
    """

    name: str
    layout: Layout
    area: Area
    table: Table | None = None
    fitting: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What makes a list: a column of the `key`; `mapping` and `roles` as `find_layout` has them.

    In `mapping` a role may be named for one list only: `Parts.hts`. `alone`: no other sheet is
    looked at.
    """

    mapping: Mapping[str, str]
    roles: Roles
    key: str
    alone: bool

    def mapping_of(self, name: str) -> Mapping[str, str]:
        """What is named for one list only, by role."""
        return {
            role_of(role): column
            for role, column in self.mapping.items()
            if role.rpartition(".")[0].casefold() == name.casefold()
        }

    @property
    def for_all(self) -> Mapping[str, str]:
        return self.mapping_of("")


def find_lists(
    view: SheetView, tables: Sequence[Table], row_of: RowOf, asked: Asked
) -> list[Listed]:
    """The lists of a sheet in the order of their places; none if no column holds the key.

    `row_of` reads rows below the view. Raises WorkbookError if a choice is not clear.
    """
    view = _with_ranges(view, row_of, asked)
    found = _several(view, tables, row_of, asked)
    if len(found) > 1 or (found and _is_alone(found[0], view, tables, row_of, asked)):
        return found
    name = found[0].name if found else _numbered(1)
    mapping = {**asked.for_all, **asked.mapping_of(name)}
    layout = find_layout(view, mapping, alone=asked.alone, roles=asked.roles, key=asked.key)
    if layout is None:
        return []
    column = layout.columns[asked.key]
    table = next((t for t in tables if _is_headed(t, layout.heading_row, column)), None)
    area = table.area if table else Area(layout.heading_row, column, LAST_ROW, column)
    return [_ended(Listed(table.name if table else name, layout, area, table), tables, [], view)]


def _is_alone(
    listed: Listed, view: SheetView, tables: Sequence[Table], row_of: RowOf, asked: Asked
) -> bool:
    """Whether the rest of the sheet has nothing to say about its only list."""
    row = listed.layout.heading_row
    keys = _key_headings(asked, tables)
    rivals = [
        column
        for column, value in enumerate(row_of(row), 1)
        if normalised(value) in keys and not listed.area.holds(row, column)
    ]
    is_chosen = asked.key in asked.mapping_of(listed.name)
    return is_chosen or bool(rivals) or row > len(view.rows)


def _several(view: SheetView, tables: Sequence[Table], row_of: RowOf, asked: Asked) -> list[Listed]:
    if is_letter(view, asked.for_all.get(asked.key)):
        return []  # it names a column of the whole sheet
    in_tables = [
        listed
        for table in tables
        if table.has_headings and (listed := _in_table(view, table, row_of, asked))
    ]
    rest = _without(view, [listed.area for listed in in_tables])
    blocks = blocks_of(rest, _key_headings(asked, tables))
    found = [*in_tables, *_in_blocks(rest, blocks, asked)]
    found += _in_range(_without(rest, [listed.area for listed in found]), asked)
    if len(found) > 1:
        found = [_ended(listed, tables, found, view) for listed in found]
        _check_mapped(view, found, asked)
    return sorted(found, key=lambda listed: listed.area)


def _in_table(view: SheetView, table: Table, row_of: RowOf, asked: Asked) -> Listed | None:
    row = table.area.first_row
    frame = replace(_only(_reaching(view, row, row_of), table.area), heading_row=row)
    found = _list_in(frame, table.name, table.area, asked)
    return replace(found, table=table) if found else None


def _in_blocks(rest: SheetView, blocks: Sequence[Block], asked: Asked) -> list[Listed]:
    found = []
    for number, block in enumerate(blocks, 1):
        frame = replace(_only(rest, block.frame), heading_row=block.area.first_row)
        listed = _list_in(frame, _numbered(number), block.frame, asked)
        if listed:
            found.append(replace(listed, area=block.area))
    return found


def _in_range(rest: SheetView, asked: Asked) -> list[Listed]:
    """What a named range holds, outside of all other lists."""
    names = headings_wanted(asked.key, asked.roles, asked.for_all)
    by_name = {normalised(name): (name, area) for name, area in rest.ranges.items()}
    name, area = next((by_name[n] for n in names if n in by_name), ("", None))
    if area is None:
        return []
    frame = Area(max(area.first_row - 1, 1), 1, area.last_row, LAST_COLUMN)
    listed = _list_in(_only(rest, frame), name, frame, asked)
    if listed is None:
        return []
    return [replace(listed, area=area._replace(first_row=listed.layout.heading_row))]


def _list_in(frame: SheetView, name: str, area: Area, asked: Asked) -> Listed | None:
    """The list that stands in a frame; what is named for all lists holds where it fits."""
    own = asked.mapping_of(name)
    for_all = asked.for_all
    fitting = {role: column for role, column in for_all.items() if _fits(frame, column, area)}
    mapping = {**fitting, **own}
    if asked.key in for_all and asked.key not in mapping:
        return None
    layout = find_layout(frame, mapping, alone=True, roles=asked.roles, key=asked.key)
    return Listed(name, layout, area, fitting=fitting) if layout else None


def _fits(frame: SheetView, column: str, area: Area) -> bool:
    if is_letter(frame, column):
        return area.first_column <= column_number(column) <= area.last_column
    texts = [v for row in rows_searched(frame) for v in frame.rows[row - 1]]
    return normalised(column) in {*map(normalised, texts), *map(normalised, frame.ranges)}


def _key_headings(asked: Asked, tables: Sequence[Table]) -> set[str]:
    """The headings of the key: the usual ones, those of `--map`, those for numbered lists."""
    names = set(headings_wanted(asked.key, asked.roles, asked.for_all))
    of_tables = {table.name.casefold() for table in tables}
    for role, column in asked.mapping.items():
        of_list = role.rpartition(".")[0].casefold()
        if role_of(role) == asked.key and of_list and of_list not in of_tables:
            names.add(normalised(column))
    return names


def _ended(
    listed: Listed, tables: Sequence[Table], others: Sequence[Listed], view: SheetView
) -> Listed:
    """The list with its end: where another list, or a table, begins below its key."""
    if listed.table:
        return listed
    row, column = listed.area.first_row, listed.layout.columns[listed.layout.key]
    headed = [table.area for table in tables if table.has_headings]
    areas = [*headed, *(other.area for other in others)]
    below = [
        area.first_row - 1
        for area in areas
        if area.first_row > row and area.first_column <= column <= area.last_column
    ]
    last = min([*below, listed.area.last_row])
    asked_to = min(last, listed.layout.last_row)
    # What stands between the last number and the next headings is the title of those.
    while below and row < asked_to <= len(view.rows):
        if is_number(view.value(asked_to, column)):
            break
        asked_to -= 1
    return replace(
        listed,
        area=listed.area._replace(last_row=last),
        layout=replace(listed.layout, last_row=asked_to),
    )


def _is_headed(table: Table, row: int, column: int) -> bool:
    return table.area.holds(row, column) and table.area.first_row == row


def _check_mapped(view: SheetView, found: Sequence[Listed], asked: Asked) -> None:
    for role, column in asked.for_all.items():
        if not any(role in listed.fitting for listed in found):
            names = ", ".join(f"“{listed.name}”" for listed in found)
            raise WorkbookError(
                f"sheet “{view.name}”: none of its lists ({names}) has a heading “{column}” for "
                f"--map {role}"
            )


def _numbered(number: int) -> str:
    return f"list {number}"


def _with_ranges(view: SheetView, row_of: RowOf, asked: Asked) -> SheetView:
    """The view down to the headings of a named range that holds the key."""
    names = headings_wanted(asked.key, asked.roles, asked.for_all)
    for name, area in view.ranges.items():
        if normalised(name) in names:
            for row in (max(area.first_row - 1, 1), area.first_row):
                view = _reaching(view, row, row_of)
    return view


def _reaching(view: SheetView, row: int, row_of: RowOf) -> SheetView:
    """The view with a row below it; what lies between stays unseen."""
    unseen = row - len(view.rows) - 1
    if unseen < 0:
        return view
    return replace(view, rows=[*view.rows, *[()] * unseen, row_of(row)])


def _only(view: SheetView, area: Area) -> SheetView:
    """The view with all blank that stands outside of an area."""
    return _masked(view, lambda row, column: area.holds(row, column), [area])


def _without(view: SheetView, areas: Sequence[Area]) -> SheetView:
    """The view with some areas blank."""
    if not areas:
        return view
    masked = _masked(view, lambda r, c: not any(each.holds(r, c) for each in areas), ())
    ranges = {
        name: area
        for name, area in view.ranges.items()
        if not any(area.meets(each) for each in areas)
    }
    return replace(masked, ranges=ranges)


def _masked(
    view: SheetView, is_seen: Callable[[int, int], bool], ranges_in: Iterable[Area]
) -> SheetView:
    rows = [
        [value if is_seen(row, column) else None for column, value in enumerate(cells, 1)]
        for row, cells in enumerate(view.rows, 1)
    ]
    ranges = {
        name: area
        for name, area in view.ranges.items()
        if any(area.meets(each) for each in ranges_in)
    }
    return replace(view, rows=rows, ranges=ranges)
