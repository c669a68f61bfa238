"""The duty on a line: as one rate, as an amount, as rows, and in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from tariffline.desk.levied import components
from tariffline.desk.records import Desk
from tariffline.desk.stack import Question, Stack, stacked
from tariffline.law.answer import Answer, ErrorCode, Unknown, Value
from tariffline.law.code import Code
from tariffline.law.countries import Country
from tariffline.law.facts import Facts
from tariffline.law.shares import percent


def rate(
    desk: Desk, line: Code, origin: Country, day: date | None, facts: Facts
) -> Answer | Unknown:
    """All duties as one number; NEEDS where a part is not ad valorem or a fact decides."""
    stack = stacked(desk, Question(line, origin, day or desk.today, facts))
    if isinstance(stack, Unknown):
        return stack
    total = stack.ways.total
    return _no_number(stack) if total is None else answer(desk, stack, total)


def _no_number(stack: Stack) -> Unknown:
    totals = [outcome.total for outcome in stack.outcomes]
    known = [total for total in totals if total is not None]
    if len(known) == len(totals):
        return needs(stack, [percent(min(known)), percent(max(known))])
    return Unknown(
        ErrorCode.NEEDS,
        f"the base duty is {stack.base.value}, which is no share of the value; ask DUTY with "
        f"the value and the quantity",
        ("value", "quantity"),
    )


def answer(desk: Desk, stack: Stack, value: Value) -> Answer:
    """The value with the law of the first way, how long it holds and what could be claimed."""
    base, law, known_to = stack.base, stack.ways.law, desk.measures.known_to
    known = _known(known_to, stack.question.day > known_to)
    return Answer(
        value=value,
        cites=(*base.cites, *law.cites),
        scope=base.scope,
        edition=base.edition,
        valid_until=_earlier(base.valid_until, stack.ways.last_day),
        notes=(*law.barred, *base.notes, *law.notes, *_idle(stack), *law.supposed, known),
    )


def needs(stack: Stack, bounds: Iterable[str]) -> Unknown:
    """A range, and what would decide it."""
    low, high = bounds
    asks = stack.asks
    span = f"between {low} and {high}" if low != high else f"{low}, but not of which headings"
    return Unknown(
        ErrorCode.NEEDS,
        f"{span}; it depends on {'; '.join(ask.words for ask in asks)}. "
        f"State the fact, the heading of chapter 99 (heading=…), or assume=ordinary",
        tuple(dict.fromkeys(ask.name for ask in asks)),
    )


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other


def _idle(stack: Stack) -> Iterable[str]:
    """The headings that were stated, but are not filed."""
    headings = dict(stack.question.facts.said).get("heading")
    if not isinstance(headings, tuple):
        return ()
    filed = {component.heading for component in components(stack.outcomes[0])}
    return (
        f"{heading} was stated, but does not apply to this line on this day"
        for heading in headings
        if heading not in filed
    )


@lru_cache(maxsize=8)
def _known(to: date, is_later: bool) -> str:
    if is_later:
        return f"measures are known to {to}; what was published since is not in this answer"
    return f"measures known to {to}"
