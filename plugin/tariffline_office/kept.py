"""An answer that is kept: what it rests on, which days it speaks of, how long it may be given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from tariffline_office.catalogue import PARAMETERS
from tariffline_office.client import Answer, Arguments, Failure, Outcome
from tariffline_office.feed import ALWAYS, Change, Days, Scope, touches

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BETWEEN_DIGITS = re.compile(r"[\s.\-]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given.

    `days` are those it speaks of: a change on none of them leaves it as it is. `good` are those on
    which it may be given. It already holds all changes up to `feed`; `asked_at` is UTC.
    """

    answer: Answer | Failure
    edition: str
    scope: Scope
    days: Days
    good: Days
    feed: int
    asked_at: datetime

    @property
    def outcome(self) -> Outcome:
        return self.answer.value if isinstance(self.answer, Answer) else self.answer

    def touched_by(self, change: Change) -> bool:
        """Whether the change makes it stale."""
        return (
            change.seq > self.feed
            and change.days.meet(self.days)
            and touches(change.scope, self.scope)
        )


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When an answer was given, and from what; `today` is the day that a date left out means."""

    edition: str
    feed: int
    asked_at: datetime
    today: date


def keep(
    function: str, arguments: Arguments, answer: Answer | Failure, when: Circumstances
) -> Kept:
    """The answer with the rules for keeping it.

    An answer for a date holds for ever, one for today up to its `valid_until`. An error tells
    neither what it rests on nor until when, so it is taken to rest on the whole heading at any
    date, and is asked again the next day if its date was left out or had not come yet.
    """
    told = dict(zip(PARAMETERS.get(function, ()), arguments, strict=False))
    if isinstance(answer, Answer):
        days, good = _of_answer(function, told.get("date"), answer, when.today)
        edition, scope = answer.edition, answer.scope
    else:
        days, good = ALWAYS, _of_failure(told.get("date"), when.today)
        edition, scope = when.edition, Scope(_heading(told.get("hts")))
    return Kept(answer, edition, scope, days, good, when.feed, when.asked_at)


def is_keepable(kept: Kept) -> bool:
    """Whether the feed would tell when it goes stale; “can't answer now” is for now only."""
    unavailable = isinstance(kept.answer, Failure) and kept.answer.code == "UNAVAILABLE"
    return not kept.scope.is_empty and not unavailable


def _of_answer(
    function: str, written: str | None, answer: Answer, today: date
) -> tuple[Days, Days]:
    if written is not None:
        day = _iso(written)
        # The service reads more ways to write a date than are read here: then it may be any.
        return (Days(day, day) if day else ALWAYS), ALWAYS
    dated = "date" in PARAMETERS.get(function, ())
    return (Days(today, None) if dated else ALWAYS), Days(today, answer.valid_until)


def _of_failure(written: str | None, today: date) -> Days:
    day = _iso(written) if written else None
    return ALWAYS if day and day <= today else Days(today, today)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _ISO_DATE.fullmatch(text) else None
    except ValueError:
        return None


def digits_of(number: str) -> str | None:
    """The digits of an HTS number, with the leading zero that a cell drops; None if it is none."""
    digits = _BETWEEN_DIGITS.sub("", number)
    if not (digits.isascii() and digits.isdigit()):
        return None
    return "0" + digits if len(digits) % 2 else digits


def _heading(number: str | None) -> str | None:
    """What an error rests on: the heading, all if it can't be read, nothing known if not asked."""
    if number is None:
        return None
    return (digits_of(number) or "")[:4]
