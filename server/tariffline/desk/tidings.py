"""News of the feed for those who wait: one look at the store for all of them."""

from __future__ import annotations

import time
from collections import deque
from threading import Condition, Thread

from tariffline.law.changes import Change
from tariffline.store.feed import Feed

_KEPT = 2_000  # recent changes in memory, so that a thousand readers cost one query
_PAGE = 500
_LOOK_SECONDS = 0.2


class Tidings:
    """Hands the changes beyond a number to each reader, as they come.

    Another process may write the store, so a thread looks at it five times a second: one query
    for all who wait. It starts with the first reader and ends with the process.
    """

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._news = Condition()
        self._recent: deque[Change] = deque(maxlen=_KEPT)
        self._head = 0
        self._looking = False

    def after(self, seq: int, patience: float) -> list[Change]:
        """The next changes beyond `seq`, waiting up to `patience` seconds; none when none came."""
        with self._news:
            self._start()
            if not self._news.wait_for(lambda: self._head > seq, patience):
                return []
            if self._recent and self._recent[0].seq <= seq + 1:
                return [change for change in self._recent if change.seq > seq]
        return self._feed.after(seq, _PAGE)

    def _start(self) -> None:
        if not self._looking:
            self._looking = True
            self._head = self._feed.head()
            Thread(target=self._watch, name="tidings", daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(_LOOK_SECONDS)
            if self._feed.head() != self._head:
                self._take_in()

    def _take_in(self) -> None:
        """Take in what is new, and wake those who wait."""
        fresh: list[Change] = []
        while page := self._feed.after(fresh[-1].seq if fresh else self._head, _PAGE):
            fresh += page
        with self._news:
            self._recent.extend(fresh)
            self._head = fresh[-1].seq if fresh else self._head
            self._news.notify_all()
