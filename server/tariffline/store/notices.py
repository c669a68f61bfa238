"""Notices about AD/CVD cases as they were read, and what they moved told by the feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, func, insert, select, tuple_, update

from tariffline.law.changes import ChangeKind
from tariffline.law.code import dotted
from tariffline.law.notice import Notice
from tariffline.law.remedy_changes import Moved, moved
from tariffline.law.remedy_reading import Reading, fresh, same, standing
from tariffline.law.remedy_record import CaseRecord, cases_of, day_of, records
from tariffline.store.database import head_table, notice_case_table, notice_table, writing
from tariffline.store.feed import append

_notices, _about = notice_table, notice_case_table
_BATCH = 500  # cases in a query; SQLite allows 32,766
_MOST_TOLD = 20_000  # changes told one by one; more are a new world, told as such

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Notice).decode
_decode_all = msgspec.json.Decoder(list[Notice]).decode


def read_kept(data: bytes) -> list[Notice]:
    """Notices as the store keeps them, a JSON list. Raises ValueError for anything else."""
    return _decode_all(data)


class NoticeStore:
    """Readings in, readings out."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, notices: Sequence[Notice], learned: datetime) -> int:
        """Keep what says anything new, in one transaction; how many notices did.

        What is here already changes nothing. What it moves in the record of each case goes into
        the feed.
        """
        with writing(self._engine) as connection:
            empty = _last(connection) == 0
            earlier = _read_anew(connection, notices)
            news = fresh(notices, standing(earlier))
            if not news:
                return 0
            renewed = {same(notice) for notice in news}
            replaced = (each.notice for each in earlier if same(each.notice) in renewed)
            touched = {case for each in (*news, *replaced) for case in cases_of(each)}
            readings = _read_about(connection, touched)
            before = records(standing(readings))
            after = records(standing([*readings, *(Reading(each, learned) for each in news)]))
            _keep(connection, news, learned)
            told = [
                row
                for case in sorted(touched)
                for row in _told(before.get(case), after.get(case), learned.date())
            ]
            if empty or len(told) > _MOST_TOLD:
                told = [_told_at_once(news, len(touched), learned.date())]
            append(connection, told)
            connection.execute(update(head_table).values(head=head_table.c.head + 1))
            return len(news)

    def last(self) -> int:
        """The number of the last reading; 0 when there is none."""
        with self._engine.connect() as connection:
            return _last(connection)

    def up_to(self, last: int) -> list[Reading]:
        """Every reading up to a number, in the order they came."""
        query = select(_notices.c.body, _notices.c.learned).where(_notices.c.seq <= last)
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(_notices.c.seq))
            return [Reading(_decode(body), learned) for body, learned in found]

    def last_published(self, source: str) -> date | None:
        """The latest day on which a notice of a source was published: where a sync goes on."""
        query = select(func.max(_notices.c.published)).where(_notices.c.source == source)
        with self._engine.connect() as connection:
            found: date | None = connection.execute(query).scalar()
            return found

    def is_whole(self, source: str, document: str) -> bool:
        """Whether a document of a source has been read, its full text included."""
        query = select(_notices.c.body).where(
            _notices.c.source == source, _notices.c.document == document
        )
        with self._engine.connect() as connection:
            found = [_decode(body) for body in connection.execute(query).scalars()]
        return any(not _lacks_its_text(notice) for notice in found)


def _lacks_its_text(notice: Notice) -> bool:
    return any(piece.startswith("full text:") for piece in notice.unread)


def _last(connection: Connection) -> int:
    return int(connection.execute(select(func.max(_notices.c.seq))).scalar() or 0)


def _read_anew(connection: Connection, notices: Iterable[Notice]) -> list[Reading]:
    """The earlier readings of the same documents."""
    wanted = sorted({same(notice) for notice in notices})
    place = tuple_(_notices.c.source, _notices.c.document)
    return [
        reading
        for start in range(0, len(wanted), _BATCH)
        for reading in _readings(connection, place.in_(wanted[start : start + _BATCH]))
    ]


