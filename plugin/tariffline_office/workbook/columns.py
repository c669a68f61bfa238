"""The result columns: which function answers under which heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tariffline_office.catalogue import FUNCTIONS, PARAMETERS
from tariffline_office.workbook.sheet import CellValue, WorkbookError

MARK = "Tariffline: "
RATE_FORMAT = "0.0###%"
MONEY_FORMAT = "#,##0.00"
GENERAL = "General"
_NO_NUMBER = ("text", "rows", "OK")  # what the catalogue says of functions that never give one
_SPOKEN: Mapping[str, str] = {
    "description": "DESCRIPTION", "unit": "UNIT", "base rate": "BASE", "check": "CHECK",
}  # fmt: skip
USUAL = ("DESCRIPTION", "UNIT", "BASE", "CHECK")
_WIDTHS: Mapping[str, int] = {"DESCRIPTION": 60, "UNIT": 8, "BASE": 12, "CHECK": 40}
_USUAL_WIDTH = 14  # in characters, as all of these


@dataclass(frozen=True, slots=True)
class Result:
    """A result column. `function` is None for the edition; `field` is told to those that ask it."""

    heading: str
    function: str | None
    field: str | None = None

    @property
    def what(self) -> str:
        return self.heading.removeprefix(MARK)

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
    if heading == EDITION.heading:
        return EDITION
    what = heading.removeprefix(MARK).strip()
    function, _, field = (_SPOKEN.get(what.casefold()) or what).partition(" ")
    if function.upper() not in FUNCTIONS or (field and "field" not in PARAMETERS[function.upper()]):
        raise WorkbookError(
            f"“{heading}” names no function that fills a column; those are: "
            f"{', '.join(sorted(FUNCTIONS))}; some take a field too: {MARK}HTS general"
        )
    return Result(heading, function.upper(), field.strip() or None)


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
    headings: Sequence[CellValue], wanted: Sequence[Result], first_free: int
) -> tuple[list[tuple[Result, int]], int]:
    """Each result column with its place, and how many of them, at the end, are new."""
    found = [(known, c) for c, h in enumerate(headings, 1) if (known := result(h))]
    there = {known.heading for known, _ in found}
    new = [each for each in [*wanted, EDITION] if each.heading not in there]
    # What the user's own choice of columns stands for is not added to unasked.
    return [*found, *((each, first_free + i) for i, each in enumerate(new))], len(new)
