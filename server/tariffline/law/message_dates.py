"""The dates a message says, and what each is: the day from which, until which, or by which.

A date counts only with the words that give it a sense, in the same sentence, before it or right
after. A date without a year is not completed by guessing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tariffline.law.dates import DateError, parse_date
from tariffline.law.sentences import sentences

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_DATE = re.compile(
    rf"\b(?P<words>{_MONTH} \d{{1,2}}),?(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d{{2}})\b"
    rf"|\b(?P<figures>\d{{1,2}}/\d{{1,2}}/(?:19|20)\d{{2}})\b"
)


class Sense(StrEnum):
    """What a date is."""

    FROM = "from"
    UNTIL = "until"
    BY = "by"


@dataclass(frozen=True, slots=True)
class DateSaid:
    """A date, its sense, and the sentence that says so."""

    day: date
    sense: Sense
    sentence: str


# The words before a date that give it its sense; the nearest decide.
_LEADS = (
    (
        Sense.FROM,
        re.compile(
            r"(?i)\beffective\b|\bon or after\b|\bbeginning\b|\bstarting\b|\bas of\b"
            r"|\btakes? effect\b|\bin effect (?:on|from)\b|\bgo(?:es)? into effect\b|\bavailable\b"
            r"|\bdeploy\w*\b|\bimplement(?:ed|ation)\b|\bcommenc\w+\b|\bopens?\b|\bset for\b"
            r"|\bmaintenance\b"
        ),
    ),
    (
        Sense.UNTIL,
        re.compile(
            r"(?i)\b(?:until|through|prior to|expires?|ends?|before)\b(?=.{0,45}$)|\bto$"
            r"|\bto \d{1,2}(?::\d{2})? ?[ap]\.?m\b(?=.{0,25}$)"
        ),
    ),
    (
        Sense.BY,
        re.compile(
            r"(?i)\bno later than\b|\bdeadline\b|\bdue(?: date)?\b|\bnot later than\b|\bby$"
        ),
    ),
)
# Words after a date: “On January 16, 2024, CBP will nationally implement …”.
_AFTER = re.compile(
    r"(?i)^[^.;]{0,40}\bwill\b[^.;]{0,30}"
    r"\b(?:implement|deploy|begin|start|take effect|be available)"
)
_REACH = 110  # characters before a date in which its words may stand


def dates_said(text: str) -> tuple[DateSaid, ...]:
    """The dates that have a sense, in reading order, each day and sense once."""
    found: dict[tuple[date, Sense], DateSaid] = {}
    for sentence in sentences(text):
        for said in _in_sentence(sentence):
            found.setdefault((said.day, said.sense), said)
    return tuple(found.values())


def _in_sentence(sentence: str) -> Iterator[DateSaid]:
    start = 0
    for match in _DATE.finditer(sentence):
        lead = sentence[max(start, match.start() - _REACH) : match.start()].rstrip()
        start = match.end()
        written = match["figures"] or f"{match['words'].replace('.', '')}, {match['year']}"
        try:
            day = parse_date(written)
        except DateError:
            continue
        after = _AFTER.match(sentence[match.end() : match.end() + _REACH])
        if sense := _sense(lead) or (Sense.FROM if after else None):
            yield DateSaid(day, sense, sentence)


def _sense(lead: str) -> Sense | None:
    """The sense of the words that stand nearest; None where there are none."""
    best: tuple[int, Sense] | None = None
    for sense, words in _LEADS:
        for found in words.finditer(lead):
            if best is None or found.end() > best[0]:
                best = (found.end(), sense)
    return best[1] if best else None
