"""The stream of events, through the real server: resumed, told in time, many at once."""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import requests
from tests.fakes.served import served

from tariffline.law.schedule import Row
from tariffline.law.tree import EditionInfo
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore

Event = tuple[int, dict[str, object]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Iterator[ScheduleStore]:
    engine = open_database(home)
    yield ScheduleStore(engine)
    engine.dispose()


def add(store: ScheduleStore, turn: int) -> None:
    rows = (Row("0901", 0, "Coffee"), Row("09011100", 1, "Not decaffeinated", general=f"{turn}%"))
    info = EditionInfo(
        name=f"edition {turn}",
        effective=date(2025, 1, turn),
        published=None,
        retrieved=datetime.now(UTC),
        basis="stated",
        whole=True,
        rows=2,
        lines=1,
        source="a test",
        sha256="",
    )
    assert store.add(info, rows)


def events(url: str, last: int = 0) -> Generator[Event, None, None]:
    headers = {"Accept": "text/event-stream", "Last-Event-ID": str(last)}
    with closing(requests.get(f"{url}/v1/changes", headers=headers, stream=True, timeout=20)) as r:
        assert r.headers["Content-Type"].startswith("text/event-stream")
        seq = 0
        for line in r.iter_lines(chunk_size=1, decode_unicode=True):
            if line.startswith("id: "):
                seq = int(line[4:])
            elif line.startswith("data: "):
                yield seq, json.loads(line[6:])


def test_a_stream_tells_and_resumes_where_it_broke(home: Path, store: ScheduleStore) -> None:
    add(store, 1)
    add(store, 2)
    with served(home) as url:
        stream = events(url)
        first = [next(stream) for _ in range(3)]
        stream.close()
        assert [seq for seq, _ in first] == [1, 2, 3]
        resumed = events(url, last=3)
        begun = time.monotonic()
        add(store, 3)  # another process writes the store: the service learns of it by looking
        told = [next(resumed) for _ in range(2)]
        assert [seq for seq, _ in told] == [4, 5]
        assert told[1][1]["after"] == "3%"
        assert time.monotonic() - begun < 5
        resumed.close()


def test_a_stream_outlives_a_restart_of_the_service(home: Path, store: ScheduleStore) -> None:
    add(store, 1)
    with served(home) as url:
        stream = events(url)
        assert next(stream)[0] == 1
        stream.close()
    add(store, 2)
    with served(home) as url:
        stream = events(url, last=1)
        assert [next(stream)[0] for _ in range(2)] == [2, 3]
        stream.close()


def test_questions_are_answered_while_streams_are_open(home: Path, store: ScheduleStore) -> None:
    add(store, 1)
    with served(home) as url:
        streams = [events(url) for _ in range(40)]
        assert all(next(stream)[0] == 1 for stream in streams)
        assert requests.get(f"{url}/healthz", timeout=5).ok
        add(store, 2)
        assert all(next(stream)[0] == 2 for stream in streams)
        for stream in streams:
            stream.close()
