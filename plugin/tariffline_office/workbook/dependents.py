"""Which formulas may show something else once results have changed.

Told by whole columns: a formula that refers to any cell of a changed column is taken to depend on
it, and so is what refers to the formula's column.
"""

from __future__ import annotations

from collections.abc import Iterable

from tariffline_office.workbook.references import (
    Names,
    Reference,
    References,
    references,
    same_columns,
)
from tariffline_office.workbook.sheet import LAST_COLUMN

Column = tuple[str, int]


class Graph:
    """The columns that have formulas, and what those refer to."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._read: dict[tuple[str, str], References] = {}
        self._of: dict[Column, set[References]] = {}
        self._stale: set[Column] = set()
        self._wholly: set[Column] = set()
        self._depends: dict[tuple[str, str], bool] = {}

    def add(self, sheet: str, column: int, formula: str, width: int = 1) -> None:
        """A formula; a shared or array formula is `width` columns wide."""
        found = self._references((sheet, same_columns(formula)), formula)
        if width > 1:
            found = frozenset(
                Reference(r.sheet, r.first, min(r.last + width - 1, LAST_COLUMN)) for r in found
            )
        for each in range(column, column + width):
            self._of.setdefault((sheet.casefold(), each), set()).add(found)

    def depending_on(self, changed: Iterable[Column]) -> set[Column]:
        """The columns with formulas that depend on cells in columns that changed, at any remove."""
        stale = {(sheet.casefold(), column) for sheet, column in changed}
        dependents: set[Column] = set()
        while True:
            more = {
                column
                for column, found in self._of.items()
                if column not in dependents and any(_meet(each, stale) for each in found)
            }
            if not more:
                self._stale, self._depends = stale, {}
                self._wholly = {
                    column
                    for column in dependents
                    if all(_meet(each, stale) for each in self._of[column])
                }
                return dependents
            dependents |= more
            stale |= more

    def is_wholly_stale(self, sheet: str, column: int) -> bool:
        """Whether all formulas of a column depend on what `depending_on` was told of last."""
        return (sheet.casefold(), column) in self._wholly

    def depends(self, sheet: str, formula: str) -> bool:
        """Whether one formula depends on what `depending_on` was told of last, at any remove."""
        key = (sheet, same_columns(formula))
        known = self._depends.get(key)
        if known is None:
            known = self._depends[key] = _meet(self._references(key, formula), self._stale)
        return known

    def _references(self, key: tuple[str, str], formula: str) -> References:
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = references(formula, key[0], self._names)
        return found


def _meet(references: References, stale: set[Column]) -> bool:
    return any(
        reference.sheet in (None, sheet) and reference.first <= column <= reference.last
        for reference in references
        for sheet, column in stale
    )
