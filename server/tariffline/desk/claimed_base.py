"""A stated rate held against the base rate of its day, and against what programmes give."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from tariffline.desk import blame as blaming
from tariffline.desk.base import base
from tariffline.desk.claims import Checked, Claim, Verdict, cannot_tell, shown
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Unknown, Value
from tariffline.law.facts import NO_FACTS, Facts
from tariffline.law.programmes import PROGRAMMES


def check_base(desk: Desk, claim: Claim) -> Checked:
    """Hold a claim against the base rate of its day.

    A rate that a programme gives agrees, for it is right when the programme is claimed.
    """
    ours = _ask(desk, claim, NO_FACTS)(claim.day)
    rate, goods, day = shown(claim.rate), claim.goods, claim.day
    if isinstance(ours, Unknown):
        return cannot_tell(claim.rate, f"{rate} for {goods} can't be checked: {ours.message}", ours)
    law = f"{shown(ours.value)} ({ours.edition})"
    if _same(claim.rate, ours.value):
        words = f"{rate} for {goods} agrees with the base rate on {day}"
        return Checked(Verdict.AGREES, words, claim.rate, ours, cites=ours.cites)
    if programme := _by_programme(desk, claim):
        symbol, answer = programme
        words = (
            f"{rate} for {goods} is right on {day} only where {symbol} is claimed "
            f"({PROGRAMMES[symbol].name}); without a claim it is {law}"
        )
        return Checked(Verdict.AGREES, words, claim.rate, ours, cites=(*answer.cites, *ours.cites))
    if last := _last_right(desk, claim):
        words = f"{rate} for {goods} was right until {last}; on {day} it is {law}"
        return Checked(Verdict.WAS_RIGHT, words, claim.rate, ours, last, ours.cites)
    words = f"{rate} for {goods} is not the base rate on {day}: it is {law}"
    return Checked(Verdict.CONTRADICTED, words, claim.rate, ours, cites=ours.cites)


def _ask(desk: Desk, claim: Claim, facts: Facts) -> Callable[[date], Answer | Unknown]:
    return lambda day: base(desk, claim.code, claim.origin, day, facts)


def _same(claimed: str, ours: Value) -> bool:
    if isinstance(ours, Decimal):
        try:
            return Decimal(claimed) == ours
        except InvalidOperation:
            return False
    return re.sub(r" |(?<=[a-z])\.", "", str(ours)) == claimed  # “90¢/pr. + 37.5%”


def _by_programme(desk: Desk, claim: Claim) -> tuple[str, Answer] | None:
    """The first programme of the origin's own that gives the claimed rate."""
    for symbol in _open_to(claim):
        answer = _ask(desk, claim, Facts(claims=(symbol,)))(claim.day)
        special = isinstance(answer, Answer) and any("special" in c.place for c in answer.cites)
        if isinstance(answer, Answer) and special and _same(claim.rate, answer.value):
            return symbol, answer
    return None


def _open_to(claim: Claim) -> Sequence[str]:
    if claim.origin is None:
        return ()
    return [s for s, programme in PROGRAMMES.items() if claim.origin.iso in programme.countries]


def _last_right(desk: Desk, claim: Claim) -> date | None:
    """The last day before its own on which the claim was right, by the editions at hand."""
    ask = _ask(desk, claim, NO_FACTS)
    found = blaming.blame(desk, ask, claim.code.digits, claim.day)
    while isinstance(found, blaming.Blame) and found.before is not None:
        last = found.since - timedelta(days=1)
        if isinstance(found.before, Answer) and _same(claim.rate, found.before.value):
            return last
        found = blaming.blame(desk, ask, claim.code.digits, last)
    return None
