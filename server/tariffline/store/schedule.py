"""The schedule's history: editions in, any day out.

Each wording of a printed row is stored once with the days it holds. An edition holds from its
effective date until that of the next one at hand, so loading or removing one rewrites just those
days; the result is the same in whatever order editions come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, delete, insert, select, tuple_, update
from sqlalchemy.engine import Row as Record

from tariffline.law.change_record import ChangeRecord
from tariffline.law.schedule import OPEN_END, Footnote, Row, Version, places
from tariffline.law.tree import EditionInfo
from tariffline.store.database import edition_table, head_table, row_table, writing
from tariffline.store.feed import Feed, head_of, tell_moved, tell_step
from tariffline.store.measures import MeasureStore
from tariffline.store.messages import MessageStore
from tariffline.store.notices import NoticeStore
from tariffline.store.records import keep_record

_BATCH = 400  # SQLite allows 32,766 variables in a statement; a deletion names two a row

_editions, _rows = edition_table, row_table


class StoreError(Exception):
    """What was asked of the store would make the history wrong; the message says the remedy."""


class ScheduleStore:
    """Editions and the row versions made of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.feed = Feed(engine)
        self.messages = MessageStore(engine)
        self.measures = MeasureStore(engine)
        self.notices = NoticeStore(engine)

    def head(self) -> int:
        """A number that grows with every change."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(head_table.c.head)).scalar_one())

    def editions(self) -> list[EditionInfo]:
        """Every edition at hand, by effective date."""
        with self._engine.connect() as connection:
            return _all_editions(connection)

    def everything(self) -> tuple[list[EditionInfo], list[Version], int]:
        """The editions, every wording of every row in official order and then by date, and the
        feed's last number: all as of one moment."""
        query = select(_rows).order_by(_rows.c.place, _rows.c.starts)
        with self._engine.connect() as connection:
            versions = [_version(record) for record in connection.execute(query)]
            return _all_editions(connection), versions, head_of(connection)

    def add(self, edition: EditionInfo, rows: Sequence[Row]) -> bool:
        """Take an edition in; False when it is here already with the same rows and date.

        A whole edition takes the place of every sample. Raises StoreError when the name or the
        date is taken by another, or a sample comes where whole editions are.
        """
        placed = dict(zip(places(rows), rows, strict=True))
        with writing(self._engine) as connection:
            known = _all_editions(connection)
            if any(other.name == edition.name and other.whole == edition.whole for other in known):
                return _must_be_same(connection, edition, placed)
            if edition.whole:
                for sample in (other for other in known if not other.whole):
                    _remove(connection, sample)
            elif any(other.whole for other in known):
                raise StoreError(
                    "the schedule is loaded; a sample is only for an empty data folder "
                    "(set TARIFFLINE_HOME to another folder to try the sample)"
                )
            _add(connection, edition, placed)
            return True

    def keep_record(self, record: ChangeRecord) -> int:
        """Add a change record's entries; how many were new."""
        return keep_record(self._engine, record)

    def remove(self, name: str) -> None:
        """Forget an edition: its days go to the one before. Raises StoreError if unknown."""
        with writing(self._engine) as connection:
            _remove(connection, _edition(connection, name))

    def move(self, name: str, effective: date) -> None:
        """Correct an edition's effective date, now stated. Raises StoreError like `add`."""
        with writing(self._engine) as connection:
            edition = _edition(connection, name)
            rows = {p: v.row for p, v in _alive(connection, edition.effective).items()}
            _remove(connection, edition)
            _add(connection, replace(edition, effective=effective, basis="stated"), rows)


def _must_be_same(connection: Connection, edition: EditionInfo, rows: dict[str, Row]) -> bool:
    known = _edition(connection, edition.name)
    have = {place: version.row for place, version in _alive(connection, known.effective).items()}
    if differing := [p for p in have.keys() | rows.keys() if have.get(p) != rows.get(p)]:
        raise StoreError(
            f"{edition.name} is loaded already with other content ({len(differing)} rows differ); "
            f'to replace it: tariffline editions remove "{edition.name}", then import again'
        )
    if known.effective != edition.effective:
        raise StoreError(
            f"{edition.name} is loaded already, effective {known.effective}; to correct the date: "
            f'tariffline editions move "{edition.name}" {edition.effective}'
        )
    return False


def _add(connection: Connection, edition: EditionInfo, rows: dict[str, Row]) -> None:
    for other in _all_editions(connection):
        if other.effective == edition.effective:
            raise StoreError(
                f"{other.name} takes effect on {edition.effective} already; give {edition.name} "
                f'its own date, or first: tariffline editions remove "{other.name}"'
            )
    values = {column.name: getattr(edition, column.name) for column in _editions.columns}
    values["retrieved"] = edition.retrieved.isoformat()
    connection.execute(insert(_editions).values(values))
    _rewrite(connection, edition, rows)


