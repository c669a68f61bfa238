"""The records in memory: read from the store once, and again when they changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from threading import Lock

from tariffline.desk.cases import NO_CASES, Cases
from tariffline.desk.measures import Measures, measures_with, shipped
from tariffline.desk.messages import NO_MESSAGES, Messages
from tariffline.desk.schedule import Schedule
from tariffline.store.feed import Feed
from tariffline.store.schedule import ScheduleStore


@dataclass(frozen=True, slots=True)
class Desk:
    """What one request is answered from: the records and the day, the same from start to end."""

    schedule: Schedule
    today: date
    feed: Feed
    messages: Messages = NO_MESSAGES
    cases: Cases = NO_CASES
    read_measures: Callable[[], Measures] = shipped

    @property
    def measures(self) -> Measures:
        """The additional duties, read when first asked for: that takes half a second."""
        return self.read_measures()


class Records:
    """Hands out desks; each sees the newest records, and never a half-made change."""

    def __init__(self, store: ScheduleStore, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today
        self._lock = Lock()
        self._head = -1
        self._schedule = Schedule([], [])
        self._messages = NO_MESSAGES
        self._measures: Callable[[], Measures] = shipped
        self._notices = 0
        self._cases = NO_CASES

    def desk(self) -> Desk:
        """A desk for one request. Reading the store's head is cheap; the records are kept."""
        head = self._store.head()
        if head != self._head:
            with self._lock:
                if head != self._head:
                    self._schedule = Schedule(*self._store.everything())
                    last = self._store.messages.last()
                    self._messages = Messages(partial(self._store.messages.up_to, last))
                    lists = self._store.measures.lists()
                    self._measures = cache(partial(measures_with, lists))
                    self._cases = self._newest_cases()
                    self._head = head
        feed = self._store.feed
        return Desk(
            self._schedule, self._today(), feed, self._messages, self._cases, self._measures
        )

    def _newest_cases(self) -> Cases:
        """Kept where no notice has come, for making them takes longest."""
        last = self._store.notices.last()
        if last == self._notices:
            return self._cases
        self._notices = last
        return Cases(partial(self._store.notices.up_to, last))
