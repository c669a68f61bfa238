"""What is known of each programme of additional duties: its days, its headings, its lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tariffline.desk.measures import Measures
from tariffline.law.measure import Programme


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list of goods: how many numbers were read, and where; `source` "" where none is at hand."""

    name: str
    numbers: int
    source: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeSheet:
    """A programme: the first and last day of its headings (None: open), and the lists it reads."""

    name: str
    law: str
    start: date
    end: date | None
    headings: int
    known_to: date
    lists: tuple[ListSheet, ...]

    @property
    def missing(self) -> tuple[ListSheet, ...]:
        return tuple(each for each in self.lists if not each.source)


def programme_sheets(measures: Measures) -> tuple[ProgrammeSheet, ...]:
    """Every programme, in the order in which they are tried."""
    return tuple(_sheet(programme, measures) for programme in measures.programmes)


def _sheet(programme: Programme, measures: Measures) -> ProgrammeSheet:
    rows = programme.measures
    ends = [row.end for row in rows]
    named = (name for row in rows for goods in (row.goods, row.but) for name in goods.lists)
    words = {each.name: each.what for each in programme.unprinted}
    lists = measures.lists
    return ProgrammeSheet(
        programme.name,
        programme.law,
        min(row.start for row in rows),
        None if None in ends else max(end for end in ends if end),
        len({row.heading for row in rows}),
        programme.known_to,
        tuple(
            ListSheet(
                name, lists.sizes.get(name, 0), lists.sources.get(name, ""), words.get(name, "")
            )
            for name in dict.fromkeys(named)
        ),
    )
