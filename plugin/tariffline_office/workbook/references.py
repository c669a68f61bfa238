"""Which columns a formula refers to, read off its text: those, or more, but never fewer.

What only Excel can tell when it computes (INDIRECT of a text that is put together, pivot tables,
names that can't be followed) counts as a reference to every cell of the workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tariffline_office.workbook.sheet import LAST_COLUMN, Area, column_number

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)", re.IGNORECASE)
_SHEET = r"(?:'((?:[^']|'')+)'!|([^\W\d][\w.]*)!)?"
_CELLS = r"(\$?[A-Za-z]{1,3})\$?\d+(?::(\$?[A-Za-z]{1,3})\$?\d+)?"
_TOKEN = re.compile(
    _SHEET + r"(?:" + _CELLS + r"(?![\w(!])"
    r"|(\$?[A-Za-z]{1,3}):(\$?[A-Za-z]{1,3})(?![\w(!])"
    r"|(\$?\d+:\$?\d+)"
    r"|((?:[^\W\d]|\\)[\w.\\]*)(\(?))"
)
# INDIRECT of a text that stands there in full, in the A1 style.
_SAID = re.compile(
    r"""\bINDIRECT\(\s*"((?:'(?:[^']|'')+'!|[^\W\d][\w.]*!)?"""
    r"""\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)"\s*(?:,\s*(?:TRUE(?:\(\))?|1)\s*)?\)""",
    re.IGNORECASE,
)
# Cells of another workbook, by its number: ours, 0, can't change them.
_OUTSIDE = re.compile(
    r"'\[[1-9]\d*\](?:[^']|'')*'!(?:" + _CELLS + r"|[\w.\\:$]+)"
    r"|(?<![\w\]])\[[1-9]\d*\][\w.]*!(?:" + _CELLS + r"|[\w.\\:$]+)"
)
_IN_BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
_OF_TABLE = re.compile(r"([^\W\d][\w.]*)?(" + _IN_BRACKETS + ")")
_ITEM = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_READS_ANYTHING = {"INDIRECT", "GETPIVOTDATA", "CUBEVALUE"}
_SOMETHING = '""'  # in place of what refers to no cell, or is noted already
_LOCAL = "_xlpm."  # the names that LET and LAMBDA give
_WHOLE = re.compile(r"\s*[+-]?\d*\s*")
# The row of a cell: behind up to three letters. Not digits of names, of functions, of sheets.
_ROW = re.compile(
    r"(?:(?<=\$)|(?<=[^\w.][A-Za-z])|(?<=[^\w.][A-Za-z]{2})|(?<=[^\w.][A-Za-z]{3}))"
    r"[0-9]++(?![\w(!.])"
)
# The same where sheets and columns of tables are named in ways that may look like cells.
_CELL_OR_NAMED = re.compile(
    r"(?<![\w.$])(\$?[A-Za-z]{1,3}\$?)[0-9]++(?![\w(!.])"
    r"|\"(?:[^\"]|\"\")*+\"|'(?:[^']|'')*+'|" + _IN_BRACKETS + r"|\w++!?"
)


class Reference(NamedTuple):
    """Columns of a sheet, in small letters; the sheet None: any cell of the workbook."""

    sheet: str | None
    first: int = 1
    last: int = LAST_COLUMN


