"""What a notice does: to the state of a case, and to the cash deposits of its companies.

A notice of an investigation's preliminary determination sets deposits; that of a review does not,
nor do a sunset review's "margins likely to prevail" (19 U.S.C. 1673b(d), 1675(a)(2)(C), 1675a(b)).
"""

from __future__ import annotations

import re
from enum import StrEnum

from tariffline.law.message_mentions import countries
from tariffline.law.notice import Notice, NoticeKind


class Status(StrEnum):
    """The state of a case."""

    INVESTIGATION = "in investigation"
    PROVISIONAL = "provisional measures"
    ORDER = "order in force"
    SUSPENDED = "suspended by agreement"
    REVOKED = "revoked"
    ENDED = "ended without an order"
    ON_RECORD = "on record"


PENDING = frozenset({Status.INVESTIGATION, Status.PROVISIONAL})
SETTLED = frozenset({Status.ORDER, Status.SUSPENDED, Status.REVOKED})
OVER = frozenset({Status.REVOKED, Status.ENDED})


class Effect(StrEnum):
    """What a stated rate is for: only the first two are cash-deposit rates."""

    DEPOSIT = "cash-deposit rate"
    PROVISIONAL = "provisional cash-deposit rate"
    EXPECTED = "preliminary result of a review, not yet a deposit rate"
    STATED = "stated, but not a deposit rate"


_NEGATIVE = re.compile(r"(?i)\bnegative\b(?!\s+(?:\w+\s+)?determinations? of critical)")
_AFFIRMATIVE = re.compile(r"(?i)\baffirmative\b(?!\s+(?:\w+\s+)?determinations? of critical)")
_ENDED = re.compile(
    r"(?i)\btermination of (?:the )?(?:[\w-]+ ){0,6}(?:investigation|petition)"
    r"|\bwithdrawal of petition"
)
_RESUMED = re.compile(
    r"(?i)\btermination of (?:the )?suspension"
    r"|\bresum\w+ of (?:the )?(?:[\w-]+ ){0,4}investigation"
    r"|\bcontinuation of (?:the )?(?:[\w-]+ ){0,4}investigation"
)
_STILL_SUSPENDED = re.compile(r"(?i)\bcontinuation of (?:the )?suspen(?:ded|sion)\b")
# A revocation that is only asked for, thought of or announced.
_NOT_YET = re.compile(
    r"(?i)\bpreliminary\b(?!.*\bfinal\b)|\binitiation\b|\bintent to\b|\bconsideration of\b"
)
_PRELIMINARY = re.compile(r"(?i)\bpreliminary\b")
_FINAL = re.compile(r"(?i)\bfinal\b")

_SETS_DEPOSITS = frozenset({
    NoticeKind.ORDER, NoticeKind.FINAL, NoticeKind.REVIEW_FINAL, NoticeKind.COURT,
    NoticeKind.RECORD,
})  # fmt: skip
# Kinds that may be preliminary or final, as their title says.
_BY_TITLE = frozenset({
    NoticeKind.NEW_SHIPPER, NoticeKind.CHANGED_CIRCUMSTANCES, NoticeKind.CORRECTION,
    NoticeKind.CIRCUMVENTION,
})  # fmt: skip


def new_status(notice: Notice, origin: str = "") -> Status | None:
    """The state that a notice brings a country's case into; None where it leaves it as it was."""
    kinds = frozenset(notice.kinds)
    if NoticeKind.REVOCATION in kinds and not notice.part and _is_revoked(notice, origin):
        return None if _NOT_YET.search(notice.title) else Status.REVOKED
    if _STILL_SUSPENDED.search(notice.title):
        return Status.SUSPENDED
    if kinds & {NoticeKind.ORDER, NoticeKind.CONTINUATION}:
        return Status.ORDER
    if is_resumed(notice.title):
        return Status.INVESTIGATION
    if NoticeKind.SUSPENSION in kinds:
        return Status.SUSPENDED
    return _in_investigation(kinds, notice.title)


def _is_revoked(notice: Notice, origin: str) -> bool:
    """Whether it is this country's order that is revoked.

    “Continuation of Orders (Belgium, India) and Revocation of Order (Brazil)” tells by its words.
    Where they do not tell, the order is taken to be in force: to pass over it would hide it.
    """
    if NoticeKind.CONTINUATION not in notice.kinds:
        return True
    revoked = notice.title.lower().rfind("revocation")
    return revoked >= 0 and origin in countries(notice.title[revoked:].partition(";")[0])


def _in_investigation(kinds: frozenset[NoticeKind], title: str) -> Status | None:
    if _ENDED.search(title):
        return Status.ENDED
    if NoticeKind.COURT in kinds:
        return None
    if kinds & {NoticeKind.FINAL, NoticeKind.ITC_FINAL, NoticeKind.ITC_PRELIMINARY}:
        if is_negative(title):
            return Status.ENDED
        return Status.PROVISIONAL if NoticeKind.FINAL in kinds else None
    if NoticeKind.PRELIMINARY in kinds:
        return Status.INVESTIGATION if is_negative(title) else Status.PROVISIONAL
    return Status.INVESTIGATION if NoticeKind.INITIATION in kinds else None


def is_resumed(title: str) -> bool:
    """Whether a title tells that an investigation goes on, or its suspension has ended."""
    return bool(_RESUMED.search(title))


def is_negative(title: str) -> bool:
    """Whether a title speaks of a negative determination (other than of critical circumstances)."""
    return bool(_NEGATIVE.search(title)) and not _AFFIRMATIVE.search(title)


def presumed(notice: Notice) -> Status:
    """The state that a notice presumes where it is the first at hand and brings about none."""
    before_an_order = NoticeKind.ITC_PRELIMINARY in notice.kinds
    return Status.INVESTIGATION if before_an_order else Status.ON_RECORD


def effect_of(notice: Notice) -> Effect:
    """What the rates are for that a notice states."""
    kinds = frozenset(notice.kinds)
    if NoticeKind.SUNSET in kinds:
        return Effect.STATED
    if kinds & _SETS_DEPOSITS:
        return Effect.DEPOSIT
    if NoticeKind.PRELIMINARY in kinds:
        return Effect.PROVISIONAL
    if NoticeKind.REVIEW_PRELIMINARY in kinds or (kinds & _BY_TITLE and _is_preliminary(notice)):
        return Effect.EXPECTED
    if NoticeKind.REVIEW_INITIATION in kinds:
        return Effect.STATED
    is_final = NoticeKind.CORRECTION in kinds or (kinds & _BY_TITLE and _FINAL.search(notice.title))
    return Effect.DEPOSIT if is_final else Effect.STATED


def _is_preliminary(notice: Notice) -> bool:
    return bool(_PRELIMINARY.search(notice.title)) and not _FINAL.search(notice.title)