def _read_about(connection: Connection, cases: Iterable[str]) -> list[Reading]:
    """The readings about any of the cases, in the order they came."""
    wanted = sorted(cases)
    seqs: set[int] = set()
    for start in range(0, len(wanted), _BATCH):
        some = _about.c.number.in_(wanted[start : start + _BATCH])
        seqs.update(connection.execute(select(_about.c.notice).where(some)).scalars())
    ordered = sorted(seqs)
    return [
        reading
        for start in range(0, len(ordered), _BATCH)
        for reading in _readings(connection, _notices.c.seq.in_(ordered[start : start + _BATCH]))
    ]


def _readings(connection: Connection, condition: ColumnElement[bool]) -> list[Reading]:
    query = select(_notices.c.body, _notices.c.learned).where(condition).order_by(_notices.c.seq)
    return [Reading(_decode(body), at) for body, at in connection.execute(query)]


def _keep(connection: Connection, news: Sequence[Notice], learned: datetime) -> None:
    first = _last(connection) + 1
    rows = [
        {
            "seq": seq,
            "source": notice.source,
            "document": same(notice)[1],
            "published": notice.published,
            "body": _encode(notice).decode(),
            "learned": learned,
        }
        for seq, notice in enumerate(news, first)
    ]
    connection.execute(insert(_notices), rows)
    about = [
        {"number": case, "notice": seq}
        for seq, notice in enumerate(news, first)
        for case in cases_of(notice)
    ]
    if about:
        connection.execute(insert(_about), about)


def _told(
    before: CaseRecord | None, after: CaseRecord | None, learned: date
) -> Iterator[dict[str, object]]:
    """The feed's records of a case: one for each thing that moved, then one for each HTS number.

    Questions by HTS number and country rest on no case, so they hear of it by the numbers.
    """
    record = after or before
    if record is None:
        return
    things = moved(before, after)
    for thing in things:
        yield _entry(record.number, None, "", thing, learned)
    if not things:
        return
    fields = ", ".join(dict.fromkeys(_plural(thing.field) for thing in things))
    first = min(things, key=lambda thing: thing.effective or learned)
    news = replace(first, field="cases", before="", after=f"{_name(record)}: {fields}")
    states = [state for state in (before, after) if state]
    origins = dict.fromkeys(
        origin for each in states for origin in (each.origin, *(r.country for r in each.reaches))
    )
    for hts in _roots(line.hts for each in states for line in each.lines):
        for origin in origins:
            yield _entry(record.number, hts, origin, news, learned)


def _name(record: CaseRecord) -> str:
    return f"{record.number} ({record.product})" if record.product else record.number


def _plural(field: str) -> str:
    return "rates" if field.startswith("rate of") else field


def _roots(numbers: Iterable[str]) -> list[str]:
    """The numbers that stand under no other of them: a prefix speaks for what begins with it."""
    found: list[str] = []
    for number in sorted(numbers):
        if not (found and number.startswith(found[-1])):
            found.append(number)
    return found


def _entry(
    case: str, hts: str | None, origin: str, thing: Moved, learned: date
) -> dict[str, object]:
    notice = thing.notice
    return {
        "kind": ChangeKind.CASE.value,
        "hts": hts,
        "origin": origin,
        "case": case,
        "message": None,
        "field": thing.field,
        "before": _written(thing, thing.before),
        "after": _written(thing, thing.after),
        "successors": "[]",
        "effective": thing.effective or notice.published or learned,
        "until": None,
        "published": notice.published,
        "document": notice.citation or notice.document or notice.source,
    }


def _written(thing: Moved, words: str) -> str:
    if thing.field != "HTS numbers":
        return words
    return ", ".join(dotted(number) for number in words.split(", "))


def _told_at_once(news: Sequence[Notice], cases: int, learned: date) -> dict[str, object]:
    """So much came that whoever keeps answers had best ask all of them again."""
    words = f"{cases:,} cases in {len(news):,} notices, read at once"
    since = min((day for notice in news if (day := day_of(notice))), default=learned)
    thing = Moved("cases", "", words, since, news[0])
    return {**_entry("", "", "", thing, learned), "case": None, "published": None,
            "document": "notices about AD/CVD cases"}  # fmt: skip
