"""The cash deposit of a case for an exporter and a producer: the rate, the step that found it, the
names that nearly match and what each would cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tariffline.desk.deposit_words import rate_words, remarks
from tariffline.desk.find_case import find_case
from tariffline.desk.near_names import Near, near_names, near_words
from tariffline.desk.records import Desk
from tariffline.desk.remedies import edition, not_answered
from tariffline.law.answer import Answer, Cite, ErrorCode, Scope, Unknown
from tariffline.law.notice import RateParty
from tariffline.law.remedy_cascade import (
    RULE,
    RULE_URL,
    Companies,
    Open,
    Step,
    decide,
    shown,
)
from tariffline.law.remedy_case import CANCELLED, CaseNumber
from tariffline.law.remedy_changes import party
from tariffline.law.remedy_kinds import Status
from tariffline.law.remedy_record import CaseRecord, DatedRate, cite
from tariffline.law.remedy_status import State, next_change, state_on
from tariffline.law.shares import percent

_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Deposit:
    """What decides a deposit: the step, the party as the notice prints it, margin and deposit."""

    step: Step
    party: str
    rate: DatedRate
    passed: tuple[Step, ...]
    near: tuple[Near, ...]
    remarks: tuple[str, ...]


def deposit(
    desk: Desk, case: CaseNumber, exporter: str, producer: str, day: date | None
) -> Answer | Unknown:
    """The cash-deposit rate as a share of the value."""
    on = day or desk.today
    found = deposit_of(desk, case, exporter, producer, on)
    if isinstance(found, Unknown):
        return found
    rate = found.rate
    if rate.rate.unit:
        return _needs_quantity(case, found)
    record = desk.cases.records[case.number]
    beside = companions(desk, record, exporter, producer, on)
    notes = [_step_words(found), *found.remarks, *rate_words(rate), *near_words(found.near)]
    notes += _beside_words(rate, beside)
    return Answer(
        rate.deposit,
        (_cite(rate), Cite(RULE, "which rate applies", found.step.value, RULE_URL)),
        Scope(case=case.number),
        edition(desk),
        next_change(record, on),
        tuple(notes),
    )


def deposit_of(
    desk: Desk, case: CaseNumber, exporter: str, producer: str, on: date
) -> Deposit | Unknown:
    """The rate that applies and how it was found, or why none can be told."""
    if refused := not_answered(desk, on):
        return refused
    record = find_case(desk, case)
    if isinstance(record, Unknown):
        return record
    if problem := _no_deposit(record, case, on):
        return problem
    tables = desk.cases.tables(record, on)
    asked = Companies(exporter, producer, case.suffix)
    found = decide(record.number, tables, asked)
    near = near_names(desk.cases.names(record, on), tables, asked)
    if isinstance(found, Open):
        return _open(case, found)
    if found is None:
        return _no_rate(record, case, on, near)
    said = remarks(record, tables, asked, found, on)
    return Deposit(found.step, party(found.rate), found.rate, found.passed, near, said)


def companions(
    desk: Desk, record: CaseRecord, exporter: str, producer: str, on: date
) -> dict[str, Deposit | Unknown]:
    """What the companion cases take: deposits of both are due together."""
    return {
        number: deposit_of(desk, CaseNumber(number), exporter, producer, on)
        for number in record.companions
    }


def together(rate: DatedRate, beside: Mapping[str, Deposit | Unknown]) -> Decimal | None:
    """The deposits of a case and its companions as one share; None where one is not known.

    An antidumping deposit is net of export subsidies already where its notice states it apart.
    """
    shares = [None if rate.rate.unit else rate.deposit]
    for found in beside.values():
        if isinstance(found, Deposit):
            shares.append(None if found.rate.rate.unit else found.rate.deposit)
        elif found.code is not ErrorCode.NOT_IN_FORCE:
            shares.append(None)
    known = [share for share in shares if share is not None]
    return sum(known, Decimal(0)) if len(known) == len(shares) else None


def _no_deposit(record: CaseRecord, case: CaseNumber, on: date) -> Unknown | None:
    """A state in which nobody deposits; never told as a rate of zero."""
    if case.suffix == CANCELLED:
        message = f"{case}: the suffix 999 marks a cancelled case number; give the current one"
        return Unknown(ErrorCode.NOT_IN_FORCE, message, choices=(case.number,))
    state = state_on(record, on)
    if state is None:
        first = record.events[0].effective if record.events else None
        since = f"it begins on {first}" if first else "no notice at hand dates its state"
        message = f"{case} is not known to have been in force on {on}: {since}"
        return Unknown(ErrorCode.NOT_IN_FORCE if first else ErrorCode.NOT_KNOWN, message)
    told = _STATES_WITHOUT.get(state.status)
    if told is None:
        return None
    message = f"{case} on {on}: {state} ({_named(state)}); {told}"
    return Unknown(ErrorCode.NOT_IN_FORCE, message)


_STATES_WITHOUT = {
    Status.REVOKED: "no deposit is due on entries from that day; earlier entries are not released",
    Status.ENDED: "no order was made",
    Status.SUSPENDED: "no deposit is taken while the agreement holds; read its terms",
    Status.INVESTIGATION: "no deposit is due before an affirmative preliminary determination",
}


def _named(state: State) -> str:
    notice = state.event.notice
    return notice.citation or notice.document or notice.title


def _open(case: CaseNumber, found: Open) -> Unknown:
    outcomes = "; ".join(f"{party(rate)}: {shown(rate)} ({_source(rate)})" for rate in found.rates)
    if found.missing:
        message = (
            f"the deposit of {case} depends on the {found.missing}, which was not given: "
            f"{outcomes} ({RULE})"
        )
        return Unknown(ErrorCode.NEEDS, message, (found.missing,))
    message = f"{case}: one day gives {found.step} several rates: {outcomes}; read the notices"
    choices = tuple(shown(rate) for rate in found.rates)
    return Unknown(ErrorCode.AMBIGUOUS, message, choices=choices)


def _no_rate(record: CaseRecord, case: CaseNumber, on: date, near: Sequence[Near]) -> Unknown:
    said = [f"no cash-deposit rate of {case} for entries of {on} is in the notices at hand"]
    others = [rate for rate in record.rates if rate.effective and rate.effective <= on]
    said += [
        f"{_source(rate)} states {shown(rate)} for {party(rate)} ({rate.effect})"
        for rate in others[-_MOST_TOLD:]
        if rate.deposit is not None
    ]
    if undated := sum(rate.effective is None for rate in record.rates):
        said.append(f"{undated} rates on record have no date")
    said += near_words(near)
    said.append("load more with: tariffline sync adcvd. Not known is not zero")
    return Unknown(ErrorCode.NOT_KNOWN, "; ".join(said))


def _needs_quantity(case: CaseNumber, found: Deposit) -> Unknown:
    rate = found.rate
    message = (
        f"the deposit of {case} is specific: {shown(rate)} for {found.party} ({found.step}; "
        f"{_source(rate)}), so it needs the quantity in {rate.rate.unit}"
    )
    return Unknown(ErrorCode.NEEDS, message, ("quantity",), (shown(rate),))


def _cite(rate: DatedRate) -> Cite:
    return cite(rate.notice, rate.rate.place, f"{party(rate)}: {shown(rate)}")


def _source(rate: DatedRate) -> str:
    notice = rate.notice
    return notice.citation or notice.document or notice.source


def _step_words(found: Deposit) -> str:
    passed = f"; nothing by: {', '.join(found.passed)}" if found.passed else ""
    of = f" ({found.party})" if found.rate.rate.party is RateParty.NAMED else ""
    return f"step: {found.step}{of}{passed}"


def _beside_words(rate: DatedRate, beside: Mapping[str, Deposit | Unknown]) -> list[str]:
    said = []
    for number, found in beside.items():
        if isinstance(found, Unknown):
            said.append(f"companion {number}: {found}")
        else:
            said.append(f"companion {number} comes on top: {shown(found.rate)} ({found.step})")
    total = together(rate, beside)
    due = any(isinstance(found, Deposit) for found in beside.values())
    if due and total is not None:
        said.append(f"with its companion {percent(total)} together")
    return said
