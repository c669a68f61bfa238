"""The U.S. notes of chapter 99: which numbers each subdivision of a note lists, and in what words.

The notes, not the footnotes of the schedule, say which goods a heading of chapter 99 covers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where it stands: "U.S. note 20(f) to subchapter III" is ("III", "20", ("f",))."""

    subchapter: str
    note: str
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        path = "".join(f"({label})" for label in self.path)
        where = f"subchapter {self.subchapter}" if self.subchapter else "chapter 99"
        return f"U.S. note {self.note}{path} to {where}"


@dataclass(frozen=True, slots=True)
class Subdivision:
    """One subdivision without those under it.

    `codes` are listed by number alone, as digits (4, 6, 8 or 10) in the order printed; `described`
    stand in a sentence, which narrows what is meant ("except …", "described in …"). Neither holds
    numbers of chapter 99; those are `headings`. `text` is what is printed but for the lists.
    `page` is the printed page number ("99-III-64"), `line` counts from 1 in the text that was read.
    """

    place: Place
    page: str
    line: int
    text: str
    codes: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """What is printed and could not be placed; it is kept in the text of what stands above it."""

    page: str
    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ChapterNotes:
    """All subdivisions in the order printed. `edition` is named like "2026 Rev 6"."""

    edition: str
    subdivisions: tuple[Subdivision, ...]
    unread: tuple[Unread, ...]

    def under(self, place: Place) -> Iterator[Subdivision]:
        """The subdivision at the place, and all those under it."""
        depth = len(place.path)
        for subdivision in self.subdivisions:
            at = subdivision.place
            if (at.subchapter, at.note, at.path[:depth]) == (
                place.subchapter,
                place.note,
                place.path,
            ):
                yield subdivision

    def codes(self, place: Place) -> frozenset[str]:
        """The numbers listed at the place and under it."""
        return frozenset(code for each in self.under(place) for code in each.codes)

    def described(self, place: Place) -> frozenset[str]:
        """The numbers that sentences name at the place and under it."""
        return frozenset(code for each in self.under(place) for code in each.described)
