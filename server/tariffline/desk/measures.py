"""The additional duties in memory: programmes, lists of goods, and the days on which they move."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

from tariffline.law.goods_lists import GoodsLists, Listed
from tariffline.law.list_file import read_lists
from tariffline.law.measure import Programme
from tariffline.law.measure_news import News, edition, news
from tariffline.law.measure_rows import read_programme
from tariffline.law.stacking import Case, Outcome, outcomes

_LAW = files("tariffline.law")
_KEPT = 200_000


class Measures:
    """What is levied beside the base duty. Never changes once made; outcomes are kept."""

    def __init__(self, programmes: Sequence[Programme], entries: Iterable[Listed]) -> None:
        self.programmes = tuple(programmes)
        unprinted = [each for programme in programmes for each in programme.unprinted]
        listed = tuple(entries)
        self.lists = GoodsLists(listed, unprinted)
        self._starts = sorted(_days(programmes) | _list_days(listed))
        self._kept: dict[object, tuple[Outcome, ...]] = {}
        self._codes = sorted(_own_codes(programmes))
        self._marked: dict[str, tuple[bool, ...]] = {}

    @property
    def known_to(self) -> date:
        """The last day whose measures are all known: those that have ended are known for good."""
        return min(each.known_to for each in self.programmes if not each.over)

    def segment(self, day: date) -> int:
        """A number that days share between which no programme or list starts or stops."""
        return bisect_right(self._starts, day)

    def last_day(self, day: date) -> date | None:
        """The last day before a programme starts or stops again; None when none is known."""
        after = self.days_after(day)
        return after[0] - timedelta(days=1) if after else None

    def days_after(self, day: date) -> Sequence[date]:
        """The days ahead on which a programme starts or has just stopped."""
        return self._starts[bisect_right(self._starts, day) :]

    def outcomes(self, case: Case) -> tuple[Outcome, ...]:
        """Every way it may turn out (see `law.stacking`), kept by what it depends on."""
        key = (
            case.listed, case.worded, case.unread, case.origin, self.segment(case.day), case.base,
            case.column_2, case.free, tuple(case.facts.items()), self._marks(case.code),
        )  # fmt: skip
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[key] = outcomes(case, self.programmes)
        return found

    def _marks(self, code: str) -> tuple[bool, ...]:
        """Which of the rows' own numbers the code stands under: all that outcomes ask of it."""
        marks = self._marked.get(code)
        if marks is None:
            marks = tuple(code.startswith(codes) for codes in self._codes)
            self._marked[code] = marks
        return marks


@dataclass(frozen=True, slots=True)
class Account:
    """A programme with its days, and its lists: how many numbers each holds; what is missing."""

    name: str
    law: str
    start: date
    end: date | None
    known_to: date
    lists: Mapping[str, int]
    missing: Mapping[str, str]


def accounts(measures: Measures) -> tuple[Account, ...]:
    """Every programme in the order in which they are tried."""
    unread = {each.name for each in measures.lists.unread}
    return tuple(
        _account(programme, measures.lists.sizes, unread) for programme in measures.programmes
    )


def _account(programme: Programme, sizes: Mapping[str, int], unread: set[str]) -> Account:
    ends = [measure.end for measure in programme.measures]
    return Account(
        name=programme.name,
        law=programme.law,
        start=min(measure.start for measure in programme.measures),
        end=None if None in ends else max(end for end in ends if end),
        known_to=programme.known_to,
        lists={name: sizes[name] for name in sorted(_named(programme)) if name in sizes},
        missing={each.name: each.what for each in programme.unprinted if each.name in unread},
    )


def list_names() -> frozenset[str]:
    """The lists that the programmes go by; one of another name would change no answer."""
    return frozenset().union(*map(_named, shipped().programmes))


def _named(programme: Programme) -> frozenset[str]:
    return frozenset(
        name
        for measure in programme.measures
        for name in (*measure.goods.lists, *measure.but.lists, *measure.among.lists)
    )


def _own_codes(programmes: Iterable[Programme]) -> set[tuple[str, ...]]:
    return {
        goods.codes
        for programme in programmes
        for measure in programme.measures
        for goods in (measure.goods, measure.but)
        if goods.codes
    }


def _days(programmes: Iterable[Programme]) -> set[date]:
    days = set()
    for programme in programmes:
        for measure in programme.measures:
            days.add(measure.start)
            if measure.end:
                days.add(measure.end + timedelta(days=1))
    return days


def _list_days(entries: Iterable[Listed]) -> set[date]:
    starts = {entry.start for entry in entries}
    return starts | {entry.end + timedelta(days=1) for entry in entries if entry.end}


def shipped_programmes() -> tuple[Programme, ...]:
    """The programmes of `law/measures`, in the order in which they are tried."""
    tables = sorted(_LAW.joinpath("measures").iterdir(), key=lambda file: file.name)
    return tuple(
        read_programme(file.read_text("utf-8"), file.name.removesuffix(".toml"))
        for file in tables
        if file.name.endswith(".toml")
    )


def shipped_lists() -> Iterator[Listed]:
    """The lists of the notes of chapter 99 that come with the product."""
    for file in sorted(_LAW.joinpath("lists").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".txt"):
            yield from read_lists(file.read_text("utf-8"))


@cache
def shipped() -> Measures:
    """The measures as they come with the product, read once: about 60,000 entries of lists."""
    return Measures(shipped_programmes(), tuple(shipped_lists()))


@lru_cache(maxsize=2)
def measures_with(loaded: tuple[Listed, ...]) -> Measures:
    """The measures with the lists that were loaded beside those of the product."""
    if not loaded:
        return shipped()
    return Measures(shipped().programmes, (*shipped_lists(), *loaded))


def told_measures() -> Iterator[News]:
    """What the feed is told of the measures that come with the product."""
    yield from news(shipped().programmes)
    yield edition(shipped().programmes, shipped_lists())
