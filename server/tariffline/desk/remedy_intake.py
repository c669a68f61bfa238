"""Taking notices about AD/CVD cases in: from files of any form, from the Federal Register."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from tariffline.law.notice import Notice
from tariffline.sources import adcvd
from tariffline.sources.http import PATIENCE, session
from tariffline.store.originals import keep_original
from tariffline.store.schedule import ScheduleStore

Progress = Callable[[int, int | None], None]

_REGISTER = "Federal Register"
_FIRST_LOOK = timedelta(days=5 * 365)  # into an empty folder: the reviews of five years
_LATE_TEXT = timedelta(days=7)  # a text may come some days after its record
_AT_ONCE = 100  # notices in a transaction, so that a sync that breaks off keeps what came


@dataclass(frozen=True, slots=True)
class TakenNotices:
    """How many notices were read, how many say anything new, on how many cases; how many pieces
    their readers could not place."""

    read: int
    new: int
    cases: int
    unread: int


def take_in_notices(
    store: ScheduleStore, home: Path, data: bytes, name: str, now: datetime
) -> TakenNotices:
    """Load a file of notices. Raises SourceError when it holds none that can be read."""
    notices = list(adcvd.read(data, name))
    keep_original(home, hashlib.sha256(data).hexdigest(), data)
    return _taken(notices, store.notices.add(notices, now))


def sync_notices(
    store: ScheduleStore, base_url: str, progress: Progress, now: Callable[[], datetime]
) -> TakenNotices:
    """Load what the Federal Register has published since the last notice at hand.

    Raises SourceError when the list does not come; what came until then is kept.
    """
    last = store.notices.last_published(_REGISTER)
    since = last - _LATE_TEXT if last else now().date() - _FIRST_LOOK
    is_known = partial(store.notices.is_whole, _REGISTER)
    came: list[Notice] = []
    new = 0
    with session(PATIENCE) as asking:
        coming = adcvd.fetch(asking, base_url, since, is_known=is_known)
        while some := list(islice(coming, _AT_ONCE)):
            new += store.notices.add(some, now())
            came += some
            progress(len(came), None)
    return _taken(came, new)


def _taken(notices: list[Notice], new: int) -> TakenNotices:
    cases = {case for notice in notices for case in notice.cases}
    return TakenNotices(
        len(notices), new, len(cases), sum(len(notice.unread) for notice in notices)
    )
