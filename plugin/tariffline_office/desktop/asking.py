"""What a formula of desktop Excel asks, and what it fills its cells with."""

from __future__ import annotations

from collections.abc import Sequence

from tariffline_office.cache_file import CacheError
from tariffline_office.catalogue import Function
from tariffline_office.client import Arguments, Failure, ServiceError
from tariffline_office.desktop.cells import ERRORS, Cell, Shown, argument, shown, words
from tariffline_office.desktop.spread import MisfitError, Range, spread
from tariffline_office.front_desk import FrontDesk
from tariffline_office.kept import Kept

# What one cell asks, and what is known of it: a failure needs no asking; None: an empty row.
Asked = Arguments | Failure | None
Known = Kept | Failure | None

_AN_ERROR = Failure("BAD_INPUT", "an argument is an error; see the cell that it comes from")


class Asking:
    """Answers formulas from the front desk: all that one formula asks in one go."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk

    def cells(self, function: Function, given: Sequence[Range]) -> list[list[Shown]]:
        """What a formula fills: one cell, or as many as its ranges or its answer have.

        What can't be answered says so in its own cell; nothing is raised.
        """
        known = self._known(function, given)
        outcome = known[0][0].outcome if isinstance(known[0][0], Kept) else None
        if isinstance(outcome, list):
            return [[shown(cell) for cell in row] for row in outcome] or [[""]]
        return [[_shown(each) for each in row] for row in known]

    def words(self, function: Function, given: Sequence[Range]) -> list[list[str]]:
        """What stands behind the same cells: why there is no answer, or which law it is."""
        return [[words(each) for each in row] for row in self._known(function, given)]

    def _known(self, function: Function, given: Sequence[Range]) -> list[list[Known]]:
        try:
            grid = _grid(function, given)
        except MisfitError as problem:
            return [[Failure("BAD_INPUT", str(problem))]]
        distinct = dict.fromkeys(asked for row in grid for asked in row if isinstance(asked, tuple))
        try:
            told = self._desk.ask({function.name: list(distinct)}, lambda _step: None)
        except (ServiceError, CacheError) as problem:
            away = Failure("UNAVAILABLE", str(problem))
            return [[away if isinstance(asked, tuple) else asked for asked in row] for row in grid]
        answers = told.answers[function.name]
        return [[answers[a] if isinstance(a, tuple) else a for a in row] for row in grid]


def _grid(function: Function, given: Sequence[Range]) -> list[list[Asked]]:
    grid = spread(given, [parameter.name for parameter in function.parameters])
    if function.answers == "rows" and (len(grid), len(grid[0])) != (1, 1):
        raise MisfitError(f"{function.name} answers with rows; give single values, not ranges")
    return [[_asked(function, cells) for cells in row] for row in grid]


def _asked(function: Function, cells: Sequence[Cell] | None) -> Asked:
    if cells is None:
        return None
    if any(isinstance(cell, str) and cell in ERRORS for cell in cells):
        return _AN_ERROR
    kinds = (parameter.kind for parameter in function.parameters)
    return tuple(argument(cell, kind) for cell, kind in zip(cells, kinds, strict=True))


def _shown(known: Known) -> Shown:
    if known is None:
        return ""
    outcome = known.outcome if isinstance(known, Kept) else known
    return shown(outcome) if not isinstance(outcome, list) else ""
