"""The outbox: alerts that wait, are being delivered, or are dead; a delivered one leaves it.

Whoever delivers an alert first leases it. A lease that ran out was left by a process that died:
the alert is delivered again under the same id, by which the receiver knows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, delete, false, insert, or_, select, update

from tariffline.store.database import outbox_table, watch_table, writing
from tariffline.store.schedule import StoreError

_outbox, _watches = outbox_table, watch_table


@dataclass(frozen=True, slots=True)
class Alert:
    """What a watch is told of the changes beyond `after`, up to `up_to`; `body` is what travels."""

    id: str
    after: int
    up_to: int
    body: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An alert in the outbox, without its content. `error`: why the last attempt failed."""

    id: str
    watch: str
    after: int
    up_to: int
    created: datetime
    attempts: int
    next_attempt: datetime
    error: str
    dead: bool


@dataclass(frozen=True, slots=True)
class Parcel:
    """An alert leased for one attempt to deliver it; `attempts` counts this one."""

    id: str
    watch: str
    channel: str
    address: str
    secret: str = field(repr=False)
    body: str = field(repr=False)
    attempts: int
    leased_until: datetime


class Outbox:
    """The alerts of all watch lists."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self, *, dead: bool, watch: int | None = None) -> list[Waiting]:
        """The alerts to be delivered, or the dead ones; oldest first."""
        columns = [_outbox.c[name] for name in Waiting.__slots__ if name != "watch"]
        query = (
            select(_watches.c.name.label("watch"), *columns)
            .join(_watches, _watches.c.id == _outbox.c.watch)
            .where(_outbox.c.dead == dead)
            .order_by(_outbox.c.created, _outbox.c.up_to)
        )
        if watch is not None:
            query = query.where(_outbox.c.watch == watch)
        with self._engine.connect() as connection:
            return [Waiting(**record._mapping) for record in connection.execute(query)]

    def due(self, now: datetime) -> list[int]:
        """The watches (by id) that have something to deliver now."""
        query = select(_outbox.c.watch).where(*_is_due(now)).distinct()
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def lease(self, watch: int, now: datetime, term: timedelta) -> Parcel | None:
        """The oldest alert of a watch that is due, for this caller alone until the term ends."""
        query = (
            select(
                _outbox.c.id,
                _watches.c.name.label("watch"),
                _watches.c.channel,
                _watches.c.address,
                _watches.c.secret,
                _outbox.c.body,
                _outbox.c.attempts + 1,
            )
            .join(_watches, _watches.c.id == _outbox.c.watch)
            .where(_outbox.c.watch == watch, *_is_due(now))
            .order_by(_outbox.c.up_to)
        )
        with writing(self._engine) as connection:
            found = connection.execute(query).first()
            if found is None:
                return None
            parcel = Parcel(*found, leased_until=now + term)
            mine = update(_outbox).where(_outbox.c.id == parcel.id)
            connection.execute(
                mine.values(attempts=parcel.attempts, leased_until=parcel.leased_until)
            )
            return parcel

    def delivered(self, parcel: Parcel, now: datetime) -> None:
        """The receiver has it."""
        mine = _outbox.c.id == parcel.id
        its_watch = _watches.c.id == select(_outbox.c.watch).where(mine).scalar_subquery()
        with writing(self._engine) as connection:
            connection.execute(update(_watches).where(its_watch).values(told=now))
            connection.execute(delete(_outbox).where(mine))

    def failed(self, parcel: Parcel, error: str, again: datetime | None) -> None:
        """The attempt failed: try again at a moment, or never (None: it is dead).

        Changes nothing when the lease ran out and another took the alert.
        """
        mine = (_outbox.c.id == parcel.id) & (_outbox.c.leased_until == parcel.leased_until)
        values = {"error": error, "dead": again is None, "leased_until": None}
        if again:
            values["next_attempt"] = again
        with writing(self._engine) as connection:
            connection.execute(update(_outbox).where(mine).values(values))

    def replay(self, alert: str | None, now: datetime) -> int:
        """Let a dead alert, or all of them (None), be tried afresh; how many they are.

        Raises StoreError when there is no dead alert of that id.
        """
        which = _outbox.c.dead if alert is None else _outbox.c.dead & (_outbox.c.id == alert)
        values = {"dead": False, "attempts": 0, "next_attempt": now, "leased_until": None}
        with writing(self._engine) as connection:
            replayed = connection.execute(update(_outbox).where(which).values(values)).rowcount
        if alert is not None and not replayed:
            raise StoreError(f"there is no dead alert “{alert}”; see: tariffline watch dead")
        return replayed


def put(connection: Connection, watch: int, alert: Alert, now: datetime) -> None:
    """Add an alert of a watch (by id), due at once."""
    connection.execute(
        insert(_outbox).values(
            id=alert.id,
            watch=watch,
            after=alert.after,
            up_to=alert.up_to,
            body=alert.body,
            created=now,
            attempts=0,
            next_attempt=now,
            error="",
            dead=False,
        )
    )


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(_outbox.c.leased_until.is_(None), _outbox.c.leased_until <= now)
    return (_outbox.c.dead == false(), _outbox.c.next_attempt <= now, free)
