"""Delivering: alerts out of the outbox to their receivers, each watch in a lane of its own."""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Thread

import requests

from tariffline.store.outbox import Outbox, Parcel
from tariffline.store.watches import Channel

ATTEMPTS = 10  # then it is a dead letter: 4 to 9 hours after the first
_FIRST_PAUSE = timedelta(minutes=1)
_TIMEOUT_SECONDS = 10.0
LEASE = timedelta(minutes=2)  # longer than any attempt: connecting and answering time out each
_POLL_SECONDS = 1.0


class UndeliveredError(Exception):
    """The receiver does not have the alert; the message says why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended. `again`: when the next is; None when delivered, or dead."""

    watch: str
    id: str
    attempts: int
    delivered: bool
    error: str = ""
    again: datetime | None = None


class Courier:
    """Delivers what is due. `chance` gives numbers from 0 to 1; `report` hears of each attempt.

    A thread for each watch, not a pool of some size: so many receivers that hang would hold up all
    others.
    """

    def __init__(
        self,
        outbox: Outbox,
        folder: Path,
        clock: Callable[[], datetime],
        chance: Callable[[], float],
        report: Callable[[Outcome], None],
    ) -> None:
        self._outbox = outbox
        self._folder = folder
        self._clock = clock
        self._chance = chance
        self._report = report
        self._lanes: dict[int, Thread] = {}

    def start(self) -> None:
        """Begin to deliver what is due; does not wait for it."""
        self._lanes = {watch: lane for watch, lane in self._lanes.items() if lane.is_alive()}
        for watch in self._outbox.due(self._clock()):
            if watch not in self._lanes:
                # A daemon, so that a receiver that hangs does not hold up our end; its alert's
                # lease runs out.
                self._lanes[watch] = Thread(target=self._lane, args=(watch,), daemon=True)
                self._lanes[watch].start()

    def wait(self) -> None:
        """Until all that was begun has ended."""
        for lane in self._lanes.values():
            lane.join()

    def _lane(self, watch: int) -> None:
        while parcel := self._outbox.lease(watch, self._clock(), LEASE):
            self._report(self._attempt(parcel))

    def _attempt(self, parcel: Parcel) -> Outcome:
        told = (parcel.watch, parcel.id, parcel.attempts)
        try:
            if parcel.channel == Channel.MAIL:
                leave(parcel, self._folder)
            else:
                post(parcel, self._clock())
        except UndeliveredError as problem:
            again = self._next(parcel.attempts)
            self._outbox.failed(parcel, str(problem), again)
            return Outcome(*told, delivered=False, error=str(problem), again=again)
        self._outbox.delivered(parcel, self._clock())
        return Outcome(*told, delivered=True)

    def _next(self, attempts: int) -> datetime | None:
        """The pause doubles; chance takes up to half of it, so that receivers see no crowd."""
        if attempts >= ATTEMPTS:
            return None
        pause: timedelta = _FIRST_PAUSE * 2 ** (attempts - 1) * (1 - self._chance() / 2)
        return self._clock() + pause


def keep_delivering(
    notice: Callable[[], object],
    courier: Courier,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Look for news and deliver, for ever; a slow receiver delays neither."""
    while True:
        notice()
        courier.start()
        sleep(_POLL_SECONDS)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What proves to a receiver who sent a body and when: the header Tariffline-Signature."""
    signed = timestamp.encode() + b"." + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def post(parcel: Parcel, now: datetime) -> None:
    """Send an alert to its webhook. Raises UndeliveredError unless the status is 2xx."""
    body, timestamp = parcel.body.encode(), str(int(now.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"Tariffline/{version('tariffline')}",
        "Idempotency-Key": parcel.id,
        "Tariffline-Timestamp": timestamp,
        "Tariffline-Signature": signature(parcel.secret, timestamp, body),
    }
    try:
        # The status is enough: a receiver that never ends its answer is not read.
        with requests.post(
            parcel.address,
            data=body,
            headers=headers,
            timeout=_TIMEOUT_SECONDS,
            allow_redirects=False,
            stream=True,
        ) as reply:
            status = reply.status_code
    except requests.RequestException as problem:
        raise UndeliveredError(_why(problem)) from None
    if not 200 <= status < 300:
        raise UndeliveredError(_refusal(status))


def leave(parcel: Parcel, folder: Path) -> None:
    """Put a mail into a folder as an .eml file. Raises UndeliveredError."""
    try:
        write_mail(parcel.body, folder / f"{parcel.watch}-{parcel.id}.eml")
    except OSError as problem:
        raise UndeliveredError(f"the mail can't be written: {problem}") from None


def write_mail(mail: str, file: Path) -> None:
    """Write a mail to an .eml file, whole or not at all. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, delete=False) as part:
        part.write(mail.encode("ascii"))
        part.flush()
        os.fsync(part.fileno())
    os.replace(part.name, file)


def _why(problem: requests.RequestException) -> str:
    """Without the address, whose path may be a secret."""
    match problem:
        case requests.exceptions.SSLError():
            return "the receiver's certificate is not trusted here"
        case requests.Timeout():
            return f"no answer within {_TIMEOUT_SECONDS:.0f} seconds"
        case requests.ConnectionError():
            return "the receiver can't be reached, or it hung up"
        case _:
            return f"the address can't be used ({type(problem).__name__})"


def _refusal(status: int) -> str:
    known = status in HTTPStatus.__members__.values()
    words = f"answered {status} {HTTPStatus(status).phrase if known else ''}".rstrip()
    redirect = "; redirects are not followed, give the final address" if 300 <= status < 400 else ""
    return words + redirect
