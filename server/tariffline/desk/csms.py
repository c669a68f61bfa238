"""What a broker asks of CBP's messages: one, those that match, everything about one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from tariffline.desk.message_search import Sought, find_messages
from tariffline.desk.messages import Link
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Cite, ErrorCode, Scope, Unknown
from tariffline.law.bulletin import Bulletin
from tariffline.law.code import dotted
from tariffline.law.message_dates import DateSaid
from tariffline.law.message_facts import Understood
from tariffline.law.message_number import MessageNumber, bulletin_address
from tariffline.law.message_words import Question, explained, questions

MOST_MESSAGES = 200
FIELDS = (
    "title", "kind", "date", "effective", "hts", "cases", "countries", "asks", "explanation",
    "body", "thread", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MessageSheet:
    """Everything about a message: what CBP wrote, and what is understood of it."""

    number: str
    title: str
    kind: str
    standing: str
    sent_on: date | None
    sent_at: datetime | None
    effective: date | None
    dates: tuple[DateSaid, ...]
    hts: tuple[str, ...]
    cases: tuple[str, ...]
    countries: tuple[str, ...]
    authorities: tuple[str, ...]
    adcvd_messages: tuple[str, ...]
    audience: tuple[str, ...]
    asks: tuple[str, ...]
    explanation: tuple[str, ...]
    questions: tuple[Question, ...]
    body: str
    thread: tuple[Link, ...]
    url: str
    read_from: str


def message_sheet(desk: Desk, number: MessageNumber) -> MessageSheet | Unknown:
    """Everything about one message."""
    found = _find(desk, number)
    return found if isinstance(found, Unknown) else sheet_of(desk, found)


def sheet_of(desk: Desk, found: Bulletin) -> MessageSheet:
    """Everything about a message, whether it is among the records or not."""
    facts = desk.messages.facts(found)
    return MessageSheet(
        number=str(found.number),
        title=found.title,
        kind=facts.kind.value,
        standing=facts.standing.value,
        sent_on=found.sent_on,
        sent_at=found.sent_at,
        effective=facts.effective,
        dates=facts.dates,
        hts=tuple(map(dotted, facts.hts)),
        cases=facts.cases,
        countries=facts.countries,
        authorities=facts.authorities,
        adcvd_messages=facts.adcvd_messages,
        audience=facts.audience,
        asks=facts.asks,
        explanation=explained(found, facts),
        questions=questions(found, facts),
        body=found.body,
        thread=tuple(desk.messages.thread(found)),
        url=address(found),
        read_from=found.form.value,
    )


def message_field(desk: Desk, number: MessageNumber, field: str) -> Answer | Unknown:
    """One field of a message."""
    name = field.strip().lower()
    if name not in FIELDS:
        near = get_close_matches(name, FIELDS, 1) or ["title"]
        message = f"“{field[:40]}” is not a field; give one of {', '.join(FIELDS)}"
        return Unknown(ErrorCode.BAD_INPUT, message, choices=tuple(near))
    found = _find(desk, number)
    if isinstance(found, Unknown):
        return found
    value = _field(desk, found, desk.messages.facts(found), name)
    if not value:
        message = f"CSMS {number}: no {name} was found in what is at hand ({found.form})"
        return Unknown(ErrorCode.NOT_KNOWN, message)
    return Answer(value, (cite(found),), Scope(message=found.number), edition(desk))


def search_messages(desk: Desk, text: str, most: int) -> Answer | Unknown:
    """Messages by words, best first: rows of number, date and title."""
    if not 1 <= most <= MOST_MESSAGES:
        return Unknown(ErrorCode.BAD_INPUT, f"n is {most}; give 1 to {MOST_MESSAGES}")
    if not text.strip():
        message = "no words to search for; write such as: EzVPN"
        return Unknown(ErrorCode.BAD_INPUT, message)
    if none := _nothing_loaded(desk):
        return none
    found = find_messages(desk.messages, Sought(text), most)
    if not found:
        return Unknown(ErrorCode.NOT_FOUND, f"no CSMS message at hand matches “{text[:60]}”")
    rows = tuple((each.number, str(each.sent_on or ""), each.title) for each in found)
    cites = tuple(map(cite, found))
    # Any message to come may match, so the answer is of the day.
    return Answer(rows, cites, Scope(message=""), edition(desk), valid_until=desk.today)


def edition(desk: Desk) -> str:
    """The state of the messages at hand."""
    return f"CSMS to {desk.messages.known_to or 'an unknown date'}"


def cite(bulletin: Bulletin) -> Cite:
    """The message as a source."""
    day = f"CBP, {bulletin.sent_on}" if bulletin.sent_on else "CBP"
    return Cite(f"CSMS {bulletin.number}", day, bulletin.title, address(bulletin))


def address(bulletin: Bulletin) -> str:
    """The official address: computed for a new number, as it was read for an old one."""
    return bulletin_address(bulletin.number) or bulletin.url


def _find(desk: Desk, number: MessageNumber) -> Bulletin | Unknown:
    if found := desk.messages.get(number):
        return found
    if none := _nothing_loaded(desk):
        return none
    where = bulletin_address(number)
    elsewhere = f"; CBP may show it at {where}" if where else ""
    message = f"CSMS {number} is not among the {len(desk.messages):,} messages at hand{elsewhere}"
    return Unknown(ErrorCode.NOT_FOUND, message)


def _nothing_loaded(desk: Desk) -> Unknown | None:
    if len(desk.messages):
        return None
    message = "no CSMS message is loaded: tariffline sync csms, or tariffline import csms FILE"
    return Unknown(ErrorCode.UNAVAILABLE, message)


def _field(desk: Desk, bulletin: Bulletin, facts: Understood, name: str) -> str:
    match name:
        case "kind":
            return facts.kind.value
        case "date":
            return str(bulletin.sent_on or "")
        case "effective":
            return str(facts.effective or "")
        case "hts":
            return ", ".join(map(dotted, facts.hts))
        case "asks":
            return "\n".join(facts.asks)
        case "explanation":
            return " ".join(explained(bulletin, facts))
        case "thread":
            return ", ".join(link.number for link in desk.messages.thread(bulletin))
        case "url":
            return address(bulletin)
        case "cases" | "countries":
            return ", ".join(getattr(facts, name))
        case _:
            return str(getattr(bulletin, name))
