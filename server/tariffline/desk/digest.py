"""The digest of a day or more: what to act on first, then the other messages by their kind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from textwrap import fill

from tariffline.desk.alert import Envelope, mail
from tariffline.desk.records import Desk
from tariffline.desk.triage import ASKS, Subscriber, Task, todo

_WIDTH = 78  # https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1


@dataclass(frozen=True, slots=True)
class Digest:
    """The messages from one day to another: those that press, the others, and both as text."""

    since: date
    until: date
    pressing: tuple[Task, ...]
    others: tuple[Task, ...]
    subject: str
    text: str


def digest(desk: Desk, since: date, until: date, who: Subscriber) -> Digest:
    """The messages of some days. Those press that ask something, or name the subscriber's own."""
    tasks = todo(desk, since, who, until)
    pressing = tuple(task for task in tasks if len(task.reasons) > 1 and task.score > ASKS)
    others = tuple(sorted((t for t in tasks if t not in pressing), key=lambda t: t.kind))
    subject = _subject(since, until, len(tasks), len(pressing))
    text = "\n".join(_lines(subject, pressing, others))
    return Digest(since, until, pressing, others, subject, text)


def digest_mail(told: Digest, to: str, url: str, now: datetime) -> str:
    """A digest as a whole mail. The same days told alike are the same mail, by its id."""
    same = f"{told.since}\n{told.until}\n{to}\n{told.text}"
    id_ = hashlib.sha256(same.encode()).hexdigest()[:32]
    return mail(told.subject, told.text, Envelope(f"csms-{id_}", to, url, now))


def _subject(since: date, until: date, count: int, pressing: int) -> str:
    days = f"of {since}" if since == until else f"from {since} to {until}"
    return f"CSMS messages {days}: {count}" + (f", {pressing} to act on" if pressing else "")


def _lines(subject: str, pressing: tuple[Task, ...], others: tuple[Task, ...]) -> Iterator[str]:
    yield subject
    for task in pressing:
        yield ""
        yield fill(f"CSMS {task.number}: {task.title}", _WIDTH, subsequent_indent="  ")
        yield fill("; ".join(task.reasons), _WIDTH, initial_indent="  ", subsequent_indent="  ")
        for sentence in task.asks[:3]:
            yield fill(f"“{sentence}”", _WIDTH, initial_indent="  ", subsequent_indent="  ")
        yield f"  {task.url}"
    for kind, tasks in groupby(others, key=lambda task: task.kind):
        yield f"\n{kind}"
        for task in tasks:
            yield fill(
                f"CSMS {task.number}: {task.title}",
                _WIDTH,
                initial_indent="  ",
                subsequent_indent="    ",
            )
