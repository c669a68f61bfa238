"""Where a pending investigation stands, and by when the law has its next step come.

Days: 19 U.S.C. 1671b(a)-(c), 1671d(a)-(b) (countervailing), 1673b(a)-(c), 1673d(a)-(b)
(antidumping). They are the law's outer days, counted from the notices at hand; Commerce may tie a
countervailing case to its antidumping companion, and a shutdown tolls them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tariffline.law.notice import Notice, NoticeKind
from tariffline.law.remedy_case import is_countervailing
from tariffline.law.remedy_kinds import PENDING, is_negative
from tariffline.law.remedy_record import CaseRecord, day_of
from tariffline.law.remedy_status import state_on


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step to come: by the law's ordinary day, and the day to which it may be put off."""

    what: str
    by: date | None
    at_latest: date | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A pending case: how far it is, since when, by what notice, and what comes next."""

    number: str
    product: str
    origin: str
    reached: str
    since: date
    notice: Notice
    next_steps: tuple[NextStep, ...]
    postponed: tuple[Notice, ...]


# Days from one determination to the next: ordinary, and at the latest.
_PRELIMINARY = {"A": (140, 190), "C": (65, 130)}  # after initiation
_FINAL = {"A": (75, 135), "C": (75, 75)}  # after the preliminary determination
_ITC_PRELIMINARY = 25  # after initiation, itself 20 days after the petition
_ITC_FINAL = (120, 45)  # after Commerce's preliminary, or its final if that is later
_ORDER = 7  # after the Commission informs Commerce

_STEPS = (
    (NoticeKind.ITC_FINAL, "ITC final determination"),
    (NoticeKind.FINAL, "final determination"),
    (NoticeKind.PRELIMINARY, "preliminary determination"),
    (NoticeKind.ITC_PRELIMINARY, "ITC preliminary determination"),
    (NoticeKind.INITIATION, "initiation"),
)


def stage_on(record: CaseRecord, day: date) -> Stage | None:
    """The stage of a pending investigation on a day; None when the case is not pending."""
    state = state_on(record, day)
    if state is None or state.status not in PENDING:
        return None
    told = [each for each in record.notices if (day_of(each) or date.max) <= day]
    for kind, name in _STEPS:
        for notice in reversed(told):
            since = day_of(notice)
            if kind in notice.kinds and since is not None:
                return Stage(
                    record.number, record.product, record.origin, name, since, notice,
                    _next(record.number, kind, told),
                    tuple(each for each in told if NoticeKind.POSTPONEMENT in each.kinds),
                )  # fmt: skip
    return None


def _next(case: str, reached: NoticeKind, told: list[Notice]) -> tuple[NextStep, ...]:
    initiated, preliminary = _day(told, NoticeKind.INITIATION), _day(told, NoticeKind.PRELIMINARY)
    final = _day(told, NoticeKind.FINAL)
    sort = "C" if is_countervailing(case) else "A"
    match reached:
        case NoticeKind.ITC_FINAL:
            since = _day(told, NoticeKind.ITC_FINAL)
            return (_step("order, if the determination was affirmative", since, _ORDER, _ORDER),)
        case NoticeKind.FINAL:
            return (_itc_final(preliminary, final),)
        case NoticeKind.PRELIMINARY:
            latest = next(each for each in reversed(told) if NoticeKind.PRELIMINARY in each.kinds)
            step = _step("final determination", preliminary, *_FINAL[sort])
            return (step,) if is_negative(latest.title) else (step, _itc_final(preliminary, None))
    step = _step("preliminary determination", initiated, *_PRELIMINARY[sort])
    if reached is NoticeKind.ITC_PRELIMINARY:
        return (step,)
    itc = _step("ITC preliminary determination", initiated, _ITC_PRELIMINARY, _ITC_PRELIMINARY)
    return (itc, step)


def _itc_final(preliminary: date | None, final: date | None) -> NextStep:
    """The later of 120 days after Commerce's preliminary and 45 after its final determination."""
    days = [
        since + timedelta(days)
        for since, days in zip((preliminary, final), _ITC_FINAL, strict=True)
        if since
    ]
    by = max(days, default=None)
    return NextStep("ITC final determination", by, by if final else None)


def _step(what: str, since: date | None, ordinary: int, latest: int) -> NextStep:
    if since is None:
        return NextStep(what, None, None)
    return NextStep(what, since + timedelta(ordinary), since + timedelta(latest))


def _day(told: list[Notice], kind: NoticeKind) -> date | None:
    return next((day_of(each) for each in reversed(told) if kind in each.kinds), None)
