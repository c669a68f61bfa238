"""Taking chapter 99 in: the lists of goods in its notes, as they stand from an edition on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tariffline.desk.measures import measures_with
from tariffline.law.chapter_notes import ChapterNotes
from tariffline.law.goods_lists import Listed
from tariffline.law.list_file import lists_of
from tariffline.sources.http import PATIENCE, session
from tariffline.sources.usitc.chapter99 import read_chapter_99, read_notes
from tariffline.sources.usitc.chapter_file import fetch_chapter_99
from tariffline.store.originals import keep_original
from tariffline.store.schedule import ScheduleStore

_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class TakenChapter:
    """The edition that was read, how many lists it holds, and which of them were not so before."""

    edition: str
    lists: int
    changed: tuple[str, ...]


def read_chapter(data: bytes) -> ChapterNotes:
    """The notes of the chapter, from its PDF or its text. Raises SourceError if it is neither."""
    return read_chapter_99(data) if data.startswith(_PDF) else read_notes(_text(data))


def take_in_chapter(store: ScheduleStore, home: Path, data: bytes, effective: date) -> TakenChapter:
    """Load the chapter's PDF, or its text. Raises SourceError if it is neither.

    A list that says the same as the one at hand adds nothing; one that a note no longer prints
    stays as it was, for its programme has its own last day.
    """
    notes = read_chapter(data)
    found: dict[str, list[Listed]] = defaultdict(list)
    for entry in lists_of(notes, effective):
        found[entry.name].append(entry)
    keep_original(home, hashlib.sha256(data).hexdigest(), data)
    at_hand = measures_with(store.measures.lists()).lists
    changed = [
        name
        for name, entries in found.items()
        if _numbers(entries) != _numbers(at_hand.named(name, effective))
        and store.measures.add(entries)
    ]
    return TakenChapter(notes.edition, len(found), tuple(changed))


def sync_chapter(store: ScheduleStore, home: Path, base_url: str, effective: date) -> TakenChapter:
    """Load the chapter as USITC publishes it now. Raises SourceError when it does not come."""
    with session(PATIENCE) as asking:
        data = fetch_chapter_99(asking, base_url)
    return take_in_chapter(store, home, data, effective)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _numbers(entries: Iterable[Listed]) -> set[tuple[str, bool]]:
    return {(entry.digits, entry.worded) for entry in entries}