References = frozenset[Reference]
ANYTHING = frozenset({Reference(None)})


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table that formulas name: its sheet, its place, the headings of its columns."""

    sheet: str
    area: Area
    headings: Sequence[str]

    def columns(self, within: str) -> Reference:
        """What `Parts[within]` refers to: `[Qty]`, `[[#This Row],[Qty]:[Price]]`."""
        items = _ITEM.findall(within[1:-1]) or [within[1:-1]]
        known = [heading.casefold() for heading in self.headings]
        names = [re.sub(r"'(.)", r"\1", item.strip().lstrip("@")) for item in items]
        names = [name.casefold() for name in names if name and not name.startswith("#")]
        if not names or not all(name in known for name in names):
            return self.whole
        places = [self.area.first_column + known.index(name) for name in names]
        return Reference(self.sheet.casefold(), min(places), max(places))

    @property
    def whole(self) -> Reference:
        """All of it, and the first column that it may grow by."""
        return Reference(self.sheet.casefold(), self.area.first_column, self.area.last_column + 1)


class Names:
    """What names of ranges and of tables stand for."""

    def __init__(self, formulas: Mapping[str, str], tables: Mapping[str, NamedTable]) -> None:
        self._formulas = {name.casefold(): text for name, text in formulas.items()}
        self.tables = {name.casefold(): found for name, found in tables.items()}

    def of(self, name: str, depth: int) -> References:
        name = name.casefold()
        if name in self.tables:
            return frozenset({self.tables[name].whole})
        if name in ("true", "false") or name.startswith(_LOCAL):
            return frozenset()
        if name in self._formulas and depth:
            return references(self._formulas[name], "", self, depth - 1, is_name=True)
        return ANYTHING


def references(
    formula: str, sheet: str, names: Names, depth: int = 5, *, is_name: bool = False
) -> References:
    """The columns that a formula on `sheet` refers to, or more.

    `is_name`: the formula of a name, whose relative columns count from where it is used.
    """
    text = _SAID.sub(lambda said: said[1].replace('""', '"'), formula)
    for said in (_TEXT, _ERROR, _OUTSIDE):
        text = said.sub(_SOMETHING, text)
    found: set[Reference] = set()
    text = _OF_TABLE.sub(lambda part: _of_table(part, sheet, names, found), text)
    for token in _TOKEN.finditer(text):
        found |= _of_token(token, text, sheet, names, depth, is_name)
    if ":" in _TOKEN.sub("", text):  # a range whose end is computed: A1:INDEX(…)
        found = {Reference(each.sheet) for each in found}
    return frozenset(found)


def same_columns(formula: str) -> str:
    """A text that is the same for formulas that differ in rows only."""
    if "'" in formula or "[" in formula:
        return _CELL_OR_NAMED.sub(lambda part: part[1] + "1" if part[1] else part[0], formula)
    return _ROW.sub("1", f"={formula}")


def _of_table(part: re.Match[str], sheet: str, names: Names, found: set[Reference]) -> str:
    """Note what a reference to a table, `Parts[Qty]`, refers to; what is left of it to read."""
    table = names.tables.get((part[1] or "").casefold())
    if table:
        found.add(table.columns(part[2]))
    elif part[1]:
        found.add(Reference(None))
    elif part[2][1:-1].isdigit():  # [0]!Name: of this workbook
        return ""
    else:
        found.add(Reference(sheet.casefold() or None))  # of the table that it stands in
    return _SOMETHING


def _of_token(
    token: re.Match[str], text: str, sheet: str, names: Names, depth: int, is_name: bool
) -> References:
    quoted, plain, first, last, from_, to, rows, name, call = token.groups()
    if quoted and ":" in quoted:  # of several sheets: 'May:June'!A1
        return ANYTHING
    where = (quoted.replace("''", "'") if quoted else plain or sheet).casefold() or None
    if first or from_:
        ends = (first or from_, (last or first) if first else to)
        if is_name and not all(end.startswith("$") for end in ends):
            return frozenset({Reference(where)})
        return frozenset({_columns(where, *ends)})
    if rows:
        return frozenset({Reference(where)})
    if not call:
        return names.of(name, depth)
    function = name.upper().rpartition(".")[2]
    if function == "OFFSET":
        return _moved(_arguments(text, token.end()), sheet, names, depth, is_name)
    return ANYTHING if function in _READS_ANYTHING else frozenset()


def _moved(
    arguments: Sequence[str], sheet: str, names: Names, depth: int, is_name: bool
) -> References:
    """What OFFSET gives: cells of the same sheet; of which columns, if that is told by numbers."""
    if _SOMETHING in arguments[0]:
        return ANYTHING
    start = references(arguments[0], sheet, names, depth, is_name=is_name)
    by, width = (arguments[n] if n < len(arguments) else "" for n in (2, 4))
    if not (_WHOLE.fullmatch(by) and _WHOLE.fullmatch(width)):
        return frozenset(Reference(each.sheet) for each in start)
    more = int(by.strip() or 0)
    found = set()
    for each in start:
        ends = each.first + more, each.last + more
        if width.strip():
            ends = each.first + more, each.first + more + int(width) - (int(width) > 0)
        found.add(Reference(each.sheet, max(min(ends), 1), min(max(ends), LAST_COLUMN)))
    return frozenset(found)


def _arguments(text: str, start: int) -> list[str]:
    """The arguments of a function whose bracket has opened before `start`."""
    return ["".join(part) for part in _parts(text, start)]


def _parts(text: str, start: int) -> Iterator[list[str]]:
    depth, part = 0, list[str]()
    for sign in text[start:]:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            break
        if sign == "," and not depth:
            yield part
            part = []
        else:
            part.append(sign)
    yield part


def _columns(sheet: str | None, first: str, last: str) -> Reference:
    one, other = (column_number(letters.lstrip("$")) for letters in (first, last))
    return Reference(sheet, min(one, other), max(one, other))
