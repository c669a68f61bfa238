"""The duty on a line in dollars and cents, and the rows that it is the sum of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tariffline.desk import base as base_duty
from tariffline.desk.chapter_98 import shared
from tariffline.desk.duty import answer, needs
from tariffline.desk.exposed import deposits, exposed, place, told
from tariffline.desk.levied import components
from tariffline.desk.lines import units
from tariffline.desk.records import Desk
from tariffline.desk.remedies import Exposure
from tariffline.desk.stack import Question, Stack, stacked
from tariffline.law.amounts import Amount, Goods, amount
from tariffline.law.answer import Answer, ErrorCode, Scalar, Unknown
from tariffline.law.chapter_98 import entered
from tariffline.law.code import Code, dotted
from tariffline.law.countries import Country
from tariffline.law.facts import Facts
from tariffline.law.money import cents, dollars, whole_dollars
from tariffline.law.outcome import Component, Outcome
from tariffline.law.quantities import Quantities, QuantityError
from tariffline.law.rates import read_rate
from tariffline.law.shares import percent

_NOTHING = Decimal(0)
_FREED = "free of duty"


@dataclass(frozen=True, slots=True)
class Charge:
    """A row of the stack: what is filed, at which rate, and what it comes to (None: no value)."""

    heading: str
    programme: str
    rate: str | Decimal
    duty: Decimal | None
    source: str

    @property
    def row(self) -> tuple[Scalar, ...]:
        return (self.heading, self.programme, self.rate, self.duty, self.source)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed on a value: the rows of each way it may turn out, in the stack's order."""

    stack: Stack
    ways: tuple[tuple[Charge, ...], ...]

    @property
    def totals(self) -> tuple[Decimal, ...]:
        """The sum of each way, in dollars and cents."""
        return tuple(
            sum((row.duty for row in way if row.duty is not None), Decimal("0.00"))
            for way in self.ways
        )


@dataclass(frozen=True, slots=True)
class _Worth:
    """What is entered: its value (None: not said), and its quantities in the line's units."""

    value: Decimal | None
    quantities: Quantities


def duty(
    desk: Desk,
    line: Code,
    origin: Country,
    value: Decimal,
    day: date | None,
    quantities: Quantities,
    facts: Facts,
) -> Answer | Unknown:
    """All duties in dollars and cents, without fees; NEEDS with the range where facts decide."""
    question = Question(line, origin, day or desk.today, facts)
    found = owed(desk, question, value, quantities)
    if isinstance(found, Unknown):
        return found
    stack, totals = found.stack, found.totals
    if len(set(totals)) > 1:
        return range_of(found)
    said = answer(desk, stack, stack.outcomes[0], totals[0])
    return replace(said, notes=(*said.notes, told(desk, exposed(desk, question))))


def owed(desk: Desk, question: Question, value: Decimal, quantities: Quantities) -> Owed | Unknown:
    """Every way the duty may turn out; Unknown where one of them can't be worked out."""
    found = _worked_out(desk, question, value, quantities)
    if isinstance(found, Unknown):
        return found
    stack, worth = found
    ways = []
    for outcome in stack.outcomes:
        way = charges(stack, outcome, worth.value, worth.quantities)
        if isinstance(way, Unknown):
            return way
        ways.append(way)
    return Owed(stack, tuple(ways))


def range_of(found: Owed) -> Unknown:
    """Between which sums the duty lies, and what decides it."""
    return needs(found.stack, [dollars(min(found.totals)), dollars(max(found.totals))])


def rows(
    desk: Desk,
    line: Code,
    origin: Country,
    value: Decimal | None,
    day: date | None,
    quantities: Quantities,
    facts: Facts,
) -> Answer | Unknown:
    """The stack as rows in filing order: chapter 99, then the line's own number.

    Amounts are given where a value is. Cases that may cover the goods follow, provisional and
    without an amount. NEEDS where outcomes differ in what is levied.
    """
    question = Question(line, origin, day or desk.today, facts)
    worked = _worked_out(desk, question, value, quantities)
    if isinstance(worked, Unknown):
        return worked
    stack, worth = worked
    if undecided := _undecided(stack):
        return undecided
    found = charges(stack, stack.outcomes[0], worth.value, worth.quantities)
    if isinstance(found, Unknown):
        return found
    cases = exposed(desk, question)
    charged = [*found, *map(_possible, cases)]
    said = answer(desk, stack, stack.outcomes[0], tuple(charge.row for charge in charged))
    return replace(said, notes=(*said.notes, told(desk, cases)))


def _possible(exposure: Exposure) -> Charge:
    name = f"possible exposure: {exposure.product}, {exposure.status}; {exposure.words}"
    return Charge(exposure.case, name, deposits(exposure), None, place(exposure.cite))


def charges(
    stack: Stack, outcome: Outcome, value: Decimal | None, quantities: Quantities
) -> tuple[Charge, ...] | Unknown:
    """The rows of one outcome, in filing order, the line's own number last."""
    own = _own(stack, outcome, value, quantities)
    if isinstance(own, Unknown):
        return own
    levied = [component for component in components(outcome) if component is not outcome.instead]
    if any(component.rate is None for component in levied) and value is not None:
        text = f"the base duty is {stack.base.value}, so that its share of the value is not known"
        return Unknown(ErrorCode.NEEDS, f"{text}; give the quantity", ("quantity",))
    return (*_provision(stack), *(_charge(component, value) for component in levied), own)


