"""The digest of a day: what to act on first, then the other messages by their kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from textwrap import fill

from tariffline.desk.records import Desk
from tariffline.desk.triage import ASKS, Subscriber, Task, todo

_WIDTH = 78  # https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1


@dataclass(frozen=True, slots=True)
class Digest:
    """A day's messages: those that press, the others, and both as the text of a mail."""

    day: date
    pressing: tuple[Task, ...]
    others: tuple[Task, ...]
    text: str


def digest(desk: Desk, day: date, who: Subscriber) -> Digest:
    """The messages of a day. Those press that ask something, or name what is the subscriber's."""
    tasks = todo(desk, day, who, day)
    pressing = tuple(task for task in tasks if len(task.reasons) > 1 and task.score > ASKS)
    others = tuple(sorted((t for t in tasks if t not in pressing), key=lambda t: t.kind))
    text = "\n".join(_lines(day, pressing, others))
    return Digest(day, pressing, others, text)


def _lines(day: date, pressing: tuple[Task, ...], others: tuple[Task, ...]) -> Iterator[str]:
    count = len(pressing) + len(others)
    yield f"CSMS messages of {day}: {count}" + (f", {len(pressing)} to act on" if pressing else "")
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
