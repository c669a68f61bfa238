"""The feed of changes as the service tells it, and which answers a change touches."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Scope:
    """What a change bears on, or what an answer rests on.

    `hts`: digits; "" is the whole schedule. `origin`: ISO code; "" is any. `case`, `message`: an
    AD/CVD case, a CBP message. None: nothing of that sort.
    """

    hts: str | None = None
    origin: str = ""
    case: str | None = None
    message: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no change can ever meet it."""
        return self.hts is None and self.case is None and self.message is None


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`, both included; `last` None: no end is known."""

    first: date
    last: date | None

    def hold(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def meet(self, other: Days) -> bool:
        return (self.last is None or other.first <= self.last) and (
            other.last is None or self.first <= other.last
        )


ALWAYS = Days(date.min, None)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the feed: on `days`, answers within `scope` are no longer what they were."""

    seq: int
    kind: str
    scope: Scope
    before: str
    after: str
    days: Days
    document: str


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the feed, oldest first.

    `next` is the position to go on from; it is the end when it reaches `head`. Another `feed_id`
    is another feed, with numbers of its own.
    """

    feed_id: str
    changes: Sequence[Change]
    next: int
    head: int


def touches(change: Scope, question: Scope) -> bool:
    """Whether a change within the one scope makes an answer that rests on the other stale.

    Numbers meet both ways: a heading's answer rests on its lines, a line's on its heading. The
    service has the same test, and both are held to tests/vectors/touches.json.
    """
    if change.hts is not None and question.hts is not None:
        meet = change.hts.startswith(question.hts) or question.hts.startswith(change.hts)
        if meet and ("" in (change.origin, question.origin) or change.origin == question.origin):
            return True
    if change.case is not None and change.case == question.case:
        return True
    return change.message is not None and change.message == question.message


def read_scope(body: Mapping[str, Any]) -> Scope:
    """A scope as it travels."""
    return Scope(body["hts"], body["origin"], body["case"], body["message"])


def read_change(body: Mapping[str, Any]) -> Change:
    """A change as it travels. Raises KeyError, TypeError or ValueError if it is none."""
    until = body["until"]
    return Change(
        seq=int(body["seq"]),
        kind=str(body["kind"]),
        scope=read_scope(body["scope"]),
        before=str(body["before"]),
        after=str(body["after"]),
        days=Days(date.fromisoformat(body["effective"]), until and date.fromisoformat(until)),
        document=str(body["cite"]["source"]),
    )


def write_change(change: Change) -> str:
    """A change as `read_change` reads it, as JSON."""
    last = change.days.last
    body = {
        "seq": change.seq,
        "kind": change.kind,
        "scope": {name: getattr(change.scope, name) for name in Scope.__slots__},
        "before": change.before,
        "after": change.after,
        "effective": change.days.first.isoformat(),
        "until": last and last.isoformat(),
        "cite": {"source": change.document},
    }
    return json.dumps(body, ensure_ascii=False)
