"""The feed of changes: what we learned, numbered in the order we learned it, never rewritten.

A change says what we now answer for some days, and what we answered before; so whoever keeps
answers and has read the feed up to a number knows which of them are stale, in whatever order
editions came, were corrected or removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, func, insert, or_, select, tuple_, update
from sqlalchemy.engine import Row as Record

from tariffline.law.answer import Scope
from tariffline.law.change_record import Entry
from tariffline.law.changes import Change, ChangeKind, Difference, differences
from tariffline.law.schedule import Row
from tariffline.law.tree import EditionInfo
from tariffline.store.database import change_table, head_table
from tariffline.store.records import entries_for

Place = tuple[date, int]
"""Where a change stands among the newest: its effective date and its number."""

_changes = change_table
_read_successors = msgspec.json.Decoder(tuple[str, ...]).decode


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes: of a number and what stands under or above it, of some kinds, by date."""

    hts: str = ""
    kinds: tuple[str, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None

    def includes(self, change: Change) -> bool:
        """Whether a change is one of them: the same rule as the queries below."""
        hts = change.scope.hts
        return (
            (
                not self.hts
                or (hts is not None and (hts.startswith(self.hts) or self.hts.startswith(hts)))
            )
            and (not self.kinds or change.kind in self.kinds)
            and (self.effective_from is None or change.effective >= self.effective_from)
            and (self.effective_to is None or change.effective <= self.effective_to)
        )


class Feed:
    """Reads the feed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def head(self) -> int:
        """The number of the last change; 0 when there is none."""
        with self._engine.connect() as connection:
            return head_of(connection)

    def identity(self) -> str:
        """A text of this feed alone: numbers of another feed mean nothing here."""
        with self._engine.connect() as connection:
            return str(connection.execute(select(head_table.c.feed_id)).scalar_one())

    def after(self, seq: int, most: int, wanted: Wanted | None = None) -> list[Change]:
        """Changes beyond a number, oldest first: by key, so a page costs the same anywhere."""
        query = select(_changes).where(_changes.c.seq > seq).order_by(_changes.c.seq).limit(most)
        return self._read(query.where(*_conditions(wanted or Wanted())))

    def latest(
        self, most: int, wanted: Wanted | None = None, before: Place | None = None
    ) -> list[Change]:
        """What stands of the law's changes, newest first, beyond a place if one is given."""
        place = tuple_(_changes.c.effective, _changes.c.seq)
        query = select(_changes).where(_changes.c.stands).limit(most)
        query = query.order_by(_changes.c.effective.desc(), _changes.c.seq.desc())
        if before is not None:
            query = query.where(place < tuple_(*before))
        return self._read(query.where(*_conditions(wanted or Wanted())))

    def newest(self, most: int, wanted: Wanted | None = None, below: int = 0) -> list[Change]:
        """Entries as they were learned, the last first, below a number if one is given."""
        query = select(_changes).order_by(_changes.c.seq.desc()).limit(most)
        if below:
            query = query.where(_changes.c.seq < below)
        return self._read(query.where(*_conditions(wanted or Wanted())))

    def ahead(self, day: date, most: int, wanted: Wanted | None = None) -> list[Change]:
        """Changes that take effect after a day, soonest first."""
        query = select(_changes).where(_changes.c.stands, _changes.c.effective > day).limit(most)
        query = query.order_by(_changes.c.effective, _changes.c.seq)
        return self._read(query.where(*_conditions(wanted or Wanted())))

    def authorities(self, code: str, edition: str, after: str) -> list[Entry]:
        """What USITC's change records at hand say of a number between two editions."""
        return entries_for(self._engine, code, edition, after)

    def _read(self, query: Any) -> list[Change]:
        with self._engine.connect() as connection:
            return [_change(record) for record in connection.execute(query)]


def head_of(connection: Connection) -> int:
    """The number of the last change."""
    return int(connection.execute(select(func.max(_changes.c.seq))).scalar() or 0)


def tell_moved(
    connection: Connection,
    before: Sequence[Row],
    after: Sequence[Row],
    edition: EditionInfo,
    until: date | None,
    *,
    removed: bool = False,
) -> None:
    """Tell that the days of an edition went from one state of the schedule to another.

    Where there was nothing before, or is nothing after, one entry says so for the whole schedule.
    What a removed edition said stands no more, nor is its going a change of the law.
    """
    label = edition.label
    said = ("", label) if not removed else (label, "")
    found = [Difference(ChangeKind.EDITION, "", "edition", *said)]
    if before and after:
        found += differences(before, after)
    if removed:
        mine = _changes.c.edition == edition.name
        connection.execute(update(_changes).where(mine).values(stands=False))
    records = [_record(each, edition, until, stands=not removed) for each in found]
    if not (before and after):
        records[0]["hts"] = ""
    append(connection, records)


def tell_step(
    connection: Connection,
    before: Sequence[Row],
    after: Sequence[Row],
    edition: EditionInfo,
    until: date | None,
) -> None:
    """Tell what an edition changes, when another one has come or gone before it.

    Its step was told against a neighbour that is not its neighbour now: what of that is no longer
    so stands no more, what is new is added. So what stands is the same in whatever order editions
    came, but for its numbers and the days (`until`) it was told for.
    """
    found = list(differences(before, after)) if before and after else []
    mine = (_changes.c.edition == edition.name) & _changes.c.stands
    told = {}
    for record in connection.execute(select(_changes).where(mine)):
        change = _change(record)
        if change.kind is not ChangeKind.EDITION:
            told[_said(change)] = change.seq
    fresh = [each for each in found if told.pop(_said_of(each), None) is None]
    for seq in told.values():
        one = _changes.c.seq == seq
        connection.execute(update(_changes).where(one).values(stands=False))
    append(connection, (_record(each, edition, until) for each in fresh))


def _said(change: Change) -> tuple[object, ...]:
    return (
        change.kind,
        change.scope.hts,
        change.field,
        change.before,
        change.after,
        change.successors,
    )


def _said_of(each: Difference) -> tuple[object, ...]:
    return (each.kind, each.code, each.field, each.before, each.after, each.successors)


def append(connection: Connection, records: Iterable[dict[str, object]]) -> None:
    """Number records and add them."""
    if new := list(records):
        connection.execute(insert(_changes), new)


def _record(
    difference: Difference, edition: EditionInfo, until: date | None, *, stands: bool = True
) -> dict[str, object]:
    return {
        "kind": difference.kind.value,
        "hts": difference.code or None,
        "origin": "",
        "case": None,
        "message": None,
        "field": difference.field,
        "before": difference.before,
        "after": difference.after,
        "successors": msgspec.json.encode(difference.successors).decode(),
        "effective": edition.effective,
        "until": until,
        "published": edition.published,
        "document": f"HTS {edition.label}",
        "edition": edition.name,
        "stands": stands,
    }


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.hts:
        above = [wanted.hts[:length] for length in range(2, len(wanted.hts), 2)]
        under = _changes.c.hts.between(wanted.hts, wanted.hts + ":")
        conditions.append(or_(under, _changes.c.hts.in_(["", *above])))
    if wanted.kinds:
        conditions.append(_changes.c.kind.in_(wanted.kinds))
    if wanted.effective_from:
        conditions.append(_changes.c.effective >= wanted.effective_from)
    if wanted.effective_to:
        conditions.append(_changes.c.effective <= wanted.effective_to)
    return conditions


def _change(record: Record[Any]) -> Change:
    fields: list[Any] = list(record)
    seq, kind, hts, origin, case, message, field, before, after, successors, *rest = fields
    scope = Scope(hts, origin, case, message)
    heirs = _read_successors(successors) if successors != "[]" else ()
    effective, until, published, document, _, stands = rest
    return Change(
        seq,
        ChangeKind(kind),
        scope,
        field,
        before,
        after,
        heirs,
        effective,
        until,
        published,
        document,
        stands,
    )
