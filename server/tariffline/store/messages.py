"""CBP's messages as they were read, and their arrival told by the feed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy.engine import Row as Record

from tariffline.law.bulletin import Bulletin, Form, merged
from tariffline.law.changes import ChangeKind
from tariffline.law.message_facts import understand
from tariffline.store.database import head_table, message_table, writing
from tariffline.store.feed import append

_messages = message_table
_BATCH = 500  # numbers in a query; SQLite allows 32,766


class MessageStore:
    """Readings in, messages out."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, readings: Sequence[Bulletin], retrieved: datetime) -> int:
        """Keep what is new; how many messages came or were changed by it.

        A reading that is here already changes nothing. What a message says anew goes into the
        feed, once for the message or once for each HTS number it names.
        """
        with writing(self._engine) as connection:
            known = _readings(connection, {each.number for each in readings})
            news: list[Bulletin] = []
            for each in readings:
                if each not in known[each.number]:
                    known[each.number].append(each)
                    news.append(each)
            if not news:
                return 0
            before = _readings(connection, {each.number for each in news})
            changes = [
                change
                for number in dict.fromkeys(each.number for each in news)
                if (change := _moved(before[number], known[number]))
            ]
            connection.execute(insert(_messages), [_row(each, retrieved) for each in news])
            day = retrieved.date()
            append(connection, (row for change in changes for row in _told(*change, day)))
            connection.execute(update(head_table).values(head=head_table.c.head + 1))
            return len(changes)

    def has_body(self, number: str) -> bool:
        """Whether the words of a message are known, not its title only."""
        query = select(_messages.c.seq).where(_messages.c.number == number, _messages.c.body != "")
        with self._engine.connect() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def last(self) -> int:
        """The number of the last reading; 0 when there is none."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.max(_messages.c.seq))).scalar() or 0)

    def up_to(self, last: int) -> list[Bulletin]:
        """Every message, of the readings up to a number."""
        query = select(_messages).where(_messages.c.seq <= last).order_by(_messages.c.seq)
        found: dict[str, list[Bulletin]] = defaultdict(list)
        with self._engine.connect() as connection:
            for record in connection.execute(query):
                found[record.number].append(_bulletin(record))
        return [merged(readings) for readings in found.values()]


def _readings(connection: Connection, numbers: Iterable[str]) -> dict[str, list[Bulletin]]:
    found: dict[str, list[Bulletin]] = defaultdict(list)
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _BATCH):
        some = _messages.c.number.in_(wanted[start : start + _BATCH])
        for record in connection.execute(select(_messages).where(some).order_by(_messages.c.seq)):
            found[record.number].append(_bulletin(record))
    return found


def _moved(
    before: Sequence[Bulletin], after: Sequence[Bulletin]
) -> tuple[Bulletin | None, Bulletin] | None:
    """A message as it was and as it is; None when its words are the same."""
    was, now = merged(before) if before else None, merged(after)
    same = was and (was.title, was.body, was.sent_on) == (now.title, now.body, now.sent_on)
    return None if same else (was, now)


def _told(was: Bulletin | None, now: Bulletin, learned: date) -> Iterator[dict[str, object]]:
    """The feed's records of a message: one for each HTS number that it names, or one."""
    facts = understand(now)
    field = "message" if was is None else "title" if was.title != now.title else "body"
    for hts in facts.hts or (None,):
        yield {
            "kind": ChangeKind.MESSAGE.value,
            "hts": hts,
            "origin": "",
            "case": None,
            "message": now.number,
            "field": field,
            "before": was.title if was else "",
            "after": now.title,
            "successors": "[]",
            "effective": facts.effective or now.sent_on or learned,
            "until": None,
            "published": now.sent_on,
            "document": f"CSMS {now.number}",
        }


def _row(bulletin: Bulletin, retrieved: datetime) -> dict[str, object]:
    return {
        "number": str(bulletin.number),
        "title": bulletin.title,
        "sent_on": bulletin.sent_on,
        "sent_at": bulletin.sent_at.isoformat() if bulletin.sent_at else None,
        "body": bulletin.body,
        "url": bulletin.url,
        "form": bulletin.form.value,
        "retrieved": retrieved,
    }


def _bulletin(record: Record[Any]) -> Bulletin:
    return Bulletin(
        number=record.number,
        title=record.title,
        sent_on=record.sent_on,
        sent_at=datetime.fromisoformat(record.sent_at) if record.sent_at else None,
        body=record.body,
        url=record.url,
        form=Form(record.form),
    )
