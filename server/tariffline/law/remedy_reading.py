"""Readings of notices: what was read, when, and which of them stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tariffline.law.notice import Notice

Same = tuple[str, str]
"""What readings have in common that say the same anew: source and document."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A notice as it was read, and when it came here."""

    notice: Notice
    learned: datetime


def same(notice: Notice) -> Same:
    """By what a reading is known again."""
    return notice.source, notice.document or notice.citation or notice.title


def standing(readings: Iterable[Reading], known_on: date | None = None) -> list[Notice]:
    """The notices as last read; with `known_on` as they had been read by the end of that day (UTC).

    What came together stands together: a broker's file may give a document in several parts.
    """
    last: dict[Same, list[Reading]] = {}
    for reading in sorted(readings, key=lambda each: each.learned):
        if known_on is not None and reading.learned.date() > known_on:
            break
        group = last.setdefault(same(reading.notice), [])
        if group and group[-1].learned != reading.learned:
            group.clear()
        group.append(reading)
    return [reading.notice for group in last.values() for reading in group]


def fresh(notices: Sequence[Notice], known: Iterable[Notice]) -> list[Notice]:
    """The notices that say anything new, each with all that came with it; each once."""
    stand: dict[Same, set[Notice]] = {}
    for notice in known:
        stand.setdefault(same(notice), set()).add(notice)
    come: dict[Same, list[Notice]] = {}
    for notice in dict.fromkeys(notices):
        come.setdefault(same(notice), []).append(notice)
    return [
        notice
        for group, said in come.items()
        if set(said) != stand.get(group, set())
        for notice in said
    ]
