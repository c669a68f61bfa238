"""Answers and the feed of one service, kept at the desk.

The rule: after the cache has seen feed position N, it never gives an answer that a change up to N
touches. So taking changes in and dropping what they touch is one transaction, and an answer that
comes late is held against the changes that came before it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Any, TypeVar

from tariffline_office.cache_file import CacheFile, is_damage
from tariffline_office.client import Arguments
from tariffline_office.feed import Change, Page, Scope, read_change, write_change
from tariffline_office.kept import Kept, is_keepable
from tariffline_office.records import INSERT, key, read, write

MOST_ANSWERS = 1_000_000
MOST_BYTES = 512 * 1024 * 1024
MOST_CHANGES = 50_000  # of each service

Answered = Mapping[Arguments, Kept]
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Position:
    """How far the cache has read which feed; it holds the changes beyond `floor` themselves.

    `seen` is the highest number that any reply told of. `edition` is the one in force at the last
    reply; None if it may have changed since. `measures` is up to when measures were known then.
    """

    feed_id: str
    seq: int
    floor: int
    seen: int
    edition: str | None
    measures: str | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is kept, of all services together; beyond it, what was not used longest goes."""

    answers: int = MOST_ANSWERS
    bytes: int = MOST_BYTES
    changes: int = MOST_CHANGES


