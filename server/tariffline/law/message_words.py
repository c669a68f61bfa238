"""A message in plain English: sentences made of its understood facts, and of CBP's own words.

What was not understood is not said; what CBP asks is quoted, never retold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tariffline.law.bulletin import Bulletin
from tariffline.law.code import dotted
from tariffline.law.countries import COUNTRIES
from tariffline.law.message_dates import Sense
from tariffline.law.message_facts import Standing, Understood
from tariffline.law.message_kinds import MEANS, MessageKind

SERVICE = "Cargo Systems Messaging Service"
_SENSES = {Sense.FROM: "From", Sense.UNTIL: "Until", Sense.BY: "By"}
_STANDINGS = {
    Standing.UPDATE: "Its title says that it updates an earlier message.",
    Standing.CORRECTION: "Its title says that it corrects an earlier message.",
    Standing.RESOLVED: "Its title says that what was reported earlier is resolved.",
    Standing.REMINDER: "Its title says that it is a reminder of an earlier message.",
}
_ZONES = {"-0400": "EDT", "-0500": "EST"}  # CBP writes Eastern time
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Question:
    """A frequent question about a message, and its answer."""

    question: str
    answer: str


def explained(bulletin: Bulletin, facts: Understood) -> tuple[str, ...]:
    """What it is, whom it is for, what it names: one sentence each."""
    return tuple(_sentences(bulletin, facts))


def questions(bulletin: Bulletin, facts: Understood) -> tuple[Question, ...]:
    """What people ask of a message."""
    name = f"CSMS {bulletin.number}"
    return (
        Question(f"What is {name}?", " ".join(_what(bulletin, facts))),
        Question(f"When was {name} published?", _when(bulletin, facts)),
        Question(f"What does {name} ask, and by when?", _asked(bulletin, facts)),
        Question(f"Is {name} binding?", _binding(facts)),
    )


def long_date(day: date) -> str:
    """9 August 2019."""
    return f"{day.day} {day:%B %Y}"


def _sentences(bulletin: Bulletin, facts: Understood) -> Iterator[str]:
    yield from _what(bulletin, facts)
    if facts.standing in _STANDINGS:
        yield _STANDINGS[facts.standing]
    if facts.audience:
        yield f"It speaks of {_joined(facts.audience)}."
    if facts.countries:
        names = [COUNTRIES[iso].name for iso in facts.countries]
        yield f"It names {_joined(names)}."
    if facts.hts:
        yield f"It names the HTS number{_s(facts.hts)} {_joined(list(map(dotted, facts.hts)))}."
    if facts.cases:
        yield f"It names the AD/CVD case{_s(facts.cases)} {_joined(facts.cases)}."
    if facts.authorities:
        yield f"It names this law: {_joined(facts.authorities)}."
    if not bulletin.body:
        yield (
            "Only its title is at hand, so what it asks, of whom and by when is not known here; "
            "read it at its official address."
        )


def _what(bulletin: Bulletin, facts: Understood) -> Iterator[str]:
    sent = f", published on {long_date(bulletin.sent_on)}" if bulletin.sent_on else ""
    yield (
        f"CSMS {bulletin.number} is a message of U.S. Customs and Border Protection (CBP), sent "
        f"through its {SERVICE}{sent}, with the title “{bulletin.title}”."
    )
    if facts.kind is MessageKind.NOTICE:
        yield "Neither its title nor its first lines show one of the kinds that we tell apart."
    else:
        yield f"It is of the kind “{facts.kind}”: {MEANS[facts.kind]}."


def _when(bulletin: Bulletin, facts: Understood) -> str:
    if bulletin.sent_on is None:
        published = "The form it was read from gives no date."
    else:
        published = f"CBP published it on {long_date(bulletin.sent_on)}"
        published += f" at {_clock(bulletin.sent_at)}." if bulletin.sent_at else "."
    if not facts.dates:
        return f"{published} No other date was found in its words."
    said = "; ".join(f"{_SENSES[d.sense].lower()} {long_date(d.day)}" for d in facts.dates[:6])
    return f"{published} Dates that it gives itself: {said}."


def _clock(moment: datetime) -> str:
    offset = f"{moment:%z}"
    return f"{moment:%H:%M} {_ZONES.get(offset, f'({offset} from UTC)')}"


def _asked(bulletin: Bulletin, facts: Understood) -> str:
    if not bulletin.body:
        return "Only its title is at hand; read the message at its official address."
    if not facts.asks:
        return "No sentence was found in which it asks somebody to do something."
    by = [d for d in facts.dates if d.sense in (Sense.BY, Sense.FROM)]
    when = (
        f" Dates: {'; '.join(f'{_SENSES[d.sense]} {long_date(d.day)}' for d in by)}." if by else ""
    )
    return " ".join(f"“{sentence}”" for sentence in facts.asks) + when


def _binding(facts: Understood) -> str:
    answer = (
        "It is CBP's instruction to those who file with it, and CBP's systems and ports act on it. "
        "It makes no law of its own: the authority is the statute, proclamation, regulation or "
        "Federal Register notice that it carries out, and the two are read together."
    )
    if facts.authorities:
        answer += f" This one names {_joined(facts.authorities)}."
    return answer


def _joined(words: tuple[str, ...] | list[str]) -> str:
    shown = list(words[:_MOST_NAMED])
    if len(words) > _MOST_NAMED:
        shown.append(f"{len(words) - _MOST_NAMED} more")
    *first, last = shown
    return f"{', '.join(first)} and {last}" if first else last


def _s(words: tuple[str, ...]) -> str:
    return "s" if len(words) > 1 else ""
