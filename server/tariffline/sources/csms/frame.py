"""A message's own words, out of the frame that the publisher prints around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from tariffline.law.message_number import MessageNumber, MessageNumberError, parse_message_number

# "CSMS # 67373639 - Updates to …"; a mail's subject may begin with FW: or RE:.
_HEADING = re.compile(
    r"(?i)\bCSMS\s*(?:message\s*)?(?:#|no\.?|number)?\s*"
    r"(?P<number>\d{2}\s?[-–]\s?\d{6}|\d{8,9})(?!\d)\s*[-–—:]*\s*(?P<title>[^\n]*?)"
    r"(?=\s*(?:U\.S\. Customs and Border Protection sent this bulletin|\n|$))"
)
_SENT = re.compile(
    r"(?:sent this bulletin at|^)\s*"
    r"(\d{1,2}/\d{1,2}/\d{4}) (\d{1,2}:\d{2}(?::\d{2})? [AP]M) (E[SD]T|[CMP][SD]T|UTC|GMT)\b",
    re.MULTILINE,
)
_ZONES = {
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "UTC": 0, "GMT": 0,
}  # fmt: skip

# Lines that the publisher prints above a message.
_ABOVE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"Cargo Systems Messaging Service",
        r"You are subscribed to .* for U\.?S\.? Customs and Border Protection\..*",
        r"This information has recently been updated, and is now available\.",
        r".{0,160}sent this bulletin at [\d/]+ [\d:]+ [AP]M [A-Z]{3}",
        r"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2} [AP]M [A-Z]{3}",
        r"Having trouble viewing this (?:e-?mail|bulletin)\?.*|View (?:it )?as a web ?page.*",
        r"U\.S\. Customs and Border Protection|DHS CBP Logo.*|Bookmark and Share|Share Bulletin",
    )
)
# Where the publisher's words below a message begin, wherever they stand in a line.
_BELOW = re.compile(
    r"(?i)(?:\bBookmark and Share\b\s*)?(?:"
    r"Update your subscriptions, modify your password"
    r"|You are receiving this (?:e-?mail|message) because you (?:are )?subscribed"
    r"|This service is provided to you at no charge by"
    r"|(?:\| )?GovDelivery is providing this information on behalf of"
    r"|STAY CONNECTED(?: WITH US)?:"
    r"|SUBSCRIBER SERVICES:"
    r"|Manage (?:Your )?(?:Preferences|Subscriptions)\s*\|"
    r"|This email was sent to \S+@\S+"
    r"|Powered by\s+(?:GovDelivery|Privacy Policy)"
    r")"
)
_FORWARDED = re.compile(
    r"(?im)^(?:(?:From|Sent|Date|To|Cc|Subject): ?.*|-+ ?Original Message ?-+)$"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A message's number and title, as its heading gives them."""

    number: MessageNumber
    title: str


def heading(text: str) -> Heading | None:
    """The first heading in a text; None when there is none."""
    for found in _HEADING.finditer(text):
        try:
            number = parse_message_number(found["number"])
        except MessageNumberError:
            continue
        return Heading(number, " ".join(found["title"].split()))
    return None


def sent_at(text: str) -> datetime | None:
    """The moment that the publisher prints, with its zone; None when it prints none."""
    found = _SENT.search(text)
    if not found:
        return None
    form = "%m/%d/%Y %I:%M:%S %p" if found[2].count(":") == 2 else "%m/%d/%Y %I:%M %p"
    zone = timezone(timedelta(hours=_ZONES[found[3]]), found[3])
    try:
        return datetime.strptime(f"{found[1]} {found[2]}", form).replace(tzinfo=zone)
    except ValueError:
        return None


def own_words(text: str, known: Heading) -> str:
    """The message's words: without the heading, what stands above it, and the frame below."""
    below = _BELOW.search(text)
    lines = (text[: below.start()] if below else text).splitlines()
    lines = lines[_after_heading(lines, known) :]
    while lines and _is_above(lines[0]):
        del lines[0]
    while lines and _is_above(lines[-1]):
        del lines[-1]
    return _without_title("\n".join(lines).strip(), known)


def _after_heading(lines: list[str], known: Heading) -> int:
    """Behind the last line that repeats the number and begins with the title; 0 where none does."""
    begins = _plain(known.title)[:40]
    for index in range(min(len(lines), 40) - 1, -1, -1):
        short = len(lines[index]) < len(known.title) + 80
        found = heading(lines[index]) if short else None
        if found and found.number == known.number and _plain(found.title) == _plain(known.title):
            return index + 1
        if _FORWARDED.match(lines[index]) and begins in _plain(lines[index]):
            return index + 1
    return 0


def _is_above(line: str) -> bool:
    return any(pattern.fullmatch(line.strip()) for pattern in _ABOVE)


def _without_title(body: str, known: Heading) -> str:
    """Take off a heading that stands on one line with the message's first words."""
    flat = re.compile(
        rf"(?is)^.{{0,600}}CSMS\s*#?\s*{re.escape(known.number)}\s*[-–—:]*\s*{re.escape(known.title)}\s*"
    )
    return flat.sub("", body) if known.title else body


def _plain(text: str) -> str:
    return " ".join(re.sub(r"\W+", " ", text).casefold().split())
