"""The duty on a line explained: each part with its law, what gave way, what could be claimed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tariffline.desk.duty import answer
from tariffline.desk.exposed import deposits, exposed, told
from tariffline.desk.levied import barred, barring, components
from tariffline.desk.records import Desk
from tariffline.desk.stack import Question, Stack, later, stacked
from tariffline.law.answer import Answer, Unknown
from tariffline.law.code import Code
from tariffline.law.countries import Country
from tariffline.law.facts import Facts, Said
from tariffline.law.outcome import Component, Outcome
from tariffline.law.shares import percent

_AHEAD = 3


def why(
    desk: Desk, line: Code, origin: Country, day: date | None, facts: Facts
) -> Answer | Unknown:
    """The stack in words, a line each; with several outcomes, each of them and what decides."""
    question = Question(line, origin, day or desk.today, facts)
    stack = stacked(desk, question)
    if isinstance(stack, Unknown):
        return stack
    text = "\n".join(_told(desk, stack))
    return answer(desk, stack, stack.outcomes[0], text)


def _told(desk: Desk, stack: Stack) -> Iterator[str]:
    question = stack.question
    yield f"{question.line} from {question.origin.name}, entered {question.day}"
    outcomes = distinct(stack)
    for outcome in outcomes:
        if len(outcomes) > 1:
            yield f"If {supposed(outcome)}:"
        yield from (f"  {words}" for words in barred(outcome))
        yield from _parts(stack, outcome)
        yield from _claimable(outcome)
    cases = exposed(desk, question)
    yield f"AD/CVD: {told(desk, cases)}"
    yield from (f"  {each.case} {each.product}: {deposits(each)}" for each in cases)
    yield from (f"From {day}: {total}" for day, total in ahead(desk, stack))


def distinct(stack: Stack) -> list[Outcome]:
    """One outcome for each set of headings: those that differ in nothing else are told once."""
    seen: dict[object, Outcome] = {}
    for outcome in stack.outcomes:
        key = tuple((component.heading, component.of_value) for component in components(outcome))
        seen.setdefault(key, outcome)
    return list(seen.values())


def supposed(outcome: Outcome) -> str:
    """What an outcome rests on that nobody stated, in words; "" for nothing."""
    return ", ".join(_supposition(ask.words, value) for ask, value in outcome.supposed)


def _supposition(words: str, said: Said) -> str:
    if isinstance(said, Decimal):
        return f"{words} is {percent(said)}"
    return words if said else f"not {words}"


def _parts(stack: Stack, outcome: Outcome) -> Iterator[str]:
    base = stack.base
    cite = base.cites[0]
    shown = percent(base.value) if isinstance(base.value, Decimal) else str(base.value)
    if outcome.instead:
        yield f"  {_line(outcome.instead)} in lieu of {shown}"
    else:
        part = (
            "" if outcome.part in (0, 1) else f", on {percent(round(outcome.part, 4))} of the value"
        )
        yield f"  {shown} base: {cite.place} (HTS {base.edition}){part}"
    levied = [component for component in components(outcome) if component is not outcome.instead]
    yield from (f"  + {_line(component)}" for component in levied if component.of_value != 0)
    yield f"  = {percent(outcome.total)}" if outcome.total is not None else "  = not ad valorem"
    yield from (f"  not levied: {_line(c)}" for c in levied if c.of_value == 0)


def _line(component: Component) -> str:
    measure, programme = component.measure, component.programme
    rate = percent(component.of_value) if component.of_value is not None else "top-up"
    part = "" if component.share in (0, 1) else f" ({percent(component.share)} of the value)"
    until = f" to {measure.end}" if measure.end else ""
    gone = ", which left it to what is levied above" if measure.spent else ""
    return (
        f"{rate} {component.heading} {programme.name}{part}, from {measure.start}{until}{gone}: "
        f"{measure.cite}"
    )


def _claimable(outcome: Outcome) -> Iterator[str]:
    for programme, measure in outcome.claimable:
        what = measure.note or " or ".join(map(str, measure.claims))
        yield f"  could be claimed: {measure.heading} {programme.name}: {what}"


def ahead(desk: Desk, stack: Stack) -> Iterator[tuple[date, str]]:
    """The next days on which what is levied moves, as far as measures are published."""
    told, before = 0, _entered(stack)
    for day in desk.measures.days_after(stack.question.day):
        then = later(desk, stack, day)
        if isinstance(then, Unknown):
            return
        if (after := _entered(then)) != before:
            yield day, after
            told, before = told + 1, after
        if told == _AHEAD:
            return


def _entered(stack: Stack) -> str:
    """What it comes to, and what then keeps the goods out."""
    bars = (each.heading for each in barring(stack.outcomes[0]))
    return "; barred by ".join((total(stack), *bars))


def total(stack: Stack) -> str:
    """What it comes to as a share of the value, in words: one, or the range."""
    totals = [outcome.total for outcome in stack.outcomes]
    known = [total for total in totals if total is not None]
    if len(known) < len(totals):
        return "not ad valorem"
    low, high = percent(min(known)), percent(max(known))
    return low if low == high else f"between {low} and {high}"