def _remove(connection: Connection, edition: EditionInfo) -> None:
    before = [e for e in _all_editions(connection) if e.effective < edition.effective]
    rows: dict[str, Row] = {}
    if before:
        rows = {p: v.row for p, v in _alive(connection, before[-1].effective).items()}
    _rewrite(connection, edition, rows, removed=True)
    connection.execute(delete(_editions).where(_editions.c.name == edition.name))


def _rewrite(
    connection: Connection, edition: EditionInfo, rows: dict[str, Row], *, removed: bool = False
) -> None:
    """Let `rows` be what holds from the edition's date until the next one at hand.

    What thereby moves goes into the feed in the same transaction: no reader ever sees the one
    without the other.
    """
    start = edition.effective
    later = [e for e in _all_editions(connection) if e.effective > start]
    end = later[0].effective if later else OPEN_END
    alive = _alive(connection, start)
    before = _where(connection, _rows.c.ends == start)
    after = _where(connection, _rows.c.starts == end)
    gone: list[tuple[str, date]] = []
    new: list[tuple[str, Version]] = []
    for place in alive.keys() | rows.keys():
        old, row = alive.get(place), rows.get(place)
        if (old.row if old else None) == row:
            continue
        if old:
            gone.append((place, old.starts))
            new += [
                (place, Version(old.row, starts, ends))
                for starts, ends in ((old.starts, start), (end, old.ends))
                if starts < ends
            ]
        if row:
            starts, ends = start, end
            if (left := before.get(place)) and left.row == row:
                gone.append((place, left.starts))
                starts = left.starts
            if (right := after.get(place)) and right.row == row:
                gone.append((place, right.starts))
                ends = right.ends
            new.append((place, Version(row, starts, ends)))
    _write(connection, gone, new)
    was = [version.row for version in alive.values()]
    now = [rows[place] for place in sorted(rows)]
    tell_moved(connection, was, now, edition, _day_before(end), removed=removed)
    if later:
        _retell(connection, now, later)


def _retell(connection: Connection, before: Sequence[Row], later: Sequence[EditionInfo]) -> None:
    """Tell the step of the next edition anew, for what it steps from has changed."""
    following = later[0]
    after = [version.row for version in _alive(connection, following.effective).values()]
    end = later[1].effective if len(later) > 1 else OPEN_END
    tell_step(connection, before, after, following, _day_before(end))


def _day_before(end: date) -> date | None:
    return None if end == OPEN_END else end - timedelta(days=1)


def _write(
    connection: Connection, gone: list[tuple[str, date]], new: list[tuple[str, Version]]
) -> None:
    key = tuple_(_rows.c.place, _rows.c.starts)
    for at in range(0, len(gone), _BATCH):
        connection.execute(delete(_rows).where(key.in_(gone[at : at + _BATCH])))
    if new:
        connection.execute(insert(_rows), [_record(place, version) for place, version in new])
    connection.execute(update(head_table).values(head=head_table.c.head + 1))


def _all_editions(connection: Connection) -> list[EditionInfo]:
    query = select(_editions).order_by(_editions.c.effective)
    return [_info(record) for record in connection.execute(query)]


def _edition(connection: Connection, name: str) -> EditionInfo:
    known = _all_editions(connection)
    for edition in known:
        if edition.name == name:
            return edition
    names = ", ".join(e.name for e in known) or "none"
    raise StoreError(f"there is no edition “{name}”; loaded: {names}")


def _alive(connection: Connection, day: date) -> dict[str, Version]:
    return _where(connection, (_rows.c.starts <= day) & (_rows.c.ends > day))


def _where(connection: Connection, condition: Any) -> dict[str, Version]:
    query = select(_rows).where(condition).order_by(_rows.c.place)
    return {record[0]: _version(record) for record in connection.execute(query)}


def _info(record: Record[Any]) -> EditionInfo:
    values = dict(record._mapping)
    values["retrieved"] = datetime.fromisoformat(values["retrieved"])
    return EditionInfo(**values)


_encode = msgspec.json.Encoder().encode
_read_units = msgspec.json.Decoder(tuple[str, ...]).decode
_read_footnotes = msgspec.json.Decoder(tuple[tuple[tuple[str, ...], str], ...]).decode


def _record(place: str, version: Version) -> dict[str, object]:
    row = version.row
    return {
        "place": place,
        "starts": version.starts,
        "ends": version.ends,
        "code": row.code,
        "indent": row.indent,
        "description": row.description,
        "units": _encode(row.units).decode() if row.units else "",
        "general": row.general,
        "special": row.special,
        "other": row.other,
        "footnotes": _encode([(n.columns, n.text) for n in row.footnotes]).decode()
        if row.footnotes
        else "",
        "quota": row.quota,
        "additional": row.additional,
    }


def _version(record: Record[Any]) -> Version:
    fields: list[Any] = list(record)
    _, starts, ends, code, indent, description, units, general, special, other, notes, *rest = (
        fields
    )
    row = Row(
        code,
        indent,
        description,
        _read_units(units) if units else (),
        general,
        special,
        other,
        tuple(Footnote(columns, text) for columns, text in _read_footnotes(notes)) if notes else (),
        *rest,
    )
    return Version(row, starts, ends)
