"""What is understood of a message, by rules that can be read: nothing here is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tariffline.law.bulletin import Bulletin
from tariffline.law.message_dates import DateSaid, Sense, dates_said
from tariffline.law.message_kinds import MessageKind, kind_of
from tariffline.law.message_mentions import (
    adcvd_messages,
    authorities,
    cases,
    countries,
    hts_numbers,
    messages,
)
from tariffline.law.message_number import MessageNumber
from tariffline.law.sentences import sentences


class Standing(StrEnum):
    """What a message's title says it is to an earlier one."""

    NEW = "new"
    UPDATE = "update"
    CORRECTION = "correction"
    RESOLVED = "resolved"
    REMINDER = "reminder"


class Tie(StrEnum):
    """How a message is tied to another that it names."""

    UPDATES = "updates"
    CORRECTS = "corrects"
    RESOLVES = "resolves"
    REMINDS = "reminds of"
    CITES = "cites"


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie to another message; `words` are those that say so."""

    tie: Tie
    number: MessageNumber
    words: str


@dataclass(frozen=True, slots=True)
class Understood:
    """The facts of a message.

    `hts`: digits of numbers and headings; `cases`: A-570-910; `countries`: ISO codes; `asks`: the
    sentences in which CBP asks somebody to do something; `audience`: those it speaks to, in its
    own words; `authorities`: the law it names.
    """

    kind: MessageKind
    standing: Standing
    dates: tuple[DateSaid, ...]
    hts: tuple[str, ...]
    cases: tuple[str, ...]
    countries: tuple[str, ...]
    relations: tuple[Relation, ...]
    adcvd_messages: tuple[str, ...]
    authorities: tuple[str, ...]
    audience: tuple[str, ...]
    asks: tuple[str, ...]

    @property
    def effective(self) -> date | None:
        """The first day from which it says something holds; None where it says none."""
        return min((said.day for said in self.dates if said.sense is Sense.FROM), default=None)


# A title's first words; "Updated version of" and the like are about a document, not a message.
_STANDINGS = (
    (Standing.RESOLVED, re.compile(r"(?i)^\W*(?:resolved|addressed|completed)\b|\bresolved\W*$")),
    (
        Standing.CORRECTION,
        re.compile(r"(?i)^\W*(?:correct(?:ion|ed)|clarification)\b|\((?:corrected|correction)\)"),
    ),
    (
        Standing.UPDATE,
        re.compile(
            r"(?i)^\W*(?:updates?\b(?!s? to\b(?! CSMS))|updated guidance|follow[ -]?up"
            r"|daily update)|\*update\*|^\W*additional information related to csms"
        ),
    ),
    (Standing.REMINDER, re.compile(r"(?i)^\W*(?:guidance\W+)?reminder\b")),
)
_PREFIX = re.compile(
    r"(?i)^(?:\W*\b(?:resolved|addressed|completed|corrections?|corrected|clarification|updated?"
    r"|reminder|guidance|information|follow[ -]?up)\b\s*[-–—:!.*]+)+\s*"
)

# Words shortly before a number that tie it to the message.
_TIES = (
    (Tie.CORRECTS, re.compile(r"(?i)\b(?:correct\w*|clarif\w+|error in)\b")),
    (
        Tie.UPDATES,
        re.compile(r"(?i)\b(?:updates?|updated by|supersed\w+|replac\w+|follow[ -]?up)\b"),
    ),
    (Tie.RESOLVES, re.compile(r"(?i)\bresolv\w+\b")),
    (Tie.REMINDS, re.compile(r"(?i)\breminder\b")),
)
_REFER = re.compile(r"(?i)\b(?:refer|see|reference|please|related|guidance on)\b")
_TIE_REACH = 60  # characters

_AUDIENCES = re.compile(
    r"(?i)\b((?:affected |all |ACE |ABI |AES |express |ocean |rail |air |truck )?"
    r"(?:trade partners(?: using [^.,;]{3,120}?(?= (?:are|is|must|should|will)\b|[.,;]))?"
    r"|customs brokers|brokers|importers of record"
    r"|importers|exporters|filers|software (?:vendors|developers)|sureties|carriers|forwarders"
    r"|drawback claimants|FTZ operators|trade users|trade members|trade community))\b"
)
_ASKS = re.compile(
    r"(?i)\b(?:must|shall|required to|are (?:being )?asked to|is asked to|asks that|requests? that"
    r"|requested to|should|need to|are advised to|will reject"
    r"|(?:filers|importers|brokers) will (?:report|submit|file)"
    r"|do not (?:report|file|submit|use|combine)|are encouraged to|is encouraged to"
    r"|please (?:complete|submit|use|update|transmit))\b"
)
# How to ask CBP is no task.
_CONTACT = re.compile(
    r"(?i)\bquestions?\b|\bclient representative\b|\bfor (?:further|more|additional) information\b"
    r"|\bshould be (?:emailed|referred|directed|addressed|sent)\b"
)
_MOST_ASKS = 8


def understand(bulletin: Bulletin) -> Understood:
    """The facts of a message, from its title and its body."""
    text = f"{bulletin.title}\n{bulletin.body}"
    said = sentences(bulletin.body)
    return Understood(
        kind=kind_of(bulletin.title, bulletin.body),
        standing=standing(bulletin.title),
        dates=dates_said(text),
        hts=hts_numbers(text),
        cases=cases(text),
        countries=countries(text),
        relations=_relations(bulletin),
        adcvd_messages=adcvd_messages(text),
        authorities=authorities(text),
        audience=_audience(bulletin.body),
        asks=tuple(s for s in said if _ASKS.search(s) and not _CONTACT.search(s))[:_MOST_ASKS],
    )


def standing(title: str) -> Standing:
    """What a title says a message is to an earlier one."""
    return next((each for each, words in _STANDINGS if words.search(title)), Standing.NEW)


def subject_of(title: str) -> str:
    """A title without its first words (“RESOLVED:”): the messages of a thread are alike in it."""
    return " ".join(_PREFIX.sub("", title).casefold().split())


def _relations(bulletin: Bulletin) -> tuple[Relation, ...]:
    found: dict[str, Relation] = {}
    for text, whole in ((bulletin.title, True), (bulletin.body, False)):
        for place, number in messages(text):
            lead = text[:place] if whole else _lead(text, place)
            if number != bulletin.number:
                found.setdefault(number, Relation(_tie(lead), number, _around(text, place)))
    return tuple(found.values())


def _lead(text: str, place: int) -> str:
    """The words shortly before, of the same sentence."""
    before = text[max(0, place - _TIE_REACH) : place]
    return re.split(r"[.\n]", before)[-1]


def _tie(lead: str) -> Tie:
    if _REFER.search(lead):
        return Tie.CITES
    return next((tie for tie, words in _TIES if words.search(lead)), Tie.CITES)


def _around(text: str, place: int) -> str:
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return text[max(start, place - 80) : min(end if end >= 0 else len(text), place + 80)].strip()


def _audience(text: str) -> tuple[str, ...]:
    """Those it names, each once, in its fullest words."""
    named = (match[1] for match in _AUDIENCES.finditer(text))
    found = {words.casefold(): _as_inside(words) for words in named}
    fullest = [v for k, v in found.items() if not any(k in other and k != other for other in found)]
    return tuple(fullest[:6])


def _as_inside(words: str) -> str:
    """Words as they stand inside a sentence; ACE and the like keep their capitals."""
    return words if words[:2].isupper() else words[0].lower() + words[1:]
