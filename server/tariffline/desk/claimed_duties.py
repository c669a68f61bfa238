"""A stated rate held against all duties of its day together, and against each additional one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from tariffline.desk import duty
from tariffline.desk.claims import Checked, Claim, Of, Verdict, cannot_tell, shown
from tariffline.desk.levied import components
from tariffline.desk.records import Desk
from tariffline.desk.stack import Question, Stack, stacked
from tariffline.law.answer import Answer, Unknown
from tariffline.law.countries import COUNTRIES, Country
from tariffline.law.facts import NO_FACTS
from tariffline.law.outcome import Component, Outcome
from tariffline.law.shares import percent

_DAY = timedelta(days=1)

Right = dict[Decimal, str]
"""The shares that a claim is right to state, and what each is."""


_TOGETHER = "all duties together"


def check_duties(desk: Desk, claim: Claim, origin: Country) -> Checked:
    """Hold a claim against everything levied, or against the additional duties that it names."""
    stack = _stack(desk, claim, origin, claim.day)
    rate, goods = shown(claim.rate), claim.goods
    if isinstance(stack, Unknown):
        words = f"{rate} for {goods} can't be checked: {stack.message}"
        return cannot_tell(claim.rate, words, stack)
    ours = duty.rate(desk, claim.code, origin, claim.day, NO_FACTS)
    cites = (*stack.base.cites, *stack.ways.law.cites)
    said = _said(stack, claim)
    if len(said) == 1 and (what := next(iter(said))):
        more = "" if what == _TOGETHER else f"; {together(ours)}"
        words = f"{rate} for {goods} agrees with {what} on {claim.day}{more}"
        return Checked(Verdict.AGREES, words, claim.rate, ours, cites=cites)
    if any(said) or (None in _totals(stack) and claim.of is not Of.ADDED):
        return cannot_tell(claim.rate, f"{rate} for {goods} may be right: {together(ours)}", ours)
    law = _levied(stack, claim) if claim.of is Of.ADDED else together(ours)
    if last := _last_right(desk, claim, origin):
        words = f"{rate} for {goods} was right until {last}; on {claim.day} {law}"
        return Checked(Verdict.WAS_RIGHT, words, claim.rate, ours, last, cites)
    words = f"{rate} for {goods} is wrong on {claim.day}: {law}"
    return Checked(Verdict.CONTRADICTED, words, claim.rate, ours, cites=cites)


def origins_of(desk: Desk, claim: Claim) -> list[Country]:
    """The countries of origin of which the claim is, or may be, right: also where nobody knows."""
    return [origin for origin in COUNTRIES.values() if _may_be(desk, claim, origin)]


def _may_be(desk: Desk, claim: Claim, origin: Country) -> bool:
    stack = _stack(desk, claim, origin, claim.day)
    if isinstance(stack, Unknown):
        return True
    return any(_said(stack, claim)) or (None in _totals(stack) and claim.of is not Of.ADDED)


def together(ours: Answer | Unknown) -> str:
    """What all duties together are."""
    if isinstance(ours, Unknown):
        return f"{_TOGETHER}: {ours.message}"
    return f"{_TOGETHER} are {shown(ours.value)}"


def _stack(desk: Desk, claim: Claim, origin: Country, day: date) -> Stack | Unknown:
    return stacked(desk, Question(claim.code, origin, day, NO_FACTS))


def _said(stack: Stack, claim: Claim) -> set[str]:
    """What the claim is right of, way by way; "" for a way in which it is not."""
    share = claim.share
    if share is None:
        return {""}
    ways = zip(stack.outcomes, _totals(stack), strict=True)
    return {_right(outcome, total, claim).get(share, "") for outcome, total in ways}


def _totals(stack: Stack) -> list[Decimal | None]:
    return [outcome.total for outcome in stack.outcomes]


def _right(outcome: Outcome, total: Decimal | None, claim: Claim) -> Right:
    """What may be stated of one way that it turns out."""
    right: Right = {}
    if claim.of is not Of.ALL:
        levied = list(_named(outcome, claim))
        known = [each.of_value for each in levied if each.of_value is not None]
        if len(known) == len(levied) > 1:
            right[sum(known, Decimal(0))] = "the additional duties together"
        for each in levied:
            for share in (each.measure.rate, each.rate, each.of_value):
                if share is not None:
                    right[share] = f"{each.programme.name} ({each.heading})"
    if claim.of is not Of.ADDED and total is not None:
        right[total] = _TOGETHER
    return right


def _named(outcome: Outcome, claim: Claim) -> Iterator[Component]:
    """What is levied under the programmes that the claim names; under all, where it names none."""
    for each in components(outcome):
        if each.of_value != 0 and each.programme.name.startswith(claim.named or ("",)):
            yield each


def _levied(stack: Stack, claim: Claim) -> str:
    named = " or ".join(claim.named) or "the additional duties"
    [*levied] = dict.fromkeys(
        f"{percent(each.measure.rate)} ({each.heading})"
        for outcome in stack.outcomes
        for each in _named(outcome, claim)
    )
    return f"{named}: {' or '.join(levied) if levied else 'nothing is levied'}"


def _last_right(desk: Desk, claim: Claim, origin: Country) -> date | None:
    """The last day before its own on which the claim was right, by the editions at hand."""
    first = min((edition.effective for edition in desk.schedule.editions), default=claim.day)
    starts = {edition.effective for edition in desk.schedule.editions}
    starts.update(desk.measures.days_until(claim.day))
    for start in sorted(starts, reverse=True):
        if first < start <= claim.day:
            stack = _stack(desk, claim, origin, start - _DAY)
            if isinstance(stack, Stack) and "" not in _said(stack, claim):
                return start - _DAY
    return None
