"""Watch lists: which lines, where their alerts go, and how far in the feed each has been told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.engine import Row as Record

from tariffline.store.database import outbox_table, watch_table, watched_table, writing
from tariffline.store.outbox import Alert, put
from tariffline.store.schedule import StoreError

_watches, _watched, _outbox = watch_table, watched_table, outbox_table


class Channel(StrEnum):
    """How alerts travel."""

    WEBHOOK = "webhook"
    MAIL = "mail"


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A watched line: `hts` in digits, 2 to 10 of them; `origin` an ISO code, "" for any."""

    hts: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch list without its lines and its secret, which is never read but to sign.

    `position`: the last change of the feed that it has been told of. `told`: when an alert was
    last delivered.
    """

    id: int
    name: str
    channel: Channel
    address: str
    position: int
    created: datetime
    told: datetime | None


_COLUMNS = [_watches.c[name] for name in Watch.__slots__]


class Watches:
    """The watch lists of the data folder."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self,
        name: str,
        channel: Channel,
        address: str,
        secret: str,
        pairs: Iterable[Pair],
        position: int,
        now: datetime,
    ) -> Watch:
        """Make a watch list that is told what comes after `position`.

        Raises StoreError when the name is taken or there is nothing to watch.
        """
        distinct = sorted(set(pairs))
        if not distinct:
            raise StoreError(f"watch “{name}” has no lines; name some with --hts or --file")
        values = {
            "name": name,
            "channel": channel.value,
            "address": address,
            "secret": secret,
            "position": position,
            "created": now,
        }
        with writing(self._engine) as connection:
            if _find(connection, name):
                raise StoreError(
                    f"there is a watch “{name}” already; choose another name, "
                    f"or first: tariffline watch remove {name}"
                )
            connection.execute(insert(_watches).values(values))
            watch = _one(connection, name)
            connection.execute(
                insert(_watched),
                [{"watch": watch.id, "hts": pair.hts, "origin": pair.origin} for pair in distinct],
            )
            return watch

    def all(self) -> list[Watch]:
        """Every watch list, by name."""
        with self._engine.connect() as connection:
            found = connection.execute(select(*_COLUMNS).order_by(_watches.c.name))
            return [_watch(record) for record in found]

    def one(self, name: str) -> Watch:
        """The watch list of a name. Raises StoreError if there is none."""
        with self._engine.connect() as connection:
            return _one(connection, name)

    def pairs(self, watch: Watch) -> list[Pair]:
        """Its lines, by number."""
        columns = _watched.c.hts, _watched.c.origin
        query = select(*columns).where(_watched.c.watch == watch.id).order_by(*columns)
        with self._engine.connect() as connection:
            return [Pair(record.hts, record.origin) for record in connection.execute(query)]

    def extend(self, name: str, pairs: Iterable[Pair]) -> int:
        """Watch more lines by a list that there is; how many of them it did not watch yet.

        It is told of them from its position on. Raises StoreError if there is no such list.
        """
        with writing(self._engine) as connection:
            watch = _one(connection, name)
            query = select(_watched.c.hts, _watched.c.origin).where(_watched.c.watch == watch.id)
            known = {Pair(record.hts, record.origin) for record in connection.execute(query)}
            more = sorted(set(pairs) - known)
            if more:
                connection.execute(
                    insert(_watched),
                    [{"watch": watch.id, "hts": pair.hts, "origin": pair.origin} for pair in more],
                )
            return len(more)

    def remove(self, name: str) -> None:
        """Forget a watch list and what waits for it. Raises StoreError if there is none."""
        with writing(self._engine) as connection:
            watch = _one(connection, name)
            connection.execute(delete(_watched).where(_watched.c.watch == watch.id))
            connection.execute(delete(_outbox).where(_outbox.c.watch == watch.id))
            connection.execute(delete(_watches).where(_watches.c.id == watch.id))

    def advance(self, watch: Watch, up_to: int, alert: Alert | None, now: datetime) -> bool:
        """Note that a watch is told up to `up_to`, and put its alert in the outbox.

        Both or neither, whenever the process dies. No alert when nothing touched the lines. False,
        and nothing done, when the watch is no longer at its position: another process was first.
        """
        here = (_watches.c.id == watch.id) & (_watches.c.position == watch.position)
        with writing(self._engine) as connection:
            moved = connection.execute(update(_watches).where(here).values(position=up_to))
            if moved.rowcount and alert:
                put(connection, watch.id, alert, now)
            return moved.rowcount == 1


def _find(connection: Connection, name: str) -> Watch | None:
    found = connection.execute(select(*_COLUMNS).where(_watches.c.name == name)).first()
    return _watch(found) if found else None


def _one(connection: Connection, name: str) -> Watch:
    if watch := _find(connection, name):
        return watch
    known = connection.execute(select(_watches.c.name).order_by(_watches.c.name)).scalars()
    raise StoreError(f"there is no watch “{name}”; there are: {', '.join(known) or 'none'}")


def _watch(record: Record[Any]) -> Watch:
    values = dict(record._mapping)
    return Watch(**{**values, "channel": Channel(values["channel"])})
