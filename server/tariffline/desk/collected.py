"""What would be collected on a line, as its page shows it: each part with its law and its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tariffline.desk import duty_amount, why
from tariffline.desk.chapter_98 import shared
from tariffline.desk.duty_amount import Charge, Owed
from tariffline.desk.exposed import deposits, exposed, told
from tariffline.desk.levied import barred, components
from tariffline.desk.records import Desk
from tariffline.desk.stack import Question, Stack, stacked
from tariffline.law.answer import Unknown
from tariffline.law.money import dollars
from tariffline.law.outcome import Component, Outcome
from tariffline.law.quantities import NO_QUANTITIES, Quantities
from tariffline.law.shares import percent

_MOST_WAYS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the stack; `start` and `end` are its own days (None: not told, or open)."""

    heading: str
    programme: str
    rate: str
    duty: Decimal | None
    is_levied: bool
    law: str
    url: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Way:
    """One way it may turn out: what it rests on ("" for nothing), its parts, its sums in words."""

    supposed: str
    parts: tuple[Part, ...]
    share: str
    duty: Decimal | None


@dataclass(frozen=True, slots=True)
class Possible:
    """A case that may cover the goods."""

    case: str
    product: str
    deposits: str


@dataclass(frozen=True, slots=True)
class Collected:
    """What would be collected, in `total` words: one sum, or a range that `deciding` decides.

    `lacking` says why there are no amounts though a value is given; `barred`, in words, what keeps
    the goods from being entered at all.
    """

    total: str
    lacking: Unknown | None
    deciding: tuple[str, ...]
    ways: tuple[Way, ...]
    more_ways: int
    barred: tuple[str, ...]
    claimable: tuple[tuple[str, str, str], ...]
    ahead: tuple[tuple[date, str], ...]
    exposure: str
    cases: tuple[Possible, ...]
    known_to: date
    is_later: bool


def collected(
    desk: Desk,
    question: Question,
    value: Decimal | None = None,
    quantities: Quantities = NO_QUANTITIES,
) -> Collected | Unknown:
    """The stack of a line for people, with amounts where a value (and quantity) allows them."""
    facts = shared(question.facts, value)
    if isinstance(facts, Unknown):
        return facts
    question = replace(question, facts=facts)
    owed = None if value is None else duty_amount.owed(desk, question, value, quantities)
    stack = owed.stack if isinstance(owed, Owed) else stacked(desk, question)
    if isinstance(stack, Unknown):
        return stack
    outcomes = why.distinct(stack)
    ways = tuple(_way(stack, each, owed) for each in outcomes[:_MOST_WAYS])
    cases = exposed(desk, question)
    return Collected(
        total=_total(stack, owed),
        lacking=owed if isinstance(owed, Unknown) else None,
        deciding=tuple(ask.words for ask in stack.asks) if len(outcomes) > 1 else (),
        ways=ways,
        more_ways=len(outcomes) - len(ways),
        barred=tuple(dict.fromkeys(words for way in outcomes for words in barred(way))),
        claimable=tuple(dict.fromkeys(each for way in outcomes for each in _claimable(way))),
        ahead=tuple(why.ahead(desk, stack)),
        exposure=told(desk, cases),
        cases=tuple(Possible(each.case, each.product, deposits(each)) for each in cases),
        known_to=desk.measures.known_to,
        is_later=question.day > desk.measures.known_to,
    )


def _total(stack: Stack, owed: Owed | Unknown | None) -> str:
    if not isinstance(owed, Owed):
        return why.total(stack)
    low, high = min(owed.totals), max(owed.totals)
    return dollars(low) if low == high else f"between {dollars(low)} and {dollars(high)}"


def _way(stack: Stack, outcome: Outcome, owed: Owed | Unknown | None) -> Way:
    supposed = why.supposed(outcome)
    share = "" if outcome.total is None else percent(outcome.total)
    if isinstance(owed, Owed):
        position = stack.outcomes.index(outcome)
        parts = _parts(stack, outcome, owed.ways[position])
        return Way(supposed, parts, share, owed.totals[position])
    rows = duty_amount.charges(stack, outcome, None, NO_QUANTITIES)
    parts = () if isinstance(rows, Unknown) else _parts(stack, outcome, rows)
    return Way(supposed, parts, share, None)


def _parts(stack: Stack, outcome: Outcome, rows: Sequence[Charge]) -> tuple[Part, ...]:
    """The rows with their law: those of chapter 99 as they are filed, the line's own last."""
    filed = [each for each in components(outcome) if each is not outcome.instead]
    first = len(rows) - 1 - len(filed)
    parts = [
        *(_part(row, stack.base.cites[-1].url, None, None) for row in rows[:first]),
        *(_by(row, each) for row, each in zip(rows[first:-1], filed, strict=True)),
    ]
    if outcome.instead:
        return (*parts, _by(rows[-1], outcome.instead))
    return (*parts, _part(rows[-1], stack.base.cites[0].url, None, None))


def _by(row: Charge, component: Component) -> Part:
    measure = component.measure
    return _part(row, component.programme.url, measure.start, measure.end)


def _part(row: Charge, url: str, start: date | None, end: date | None) -> Part:
    rate = percent(row.rate) if isinstance(row.rate, Decimal) else row.rate
    is_levied = row.rate != 0
    return Part(row.heading, row.programme, rate, row.duty, is_levied, row.source, url, start, end)


def _claimable(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [
        (measure.heading, programme.name, measure.note or " or ".join(map(str, measure.claims)))
        for programme, measure in outcome.claimable
    ]
