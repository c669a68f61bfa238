"""When programmes of additional duties start and stop, as the feed tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from tariffline.law.measure import Effect, Measure, Programme

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


def news(programmes: Iterable[Programme]) -> Iterator[News]:
    """Every start and stop since FIRST_DAY, by programme and day."""
    for programme in programmes:
        origin = _only_origin(programme)
        for day, (stopped, started) in sorted(_turns(programme.measures).items()):
            if day >= FIRST_DAY:
                before, after = _headings(stopped), _headings(started)
                yield News(programme.name, origin, day, before, after, programme.law)


def edition(programmes: Iterable[Programme], lists: Iterable[object]) -> News:
    """The measures as a whole: news whenever a row or a list of the product was mended."""
    told = sha256(repr(tuple(programmes)).encode())
    for each in lists:
        told.update(repr(each).encode())
    mark = told.hexdigest()[:12]
    return News("the measures that come with Tariffline", "", FIRST_DAY, "", mark, "docs/duty.md")


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
    percent = f"{(measure.rate * 100).normalize():f}%"
    return {Effect.TOTAL: f"{percent} in all", Effect.INSTEAD: f"{percent} in lieu"}.get(
        measure.effect, f"+ {percent}"
    )


def _only_origin(programme: Programme) -> str:
    origins = {frozenset(measure.origins) for measure in programme.measures}
    only = set().union(*origins) if frozenset() not in origins else set()
    return only.pop() if len(only) == 1 else ""
