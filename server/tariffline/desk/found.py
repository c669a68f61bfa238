"""A place in the schedule that was found, and answers from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote

from tariffline.law.answer import Answer, Cite, Scope, Value
from tariffline.law.code import dotted
from tariffline.law.schedule import Row
from tariffline.law.tree import Edition

USITC = "https://hts.usitc.gov"


@dataclass(frozen=True, slots=True)
class Found:
    """A printed row of the edition in force, and what to say about how it was found."""

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

    def rate_chain(self) -> list[Row]:
        """The row, and the ancestor whose rates it takes: their footnotes are its own."""
        row = self.rate_row
        return [self.row] if row is None or row is self.row else [row, self.row]

    def cite(self, row: Row, what: str, text: str) -> Cite:
        """The place in the official schedule where the text stands."""
        return _cite(self.edition.info.label, row.code, what, text)

    def answer(
        self, value: Value, *cites: Cite, origin: str = "", notes: Sequence[str] = ()
    ) -> Answer:
        return Answer(
            value,
            cites,
            Scope(self.asked, origin),
            self.edition.info.label,
            self.last_day,
            (*self.notes, *notes),
        )


@lru_cache(maxsize=32_768)
def _cite(edition: str, code: str, what: str, text: str) -> Cite:
    number = dotted(code)
    return Cite(f"HTS {edition}", f"{number}, {what}", text, official(number))


@lru_cache(maxsize=65_536)
def official(query: str) -> str:
    """The page of USITC that shows a number, or what it finds for words."""
    return f"{USITC}/search?query={quote(query)}"
