"""The additional duties in memory: programmes, lists of goods, and the days on which they move."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from tariffline.desk.levied import Law, law_of
from tariffline.law.chapter_98 import entered
from tariffline.law.facts import Facts, Said
from tariffline.law.goods_lists import GoodsLists, Listed, Standing
from tariffline.law.list_file import read_lists
from tariffline.law.measure import Programme
from tariffline.law.measure_news import News, concerned, edition, news
from tariffline.law.measure_rows import read_programme
from tariffline.law.outcome import Outcome
from tariffline.law.programmes import COLUMN_2, claimed_as
from tariffline.law.stacking import Case, outcomes

_LAW = files("tariffline.law")
_KEPT = 200_000
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Goods:
    """All that additional duties ask of a number: the lists it stands on, the rows it stands under.

    `marks` has a bit for each set of numbers that a row names itself. Numbers that are alike in all
    of it share one object.
    """

    code: str
    standing: Standing
    marks: int


@dataclass(frozen=True, slots=True)
class Ways:
    """Every way it may turn out, with the totals (None: a part is not ad valorem).

    `first` is the law of the first way, which most questions end with.
    """

    outcomes: tuple[Outcome, ...]
    totals: tuple[Decimal | None, ...]
    first: Law


class Measures:
    """What is levied beside the base duty. Never changes once made; what was worked out is kept."""

    def __init__(self, programmes: Sequence[Programme], entries: Iterable[Listed]) -> None:
        self.programmes = tuple(programmes)
        unprinted = [each for programme in programmes for each in programme.unprinted]
        self.lists = GoodsLists(entries, unprinted)
        # Those that have ended are known for good.
        self.known_to = min(each.known_to for each in programmes if not each.over)
        self._starts = sorted(_days(programmes) | self.lists.days())
        self._codes = sorted(_own_codes(programmes))
        self._goods: dict[tuple[str, int], Goods] = {}
        self._alike: dict[tuple[Standing, int], Goods] = {}
        self._in_force: dict[tuple[int, str], tuple[Programme, ...]] = {}
        self._ways: dict[object, Ways] = {}

    def segment(self, day: date) -> int:
        """A number that days share between which no programme and no list starts or stops."""
        return bisect_right(self._starts, day)

    def last_day(self, day: date) -> date | None:
        """The last day before a programme starts or stops again; None when none is known."""
        after = bisect_right(self._starts, day)
        return self._starts[after] - _DAY if after < len(self._starts) else None

    def days_after(self, day: date) -> Sequence[date]:
        """The days ahead on which a programme starts or has just stopped."""
        return self._starts[bisect_right(self._starts, day) :]

    def days_until(self, day: date) -> Sequence[date]:
        """The days so far on which a programme started or had just stopped."""
        return self._starts[: bisect_right(self._starts, day)]

    def goods(self, code: str, day: date) -> Goods:
        """What additional duties ask of a number on a day."""
        key = (code, self.segment(day))
        found = self._goods.get(key)
        if found is None:
            standing = self.lists.standing(code, day)
            marks = sum(1 << i for i, codes in enumerate(self._codes) if code.startswith(codes))
            found = self._alike.setdefault((standing, marks), Goods(code, standing, marks))
            _keep(self._goods, key, found)
        return found

    def concern(self, programme: str, day: date, code: str, origin: str) -> bool:
        """Whether what a programme levies anew from a day on may bear on a number and an origin."""
        lists = self.lists.standing(code, day)
        origins = concerned(
            self.programmes, programme, day, code, lists.listed | lists.worded | lists.unread
        )
        return origins is not None and (not origins or not origin or origin in origins)

    def ways(
        self, goods: Goods, origin: str, day: date, base: Decimal | None, facts: Facts
    ) -> Ways:
        """Every way it may turn out (see `law.stacking`), kept by all that it depends on.

        `base` is the base duty as a share of the value; None where it is not known as one.
        """
        segment = self.segment(day)
        key = (id(goods), origin, segment, base, facts.stated)
        found = self._ways.get(key)
        if found is None:
            case = _case(goods, origin, day, base, facts)
            every = outcomes(case, self._levying(segment, case))
            totals = tuple(outcome.total for outcome in every)
            found = Ways(every, totals, law_of(every[0]))
            _keep(self._ways, key, found)
        return found

    def _levying(self, segment: int, case: Case) -> tuple[Programme, ...]:
        """The programmes with the rows that hold on the day for the origin."""
        key = (segment, case.origin)
        found = self._in_force.get(key)
        if found is None:
            found = tuple(_narrowed(self.programmes, case.day, case.origin))
            _keep(self._in_force, key, found)
        return found


def _case(goods: Goods, origin: str, day: date, base: Decimal | None, facts: Facts) -> Case:
    said: dict[str, Said] = dict(facts.said)
    if claims := claimed_as(facts.claims):
        said["claim"] = claims
    if "S" in claims:
        said["usmca"] = True
    return Case(
        code=goods.code,
        listed=goods.standing.listed,
        worded=goods.standing.worded,
        unread=goods.standing.unread,
        origin=origin,
        day=day,
        facts=said,
        base=base,
        column_2=origin in COLUMN_2,
        free=bool(facts.claims) and base == 0,
        entered=entered(said),
    )


def _keep(kept: dict[Any, Any], key: object, found: object) -> None:
    if len(kept) >= _KEPT:
        kept.clear()
    kept[key] = found


def _narrowed(programmes: Iterable[Programme], day: date, origin: str) -> Iterator[Programme]:
    for programme in programmes:
        rows = tuple(row for row in programme.measures if row.in_force(day) and row.of(origin))
        if rows:
            yield replace(programme, measures=rows)


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


def _tables(folder: str, suffix: str) -> Iterator[tuple[str, str]]:
    """The files of a folder of the law, by name: the name without its suffix, and the text."""
    for file in sorted(_LAW.joinpath(folder).iterdir(), key=lambda file: file.name):
        if file.name.endswith(suffix):
            yield file.name.removesuffix(suffix), file.read_text("utf-8")


def _programmes() -> Iterator[Programme]:
    """The programmes of `law/measures`, in the order in which they are tried."""
    return (read_programme(text, name) for name, text in _tables("measures", ".toml"))


def _lists() -> Iterator[Listed]:
    """The lists of the notes of chapter 99 that come with the product."""
    return (entry for _, text in _tables("lists", ".txt") for entry in read_lists(text))


@cache
def shipped() -> Measures:
    """The measures as they come with the product, read once: about 60,000 entries of lists."""
    return Measures(tuple(_programmes()), _lists())


@lru_cache(maxsize=2)
def measures_with(loaded: tuple[Listed, ...]) -> Measures:
    """The measures with the lists that were loaded beside those of the product."""
    if not loaded:
        return shipped()
    return Measures(shipped().programmes, (*_lists(), *loaded))


def told_measures() -> Iterator[News]:
    """What the feed is told of the measures that come with the product, by date."""
    yield from sorted(news(_programmes()), key=lambda each: each.effective)
    yield edition(text for folder in ("measures", "lists") for _, text in _tables(folder, ""))
