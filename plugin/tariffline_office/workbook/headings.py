"""Which row holds the headings of a sheet, and which columns hold what is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tariffline_office.workbook.sheet import (
    LAST_COLUMN,
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

_REMARK = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True)
class Layout:
    """The row of headings and the column of each role, both counted from 1."""

    heading_row: int
    columns: Mapping[str, int]


def named_columns(texts: Iterable[str]) -> dict[str, str]:
    """Columns by role from texts like `hts=B`. Raises WorkbookError."""
    by_role = {}
    for text in texts:
        role, _, column = (part.strip() for part in text.partition("="))
        if role not in SYNONYMS or not column:
            raise WorkbookError(
                f"“{text}” must be one of {', '.join(SYNONYMS)}, then “=”, then a column: hts=B"
            )
        by_role[role] = column
    return by_role


def find_layout(view: SheetView, mapping: Mapping[str, str], *, alone: bool) -> Layout | None:
    """Find the headings of `view`; None if it has no HTS column.

    `mapping` names columns by role (see `SYNONYMS`), each by the text of its heading or,
    where no heading reads so, by its letter. A letter fits any sheet, so the HTS column is taken by
    letter only where the sheet stands `alone`. Raises WorkbookError if a choice is not clear.
    """
    if not alone and _is_letter(view, mapping.get("hts")):
        raise WorkbookError(
            f"--map hts={mapping['hts']} may mean a column of any sheet; say which with --sheet"
        )
    lettered = {r: column_number(n) for r, n in mapping.items() if _is_letter(view, n)}
    row, columns = max(
        ((row, _columns_in(view, row, mapping)) for row in _rows_searched(view)),
        key=lambda found: ("hts" in found[1], len(found[1].keys() - AMOUNTS)),
        default=(0, {}),
    )
    if "hts" not in columns and "hts" not in lettered:
        return None
    if not columns:
        row = _first_filled_row(view, lettered["hts"])
    layout = Layout(row, {**columns, **lettered})
    _check_mapped(view, layout, mapping)
    _check_unlike(view, layout, lettered)
    _check_heading_above(view, layout)
    return layout


def headings_seen(view: SheetView) -> list[str]:
    """The texts of the row with the most of them: what to name when no HTS column was found."""
    rows = (
        [v.strip() for v in row if isinstance(v, str) and v.strip()]
        for row in view.rows[:ROWS_SEARCHED]
    )
    return max(rows, key=len, default=[])


def normalised(heading: CellValue) -> str:
    """`Country-of-Origin: (ISO)` → `country of origin`."""
    if not isinstance(heading, str):
        return ""
    without_remark = _REMARK.sub("", heading).replace(".", "")
    return " ".join(_BETWEEN_WORDS.sub(" ", without_remark).casefold().split())


def _rows_searched(view: SheetView) -> range:
    return range(1, min(len(view.rows), ROWS_SEARCHED) + 1)


def _columns_in(view: SheetView, row: int, mapping: Mapping[str, str]) -> dict[str, int]:
    texts = [normalised(value) for value in view.rows[row - 1]]
    columns = {}
    for role, synonyms in SYNONYMS.items():
        wanted = (normalised(mapping[role]),) if role in mapping else synonyms
        name = next((name for name in wanted if name in texts), None)
        # Of several values none is taken: nobody should have to choose one just to be answered.
        if name and (role not in AMOUNTS or role in mapping or texts.count(name) == 1):
            columns[role] = texts.index(name) + 1
    return columns


def _is_letter(view: SheetView, name: str | None) -> bool:
    if name is None or not _LETTERS.fullmatch(name) or column_number(name) > LAST_COLUMN:
        return False
    wanted = normalised(name)
    return all(normalised(v) != wanted for row in view.rows[:ROWS_SEARCHED] for v in row)


def _first_filled_row(view: SheetView, column: int) -> int:
    for row in _rows_searched(view):
        if view.value(row, column) not in (None, ""):
            return row
    raise WorkbookError(
        f"sheet “{view.name}”: column {column_letter(column)} is empty in its first "
        f"{ROWS_SEARCHED} rows; name the column of the HTS numbers with --map hts=LETTER"
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
    heading = view.value(layout.heading_row, layout.columns["hts"])
    if not isinstance(heading, str) or heading.strip()[:1].isdigit():
        raise WorkbookError(
            f"sheet “{view.name}”: row {layout.heading_row} should hold the headings but its HTS "
            f"column holds “{heading}”; add a row of headings above the data"
        )
