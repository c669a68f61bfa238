"""Blame: which edition made an answer what it is, and what it was before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Unknown, Value
from tariffline.law.change_record import Entry

Ask = Callable[[date], Answer | Unknown]
"""The question, asked as of a day."""


@dataclass(frozen=True, slots=True)
class Blame:
    """An answer's origin among the editions at hand.

    `since`: the first day it was so; `document`: the edition that made it so; `before`: what the
    answer was the day before, None when that is before the data; `authorities`: what USITC's change
    records, where they are at hand, say of the number between the two editions.
    """

    now: Answer | Unknown
    since: date
    document: str
    before: Answer | Unknown | None
    authorities: tuple[Entry, ...] = ()


def blame(desk: Desk, ask: Ask, code: str, day: date | None) -> Blame | Unknown:
    """Ask the same question of ever older editions until the answer differs."""
    on = day or desk.today
    now = ask(on)
    info = desk.schedule.info_on(on)
    if info is None:
        return now if isinstance(now, Unknown) else Blame(now, on, now.edition, None)
    older = [edition for edition in desk.schedule.editions if edition.effective < info.effective]
    for edition in reversed(older):
        before = ask(info.effective - timedelta(days=1))
        if said(before) != said(now):
            words = tuple(desk.feed.authorities(code, info.name, edition.name))
            return Blame(now, info.effective, f"HTS {info.label}", before, words)
        info = edition
    return Blame(now, info.effective, f"HTS {info.label}", None)


def said(found: Answer | Unknown) -> Value | tuple[str, tuple[str, ...]]:
    """What an answer says, to be compared with that of another day."""
    return found.value if isinstance(found, Answer) else (found.code, found.choices)
