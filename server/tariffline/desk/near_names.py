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
from tariffline.law.remedy_names import core, keys
from tariffline.law.remedy_record import DatedRate

NEAR = 82.0  # out of 100: below it two names share little but “Steel Co., Ltd.”
_MOST_NEAR = 5
_NEVER_CERTAIN = 99  # a name that is the same but for its legal form is still another name


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


class NamesInUse:
    """The names of the rates in use, ready to be compared: made once for a case and a day."""

    def __init__(self, tables: Tables) -> None:
        self._cost: dict[str, dict[str, None]] = {}
        for rate in tables.every():
            if rate.rate.party is RateParty.NAMED:
                for name in _printed(rate):
                    self._cost.setdefault(name, {})[_cost(rate, name)] = None
        self._core = {name: core(name) for name in self._cost}
        self._keys = {name: frozenset(keys(name)) for name in self._cost}

    def alike(self, role: str, given: str) -> Iterator[Near]:
        """The names that are like one without being the same, best first."""
        same = set(keys(given))
        alike = process.extract(
            core(given), self._core, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=20
        )
        others = [found for found in alike if not self._keys[found[2]] & same]
        for _, score, name in others[:_MOST_NEAR]:
            cost = "; ".join(self._cost[name])
            yield Near(name, role, min(round(score), _NEVER_CERTAIN), cost)


def near_names(names: NamesInUse, tables: Tables, asked: Companies) -> tuple[Near, ...]:
    """Names on record that are like the ones given without being the same, best first; then the
    other partners of a company that has its rates only together with them."""
    given = (("exporter", asked.exporter), ("producer", asked.producer))
    found = [near for role, name in given if name for near in names.alike(role, name)]
    found.sort(key=lambda near: -near.score)
    named = {near.name for near in found}
    return (*found, *(each for each in _partners(tables, asked) if each.name not in named))


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
            score = round(fuzz.token_sort_ratio(core(given), core(name)))
            yield Near(name, role, min(score, _NEVER_CERTAIN), _cost(rate, name))


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
        if each.score >= NEAR
        else f"with another {each.role}, “{each.name}”, it would cost {each.cost}"
        for each in near
    ]
