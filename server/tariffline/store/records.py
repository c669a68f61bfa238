"""USITC's change records, kept as read: which authority is behind a change of a number."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, insert, select
from sqlalchemy.engine import Row as Record

from tariffline.law.change_record import Action, ChangeRecord, Entry, made_between
from tariffline.store.database import record_table, writing

_entries = record_table


def keep_record(engine: Engine, record: ChangeRecord) -> int:
    """Add the entries that are not here yet, and say how many: 0 for a record that came before.

    Nothing is ever taken away: where USITC posts a record again, what it said first stays.
    """
    with writing(engine) as connection:
        known = set(_read(connection, _entries.c.record == record.edition))
        new = [entry for entry in dict.fromkeys(record.entries) if entry not in known]
        if rows := [_row(entry, code) for entry in new for code in entry.codes or ("",)]:
            connection.execute(insert(_entries), rows)
        return len(new)


def entries_for(engine: Engine, code: str, edition: str, after: str = "") -> list[Entry]:
    """What the records say of a number, or of one it stands under, in the order they print it.

    `code` is digits. Changes made in `edition` are asked for; with `after`, another edition, those
    of all editions since, which is what a comparison of editions that are no neighbours needs.
    The record of a Basic edition tells the year before once more: it is heard only of the
    revisions whose own record is not here.
    """
    above = [code[:length] for length in range(4, len(code) + 1, 2)]
    with engine.connect() as connection:
        said = _read(connection, _entries.c.code.in_(above))
        query = select(_entries.c.edition).where(_entries.c.record == _entries.c.edition)
        own = set(connection.execute(query.distinct()).scalars())
    return [
        entry
        for entry in said
        if made_between(entry, after, edition)
        and (entry.record == entry.edition or entry.edition not in own)
    ]


def _read(connection: Connection, condition: ColumnElement[bool]) -> list[Entry]:
    """Entries by what is kept of them; each once, though it may name several numbers."""
    query = select(_entries).where(condition).order_by(_entries.c.seq)
    return list(dict.fromkeys(_entry(row) for row in connection.execute(query)))


def _row(entry: Entry, code: str) -> dict[str, object]:
    return {
        "record": entry.record,
        "edition": entry.edition,
        "page": entry.page,
        "action": entry.action.value,
        "detail": entry.detail,
        "what": entry.what,
        "code": code,
        "effective": entry.effective,
        "effective_text": entry.effective_text,
        "source": entry.source,
    }


def _entry(row: Record[Any]) -> Entry:
    return Entry(
        record=row.record,
        edition=row.edition,
        page=row.page,
        action=Action(row.action),
        detail=row.detail,
        what=row.what,
        effective=row.effective,
        effective_text=row.effective_text,
        source=row.source,
    )
