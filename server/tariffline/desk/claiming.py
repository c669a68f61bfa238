"""A rate that someone states, held against ours: it agrees, was right, is contradicted, or can't be
told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from tariffline.desk import blame as blaming
from tariffline.desk.base import base
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Cite, Unknown, Value
from tariffline.law.code import Code
from tariffline.law.countries import Country
from tariffline.law.facts import NO_FACTS, Facts
from tariffline.law.programmes import PROGRAMMES
from tariffline.law.shares import percent


class Verdict(StrEnum):
    """What comes of holding a claim against the schedule."""

    AGREES = "agrees"
    WAS_RIGHT = "was right"
    CONTRADICTED = "contradicted"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim and our answer, `words` says both. `until`: the last day the claim was right."""

    verdict: Verdict
    words: str
    claimed: str
    ours: Answer | Unknown | None = None
    until: date | None = None
    cites: tuple[Cite, ...] = ()


def cannot_tell(claimed: str, why: str) -> Checked:
    """A claim that there is nothing to hold against."""
    return Checked(Verdict.CANNOT_TELL, why, claimed)


def check_base(desk: Desk, claimed: str, code: Code, origin: Country | None, day: date) -> Checked:
    """Hold a claimed base rate (a share such as 0.039, or 4.4¢/kg) against that of the day.

    A rate that a programme gives agrees, for it is right when the programme is claimed.
    """
    ours = _ask(desk, code, origin, NO_FACTS)(day)
    goods = f"{code} from {origin.name}" if origin else str(code)
    if isinstance(ours, Unknown):
        words = f"{shown(claimed)} for {goods} can't be checked: {ours.message}"
        return Checked(Verdict.CANNOT_TELL, words, claimed, ours)
    law = f"{shown(ours.value)} ({ours.edition})"
    if _same(claimed, ours.value):
        words = f"{shown(claimed)} for {goods} agrees with the base rate on {day}"
        return Checked(Verdict.AGREES, words, claimed, ours, cites=ours.cites)
    if programme := _by_programme(desk, claimed, code, origin, day):
        symbol, answer = programme
        words = (
            f"{shown(claimed)} for {goods} is right on {day} only where {symbol} is claimed "
            f"({PROGRAMMES[symbol].name}); without a claim it is {law}"
        )
        return Checked(Verdict.AGREES, words, claimed, ours, cites=(*answer.cites, *ours.cites))
    if last := _last_right(desk, claimed, code, origin, day):
        words = f"{shown(claimed)} for {goods} was right until {last}; on {day} it is {law}"
        return Checked(Verdict.WAS_RIGHT, words, claimed, ours, last, ours.cites)
    words = f"{shown(claimed)} for {goods} is not the base rate on {day}: it is {law}"
    return Checked(Verdict.CONTRADICTED, words, claimed, ours, cites=ours.cites)


def shown(rate: Value) -> str:
    """A rate for people: 3.9%, Free, or as printed."""
    try:
        share = Decimal(str(rate))
    except InvalidOperation:
        return str(rate)
    return percent(share) if share else "Free"


def _ask(
    desk: Desk, code: Code, origin: Country | None, facts: Facts
) -> Callable[[date], Answer | Unknown]:
    return lambda day: base(desk, code, origin, day, facts)


def _same(claimed: str, ours: Value) -> bool:
    if isinstance(ours, Decimal):
        try:
            return Decimal(claimed) == ours
        except InvalidOperation:
            return False
    return str(ours).replace(" ", "") == claimed


def _by_programme(
    desk: Desk, claimed: str, code: Code, origin: Country | None, day: date
) -> tuple[str, Answer] | None:
    """The first programme of the origin's own that gives the claimed rate."""
    for symbol in _open_to(origin):
        answer = _ask(desk, code, origin, Facts(claims=(symbol,)))(day)
        special = isinstance(answer, Answer) and any("special" in c.place for c in answer.cites)
        if isinstance(answer, Answer) and special and _same(claimed, answer.value):
            return symbol, answer
    return None


def _open_to(origin: Country | None) -> Sequence[str]:
    if origin is None:
        return ()
    return [s for s, programme in PROGRAMMES.items() if origin.iso in programme.countries]


def _last_right(
    desk: Desk, claimed: str, code: Code, origin: Country | None, day: date
) -> date | None:
    """The last day before `day` on which the claim was right, by the editions at hand."""
    ask = _ask(desk, code, origin, NO_FACTS)
    found = blaming.blame(desk, ask, code.digits, day)
    while isinstance(found, blaming.Blame) and found.before is not None:
        last = found.since - timedelta(days=1)
        if isinstance(found.before, Answer) and _same(claimed, found.before.value):
            return last
        found = blaming.blame(desk, ask, code.digits, last)
    return None
