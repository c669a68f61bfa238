"""What a case's record says for one entry date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tariffline.law.notice import NoticeKind
from tariffline.law.remedy_kinds import OVER, Status, new_status
from tariffline.law.remedy_record import UNDATED, CaseRecord, DatedLine, ScopeVersion, StatusEvent


@dataclass(frozen=True, slots=True)
class State:
    """The state of a case on a day: by its last event, and by the one with which it began."""

    status: Status
    began: StatusEvent
    event: StatusEvent

    @property
    def since(self) -> date | None:
        """The first day of the state by the notices at hand; None where none dates it."""
        return self.began.effective if self.began.effective != UNDATED else None

    def __str__(self) -> str:
        said = "continued" if _is_continuation(self.began) else "since"
        words = f"{self.status} {said} {self.since}" if self.since else f"{self.status}"
        if self.status is not Status.ON_RECORD:
            return words
        told = new_status(self.event.notice) if self.since is None else None
        return f"{words}, {told} on a day not stated" if told else f"{words}, its state not stated"


def state_on(record: CaseRecord, day: date) -> State | None:
    """The state on a day; None before the first that the notices at hand tell.

    A case first met as one that was there already (a review, a record of orders) is taken to be on
    record before that notice too: to pass over it could hide an order.
    """
    told = [event for event in record.events if event.effective <= day]
    if told:
        return State(told[-1].status, _first_of_the_same(told), told[-1])
    first = record.events[0] if record.events else None
    if first and (first.status in _WAS_THERE or _is_continuation(first)):
        return State(Status.ON_RECORD, replace(first, effective=UNDATED), first)
    return None


_WAS_THERE = frozenset({Status.ON_RECORD, Status.REVOKED, Status.SUSPENDED})


def _is_continuation(event: StatusEvent) -> bool:
    return NoticeKind.CONTINUATION in event.notice.kinds


def _first_of_the_same(told: Sequence[StatusEvent]) -> StatusEvent:
    first = told[-1]
    for event in reversed(told):
        if event.status is not first.status:
            break
        first = event
    return first


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
