"""The fees of an entry, from its value alone: MPF and HMF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, ErrorCode, Scope, Unknown
from tariffline.law.fees import (
    HMF_CITE,
    HMF_NOT_COLLECTED,
    HMF_SINCE,
    MPF_CITE,
    TERMS,
    Term,
    formal_mpf,
    line_hmf,
    line_mpf,
    term_on,
)
from tariffline.law.low_value import INFORMAL_LIMIT, INFORMAL_SINCE
from tariffline.law.money import dollars, whole_dollars

# No change of the feed bears on a fee: the rows of the law do, which come with the program.
_SCOPE = Scope()
_EXEMPT = (
    "no MPF on goods that a claimed programme, their origin or chapter 98 exempts "
    "(19 CFR 24.23(c)): leave their value out"
)


def mpf(desk: Desk, value: Decimal, day: date | None) -> Answer | Unknown:
    """The MPF of a formal entry of that value, within the limits of the day's fiscal year."""
    on = day or desk.today
    term = term_on(on)
    own = line_mpf(value)
    if isinstance(term, Unknown):
        return _before_limits(term, own) if on > TERMS[-1].end else term
    due = formal_mpf([own], term)
    notes = (*_entered(value), *_bounded(own, term), *_informal(value, on, term), _EXEMPT)
    return Answer(due, (term.notice, MPF_CITE), _SCOPE, f"MPF of {term.name}", term.end, notes)


def hmf(desk: Desk, value: Decimal, day: date | None) -> Answer | Unknown:
    """The HMF of a line of that value that arrives by vessel."""
    on = day or desk.today
    if on < HMF_SINCE:
        message = f"the HMF before {HMF_SINCE} is not known here"
        return Unknown(ErrorCode.NOT_KNOWN, message)
    notes = (
        *_entered(value),
        "for goods by vessel through a port that it is collected at; none by air, rail or road",
        "none on an informal entry; none where the whole entry's is at most "
        f"{dollars(HMF_NOT_COLLECTED)} and nothing else is owed",
    )
    return Answer(line_hmf(value), (HMF_CITE,), _SCOPE, f"HMF since {HMF_SINCE}", None, notes)


def _before_limits(unknown: Unknown, own: Decimal) -> Unknown:
    """The rate stands until it is changed; it is the limits that each year brings anew."""
    return replace(unknown, message=f"{unknown.message}; 0.3464% alone would be {dollars(own)}")


def _entered(value: Decimal) -> tuple[str, ...]:
    whole = whole_dollars(value)
    if whole == value:
        return ()
    return (f"{dollars(value)} is entered as {dollars(whole)} (19 CFR 159.3)",)


def _bounded(own: Decimal, term: Term) -> tuple[str, ...]:
    if own < term.minimum:
        return (f"the minimum an entry: 0.3464% would be {dollars(own)}",)
    if own > term.maximum:
        return (f"the maximum an entry: 0.3464% would be {dollars(own)}",)
    return ("an entry adds up its lines' fees, each in cents: several lines may differ by cents",)


def _informal(value: Decimal, on: date, term: Term) -> tuple[str, ...]:
    if value > INFORMAL_LIMIT or on < INFORMAL_SINCE:
        return ()
    return (
        f"goods of at most {dollars(INFORMAL_LIMIT)} may be entered informally: an automated "
        f"entry then pays {dollars(term.informal)} instead",
    )