def _provision(stack: Stack) -> Iterator[Charge]:
    """The row of chapter 98, which is filed first and levies nothing itself."""
    claim = entered(dict(stack.question.facts.said))
    if claim.is_named:
        paid = f"duty on {_roughly(claim.share)} of the value" if claim.share else _FREED
        yield Charge(str(claim), paid, _NOTHING, Decimal("0.00"), stack.base.cites[-1].source)


def _worked_out(
    desk: Desk, question: Question, value: Decimal | None, quantities: Quantities
) -> tuple[Stack, _Worth] | Unknown:
    facts = shared(question.facts, value)
    if isinstance(facts, Unknown):
        return facts
    worth = _worth(desk, question, value, quantities)
    if isinstance(worth, Unknown):
        return worth
    stack = _stacked(desk, replace(question, facts=facts), worth)
    return stack if isinstance(stack, Unknown) else (stack, worth)


def _stacked(desk: Desk, question: Question, worth: _Worth) -> Stack | Unknown:
    """The stack, with the base as a share of the value where its amount can be worked out."""
    if not worth.value:
        return stacked(desk, question)
    base = base_duty.base(desk, question.line, question.origin, question.day, question.facts)
    share = None
    if isinstance(base, Answer) and isinstance(base.value, str):
        owed = amount(read_rate(base.value), Goods(worth.value, worth.quantities))
        if isinstance(owed, Amount):
            share = Decimal(owed.exact.numerator) / owed.exact.denominator / worth.value
    return stacked(desk, question, share)


def _worth(
    desk: Desk, question: Question, value: Decimal | None, given: Quantities
) -> _Worth | Unknown:
    """What is entered; a bare number is a quantity in the line's first unit."""
    printed = units(desk, question.line, question.day)
    names = str(printed.value).split(", ") if isinstance(printed, Answer) else []
    try:
        return _Worth(value, given.reported(names) if names else given)
    except QuantityError as error:
        return Unknown(ErrorCode.BAD_INPUT, f"quantity: {error}")


def _undecided(stack: Stack) -> Unknown | None:
    """Why there is not one stack: outcomes that levy different things."""
    levied = {tuple((c.heading, c.of_value) for c in components(o)) for o in stack.outcomes}
    if len(levied) <= 1:
        return None
    totals = [outcome.total for outcome in stack.outcomes]
    known = [total for total in totals if total is not None]
    if not known:
        return needs(stack, ["one heading", "another"])
    return needs(stack, [percent(min(known)), percent(max(known))])


def _own(
    stack: Stack, outcome: Outcome, value: Decimal | None, quantities: Quantities
) -> Charge | Unknown:
    """The row of the line's own number: the base duty, or what is levied in its place."""
    base = stack.base
    cite = base.cites[0]
    heading, programme = dotted(stack.question.line.digits), cite.place.partition(", ")[2]
    if outcome.instead:
        instead = outcome.instead
        heading = f"{instead.heading} {heading}"
        levied = _levied(instead.rate or _NOTHING, outcome.part, value)
        name = _on_part(instead.programme.name, outcome.part)
        return Charge(heading, name, instead.rate or _NOTHING, levied, instead.measure.cite)
    programme = _on_part(programme, outcome.part)
    if isinstance(base.value, Decimal):
        levied = _levied(base.value, outcome.part, value)
        return Charge(heading, programme, base.value, levied, cite.source)
    if value is None:
        return Charge(heading, programme, str(base.value), None, cite.source)
    owed = amount(read_rate(str(base.value)), Goods(value, quantities))
    if isinstance(owed, Unknown):
        return owed
    levied = cents(owed.exact * Fraction(outcome.part))
    return Charge(heading, programme, str(base.value), levied, cite.source)


def _on_part(name: str, share: Decimal) -> str:
    return name if share in (0, 1) else f"{name}, on {_roughly(share)} of the value"


def _roughly(share: Decimal) -> str:
    """A share in percent; one that dollars were divided by is cut to what can be read."""
    return percent(round(share, 4))


def _charge(component: Component, value: Decimal | None) -> Charge:
    rate = component.rate
    name = component.programme.name
    if rate:
        name = _on_part(name, component.share)
    shown: str | Decimal = f"tops up to {percent(component.measure.rate)}" if rate is None else rate
    duty = None if rate is None else _levied(rate, component.share, value)
    cite = component.measure.cite
    named = component.filed or component.heading in cite
    source = cite if named else f"{component.heading}: {cite}"
    return Charge(component.filed, name, shown, duty, source)


def _levied(rate: Decimal, share: Decimal, value: Decimal | None) -> Decimal | None:
    """The duty on a share of the value, taken in whole dollars (19 CFR 159.3), to the cent."""
    if value is None:
        return None
    return cents(Fraction(whole_dollars(value * share)) * Fraction(rate))
