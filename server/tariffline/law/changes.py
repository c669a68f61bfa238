"""What moved between two states of the schedule, and which questions a change touches.

Numbered rows are compared, each with the unnumbered words printed above it, texts normalised (see
`schedule.plain`): markup comes and goes between editions, the law does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from tariffline.law.answer import Scope
from tariffline.law.schedule import Row
from tariffline.law.tree import between, parents

_WORD = re.compile(r"\w+")
_SAME_MEANING = 0.5  # share of words kept below which a number was given to something else


class ChangeKind(StrEnum):
    """What sort of change it is."""

    EDITION = "edition"
    ADDED = "added"
    DISCONTINUED = "discontinued"
    REASSIGNED = "reassigned"
    RATE = "rate"
    DESCRIPTION = "description"
    UNIT = "unit"
    FOOTNOTE = "footnote"
    QUOTA = "quota"
    ADDITIONAL = "additional duties"
    MESSAGE = "message"
    PROGRAMME = "programme"
    CASE = "AD/CVD case"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that moved at one number: the words before and after, "" for none."""

    kind: ChangeKind
    code: str
    field: str
    before: str
    after: str
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the feed: what is answered for the days from `effective` to `until` moved.

    `until` None: no end was known when it was told; what moves later has entries of its own.
    `effective` is the law's date, `published` the document's, `seq` our own order of learning.
    `stands` is false where the editions at hand do not say so, or no longer: a correction moves
    answers, but is no change of the law.
    """

    seq: int
    kind: ChangeKind
    scope: Scope
    field: str
    before: str
    after: str
    successors: tuple[str, ...]
    effective: date
    until: date | None
    published: date | None
    document: str
    stands: bool = True


@dataclass(frozen=True, slots=True)
class _Entry:
    """A numbered row and what is printed above it, up to the row that its number belongs to."""

    row: Row
    lead: str


def differences(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Difference]:
    """Everything that moved between two states, by number."""
    old, new = _entries(before), _entries(after)
    printed = sorted(new)
    established = sorted(new.keys() - old.keys())
    for code in sorted(old.keys() | new.keys()):
        if code not in new:
            heirs = tuple(successors(printed, established, code))
            yield Difference(ChangeKind.DISCONTINUED, code, "number", _words(old[code]), "", heirs)
        elif code not in old:
            yield Difference(ChangeKind.ADDED, code, "number", "", _words(new[code]))
        elif old[code] != new[code]:
            yield from _row_differences(code, old[code], new[code])


def successors(
    printed: Sequence[str], established: Sequence[str], code: str, most: int = 20
) -> list[str]:
    """The numbers that stand where a discontinued one stood; both sequences ascend.

    Under the nearest level that is still printed: those established at that step, else all there.
    The official change records do not say which number took over from which; this is derived.
    """
    for length in range(len(code) - 2, 3, -2):
        if under := between(printed, code[:length]):
            there = between(established, code[:length]) or under
            deepest = max(map(len, there))
            return [other for other in there if len(other) == deepest][:most]
    return []


def touches(change: Scope, question: Scope) -> bool:
    """Whether a change makes an answer stale: the one test behind every cache and watch list.

    A dimension that either side leaves out (None) never meets. A heading's answer rests on
    its lines and a line's on its heading, so prefixes meet both ways; an origin left empty is any.
    """
    if change.hts is not None and question.hts is not None:
        meet = change.hts.startswith(question.hts) or question.hts.startswith(change.hts)
        if meet and ("" in (change.origin, question.origin) or change.origin == question.origin):
            return True
    if change.case is not None and change.case == question.case:
        return True
    return change.message is not None and change.message == question.message


def _entries(rows: Sequence[Row]) -> dict[str, _Entry]:
    above = parents(rows)
    entries = {}
    for position, row in enumerate(rows):
        if not row.code:
            continue
        lead = []
        at = above[position]
        while at >= 0 and not (rows[at].code and row.code.startswith(rows[at].code)):
            lead.append(rows[at].description)
            at = above[at]
        under = rows[at].code if at >= 0 else ""
        entries[row.code] = _Entry(row, "\n".join([*lead, under]))
    return entries


def _row_differences(code: str, old: _Entry, new: _Entry) -> Iterator[Difference]:
    before, after = old.row, new.row
    if before.description != after.description and not _alike(before, after):
        yield Difference(ChangeKind.REASSIGNED, code, "number", _words(old), _words(new))
    elif (old.lead, before.description) != (new.lead, after.description):
        yield Difference(ChangeKind.DESCRIPTION, code, "description", _words(old), _words(new))
    for kind, field in (
        (ChangeKind.RATE, "general"),
        (ChangeKind.RATE, "special"),
        (ChangeKind.RATE, "other"),
        (ChangeKind.QUOTA, "quota"),
        (ChangeKind.ADDITIONAL, "additional"),
    ):
        if getattr(before, field) != getattr(after, field):
            yield Difference(kind, code, field, getattr(before, field), getattr(after, field))
    if before.units != after.units:
        was, now = ", ".join(before.units), ", ".join(after.units)
        yield Difference(ChangeKind.UNIT, code, "units", was, now)
    if before.footnotes != after.footnotes:
        was, now = _notes(before), _notes(after)
        yield Difference(ChangeKind.FOOTNOTE, code, "footnotes", was, now)


def _alike(before: Row, after: Row) -> bool:
    """Whether two wordings mean the same goods: at least half of the words stand in both, in order.

    3004.90.92.13 went from "Sulfonamides" to "Containing linezolid or its salts" without ever being
    out of the schedule; a number given to other goods is never a mere rewording.
    """
    old = [word.lower() for word in _WORD.findall(before.description)]
    new = [word.lower() for word in _WORD.findall(after.description)]
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= _SAME_MEANING


def _words(entry: _Entry) -> str:
    *lead, _ = entry.lead.split("\n")
    return " > ".join(text.rstrip(": ") for text in (*reversed(lead), entry.row.description))


def _notes(row: Row) -> str:
    return " ".join(f"[{', '.join(note.columns)}] {note.text}" for note in row.footnotes)
