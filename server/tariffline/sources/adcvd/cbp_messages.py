"""CBP's AD/CVD messages to its ports: instructions of Commerce, numbered YDDDNNN.

They are not CSMS messages. As text each begins with labelled lines (MESSAGE NO, DATE, CATEGORY,
TYPE, CASES, PERIOD COVERED); as JSON lines each is one object with the same facts.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from tariffline.law.dates import DateError, parse_date
from tariffline.law.notice import Notice
from tariffline.law.notice_cases import cases, country_of
from tariffline.law.notice_kinds import kinds
from tariffline.law.notice_paper import Paragraph
from tariffline.law.notice_prose import read_prose
from tariffline.law.notice_scope import lines
from tariffline.sources import SourceError

_SOURCE = "CBP AD/CVD message"
_NUMBER = re.compile(r"(?im)^[ \t]*MESSAGE (?:NO|NUMBER)\s*[.:]*\s*(\d{7})\b")
_FIELD = re.compile(r"(?im)^[ \t]*([A-Z][A-Z /]{1,24}?)\s*:\s*(.*)$")
_SPACED_DATE = re.compile(r"(\d{2})[ /](\d{2})[ /](\d{4})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_POINT = re.compile(r"(?m)^[ \t]*(?=\d{1,2}\. ?[A-Z])")
_EFFECTIVE = re.compile(r"(?i)\beffective ([A-Z][a-z]+|[A-Z]+) (\d{1,2}), (\d{4})")


class _Message(msgspec.Struct, frozen=True):
    message_no: str
    date: str = ""
    category: str = ""
    type: str = ""
    cases: list[str] = []
    period_covered: str = ""
    subject: str = ""
    text: str = ""
    url: str = ""
    complete: str = ""
    note: str = ""


def is_cbp_text(text: str) -> bool:
    """Whether the text is a message."""
    return bool(_NUMBER.search(text[:2000]))


def read_cbp_lines(data: bytes, name: str) -> list[Notice]:
    """A notice a line. Raises SourceError naming the line that is no message."""
    found = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            message = msgspec.json.decode(line, type=_Message)
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            raise SourceError(
                f"{name}, line {number}: no AD/CVD message ({problem}); each line is an object "
                f"with message_no, date, cases, subject and text"
            ) from problem
        found.append(_notice(message))
    return found


def read_cbp_text(text: str) -> Notice:
    """The notice of one message as CBP prints it."""
    said = {m[1].strip().upper(): m[2].strip() for m in reversed(list(_FIELD.finditer(text)))}
    number = _NUMBER.search(text)
    return _notice(
        _Message(
            message_no=number[1] if number else "",
            date=said.get("DATE", ""),
            category=said.get("CATEGORY", ""),
            type=said.get("TYPE", ""),
            period_covered=_between(text, "PERIOD COVERED", "LIQ SUSPENSION DATE"),
            subject=said.get("RE", "") or said.get("SUBJECT", ""),
            text=text,
        )
    )


def _notice(message: _Message) -> Notice:
    named = cases(" ".join(message.cases)) or cases(f"{message.subject} {message.text[:2000]}")
    points = tuple(
        " ".join(point.split()) for point in _POINT.split(message.text)[1:] if point.strip()
    )
    prose = read_prose([Paragraph(point) for point in points], named, ())
    title = message.subject or f"AD/CVD message {message.message_no}"
    return Notice(
        document=message.message_no,
        citation=f"CBP message {message.message_no}",
        source=_SOURCE,
        url=message.url,
        title=title,
        kinds=kinds(title, "", "", ""),
        cases=named,
        product="",
        country=_country(named),
        published=_first_day(message.date),
        applicable=_effective(message.text),
        period=_period(message.period_covered),
        scope=tuple(
            point for point in points if "HTSUS" in point or "DISPOSITIVE" in point.upper()
        ),
        lines=lines(points, named),
        rates=tuple(prose.rates),
        companions=tuple(case for case in cases(message.text) if case not in named),
        corrects=(),
        relates=(),
        part=False,
        unread=(*prose.unread, *_missing(message)),
    )


def _missing(message: _Message) -> tuple[str, ...]:
    if not message.text:
        return ("text: not at hand, only the head of the message",)
    return (f"text: {message.complete}",) if "cut" in message.complete else ()


def _between(text: str, first: str, last: str) -> str:
    begin, end = text.upper().find(first), text.upper().find(last)
    return text[begin + len(first) : end] if 0 <= begin < end else ""


def _country(named: tuple[str, ...]) -> str:
    found = {country_of(case) for case in named}
    return found.pop() if len(found) == 1 else ""


def _days(written: str) -> list[date]:
    texts = _ISO.findall(written) or [
        f"{year}-{month}-{day}" for month, day, year in _SPACED_DATE.findall(written)
    ]
    found = []
    for text in texts:
        try:
            found.append(date.fromisoformat(text))
        except ValueError:
            continue
    return found


def _first_day(written: str) -> date | None:
    return next(iter(_days(written)), None)


def _period(written: str) -> tuple[date, date] | None:
    found = _days(written)
    return (found[0], found[1]) if len(found) == 2 and found[0] <= found[1] else None


def _effective(text: str) -> date | None:
    found = _EFFECTIVE.search(text)
    if not found:
        return None
    try:
        return parse_date(f"{found[1].capitalize()} {found[2]}, {found[3]}")
    except DateError:
        return None
