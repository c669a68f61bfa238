"""The stream of events, through the real server: resumed, told in time, many at once."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import requests
from tests.fakes.served import served

from tariffline.desk.measures import told_measures
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
    """A store whose feed has heard of the measures: the service would tell it as it starts."""
    engine = open_database(home)
    store = ScheduleStore(engine)
    store.measures.tell(told_measures())
    yield store
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
    at = store.feed.head()
    add(store, 1)
    add(store, 2)
    with served(home) as url, closing(events(url, at)) as stream:
        assert [next(stream)[0] for _ in range(3)] == [at + 1, at + 2, at + 3]
        stream.close()
        with closing(events(url, at + 3)) as resumed:
            add(store, 3)  # another process writes the store: the service learns of it by looking
            told = [next(resumed) for _ in range(2)]
        assert [seq for seq, _ in told] == [at + 4, at + 5]
        assert told[1][1]["after"] == "3%"


def test_a_stream_outlives_a_restart_of_the_service(home: Path, store: ScheduleStore) -> None:
    at = store.feed.head()
    add(store, 1)
    with served(home) as url, closing(events(url, at)) as stream:
        assert next(stream)[0] == at + 1
    add(store, 2)
    with served(home) as url, closing(events(url, at + 1)) as stream:
        assert [next(stream)[0] for _ in range(2)] == [at + 2, at + 3]


def test_questions_are_answered_while_streams_are_open(home: Path, store: ScheduleStore) -> None:
    at = store.feed.head()
    add(store, 1)
    with served(home) as url, ExitStack() as open_streams:
        streams = [open_streams.enter_context(closing(events(url, at))) for _ in range(40)]
        assert all(next(stream)[0] == at + 1 for stream in streams)
        assert requests.get(f"{url}/healthz", timeout=5).ok
        add(store, 2)
        assert all(next(stream)[0] == at + 2 for stream in streams)
