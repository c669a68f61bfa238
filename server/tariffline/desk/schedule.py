"""The schedule's whole history in memory: any day's edition, any number's past."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from threading import Lock

from tariffline.desk.found import Found
from tariffline.desk.kept import Kept
from tariffline.law.schedule import Version
from tariffline.law.tree import Edition, EditionInfo

# An edition's own index is about 6 MB; its rows are shared with its neighbours.
_EDITIONS_IN_MEMORY = 24
_FOUND = 65_536  # numbers by edition


class Schedule:
    """Editions by effective date and the versions of every row. Never changes once made."""

    def __init__(
        self, editions: Sequence[EditionInfo], versions: Sequence[Version], feed: int = 0
    ) -> None:
        self.editions = tuple(editions)
        self.feed = feed  # the last change these records hold
        self._starts = [edition.effective for edition in editions]
        self._versions = versions
        self._last_days = dict(zip(self._starts, _ends(self._starts), strict=True))
        self.found: Kept[tuple[str, bool, str, date], Found] = Kept(_FOUND)  # see `desk.find`
        self._trees: Kept[str, Edition] = Kept(_EDITIONS_IN_MEMORY)
        self._lock = Lock()
        self._by_code: dict[str, list[Version]] | None = None

    def info_on(self, day: date) -> EditionInfo | None:
        """The edition in force on a day; None before the first."""
        index = bisect_right(self._starts, day)
        return self.editions[index - 1] if index else None

    def edition(self, info: EditionInfo) -> Edition:
        """The edition as a tree: made in some 30 ms, then kept."""
        if tree := self._trees.get(info.name):
            return tree
        with self._lock:
            return self._trees.get(info.name) or self._trees.keep(info.name, self._tree(info))

    def last_day(self, info: EditionInfo) -> date | None:
        """The last day an edition is in force; None for the last edition at hand."""
        return self._last_days[info.effective]

    def history(self, code: str) -> list[Version]:
        """Every wording of a number, oldest first."""
        if self._by_code is None:
            by_code: dict[str, list[Version]] = {}
            for version in self._versions:
                by_code.setdefault(version.row.code, []).append(version)
            self._by_code = by_code
        return self._by_code.get(code, [])

    def _tree(self, info: EditionInfo) -> Edition:
        if len(self._trees) == _EDITIONS_IN_MEMORY:
            self.found.clear()  # or the editions that make room would stay in memory
        day = info.effective
        return Edition(info, [v.row for v in self._versions if v.starts <= day < v.ends])


def _ends(starts: Sequence[date]) -> Iterator[date | None]:
    """The last day before the next start, for each; None for the last."""
    for _, following in pairwise(starts):
        yield following - timedelta(days=1)
    if starts:
        yield None
