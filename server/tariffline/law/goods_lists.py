"""Lists of goods by name, and which of them hold a number on a day.

A list is named by the heading of chapter 99 whose goods it holds ("9903.88.03"), by the place where
it is printed ("note 16(c)(v)"), or as a programme names it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tariffline.law.measure import NamedList
from tariffline.law.renumbered import SPLIT


@dataclass(frozen=True, slots=True)
class Listed:
    """A number on a list: `digits` (2 to 10), on the days from `start` to `end`, both included.

    `worded`: named in a sentence that narrows down what is meant. `source` is where it is printed.
    """

    name: str
    digits: str
    worded: bool
    start: date
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The lists a number stands on, those that name it in words, and those nobody can tell of."""

    listed: frozenset[str]
    worded: frozenset[str]
    unread: frozenset[str]


class GoodsLists:
    """All lists at hand. Never changes once made.

    `sizes` says how many numbers each holds, `sources` where it is printed: of a list that comes in
    versions the size of the newest, and the source of the first.
    """

    def __init__(self, entries: Iterable[Listed], unprinted: Sequence[NamedList]) -> None:
        self._by_digits: dict[str, list[Listed]] = {}
        self.sources: dict[str, str] = {}
        every = tuple(_in_turn(tuple(entries)))
        for entry in every:
            for each in (entry, *_heirs(entry)):
                self._by_digits.setdefault(each.digits, []).append(each)
            self.sources.setdefault(entry.name, entry.source)
        newest = {entry.name: entry.start for entry in sorted(every, key=lambda each: each.start)}
        self.sizes = Counter(each.name for each in every if each.start == newest[each.name])
        self.unread = tuple(each for each in unprinted if each.name not in self.sources)

    def days(self) -> set[date]:
        """The days on which a number comes to a list or has just gone."""
        entries = [entry for entries in self._by_digits.values() for entry in entries]
        gone = {entry.end + timedelta(days=1) for entry in entries if entry.end}
        return gone | {entry.start for entry in entries}

    def named(self, name: str, day: date) -> list[Listed]:
        """What a list holds on a day."""
        every = (entry for entries in self._by_digits.values() for entry in entries)
        return [
            entry
            for entry in every
            if entry.name == name and entry.start <= day and (entry.end is None or day <= entry.end)
        ]

    def standing(self, code: str, day: date) -> Standing:
        """Where the number stands on the day; a list holds what is under its numbers too.

        A list that names an eight-digit number also holds its ten-digit lines, and a number that
        is asked for short of the list's digits stands on it only if all of it does.
        """
        found = [
            entry
            for length in range(2, len(code) + 1, 2)
            for entry in self._by_digits.get(code[:length], ())
            if entry.start <= day and (entry.end is None or day <= entry.end)
        ]
        listed = frozenset(entry.name for entry in found if not entry.worded)
        return Standing(
            listed=listed,
            worded=frozenset(entry.name for entry in found if entry.worded) - listed,
            unread=frozenset(
                each.name
                for each in self.unread
                if code.startswith(each.codes) or not listed.isdisjoint(each.lists)
            ),
        )


def _in_turn(entries: Sequence[Listed]) -> Iterator[Listed]:
    """Each list up to the day before its next version starts."""
    starts: dict[str, set[date]] = {}
    for entry in entries:
        starts.setdefault(entry.name, set()).add(entry.start)
    for entry in entries:
        later = [start for start in starts[entry.name] if start > entry.start]
        if later:
            last = min(later) - timedelta(days=1)
            yield replace(entry, end=min(entry.end or last, last))
        else:
            yield entry


def _heirs(entry: Listed) -> Iterator[Listed]:
    """What a list says of a number, for those that it was split into later, from that day on."""
    day, numbers = SPLIT.get(entry.digits, (entry.start, ()))
    if entry.start < day and (entry.end is None or day <= entry.end):
        for digits in numbers:
            yield replace(entry, digits=digits, start=day)
