"""When programmes of additional duties start and stop, as the feed tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from tariffline.law.measure import Effect, Measure, Programme
from tariffline.law.shares import percent

_SHOWN = 4
FIRST_DAY = date(2025, 1, 1)  # the first day whose measures are all at hand


@dataclass(frozen=True, slots=True)
class News:
    """What a programme levies anew from a day on, or no longer: the headings before and after.

    `origin` is an ISO code where the programme concerns one country only, else "".
    """

    programme: str
    origin: str
    effective: date
    before: str
    after: str
    law: str
    field: str = "programme"


def news(programmes: Iterable[Programme]) -> Iterator[News]:
    """Every start and stop since FIRST_DAY, by programme and day."""
    for programme in programmes:
        origin = _only_origin(programme)
        for day, (stopped, started) in sorted(_turns(programme.measures).items()):
            if day >= FIRST_DAY:
                before, after = _headings(stopped), _headings(started)
                yield News(programme.name, origin, day, before, after, programme.law)


def edition(texts: Iterable[str]) -> News:
    """The measures as a whole, by their tables: news whenever a row or a list was mended."""
    told = sha256()
    for text in texts:
        told.update(text.encode())
    name = "the measures that come with Tariffline"
    return News(name, "", FIRST_DAY, "", told.hexdigest()[:12], "docs/duty.md", "measures")


def concerned(
    programmes: Iterable[Programme], name: str, day: date, code: str, listed: frozenset[str]
) -> frozenset[str] | None:
    """The origins for which a programme's turn of a day may bear on a number; empty: any.

    None where it bears on no goods like these. `listed`: every list that may hold the number.
    """
    found: set[str] = set()
    for programme in (each for each in programmes if each.name == name):
        for measure in (*_turns(programme.measures)[day][0], *_turns(programme.measures)[day][1]):
            goods = measure.goods
            everything = not goods.lists and not goods.codes
            if everything or code.startswith(goods.codes) or not listed.isdisjoint(goods.lists):
                if not measure.origins:
                    return frozenset()
                found |= measure.origins
    return frozenset(found) or None


def _turns(measures: Iterable[Measure]) -> dict[date, tuple[list[Measure], list[Measure]]]:
    """What stops before a day and what starts on it; exemptions go with what they exempt from."""
    turns: dict[date, tuple[list[Measure], list[Measure]]] = defaultdict(lambda: ([], []))
    for measure in measures:
        if measure.effect is Effect.NONE:
            continue
        turns[measure.start][1].append(measure)
        if measure.end:
            turns[measure.end + timedelta(days=1)][0].append(measure)
    return turns


def _headings(measures: Sequence[Measure]) -> str:
    shown = [f"{measure.heading} {_rate(measure)}" for measure in measures[:_SHOWN]]
    more = len(measures) - len(shown)
    return ", ".join(shown) + (f" and {more} more headings" if more else "")


def _rate(measure: Measure) -> str:
    rate = percent(measure.rate)
    return {
        Effect.TOTAL: f"{rate} in all",
        Effect.INSTEAD: f"{rate} in lieu",
        Effect.BARRED: "bars the goods",
    }.get(measure.effect, f"+ {rate}")


def _only_origin(programme: Programme) -> str:
    origins = {frozenset(measure.origins) for measure in programme.measures}
    only = set().union(*origins) if frozenset() not in origins else set()
    return only.pop() if len(only) == 1 else ""
