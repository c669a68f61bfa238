"""A place in the schedule that was found, and answers from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from urllib.parse import quote

from tariffline.law.answer import Answer, Cite, ErrorCode, Scope, Unknown, Value
from tariffline.law.code import dotted
from tariffline.law.rates import read_rate
from tariffline.law.schedule import Row
from tariffline.law.tree import Edition

USITC = "https://hts.usitc.gov"


@dataclass(frozen=True)
class Found:
    """A printed row of the edition in force, and what to say about how it was found.

    `general` is kept with it: most answers that add duties up begin with it.
    """

    edition: Edition
    position: int
    row: Row
    rate_row: Row | None  # whose rates apply: itself, or an ancestor (see `Edition.rate_row`)
    asked: str  # the digits asked for: the row's own, or a prefix that only this row fills
    last_day: date | None
    notes: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.row.code

    @cached_property
    def general(self) -> Answer | Unknown:
        """Column 1 general, for any origin. Raises RateError where it can't be read."""
        return self.rate("column 1 general", self.rate_row.general if self.rate_row else "")

    def rate(self, column: str, text: str) -> Answer | Unknown:
        """A rate as the column prints it: a number when free or ad valorem, else the text.

        Raises RateError where it can't be read.
        """
        read = read_rate(text)
        number = read.number
        blank = number is None and not read.components and not read.text.strip(": ")
        if blank or self.rate_row is None:
            return Unknown(ErrorCode.NOT_KNOWN, f"{dotted(self.code)} prints no {column} rate")
        value = read.text if number is None else number
        return self.answer(value, self.cite(self.rate_row, column, read.text))

    def rate_chain(self) -> list[Row]:
        """The row, and the ancestor whose rates it takes: their footnotes are its own."""
        row = self.rate_row
        return [self.row] if row is None or row is self.row else [row, self.row]

    def cite(self, row: Row, what: str, text: str) -> Cite:
        """The place in the official schedule where the text stands."""
        return _cite(self.edition.info.label, row.code, what, text)

    def answer(self, value: Value, *cites: Cite) -> Answer:
        edition = self.edition.info.label
        return Answer(value, cites, Scope(self.asked), edition, self.last_day, self.notes)


@lru_cache(maxsize=32_768)
def _cite(edition: str, code: str, what: str, text: str) -> Cite:
    number = dotted(code)
    return Cite(f"HTS {edition}", f"{number}, {what}", text, official(number))


@lru_cache(maxsize=65_536)
def official(query: str) -> str:
    """The page of USITC that shows a number, or what it finds for words."""
    return f"{USITC}/search?query={quote(query)}"
