"""The additional duties in memory: programmes, lists of goods, and the days on which they move."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

from tariffline.law.goods_lists import GoodsLists, Listed
from tariffline.law.list_file import read_lists
from tariffline.law.measure import Programme
from tariffline.law.measure_news import News, concerned, edition, news
from tariffline.law.measure_rows import read_programme
from tariffline.law.stacking import Case, Outcome, outcomes

_LAW = files("tariffline.law")
_KEPT = 200_000


class Measures:
    """What is levied beside the base duty. Never changes once made; outcomes are kept."""

    def __init__(self, programmes: Sequence[Programme], entries: Iterable[Listed]) -> None:
        self.programmes = tuple(programmes)
        unprinted = [each for programme in programmes for each in programme.unprinted]
        self.lists = GoodsLists(entries, unprinted)
        self._starts = sorted(_days(programmes))
        self._kept: dict[object, tuple[Outcome, ...]] = {}
        self._codes = sorted(_own_codes(programmes))
        self._marked: dict[str, tuple[bool, ...]] = {}

    @property
    def known_to(self) -> date:
        """The last day whose measures are known as they are published."""
        return max(programme.known_to for programme in self.programmes)

    def segment(self, day: date) -> int:
        """A number that days share between which no programme starts or stops."""
        return bisect_right(self._starts, day)

    def last_day(self, day: date) -> date | None:
        """The last day before a programme starts or stops again; None when none is known."""
        after = self.days_after(day)
        return after[0] - timedelta(days=1) if after else None

    def days_after(self, day: date) -> Sequence[date]:
        """The days ahead on which a programme starts or has just stopped."""
        return self._starts[bisect_right(self._starts, day) :]

    def concern(self, programme: str, day: date, code: str, origin: str) -> bool:
        """Whether what a programme levies anew from a day on may bear on a number and an origin."""
        lists = self.lists.standing(code, day)
        origins = concerned(
            self.programmes, programme, day, code, lists.listed | lists.worded | lists.unread
        )
        return origins is not None and (not origins or not origin or origin in origins)

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