class Cache:
    """The cache of the service at `url`, to be entered and left like a file.

    Methods raise CacheError if the file's place can't be used. A file found damaged is set aside
    and work goes on with an empty one.
    """

    def __init__(self, url: str, file: CacheFile, bounds: Bounds | None = None) -> None:
        self._url = url
        self._file = file
        self._bounds = bounds or Bounds()
        self._connection = file.connect()

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; an open transaction is as if it had never been."""
        self._connection.close()

    def position(self) -> Position | None:
        """Where the cache stands in the feed; None before it has seen any of it."""
        return self._do("BEGIN", lambda: self._service()[1])

    def advance(self, page: Page, after: int) -> None:
        """Take in a part of the feed that was asked for beyond `after`, and drop what it touches.

        A feed that is new, another one, or shorter than it was starts the cache afresh at its head.
        """
        self._do("BEGIN IMMEDIATE", lambda: self._advance(page, after))

    def put(self, feed_id: str, answered: Mapping[str, Answered]) -> None:
        """Keep answers by function, except those that the cache knows better or could not watch.

        `feed_id` is the feed that the service had when it was asked.
        """
        self._do("BEGIN IMMEDIATE", lambda: self._put(feed_id, answered))

    def note_edition(
        self, feed_id: str, feed: int, edition: str, measures: str | None = None
    ) -> None:
        """Remember the edition that a reply named, unless the feed has moved on since."""
        self._do(
            "BEGIN IMMEDIATE",
            lambda: self._execute(
                "UPDATE service SET edition = ?, measures = ? "
                "WHERE url = ? AND feed_id = ? AND position <= ?",
                edition, measures, self._url, feed_id, feed,
            ),
        )  # fmt: skip

    def look_up(self, function: str, asked: Sequence[Arguments], today: date) -> Answered:
        """The answers kept to `function`; whether they are good today is theirs to tell."""
        names = {key(arguments): arguments for arguments in asked}
        found = self._do("BEGIN", lambda: self._found(function, list(names)))
        if used := [name for name, _, used_on in found if used_on != today.isoformat()]:
            self._do("BEGIN IMMEDIATE", lambda: self._mark_used(function, used, today))
        return {names[name]: kept for name, kept, _ in found}

    def changes_after(self, seq: int) -> list[Change] | None:
        """The changes beyond a number, oldest first; None if they are not all held any more."""

        def work() -> list[Change] | None:
            service, at = self._service()
            held = at is not None and at.floor <= seq
            return list(self._changes(service, seq)) if held else None

        return self._do("BEGIN", work)

    def _do(self, begin: str, work: Callable[[], _Result]) -> _Result:
        """Do `work` as one transaction; if the file proves damaged, again on a new one."""
        try:
            return self._transact(begin, work)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise self._file.unusable(error) from error
        self._connection.close()
        self._file.set_aside()
        self._connection = self._file.connect()
        return self._transact(begin, work)

    def _transact(self, begin: str, work: Callable[[], _Result]) -> _Result:
        self._connection.execute(begin)
        try:
            result = work()
            self._connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # the first error is the one to tell
                self._connection.rollback()
            raise
        return result

    def _service(self) -> tuple[int, Position | None]:
        """The number of this service among those kept, and where it stands; 0 if not kept."""
        query = (
            "SELECT id, feed_id, position, floor, seen, edition, measures "
            "FROM service WHERE url = ?"
        )
        row = self._connection.execute(query, (self._url,)).fetchone()
        return (row[0], Position(*row[1:])) if row else (0, None)

    def _advance(self, page: Page, after: int) -> None:
        service, at = self._service()
        if at is None or at.feed_id != page.feed_id or page.head < at.seen:
            self._start_afresh(service, page)
            return
        if after > at.seq:
            return  # the file was made anew meanwhile: what lies between would be missed
        for change in page.changes:
            if change.seq > at.seq:
                self._take_in(service, change)
        if page.next > at.seq:
            self._execute(
                "UPDATE service SET position = ?1, seen = max(seen, ?1), edition = NULL "
                "WHERE id = ?2",
                page.next, service,
            )  # fmt: skip
        self._forget_old_changes(service)

    def _start_afresh(self, service: int, page: Page) -> None:
        self._execute("DELETE FROM answer WHERE service = ?", service)
        self._execute("DELETE FROM change WHERE service = ?", service)
        self._execute("DELETE FROM service WHERE id = ?", service)
        self._execute(
            "INSERT INTO service (url, feed_id, position, floor, seen) VALUES (?, ?, ?, ?, ?)",
            self._url, page.feed_id, page.head, page.head, page.head,
        )  # fmt: skip

    def _take_in(self, service: int, change: Change) -> None:
        candidates = list(self._candidates(service, change.scope))
        self._connection.executemany(
            "DELETE FROM answer WHERE service = ? AND function = ? AND arguments = ?",
            [record[:3] for record in candidates if read(record).touched_by(change)],
        )
        body = write_change(change)
        self._execute("INSERT INTO change VALUES (?, ?, ?)", service, change.seq, body)

    def _candidates(self, service: int, scope: Scope) -> Iterator[Sequence[Any]]:
        """What a change might touch, by the indexes; `touched_by` decides."""
        if scope.hts is not None:
            above = [scope.hts[:length] for length in range(len(scope.hts))]
            yield from self._execute(
                "SELECT * FROM answer WHERE service = ?1 AND (hts >= ?2 AND hts < ?2 || ':' "
                "OR hts IN (SELECT value FROM json_each(?3)))",
                service, scope.hts, json.dumps(above),
            )  # fmt: skip
        if scope.case is not None:
            query = "SELECT * FROM answer WHERE service = ? AND case_number = ?"
            yield from self._execute(query, service, scope.case)
        if scope.message is not None:
            query = "SELECT * FROM answer WHERE service = ? AND message_number = ?"
            yield from self._execute(query, service, scope.message)

    def _forget_old_changes(self, service: int) -> None:
        """Past the bound, the floor rises to the last change that goes."""
        query = "SELECT seq FROM change WHERE service = ? ORDER BY seq DESC LIMIT 1 OFFSET ?"
        if last := self._execute(query, service, self._bounds.changes).fetchone():
            self._execute("DELETE FROM change WHERE service = ? AND seq <= ?", service, *last)
            self._execute("UPDATE service SET floor = ? WHERE id = ?", *last, service)

    def _put(self, feed_id: str, answered: Mapping[str, Answered]) -> None:
        service, at = self._service()
        if at is None or at.feed_id != feed_id:
            return
        feeds = [kept.feed for each in answered.values() for kept in each.values()]
        late = list(self._changes(service, min(feeds, default=at.seq)))
        self._connection.executemany(
            INSERT,
            [
                write(service, function, key(arguments), kept)
                for function, each in answered.items()
                for arguments, kept in each.items()
                if is_keepable(kept)
                and kept.feed >= at.floor
                and not any(map(kept.touched_by, late))
            ],
        )
        newest = max(feeds, default=0)
        self._execute("UPDATE service SET seen = max(seen, ?) WHERE id = ?", newest, service)
        self._make_room()

    def _make_room(self) -> None:
        (count,) = self._execute("SELECT count(*) FROM answer").fetchone()
        too_many = count - self._bounds.answers
        if self._bytes_used() > self._bounds.bytes:
            too_many = max(too_many, count // 10)
        if too_many > 0:
            self._execute(
                "DELETE FROM answer WHERE (service, function, arguments) IN (SELECT service, "
                "function, arguments FROM answer ORDER BY used_on, asked_at LIMIT ?)",
                too_many,
            )

    def _bytes_used(self) -> int:
        (pages,) = self._execute("PRAGMA page_count").fetchone()
        (free,) = self._execute("PRAGMA freelist_count").fetchone()
        (size,) = self._execute("PRAGMA page_size").fetchone()
        return int((pages - free) * size)

    def _found(self, function: str, names: Sequence[str]) -> list[tuple[str, Kept, str]]:
        service, _ = self._service()
        records = self._execute(
            "SELECT answer.* FROM json_each(?) AS asked CROSS JOIN answer "
            "ON service = ? AND function = ? AND arguments = asked.value",
            json.dumps(names), service, function,
        )  # fmt: skip
        return [(record[2], read(record), record[-1]) for record in records]

    def _mark_used(self, function: str, names: Sequence[str], today: date) -> None:
        """Once a day is enough to know what was not used longest, and spares the disk."""
        service, _ = self._service()
        self._execute(
            "UPDATE answer SET used_on = ? WHERE service = ? AND function = ? "
            "AND arguments IN (SELECT value FROM json_each(?))",
            today.isoformat(), service, function, json.dumps(names),
        )  # fmt: skip

    def _changes(self, service: int, after: int) -> Iterator[Change]:
        query = "SELECT body FROM change WHERE service = ? AND seq > ? ORDER BY seq"
        for (body,) in self._execute(query, service, after):
            yield read_change(json.loads(body))

    def _execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._connection.execute(statement, values)
