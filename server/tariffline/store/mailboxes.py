"""Mailboxes that are read: how far, by which subscription, and what became of each message."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Engine, Update, delete, func, insert, select, update

from tariffline.store.database import mailbox_message_table, mailbox_table, writing

_mailboxes, _messages = mailbox_table, mailbox_message_table


class Outcome(StrEnum):
    """What became of a message."""

    BULLETIN = "CSMS message"
    MAIL = "other mail"
    UNPROVEN = "not proven to be CBP's"
    UNREADABLE = "not readable"
    WAITS = "waits to be tried again"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a mailbox is read, and how Graph tells of news; see `store.database`."""

    place: str
    link: str
    read: datetime | None
    subscription: str
    expires: datetime | None
    told: datetime | None


class Mailboxes:
    """The folders that are read, each known by its place: mailbox and folder."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def standing(self, place: str) -> Standing:
        """How far a place is read; one that was never read begins."""
        columns = [_mailboxes.c[name] for name in Standing.__slots__]
        query = select(*columns).where(_mailboxes.c.place == place)
        with writing(self._engine) as connection:
            if found := connection.execute(query).first():
                return Standing(*found)
            connection.execute(insert(_mailboxes).values(place=place))
            return Standing(*connection.execute(query).one())

    def places(self) -> list[str]:
        """Every place that was ever read."""
        with self._engine.connect() as connection:
            return list(connection.execute(select(_mailboxes.c.place)).scalars())

    def read_to(self, place: str, link: str, gone: Sequence[str], done: datetime | None) -> None:
        """All before a link is handled, so is what went; `done`: and nothing more has come."""
        values: dict[str, object] = {"link": link} | ({"read": done} if done else {})
        with writing(self._engine) as connection:
            for each in gone:
                connection.execute(delete(_messages).where(*_is(place, each)))
            connection.execute(_of(place).values(values))

    def unhandled(self, place: str, ids: Sequence[str]) -> list[str]:
        """Those of some messages that nothing became of yet, in their order."""
        query = select(_messages.c.id).where(_messages.c.place == place, _messages.c.id.in_(ids))
        with self._engine.connect() as connection:
            known = set(connection.execute(query).scalars())
        return [each for each in ids if each not in known]

    def waiting(self, place: str) -> list[tuple[str, int]]:
        """The messages to be tried again, and how often each was tried."""
        query = select(_messages.c.id, _messages.c.attempts).where(
            _messages.c.place == place, _messages.c.outcome == Outcome.WAITS.value
        )
        with self._engine.connect() as connection:
            return [(row.id, row.attempts) for row in connection.execute(query)]

    def handled(
        self, place: str, message: str, outcome: Outcome, found: str, attempts: int, at: datetime
    ) -> None:
        """Note what became of a message."""
        values = {
            "outcome": outcome.value,
            "found": found,
            "attempts": attempts,
            "handled": at,
        }
        with writing(self._engine) as connection:
            connection.execute(delete(_messages).where(*_is(place, message)))
            connection.execute(insert(_messages).values(place=place, id=message, **values))

    def forget(self, place: str, message: str) -> None:
        """A message is there no more."""
        with writing(self._engine) as connection:
            connection.execute(delete(_messages).where(*_is(place, message)))

    def outcomes(self, place: str) -> Counter[str]:
        """How many messages became what."""
        query = (
            select(_messages.c.outcome, func.count().label("messages"))
            .where(_messages.c.place == place)
            .group_by(_messages.c.outcome)
        )
        with self._engine.connect() as connection:
            return Counter({row.outcome: row.messages for row in connection.execute(query)})

    def expect(self, place: str, client_state: str) -> None:
        """A subscription is being asked for, whose notifications will hold this word."""
        values = {"state_sha256": _sha256(client_state), "subscription": "", "expires": None}
        with writing(self._engine) as connection:
            connection.execute(_of(place).values(values))

    def subscribed(self, place: str, subscription: str, expires: datetime) -> None:
        """Graph keeps a subscription until a moment."""
        with writing(self._engine) as connection:
            connection.execute(_of(place).values(subscription=subscription, expires=expires))

    def unsubscribed(self, place: str) -> None:
        """Graph tells no more."""
        values = {"state_sha256": "", "subscription": "", "expires": None}
        with writing(self._engine) as connection:
            connection.execute(_of(place).values(values))

    def expecting(self) -> bool:
        """Whether there is, or is being asked for, any subscription."""
        query = select(_mailboxes.c.place).where(_mailboxes.c.state_sha256 != "")
        with self._engine.connect() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def told(self, subscription: str, client_state: str, event: str, at: datetime) -> bool:
        """News, which the worker sees next; False when the word is not that of the subscription.

        `event` is that of a lifecycle notification, "" for a change of the folder.
        """
        proof = _mailboxes.c.state_sha256
        values: dict[str, object] = {"told": at}
        if event == "subscriptionRemoved":
            values |= {"subscription": "", "expires": None}
        elif event == "reauthorizationRequired":
            values |= {"expires": at}  # so it is renewed, which gives it new rights too
        known = select(_mailboxes.c.place, proof).where(
            _mailboxes.c.subscription.in_((subscription, "")), proof != ""
        )
        with self._engine.connect() as connection:  # strangers must not take the write lock
            rows = connection.execute(known).all()
        place = next((each for each, sha in rows if _same(sha, client_state)), None)
        if place is None:
            return False
        with writing(self._engine) as connection:
            connection.execute(_of(place).values(values))
        return True


def _of(place: str) -> Update:
    return update(_mailboxes).where(_mailboxes.c.place == place)


def _is(place: str, message: str) -> tuple[ColumnElement[bool], ...]:
    return (_messages.c.place == place, _messages.c.id == message)


def _sha256(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def _same(sha256: str, word: str) -> bool:
    return hmac.compare_digest(sha256, _sha256(word))
