"""AD/CVD cases in memory: found by number, or by HTS number and country."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from threading import RLock
from typing import Generic, TypeVar

from cachetools import LRUCache, cachedmethod

from tariffline.desk.near_names import NamesInUse
from tariffline.law.remedy_cascade import Tables, shown, tables_on
from tariffline.law.remedy_reading import Reading, standing
from tariffline.law.remedy_record import CaseRecord, DatedLine, Reach, records
from tariffline.law.remedy_scope import third_country
from tariffline.law.remedy_status import (
    State,
    is_exposure,
    lines_on,
    next_change,
    scope_on,
    state_on,
)
from tariffline.law.shares import percent
from tariffline.law.tree import between

T = TypeVar("T")

_KEPT = 20_000  # cases by day whose rates and lines are kept as they stand on that day
_PASTS = 4


@dataclass(frozen=True, slots=True)
class RateRange:
    """The deposits in use on a day: the least and the most of the shares (None: there is none), and
    those per unit, in words."""

    least: Decimal | None = None
    most: Decimal | None = None
    specific: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = list(self.specific)
        if self.least is not None and self.most is not None:
            both = self.least != self.most
            ends = f"{percent(self.least)} to {percent(self.most)}" if both else percent(self.least)
            said.insert(0, ends)
        return "; ".join(said) or "no rate at hand"


@dataclass(frozen=True, slots=True)
class Touched:
    """A case that may cover goods: its state, the line and the findings by which it was found.

    `until`: the last day on which this is known to stay so; None: no end is known.
    `third_country`: what the scope says of processing in another country, "" if nothing.
    """

    record: CaseRecord
    state: State
    line: DatedLine
    reaches: tuple[Reach, ...]
    until: date | None
    third_country: str


class Cases:
    """The cases that the notices at hand make; read when first asked for, never changed."""

    def __init__(self, read: Callable[[], Sequence[Reading]], known_on: date | None = None) -> None:
        self._read = read
        self._known_on = known_on
        self._lock = RLock()
        self._tables: LRUCache[object, Tables] = LRUCache(_KEPT)
        self._names: LRUCache[object, NamesInUse] = LRUCache(_KEPT)
        self._ranges: LRUCache[object, RateRange] = LRUCache(_KEPT)
        self._indexes: LRUCache[object, _Lines] = LRUCache(_KEPT)
        self._pasts: LRUCache[date, Cases] = LRUCache(_PASTS)

    def __len__(self) -> int:
        return len(self.records)

    @cached_property
    def _readings(self) -> Sequence[Reading]:
        return self._read()

    @cached_property
    def records(self) -> dict[str, CaseRecord]:
        """Every case by number."""
        with self._lock:
            return records(standing(self._readings, self._known_on))

    @cached_property
    def known_to(self) -> date | None:
        """The latest day on which a notice at hand was published, or applied if it says no more."""
        notices = (notice for each in self.records.values() for notice in each.notices)
        said = (notice.published or notice.applicable for notice in notices)
        return max(filter(None, said), default=None)

    def get(self, number: str) -> CaseRecord | None:
        """A case by its number, A-570-910."""
        return self.records.get(number)

    @cachedmethod(lambda self: self._pasts, lock=lambda self: self._lock)
    def known_on(self, day: date) -> Cases:
        """The cases as they were known here at the end of a day: by what had been read by then."""
        return Cases(lambda: self._readings, day)

    @cachedmethod(
        lambda self: self._tables,
        key=lambda _, record, day: (record.number, day),
        lock=lambda self: self._lock,
    )
    def tables(self, record: CaseRecord, day: date) -> Tables:
        """The rates of a case in use on a day."""
        return tables_on(record, day)

    @cachedmethod(
        lambda self: self._ranges,
        key=lambda _, record, day: (record.number, day),
        lock=lambda self: self._lock,
    )
    def rates(self, record: CaseRecord, day: date) -> RateRange:
        """From the least to the most of what the companies of a case deposit on a day."""
        used = self.tables(record, day).every()
        shares = [r.deposit for r in used if r.deposit is not None and not r.rate.unit]
        each = tuple(dict.fromkeys(shown(r) for r in used if r.rate.unit))
        return RateRange(min(shares, default=None), max(shares, default=None), each)

    @cachedmethod(
        lambda self: self._names,
        key=lambda _, record, day: (record.number, day),
        lock=lambda self: self._lock,
    )
    def names(self, record: CaseRecord, day: date) -> NamesInUse:
        """The names of the rates of a case in use on a day, ready to be compared."""
        return NamesInUse(self.tables(record, day))

    def covering(self, digits: str, origin: str, day: date) -> tuple[Touched, ...]:
        """The cases that may cover a number at any depth from a country, entered on a day."""
        return self._lines(origin, day).touching(digits)

    def unlisted(self, origin: str, day: date) -> Sequence[CaseRecord]:
        """The cases against a country, in force on a day, whose HTS numbers are not at hand."""
        return self._lines(origin, day).unlisted

    @cachedmethod(
        lambda self: self._indexes,
        key=lambda _, origin, day: (origin, day),
        lock=lambda self: self._lock,
    )
    def _lines(self, origin: str, day: date) -> _Lines:
        there = (each for each in self._by_country.get(origin, ()) if is_exposure(each, day))
        return _Lines(there, origin, day)

    @cached_property
    def _by_country(self) -> dict[str, list[CaseRecord]]:
        """Cases by the country they are against, and by those that findings have reached."""
        found: dict[str, list[CaseRecord]] = {}
        for record in self.records.values():
            for country in dict.fromkeys((record.origin, *(r.country for r in record.reaches))):
                found.setdefault(country, []).append(record)
        return found

    def named_with(self, digits: str) -> list[CaseRecord]:
        """The cases, of any country and time, whose lists hold a number or what begins with it."""
        found = {record.number: record for record in self._by_number.around(digits)}
        return [found[number] for number in sorted(found)]

    @cached_property
    def _by_number(self) -> _Numbers[CaseRecord]:
        every = self.records.values()
        return _Numbers((line.hts, record) for record in every for line in record.lines)


class _Numbers(Generic[T]):
    """Things by HTS number, found by any number that begins with theirs or that theirs begins with.

    Orders name headings, subheadings and lines alike, and so do questions.
    """

    def __init__(self, things: Iterable[tuple[str, T]]) -> None:
        self._things: dict[str, list[T]] = {}
        for number, thing in things:
            self._things.setdefault(number, []).append(thing)
        self._numbers = sorted(self._things)
        self._lengths = sorted({len(number) for number in self._numbers}, reverse=True)

    def around(self, digits: str) -> Iterator[T]:
        """What stands at the numbers that the digits lie under, the longest first, then at those
        that lie under them."""
        for length in self._lengths:
            if length < len(digits):
                yield from self._things.get(digits[:length], ())
        for number in between(self._numbers, digits):
            yield from self._things[number]


class _Lines:
    """The HTS numbers of the cases of one country on one day."""

    def __init__(self, cases: Iterable[CaseRecord], origin: str, day: date) -> None:
        self.unlisted: list[CaseRecord] = []
        found: list[tuple[str, Touched]] = []
        for record in cases:
            state = state_on(record, day)
            reached = _reached(record, origin, day)
            if state is None or (record.origin != origin and not reached):
                continue
            if not record.lines:
                self.unlisted.append(record)
            until = next_change(record, day)
            scope = scope_on(record, day)
            elsewhere = third_country(scope.text) if scope else ""
            found += [
                (line.hts, Touched(record, state, line, reached, until, elsewhere))
                for line in lines_on(record, day)
            ]
        self._numbers = _Numbers(found)

    def touching(self, digits: str) -> tuple[Touched, ...]:
        """Each case once, by the first of its numbers that is around the digits."""
        found: dict[str, Touched] = {}
        for touched in self._numbers.around(digits):
            found.setdefault(touched.record.number, touched)
        return tuple(found.values())


def _reached(record: CaseRecord, origin: str, day: date) -> tuple[Reach, ...]:
    return tuple(
        reach
        for reach in record.reaches
        if reach.country == origin and (reach.notice.published or day) <= day
    )


NO_CASES = Cases(tuple)
