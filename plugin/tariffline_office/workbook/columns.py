"""The result columns: which function answers under which heading.

Where several lists share a row of headings, the heading of a result that stands beside its list
names it: “Tariffline: Base rate (Parts)”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tariffline_office.catalogue import FUNCTIONS, PARAMETERS
from tariffline_office.workbook.sheet import CellValue, WorkbookError

MARK = "Tariffline: "
RATE_FORMAT = "0.0###%"
MONEY_FORMAT = "#,##0.00"
GENERAL = "General"
_NO_NUMBER = ("text", "rows", "OK")  # what the catalogue says of functions that never give one
_OF_A_LIST = re.compile(r"\s*\(([^()]*)\)$")
_SPOKEN: Mapping[str, str] = {
    "description": "DESCRIPTION", "unit": "UNIT", "base rate": "BASE", "check": "CHECK",
}  # fmt: skip
USUAL = ("DESCRIPTION", "UNIT", "BASE", "CHECK")
_WIDTHS: Mapping[str, int] = {"DESCRIPTION": 60, "UNIT": 8, "BASE": 12, "CHECK": 40}
_USUAL_WIDTH = 14  # in characters, as all of these


@dataclass(frozen=True, slots=True)
class Result:
    """A result column. `function` is None for the edition; `field` is told to those that ask it.

    `list_name` is the list that the heading names, if it names one.
    """

    heading: str
    function: str | None
    field: str | None = None
    list_name: str = ""

    @property
    def what(self) -> str:
        return _OF_A_LIST.sub("", self.heading.removeprefix(MARK))

    def of_list(self, name: str) -> Result:
        """The same, with a heading that names its list."""
        return replace(self, heading=f"{self.heading} ({name})", list_name=name)

    @property
    def parameters(self) -> tuple[str, ...]:
        return PARAMETERS[self.function] if self.function else ()

    @property
    def number_format(self) -> str:
        """How its numbers are shown: money as such, all others are shares of the value."""
        returns = FUNCTIONS[self.function].returns if self.function else "text"
        if returns.startswith(_NO_NUMBER):
            return GENERAL
        return MONEY_FORMAT if returns.startswith("dollars") else RATE_FORMAT

    @property
    def required(self) -> tuple[str, ...]:
        return FUNCTIONS[self.function].required if self.function else ()

    @property
    def width(self) -> int:
        return _WIDTHS.get(self.function or "", _USUAL_WIDTH)


EDITION = Result(MARK + "Edition", None)


def result(heading: CellValue) -> Result | None:
    """The result column of a heading: “Tariffline: Base rate”, “Tariffline: HTS general”.

    None if it is none of Tariffline's. Raises WorkbookError for one that names no function.
    """
    if not isinstance(heading, str) or not heading.startswith(MARK):
        return None
    named = _OF_A_LIST.search(heading)
    list_name = named[1] if named else ""
    what = _OF_A_LIST.sub("", heading.removeprefix(MARK)).strip()
    if what == EDITION.what:
        return replace(EDITION, heading=heading, list_name=list_name)
    function, _, field = (_SPOKEN.get(what.casefold()) or what).partition(" ")
    if function.upper() not in FUNCTIONS or (field and "field" not in PARAMETERS[function.upper()]):
        raise WorkbookError(
            f"“{heading}” names no function that fills a column; those are: "
            f"{', '.join(sorted(FUNCTIONS))}; some take a field too: {MARK}HTS general"
        )
    return Result(heading, function.upper(), field.strip() or None, list_name)


def split_names(text: str) -> list[str]:
    """`BASE, HTS general` → its names."""
    return [name for name in map(str.strip, text.split(",")) if name]


def named(names: Iterable[str]) -> list[Result]:
    """The result columns that are asked for by function: BASE, CHECK, HTS general."""
    return [asked for name in names if (asked := result(_heading(name)))]


def _heading(name: str) -> str:
    function, _, field = re.sub(r"\s+", " ", name.strip()).partition(" ")
    spoken = next((s for s, f in _SPOKEN.items() if f == function.upper()), None)
    if spoken and not field:
        return MARK + spoken.capitalize()
    return MARK + " ".join(part for part in (function.upper(), field) if part)


def placed(
    found: Sequence[tuple[Result, int]], new: Sequence[Result], first_free: int
) -> list[tuple[Result, int]]:
    """Each result column with its place, the new ones side by side at the end."""
    return [*found, *((each, first_free + i) for i, each in enumerate(new))]


def results_under(headings: Sequence[CellValue]) -> list[tuple[Result, int]]:
    """The result columns in a row of headings, with their places."""
    return [(known, c) for c, h in enumerate(headings, 1) if (known := result(h))]


def missing(found: Sequence[tuple[Result, int]], wanted: Sequence[Result]) -> list[Result]:
    """Those of the wanted results, and the edition, that no column shows yet."""
    there = {known.what for known, _ in found}
    # What the user's own choice of columns stands for is not added to unasked.
    return [each for each in [*wanted, EDITION] if each.what not in there]
