"""The duty on a line: as one rate, as an amount, as rows, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from tariffline.desk.levied import components, law_of
from tariffline.desk.records import Desk
from tariffline.desk.stack import Question, Stack, stacked
from tariffline.law.answer import Answer, ErrorCode, Scope, Unknown, Value
from tariffline.law.code import Code
from tariffline.law.countries import Country
from tariffline.law.facts import Facts, Said
from tariffline.law.outcome import Outcome
from tariffline.law.shares import percent


def rate(
    desk: Desk, line: Code, origin: Country, day: date | None, facts: Facts
) -> Answer | Unknown:
    """All duties as one number; NEEDS where a part is not ad valorem or a fact decides."""
    stack = stacked(desk, Question(line, origin, day or desk.today, facts))
    if isinstance(stack, Unknown):
        return stack
    first, *others = stack.totals
    if first is None or None in others:
        return Unknown(
            ErrorCode.NEEDS,
            f"the base duty is {stack.base.value}, which is no share of the value; ask DUTY with "
            f"the value and the quantity",
            ("value", "quantity"),
        )
    if any(other != first for other in others):
        known = [total for total in stack.totals if total is not None]
        return needs(stack, [percent(min(known)), percent(max(known))])
    return answer(desk, stack, stack.outcomes[0], first)


def answer(desk: Desk, stack: Stack, outcome: Outcome, value: Value) -> Answer:
    """The value with the law of every component, how long it holds and what could be claimed."""
    base, day = stack.base, stack.question.day
    law = stack.first if outcome is stack.outcomes[0] else law_of(outcome)
    return Answer(
        value=value,
        cites=(*base.cites, *law.cites),
        scope=Scope(base.scope.hts, stack.question.origin.iso),
        edition=base.edition,
        valid_until=_earlier(base.valid_until, desk.measures.last_day(day)),
        notes=(*law.barred, *base.notes, *law.notes, *_notes(desk, stack, outcome)),
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
    days = [day for day in (one, other) if day]
    return min(days) if days else None


def _notes(desk: Desk, stack: Stack, outcome: Outcome) -> Iterator[str]:
    if stated := _stated(stack):
        filed = {component.heading for component in components(outcome)}
        for heading in stated:
            if heading not in filed:
                yield f"{heading} was stated, but does not apply to this line on this day"
    for ask, said in outcome.supposed:
        yield f"{_supposition(said)}: {ask.words}"
    known_to = desk.measures.known_to
    if stack.question.day > known_to:
        yield f"measures are known to {known_to}; what was published since is not in this answer"
    else:
        yield f"measures known to {known_to}"


def _supposition(said: Said) -> str:
    if isinstance(said, Decimal):
        return f"supposed {percent(said)}"
    return "supposed" if said else "supposed not"


def _stated(stack: Stack) -> tuple[str, ...]:
    headings = dict(stack.question.facts.said).get("heading", ())
    return headings if isinstance(headings, tuple) else ()
