"""Which formulas may show something else once results have changed.

Told by whole columns: a formula that refers to any cell of a changed column is taken to depend on
it, and so is what refers to the formula's column. Where a formula's references can't be read off
its text (INDIRECT, OFFSET, another workbook), it is taken to depend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tariffline_office.workbook.sheet import LAST_COLUMN, column_number

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_SHEET = r"(?:'((?:[^']|'')+)'!|([^\W\d][\w.]*)!)?"
_TOKEN = re.compile(
    _SHEET + r"(?:\$?([A-Za-z]{1,3})\$?\d+(?::\$?([A-Za-z]{1,3})\$?\d+)?(?![\w(!])"
    r"|\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})(?![\w(!])"
    r"|(\$?\d+:\$?\d+)"
    r"|([^\W\d]|\\)([\w.\\]*)(\(?))"
)
_READS_ANYTHING = {"INDIRECT", "OFFSET", "GETPIVOTDATA", "CUBEVALUE"}
_OWN_TABLE = re.compile(r"(?<![\w\].])\[")
_DIGITS = re.compile(r"(?<=[A-Za-z$])\d+")


class Reference(NamedTuple):
    """Columns of a sheet, in small letters; the sheet None: any cell of the workbook."""

    sheet: str | None
    first: int = 1
    last: int = LAST_COLUMN


ANYTHING = frozenset({Reference(None)})
Column = tuple[str, int]


class Names:
    """What names of ranges and of tables stand for, to be filled before the first question."""

    def __init__(self, formulas: Mapping[str, str], tables: Mapping[str, Reference]) -> None:
        self._formulas = {name.casefold(): text for name, text in formulas.items()}
        self._tables = {name.casefold(): found for name, found in tables.items()}

    def of(self, name: str, depth: int) -> frozenset[Reference]:
        name = name.casefold()
        if name in self._tables:
            return frozenset({self._tables[name]})
        if name in ("true", "false"):
            return frozenset()
        if name in self._formulas and depth:
            return references(self._formulas[name], "", self, depth - 1)
        return ANYTHING


def references(formula: str, sheet: str, names: Names, depth: int = 5) -> frozenset[Reference]:
    """The columns that a formula on `sheet` refers to, or more."""
    text = _TEXT.sub("", formula)
    if "[" in text and "!" in text and re.search(r"\[\d+\]", text):
        return ANYTHING
    found: set[Reference] = set()
    for token in _TOKEN.finditer(re.sub(r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]", "", text)):
        quoted, plain, first, last, from_, to, rows, letter, rest, call = token.groups()
        where = (quoted.replace("''", "'") if quoted else plain or sheet).casefold()
        if first:
            found.add(_columns(where, first, last or first))
        elif from_:
            found.add(_columns(where, from_, to))
        elif rows:
            found.add(Reference(where))
        elif call:
            if (letter + rest).upper().rpartition(".")[2] in _READS_ANYTHING:
                return ANYTHING
        else:
            found |= names.of(letter + rest, depth)
    if _OWN_TABLE.search(text):
        found.add(Reference(sheet.casefold()))
    return frozenset(found)


def _columns(sheet: str, first: str, last: str) -> Reference:
    one, other = column_number(first), column_number(last)
    return Reference(sheet, min(one, other), max(one, other))


class Graph:
    """The columns that have formulas, and what those refer to."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._read: dict[tuple[str, str], frozenset[Reference]] = {}
        self._of: dict[Column, set[Reference]] = {}

    def add(self, sheet: str, column: int, formula: str, width: int = 1) -> None:
        """A formula; a shared or array formula is `width` columns wide."""
        key = (sheet, _DIGITS.sub("1", formula))
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = references(formula, sheet, self._names)
        if width > 1:
            found = frozenset(
                Reference(r.sheet, r.first, min(r.last + width - 1, LAST_COLUMN)) for r in found
            )
        for each in range(column, column + width):
            self._of.setdefault((sheet.casefold(), each), set()).update(found)

    def depending_on(self, changed: Iterable[Column]) -> set[Column]:
        """The columns whose formulas depend on cells in columns that changed, at any remove."""
        stale = {(sheet.casefold(), column) for sheet, column in changed}
        dependents: set[Column] = set()
        while True:
            more = {
                column
                for column, found in self._of.items()
                if column not in dependents and any(_meets(r, stale) for r in found)
            }
            if not more:
                return dependents
            dependents |= more
            stale |= more


def _meets(reference: Reference, stale: set[Column]) -> bool:
    return any(
        reference.sheet in (None, sheet) and reference.first <= column <= reference.last
        for sheet, column in stale
    )
