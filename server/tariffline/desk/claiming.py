"""A rate that someone states, held against ours: it agrees, was right, is contradicted, or can't be
told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tariffline.desk import duty
from tariffline.desk.claimed_base import check_base
from tariffline.desk.claimed_duties import check_duties, origins_of, together
from tariffline.desk.claimed_heading import check_heading
from tariffline.desk.claims import Checked, Claim, Of, Verdict, cannot_tell, shown
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Unknown
from tariffline.law.countries import Country
from tariffline.law.facts import NO_FACTS

_SHOWN = 3


def check(desk: Desk, claim: Claim) -> Checked:
    """Hold a claim against the duty that it is said to be; of none, against each."""
    if claim.code.digits.startswith("99"):
        return check_heading(desk, claim)
    if claim.of is Of.BASE:
        return check_base(desk, claim)
    if claim.origin is None:
        return _without_origin(desk, claim)
    if claim.of is Of.UNSAID:
        return _either(desk, claim, claim.origin)
    return check_duties(desk, claim, claim.origin)


def _without_origin(desk: Desk, claim: Claim) -> Checked:
    base = check_base(desk, claim)
    if claim.of is Of.UNSAID and base.verdict is not Verdict.CONTRADICTED:
        return base
    said = base.words if claim.of is Of.UNSAID else f"{shown(claim.rate)} for {claim.goods}"
    if origins := origins_of(desk, claim):
        words = f"{said}; it may be right of goods from {_some(origins)}"
        return cannot_tell(claim.rate, words, base.ours)
    if base.verdict is Verdict.CANNOT_TELL:
        return base
    words = f"{said}; additional duties make it right of goods from no country on {claim.day}"
    return Checked(Verdict.CONTRADICTED, words, claim.rate, base.ours, cites=base.cites)


def _some(origins: Sequence[Country]) -> str:
    more = len(origins) - _SHOWN
    named = ", ".join(origin.name for origin in origins[:_SHOWN])
    return f"{named} and {more} other countries" if more > 0 else named


def _either(desk: Desk, claim: Claim, origin: Country) -> Checked:
    """A duty, without saying which: the base rate, all together, or an additional one."""
    base = check_base(desk, claim)
    ours = duty.rate(desk, claim.code, origin, claim.day, NO_FACTS)
    if base.verdict is Verdict.AGREES:
        return base if _alike(base.ours, ours) else _and_all(base, ours)
    found = check_duties(desk, claim, origin)
    if found.verdict in (Verdict.AGREES, Verdict.CANNOT_TELL):
        return found
    if base.verdict is Verdict.WAS_RIGHT:
        later = found.until and base.until and found.until > base.until
        return found if later else _and_all(base, ours)
    if found.verdict is Verdict.WAS_RIGHT:
        return found
    return _and_all(replace(found, words=base.words), ours)


def _alike(one: Answer | Unknown | None, other: Answer | Unknown) -> bool:
    return isinstance(one, Answer) and isinstance(other, Answer) and one.value == other.value


def _and_all(checked: Checked, ours: Answer | Unknown) -> Checked:
    return replace(checked, words=f"{checked.words}; {together(ours)}")
