"""The feed: comparing editions, reading it far back, telling a thousand readers at once."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text
from tests.bench.data import Loaded
from tests.bench.report import Aim, Line, Section
from tests.bench.service import serving

from tariffline.law.changes import differences
from tariffline.law.schedule import Row
from tariffline.law.tree import EditionInfo
from tariffline.store.database import open_database
from tariffline.store.feed import Feed
from tariffline.store.schedule import ScheduleStore

_CHANGES = 1_000_000
_PAGE = 100
_PAGES = 500
_READERS = 1_000


def feeding(loaded: Loaded) -> tuple[list[Section], list[Aim]]:
    """All three, each with its aim."""
    compared, quick = _comparing(loaded)
    with TemporaryDirectory() as folder:
        read, prompt = _reading(Path(folder))
    with TemporaryDirectory() as folder:
        told, soon = asyncio.run(_telling(Path(folder)))
    return [compared, read, told], [quick, prompt, soon]


def _comparing(loaded: Loaded) -> tuple[Section, Aim]:
    schedule = loaded.desk.schedule
    lines: list[Line] = []
    slowest = 0.0
    for before, after in zip(schedule.editions, schedule.editions[1:], strict=False):
        old, new = (schedule.edition(info).rows for info in (before, after))
        started = time.perf_counter()
        found = sum(1 for _ in differences(old, new))
        took = time.perf_counter() - started
        slowest = max(slowest, took)
        lines.append({"step": f"{before.name} → {after.name}", "changes": found, "s": took})
    lines = lines or [{"step": "one edition only", "changes": 0, "s": 0.0}]
    note = "two whole editions in memory, every difference named"
    return Section("Comparing editions", note, lines), Aim("difference, s", slowest, "<", 2)


def _reading(home: Path) -> tuple[Section, Aim]:
    engine = open_database(home)
    with engine.begin() as connection:
        connection.execute(text(_FILL), {"most": _CHANGES})
    feed = Feed(engine)
    lines: list[Line] = []
    worst = 0.0
    for where, start in (("oldest", 0), ("middle", _CHANGES // 2), ("newest", _CHANGES - 60_000)):
        took = []
        for page in range(_PAGES):
            started = time.perf_counter()
            assert len(feed.after(start + page * _PAGE, _PAGE)) == _PAGE
            took.append((time.perf_counter() - started) * 1e3)
        took.sort()
        p99 = took[int(len(took) * 0.99)]
        worst = max(worst, p99)
        lines.append({"pages": where, "p50, ms": took[len(took) // 2], "p99, ms": p99})
    engine.dispose()
    note = f"{_PAGES} pages of {_PAGE} after a cursor, among {_CHANGES:,} changes"
    return Section("Reading the feed", note, lines), Aim(
        "a page of the feed: p99, ms", worst, "<", 5
    )


_FILL = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most)
    INSERT INTO change (seq, kind, hts, origin, field, before, after, successors, effective,
                        document)
    SELECT i, 'rate', printf('%08d', i % 90000000), '', 'general', '5%', '6%', '[]', '2026-01-01',
           'HTS made for the measurement' FROM n
"""


async def _telling(home: Path) -> tuple[Section, Aim]:
    engine = open_database(home)
    store = ScheduleStore(engine)
    _add(store, 1)
    with serving(home, ("09011100", "CN"), "0.01") as service:
        ready = asyncio.Semaphore(0)
        readers = [asyncio.create_task(_reader(service.port, ready)) for _ in range(_READERS)]
        for _ in readers:
            await ready.acquire()
        await asyncio.to_thread(_add, store, 2)
        written = time.time()
        arrived = await asyncio.gather(*readers)
    engine.dispose()
    last = max(arrived) - written
    lines: list[Line] = [{"readers": _READERS, "first, s": min(arrived) - written, "last, s": last}]
    note = "event streams on this machine; from the commit of a change by another process"
    return Section("Telling", note, lines), Aim("told to all, s", last, "<", 1)


async def _reader(port: int, ready: asyncio.Semaphore) -> float:
    """When a change beyond the first edition's arrives."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    asked = (
        "GET /v1/changes?after=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
    )
    writer.write(asked.encode())
    while not (await reader.readline()).startswith(b"retry:"):
        pass
    ready.release()
    while not (await reader.readline()).startswith(b"id:"):
        pass
    writer.close()
    return time.time()


def _add(store: ScheduleStore, turn: int) -> None:
    rows = (Row("0901", 0, "Coffee"), Row("09011100", 1, "Not decaffeinated", general=f"{turn}%"))
    day = date(2025, 1, turn)
    retrieved = datetime.now(UTC)
    info = EditionInfo(f"{turn}", day, None, retrieved, "stated", True, 2, 1, "bench", "")
    assert store.add(info, rows)
