"""The rows of the Harmonized Tariff Schedule, as an edition prints them.

Shape of the official export: https://hts.usitc.gov (JSON: htsno, indent, description, units,
general, special, other, footnotes, quotaQuantity, additionalDuties).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SPACE = re.compile(r"\s+")

# Where a row without a number (a "superior" heading) stands among the rows of its number.
CODED_ROW = 99

# The end of a version that no later edition at hand has changed.
OPEN_END = date.max


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of a row: the columns it hangs on and its text. A hint, never the law itself."""

    columns: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row, its texts normalised (see `plain`).

    `code` is digits only: 4 heading, 6 subheading, 8 legal rate line, 10 statistical line, or
    empty for a superior row, which has words and a place in the tree but no number.
    Rates are as printed and empty where the row prints none (it then inherits: `tree.Edition`).
    """

    code: str
    indent: int
    description: str
    units: tuple[str, ...] = ()
    general: str = ""
    special: str = ""
    other: str = ""
    footnotes: tuple[Footnote, ...] = ()
    quota: str = ""
    additional: str = ""

    @property
    def prints_rate(self) -> bool:
        return bool(self.general or self.special or self.other)


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a printed row, in force from `starts` up to, not on, `ends`."""

    row: Row
    starts: date
    ends: date


def plain(text: str | None) -> str:
    """The words of a printed text: tags off, entities decoded, white space folded.

    Editions differ in markup where the law does not (2025 rev 4, 6, 10, 14 carry <i>, <sup>,
    <il>; their neighbours do not), so nothing else is ever stored or compared.
    """
    if not text:
        return ""
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return _SPACE.sub(" ", text).strip()


def places(rows: Iterable[Row]) -> list[str]:
    """A sortable place for each row, the same in every edition that prints it there.

    Official rows ascend by number, so a numbered row's place is its number; a superior row's is
    that of the numbered row it stands above, and its turn there. Unlike a running count, a place
    does not move when a row is added elsewhere.

    Raises ValueError naming the first row out of order: such a file is not an official export.
    """
    result: list[str] = []
    waiting: list[int] = []
    last = ""
    for row in rows:
        if not row.code:
            waiting.append(len(result))
            result.append("")
            continue
        place = f"{row.code:0<10}{len(row.code):02d}{CODED_ROW}"
        if place <= last:
            raise ValueError(f"{row.code} stands after {last[:10]}: rows must ascend by number")
        last = place
        for turn, index in enumerate(waiting):
            result[index] = f"{place[:-2]}{turn:02d}"
        waiting.clear()
        result.append(place)
    for turn, index in enumerate(waiting):
        result[index] = f"{'9' * 12}{turn:02d}"
    return result
