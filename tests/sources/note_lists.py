"""The lists of chapter 99 by heading, as the product reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tariffline.law.chapter_notes import ChapterNotes
from tariffline.law.list_file import lists_of
from tariffline.law.note_lists import NOTE_LISTS

Numbers = Mapping[str, frozenset[str]]


def lists(notes: ChapterNotes) -> Numbers:
    """Per heading that has its whole list, the numbers listed by number alone."""
    return _numbers(notes, worded=False)


def described(notes: ChapterNotes) -> Numbers:
    """Per heading that has its whole list, the numbers that sentences name."""
    return _numbers(notes, worded=True)


def _numbers(notes: ChapterNotes, *, worded: bool) -> Numbers:
    entries = list(lists_of(notes, date(2018, 1, 1)))
    return {
        heading: frozenset(
            each.digits for each in entries if each.name == heading and each.worded is worded
        )
        for heading in NOTE_LISTS.keys() & {each.name for each in entries}
    }
