"""What USITC's change records say: what changed, from when, and under which legal authority.

Each edition of the schedule comes with one; that of a Basic edition repeats the whole year before:
https://hts.usitc.gov/reststop/file?release=currentRelease&filename=Change%20Record
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_NUMBER = re.compile(r"\b\d{4}\.\d\d(?:\.\d\d){0,2}\b", re.ASCII)
_SUBCHAPTER = re.compile(r"subchapter (?P<number>[IVXL]+) of chapter (?P<chapter>98|99)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_EDITION = re.compile(r"(?P<year>\d{4}) (?:Rev (?P<revision>\d{1,3})|Basic)", re.ASCII)


class Action(StrEnum):
    """The nature of a change, in the records' own terms, which every record explains at its head.

    Added and deleted are said of legal lines (8 digits) and notes, established and discontinued of
    statistical ones (10 digits). Annotated: a rate line got its first statistical lines, so that
    its own number ending in 00 is gone; restored: the reverse.
    """

    ADDED = "added"
    ANNOTATED = "annotated"
    DELETED = "deleted"
    DISCONTINUED = "discontinued"
    ESTABLISHED = "established"
    MODIFIED = "modified"
    RESTORED = "restored"
    TECHNICAL_CORRECTION = "technical correction"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a change record.

    `record` is the edition whose record says it, `edition` the one the change was made in.
    `what` is normalised: "0901.11.00.35", "U.S. note 2(v)(iii) to subchapter III of chapter 99".
    `detail` is what the record adds in brackets: "terminated", "article description".
    `effective` is None where the record prints none (N/A) or an impossible date;
    `effective_text` and `source` ("PP 11021", "484(f)") are as printed. `page` counts from 1.
    """

    record: str
    edition: str
    page: int
    action: Action
    detail: str
    what: str
    effective: date | None
    effective_text: str
    source: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The digits of each number that changed; those that only `detail` names did not.

        A subchapter of chapters 98 and 99 is its heading: XII of chapter 99 is 9912. An annotated
        or restored 2825.60.00.00 is its rate line as well, which is where the change happens.
        """
        if place := _SUBCHAPTER.fullmatch(self.what):
            return (f"{place['chapter']}{_arabic(place['number']):02}",)
        numbers = [number.replace(".", "") for number in _NUMBER.findall(self.what)]
        if self.action in (Action.ANNOTATED, Action.RESTORED):
            numbers += [number[:8] for number in numbers if len(number) == 10]
        return tuple(numbers)


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One change record. `printed` is the date at its head; `unread` the lines not understood."""

    edition: str
    printed: date | None
    entries: tuple[Entry, ...]
    unread: tuple[str, ...]


def made_between(entry: Entry, after: str, edition: str) -> bool:
    """Whether an entry's change was made in `edition` or in one that came after `after`.

    Editions come as "2025 Basic", "2025 Rev 1", "2025 Rev 2", …; any other name, or an `after` of
    "", leaves just the entries of `edition` itself.
    """
    first, made, last = _turn(after), _turn(entry.edition), _turn(edition)
    if first and made and last:
        return first < made <= last
    return entry.edition == edition


def _turn(edition: str) -> tuple[int, int] | None:
    found = _EDITION.fullmatch(edition)
    return (int(found["year"]), int(found["revision"] or 0)) if found else None


def _arabic(roman: str) -> int:
    digits = [_ROMAN[letter] for letter in roman]
    following = [*digits[1:], 0]
    return sum(-d if d < after else d for d, after in zip(digits, following, strict=True))
