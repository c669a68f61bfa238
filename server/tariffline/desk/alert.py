"""An alert's words: JSON for programs, a mail for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from textwrap import fill
from urllib.parse import quote, urlsplit

import msgspec

from tariffline.desk.schedule import Schedule
from tariffline.law.changes import Change, ChangeKind
from tariffline.law.code import dotted
from tariffline.law.countries import COUNTRIES

_WIDTH = 78  # https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1

_encode = msgspec.json.Encoder(decimal_format="number").encode


@dataclass(frozen=True, slots=True)
class Line:
    """A watched line and the changes that touch it, oldest first; `origin` "" is any."""

    hts: str
    origin: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a batch of the feed, beyond `after` and up to `up_to`, means to a watch list."""

    id: str
    watch: str
    after: int
    up_to: int
    changes: tuple[Change, ...]
    lines: tuple[Line, ...]


def as_json(alarm: Alarm, shown: Callable[[Change], object]) -> str:
    """For a webhook; docs/alerts.md shows the fields."""
    body = {
        "watch": alarm.watch,
        "id": alarm.id,
        "from": alarm.after,
        "to": alarm.up_to,
        "changes": [shown(change) for change in alarm.changes],
        "lines": [
            {
                "hts": dotted(line.hts),
                "country": line.origin,
                "changes": [change.seq for change in line.changes],
            }
            for line in alarm.lines
        ],
    }
    return _encode(body).decode()


def as_mail(alarm: Alarm, schedule: Schedule, to: str, url: str, now: datetime) -> str:
    """A whole mail, with headers, in ASCII; `url` is where the service is."""
    words = "\n".join(_text(alarm, schedule, url))
    return mail(subject(alarm), words, Envelope(alarm.id, to, url, now))


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail is known by, whom it is for, where the service is, and when it is written."""

    id: str
    to: str
    url: str
    written: datetime


def mail(subject: str, words: str, envelope: Envelope) -> str:
    """A whole mail from the service, with headers, in ASCII."""
    host = urlsplit(envelope.url).hostname or "localhost"
    made = EmailMessage(SMTP.clone(cte_type="7bit"))
    made["Subject"] = subject
    made["From"] = f"Tariffline <tariffline@{host}>"
    made["To"] = envelope.to
    made["Date"] = format_datetime(envelope.written)
    made["Message-ID"] = f"<{envelope.id}@{host}>"
    made.set_content(words)
    return made.as_bytes().decode("ascii")


def subject(alarm: Alarm) -> str:
    """How many lines change, and when: “2 of your tariff lines change on 2026-04-06”."""
    count = len(alarm.lines)
    days = sorted({change.effective for change in alarm.changes})
    when = f"on {days[0]}" if len(days) == 1 else f"between {days[0]} and {days[-1]}"
    return f"{count} of your tariff lines {'changes' if count == 1 else 'change'} {when}"


def _text(alarm: Alarm, schedule: Schedule, url: str) -> Iterator[str]:
    yield fill(f"Watch list “{alarm.watch}”: {subject(alarm)}.", _WIDTH)
    for line in alarm.lines:
        yield ""
        yield dotted(line.hts) + (f", from {_country(line.origin)}" if line.origin else "")
        if words := _words(schedule, line):
            yield _indented(words)
        for change in line.changes:
            yield _indented(_what(line, change))
            yield _indented(f"effective {change.effective}{_end(change)}; {change.document}")
        country = f"?country={quote(line.origin)}" if line.origin else ""
        yield f"  {url}/hts/{dotted(line.hts)}{country}"
    yield ""
    yield fill(f"These are changes {alarm.after + 1} to {alarm.up_to} of the feed.", _WIDTH)


def _indented(words: str) -> str:
    return fill(
        words,
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _country(origin: str) -> str:
    return COUNTRIES[origin].name if origin in COUNTRIES else origin


def _words(schedule: Schedule, line: Line) -> str:
    """The description of the line when the last of its changes takes effect, or the last before."""
    info = schedule.info_on(max(change.effective for change in line.changes))
    edition = schedule.edition(info) if info else None
    if edition and edition.prints(line.hts):
        return edition.path(edition.at(line.hts))
    past = schedule.history(line.hts)
    return past[-1].row.description.rstrip(": ") if past else ""


def _what(line: Line, change: Change) -> str:
    """What changes, and where when that is not at the line itself: before → after."""
    hts = change.scope.hts or ""
    place = "the whole schedule: " if not hts else f"{dotted(hts)}: " if hts != line.hts else ""
    kind = f"rate ({change.field})" if change.kind is ChangeKind.RATE else change.kind.value
    after = change.after or "nothing"
    if change.successors:
        after = f"in its place since: {', '.join(map(dotted, change.successors))} (derived)"
    return f"{place}{kind}: {change.before or 'nothing'} → {after}"


def _end(change: Change) -> str:
    return f" until {change.until}" if change.until else ""
