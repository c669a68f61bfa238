"""Which row holds the headings of a sheet, and which columns hold what is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tariffline_office.catalogue import FUNCTIONS
from tariffline_office.workbook.sheet import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    CellValue,
    SheetView,
    WorkbookError,
    column_letter,
    column_number,
)

ROWS_SEARCHED = 40

# The most telling heading first: it wins where a sheet has several of them.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "hts": (
        "hts number", "hts code", "hts no", "hts", "hts10", "hts 10", "htsus",
        "htsus number", "htsus code", "htsus no", "htsus subheading", "hts classification",
        "us hts", "us hts code", "us hts number", "tariff number", "tariff no", "tariff code",
        "customs tariff number", "tariff classification", "commodity code", "hs code",
        "hs number", "hs tariff code", "classification",
    ),
    "country": (
        "country of origin", "coo", "origin", "origin country", "country origin", "ctry of origin",
        "country of manufacture", "country code", "co", "ctry", "country", "made in",
    ),
    "date": (
        "entry date", "date of entry", "estimated entry date", "import date", "date of import",
        "importation date", "date of importation", "arrival date", "as of", "as of date", "date",
    ),
    "facts": ("facts", "tariff facts", "tariffline facts", "customs facts"),
    "value": ("entered value", "customs value", "value", "total value", "line value", "amount"),
    "quantity": ("entered quantity", "customs quantity", "quantity", "qty", "units shipped"),
}  # fmt: skip
# What only some functions ask; it also says what a change costs.
AMOUNTS = frozenset({"value", "quantity"})
# What else a column of an argument is called.
_MORE_WORDS = {"case": ("ad cvd case", "ad cvd case number", "adcvd case")}
# Arguments of functions that no column tells.
_NOT_TOLD = frozenset({"field", "n"})
Roles = Mapping[str, Sequence[str]]


def _others() -> dict[str, tuple[str, ...]]:
    """What other functions ask, by the names of their arguments: case, or CSMS number."""
    found: dict[str, tuple[str, ...]] = {}
    for function, declared in FUNCTIONS.items():
        for name in (each.name for each in declared.parameters):
            if name not in SYNONYMS and name not in _NOT_TOLD:
                words = (f"{function.casefold()} {name}", name, f"{name} number", f"{name} no")
                more = _MORE_WORDS.get(name, ())
                found[name] = tuple(dict.fromkeys((*found.get(name, ()), *words, *more)))
    return found


ROLES: Roles = {**SYNONYMS, **_others()}

_REMARK = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True)
class Layout:
    """The row of headings and the column of each role, both counted from 1.

    A row asks if it has a `key`, and stands no lower than `last_row`.
    """

    heading_row: int
    columns: Mapping[str, int]
    key: str = "hts"
    last_row: int = LAST_ROW


def named_columns(texts: Iterable[str]) -> dict[str, str]:
    """Columns by role from texts like `hts=B`. Raises WorkbookError."""
    by_role = {}
    for text in texts:
        role, _, column = (part.strip() for part in text.partition("="))
        if role_of(role) not in ROLES or not column:
            raise WorkbookError(
                f"“{text}” must be one of {', '.join(ROLES)}, then “=”, then a column: hts=B; "
                "to name it for one list only, the list stands before it: Parts.hts=B"
            )
        by_role[role] = column
    return by_role


def role_of(named: str) -> str:
    """`Parts.hts` → `hts`: a role may be named for one list only."""
    return named.rpartition(".")[2]


def find_layout(
    view: SheetView,
    mapping: Mapping[str, str],
    *,
    alone: bool,
    roles: Roles = SYNONYMS,
    key: str = "hts",
) -> Layout | None:
    """Find the headings of `view`, those of `roles` only; None if it has no column of the `key`.

    `mapping` names columns by role (see `SYNONYMS`), each by the text of its heading or, where no
    heading reads so, by the name of a range or by its letter. A letter fits any sheet, so the key's
    column is taken by letter only where the sheet stands `alone`. Raises WorkbookError if a choice
    is not clear.
    """
    if not alone and is_letter(view, mapping.get(key)):
        raise WorkbookError(
            f"--map {key}={mapping[key]} may mean a column of any sheet; say which with --sheet"
        )
    lettered = {r: column_number(n) for r, n in mapping.items() if is_letter(view, n)}
    ranges = _ranges(view, roles, mapping)
    row, columns = max(
        ((row, _columns_in(view, row, roles, mapping)) for row in rows_searched(view)),
        key=lambda found: (key in found[1], len(found[1].keys() - AMOUNTS)),
        default=(0, {}),
    )
    named = {role: area.first_column for role, area in ranges.items() if role not in columns}
    if key not in {**columns, **named, **lettered}:
        return None
    if key in named and (not columns or row > ranges[key].first_row):
        row, columns = _heading_of(view, ranges[key]), {}
    elif not columns and key in lettered:
        row = _first_filled_row(view, key, lettered[key])
    last_row = ranges[key].last_row if key in named else LAST_ROW
    layout = Layout(row, {**named, **columns, **lettered}, key, last_row)
    _check_mapped(view, layout, mapping)
    _check_unlike(view, layout, {**named, **lettered})
    _check_heading_above(view, layout)
    return layout


def headings_seen(view: SheetView) -> list[str]:
    """The texts of the row with the most of them: what to name when no HTS column was found."""
    rows = (
        [v.strip() for v in row if isinstance(v, str) and v.strip()]
        for row in (view.rows[number - 1] for number in rows_searched(view))
    )
    return max(rows, key=len, default=[])


def normalised(heading: CellValue) -> str:
    """`Country-of-Origin: (ISO)` → `country of origin`."""
    if not isinstance(heading, str):
        return ""
    without_remark = _REMARK.sub("", heading).replace(".", "")
    return " ".join(_BETWEEN_WORDS.sub(" ", without_remark).casefold().split())


def rows_searched(view: SheetView) -> range:
    """The rows that may hold the headings."""
    if view.heading_row is not None:
        return range(view.heading_row, view.heading_row + 1)
    return range(1, min(len(view.rows), ROWS_SEARCHED) + 1)


def headings_wanted(role: str, roles: Roles, mapping: Mapping[str, str]) -> Sequence[str]:
    return (normalised(mapping[role]),) if role in mapping else roles[role]


def _ranges(view: SheetView, roles: Roles, mapping: Mapping[str, str]) -> dict[str, Area]:
    """The named ranges that are read for want of a heading, by role."""
    known = {normalised(name): area for name, area in view.ranges.items()}
    found = {}
    for role in roles:
        name = next((name for name in headings_wanted(role, roles, mapping) if name in known), None)
        if name:
            found[role] = known[name]
    return found


def _heading_of(view: SheetView, area: Area) -> int:
    """A range holds its heading, or begins below it."""
    rows = view.rows[area.first_row - 1 : area.first_row]
    top = rows[0][area.first_column - 1] if rows and len(rows[0]) >= area.first_column else None
    is_heading = isinstance(top, str) and not top.strip()[:1].isdigit()
    return area.first_row if is_heading else max(area.first_row - 1, 1)


def _columns_in(
    view: SheetView, row: int, roles: Roles, mapping: Mapping[str, str]
) -> dict[str, int]:
    texts = [normalised(value) for value in view.rows[row - 1]]
    columns = {}
    for role in roles:
        wanted = headings_wanted(role, roles, mapping)
        name = next((name for name in wanted if name in texts), None)
        # Of several values none is taken: nobody should have to choose one just to be answered.
        if name and (role not in AMOUNTS or role in mapping or texts.count(name) == 1):
            columns[role] = texts.index(name) + 1
    return columns


def is_letter(view: SheetView, name: str | None) -> bool:
    """Whether a name can only mean a column by its letter."""
    if name is None or not _LETTERS.fullmatch(name) or column_number(name) > LAST_COLUMN:
        return False
    wanted = normalised(name)
    if wanted in map(normalised, view.ranges):
        return False
    return all(normalised(v) != wanted for row in rows_searched(view) for v in view.rows[row - 1])


def _first_filled_row(view: SheetView, key: str, column: int) -> int:
    for row in rows_searched(view):
        if view.value(row, column) not in (None, ""):
            return row
    raise WorkbookError(
        f"sheet “{view.name}”: column {column_letter(column)} is empty in its first "
        f"{ROWS_SEARCHED} rows; name the right column with --map {key}=LETTER"
    )


def _check_mapped(view: SheetView, layout: Layout, mapping: Mapping[str, str]) -> None:
    for role, name in mapping.items():
        if role not in layout.columns:
            raise WorkbookError(
                f"sheet “{view.name}”: row {layout.heading_row} has no heading “{name}” "
                f"for --map {role}; it has: {', '.join(headings_seen(view)) or 'none'}"
            )


def _check_unlike(view: SheetView, layout: Layout, lettered: Mapping[str, int]) -> None:
    texts = [normalised(value) for value in view.rows[layout.heading_row - 1]]
    for role, column in layout.columns.items():
        alike = [column_letter(i) for i, text in enumerate(texts, 1) if text == texts[column - 1]]
        if role not in lettered and len(alike) > 1:
            raise WorkbookError(
                f"sheet “{view.name}”: columns {' and '.join(alike)} of row {layout.heading_row} "
                f"have the same heading; name the one with the {role}: --map {role}={alike[0]}"
            )


def _check_heading_above(view: SheetView, layout: Layout) -> None:
    heading = view.value(layout.heading_row, layout.columns[layout.key])
    if not isinstance(heading, str) or heading.strip()[:1].isdigit():
        raise WorkbookError(
            f"sheet “{view.name}”: row {layout.heading_row} should hold the headings but its "
            f"{layout.key.upper()} column holds “{heading}”; add a row of headings above the data"
        )
