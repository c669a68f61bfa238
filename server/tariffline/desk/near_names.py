"""Names on record that are like the ones given, and what each would cost: told, never taken.

RapidFuzz tells how alike two names are; whether they are the same, only `law.remedy_names` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz, process

from tariffline.law.notice import RateParty
from tariffline.law.remedy_cascade import Companies, Tables, shown
from tariffline.law.remedy_names import keys, words
from tariffline.law.remedy_record import DatedRate

_NEAR = 82.0  # out of 100: below it two names share little but “Steel Co., Ltd.”
_MOST_NEAR = 5


@dataclass(frozen=True, slots=True)
class Near:
    """A name on record that is like one given, but not the same: not taken, only told.

    `score`: out of 100. `role`: the one given that it is like, or stands in place of, "exporter" or
    "producer".
    """

    name: str
    role: str
    score: int
    cost: str


def near_names(tables: Tables, asked: Companies) -> tuple[Near, ...]:
    """Names on record that are like the ones given without being the same, best first; then the
    other partners of a company that has its rates only together with them."""
    every = [rate for rate in tables.every() if rate.rate.party is RateParty.NAMED]
    found = [
        near
        for role, given in (("exporter", asked.exporter), ("producer", asked.producer))
        if given
        for near in _alike(role, given, every)
    ]
    found.sort(key=lambda near: -near.score)
    named = {near.name for near in found}
    return (*found, *(each for each in _partners(tables, asked) if each.name not in named))


def _alike(role: str, given: str, every: Sequence[DatedRate]) -> Iterator[Near]:
    same = set(keys(given))
    names = {
        name: words(name)
        for rate in every
        for name in _printed(rate)
        if not same.intersection(keys(name))
    }
    alike = process.extract(
        words(given), names, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR, limit=_MOST_NEAR
    )
    for _, score, name in alike:
        costs = dict.fromkeys(_cost(rate, name) for rate in every if name in _printed(rate))
        yield Near(name, role, round(score), "; ".join(costs))


def _partners(tables: Tables, asked: Companies) -> Iterator[Near]:
    """With whom else one of the two companies given has a rate, where they have none together."""
    exporter, producer = set(keys(asked.exporter)), set(keys(asked.producer))
    if not (exporter and producer) or any(
        pair in tables.combinations for pair in product(exporter, producer)
    ):
        return
    for (one, other), rates in tables.combinations.items():
        role = "producer" if one in exporter else "exporter" if other in producer else ""
        for rate in rates if role else ():
            name = rate.rate.producer if role == "producer" else rate.rate.exporter
            given = asked.producer if role == "producer" else asked.exporter
            score = round(fuzz.token_sort_ratio(words(given), words(name)))
            yield Near(name, role, score, _cost(rate, name))


def _printed(rate: DatedRate) -> tuple[str, ...]:
    """The names of a rate: as printed, or one by one where the notice lists several."""
    said = rate.rate
    if said.names:
        return (*said.names, said.producer) if said.exporter and said.producer else said.names
    return tuple(filter(None, (said.exporter, said.producer)))


def _cost(rate: DatedRate, name: str) -> str:
    said = rate.rate
    if said.exporter and said.producer and said.exporter != said.producer:
        other = f"from {said.exporter}" if name == said.producer else f"produced by {said.producer}"
        return f"{shown(rate)} {other}"
    return shown(rate)


def near_words(near: Sequence[Near]) -> list[str]:
    """The near names as an answer tells them."""
    return [
        f"like the {each.role} given, but not the same ({each.score}%): “{each.name}” would cost "
        f"{each.cost}"
        if each.score >= _NEAR
        else f"with another {each.role}, “{each.name}”, it would cost {each.cost}"
        for each in near
    ]
