"""Taking CBP's messages in: from files of any official form, from the publisher."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tariffline.law.bulletin import Bulletin
from tariffline.sources.csms.forms import read_messages
from tariffline.sources.csms.sync import Progress, fetch
from tariffline.store.originals import keep_original
from tariffline.store.schedule import ScheduleStore


@dataclass(frozen=True, slots=True)
class Taken:
    """How many messages were read, how many of them are new or changed, and what went wrong."""

    read: int
    changed: int
    problems: tuple[str, ...] = ()


def take_in_messages(store: ScheduleStore, home: Path, data: bytes, now: datetime) -> Taken:
    """Load a file of messages. Raises SourceError when it holds none that can be read."""
    readings = read_messages(data)
    keep_original(home, hashlib.sha256(data).hexdigest(), data)
    return Taken(len(readings), store.messages.add(readings, now))


def keep_bulletin(
    store: ScheduleStore, home: Path, data: bytes, bulletin: Bulletin, now: datetime
) -> None:
    """Load a message, and keep the bytes that it was read from."""
    keep_original(home, hashlib.sha256(data).hexdigest(), data)
    store.messages.add([bulletin], now)


def sync_messages(
    store: ScheduleStore, base_url: str, progress: Progress, now: Callable[[], datetime]
) -> Taken:
    """Load what GovDelivery lists now. Raises SourceError when the list does not come."""
    fetched = fetch(base_url, store.messages.has_body, progress)
    changed = store.messages.add(fetched.bulletins, now())
    return Taken(len({each.number for each in fetched.bulletins}), changed, fetched.problems)
