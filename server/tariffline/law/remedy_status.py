"""What a case's record says for one entry date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tariffline.law.remedy_kinds import OVER, Status
from tariffline.law.remedy_record import CaseRecord, DatedLine, ScopeVersion, StatusEvent


@dataclass(frozen=True, slots=True)
class State:
    """The state of a case on a day, since when, and by what; None: it began later."""

    status: Status
    since: date
    event: StatusEvent


def state_on(record: CaseRecord, day: date) -> State | None:
    """The state on a day; None before the first that the notices at hand tell.

    A case first met as one that was there already (a review, a record of orders) is taken to be on
    record before that notice too: to pass over it could hide an order.
    """
    told = [event for event in record.events if event.effective <= day]
    if told:
        return _since(told)
    first = record.events[0] if record.events else None
    if first and (first.status is Status.ON_RECORD or _continues(first)):
        return State(Status.ON_RECORD, first.effective, first)
    return None


def _continues(event: StatusEvent) -> bool:
    """Whether an event tells that something went on, or ended, that had begun before it."""
    return event.status in (Status.REVOKED, Status.SUSPENDED) or (
        "continuation" in event.notice.title.lower()
    )


def _since(told: Sequence[StatusEvent]) -> State:
    """The last state, since the first of the events that say the same."""
    last = told[-1]
    since = last
    for event in reversed(told):
        if event.status is not last.status:
            break
        since = event
    return State(last.status, since.effective, last)


def is_exposure(record: CaseRecord, day: date) -> bool:
    """Whether goods entered on a day may be covered: nothing says it had not begun or was over."""
    state = state_on(record, day)
    return state is not None and state.status not in OVER


def scope_on(record: CaseRecord, day: date) -> ScopeVersion | None:
    """The scope text as of a day: the last published by then, else the first at hand."""
    before = [each for each in record.scopes if each.since and each.since <= day]
    return (before or record.scopes[:1] or (None,))[-1]


def lines_on(record: CaseRecord, day: date) -> tuple[DatedLine, ...]:
    """The HTS numbers named by a day; all at hand where none was named by then."""
    before = tuple(line for line in record.lines if line.since is None or line.since <= day)
    return before or record.lines


def next_change(record: CaseRecord, day: date) -> date | None:
    """The last day on which what is known of a case stays as on `day`; None: none is known."""
    ahead = [event.effective for event in record.events if event.effective > day]
    ahead += [rate.effective for rate in record.rates if rate.effective and rate.effective > day]
    return min(ahead) - timedelta(days=1) if ahead else None
