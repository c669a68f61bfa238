"""What the feed says to a watch list: every change that touches it, once, whenever we die."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, event
from tests.fakes.changes import learn

from tariffline.desk.records import Desk
from tariffline.desk.schedule import Schedule
from tariffline.desk.watching import Watched, Writer, notice, since, steps
from tariffline.law.answer import Scope
from tariffline.law.changes import Change, ChangeKind, touches
from tariffline.store.database import open_database
from tariffline.store.feed import Feed
from tariffline.store.outbox import Outbox
from tariffline.store.watches import Channel, Pair, Watches
from tariffline.web.changes import shown

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
LEASE = timedelta(minutes=2)
WRITER = Writer("http://127.0.0.1:8765", shown)

codes = st.sampled_from(["84", "8471", "847130", "84713001", "8471300100", "8472", "0901110045"])
origins = st.sampled_from(["", "CN", "MX"])
pairs = st.builds(Pair, codes, origins)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


def desk_over(engine: Engine) -> Desk:
    return Desk(Schedule([], []), NOON.date(), Feed(engine))


def watch(engine: Engine, name: str, *lines: Pair, position: int = 0) -> None:
    Watches(engine).add(name, Channel.WEBHOOK, "http://receiver/", "", lines, position, NOON)


def told(engine: Engine) -> dict[str, list[int]]:
    """The changes in the outbox, by watch."""
    outbox, result = Outbox(engine), dict[str, list[int]]()
    for each in Watches(engine).all():
        while parcel := outbox.lease(each.id, NOON, LEASE):
            result.setdefault(each.name, []).extend(seqs(parcel.body))
    return result


def seqs(body: str) -> list[int]:
    return [change["seq"] for change in json.loads(body)["changes"]]


@given(st.lists(pairs, max_size=8), st.one_of(st.none(), st.just(""), codes), origins)
def test_the_lines_touched_are_those_that_the_one_test_says(
    lines: list[Pair], hts: str | None, origin: str
) -> None:
    change = Change(
        seq=1,
        kind=ChangeKind.RATE,
        scope=Scope(hts, origin),
        field="general",
        before="5%",
        after="6%",
        successors=(),
        effective=date(2026, 4, 6),
        until=None,
        published=None,
        document="HTS 2026 Rev 5",
    )
    naive = [
        (watch, pair)
        for watch, pair in enumerate(lines)
        if touches(change.scope, Scope(pair.hts, pair.origin))
    ]
    assert sorted(Watched(enumerate(lines)).touched(change)) == naive


def test_only_what_touches_a_watch_is_told_to_it(engine: Engine) -> None:
    watch(engine, "laptops", Pair("8471300100", "CN"))
    watch(engine, "coffee", Pair("0901"))
    watch(engine, "horses", Pair("0101"))
    learn(engine, "84713001", "8471300100", None, "0901110045")
    learn(engine, "8471300100", origin="MX")
    assert notice(desk_over(engine), Watches(engine), WRITER, NOON) == 2
    assert told(engine) == {"coffee": [4], "laptops": [1, 2]}
    assert {each.position for each in Watches(engine).all()} == {5}


def test_news_that_was_told_is_not_told_again(engine: Engine) -> None:
    watch(engine, "laptops", Pair("8471"))
    learn(engine, "8471")
    assert notice(desk_over(engine), Watches(engine), WRITER, NOON) == 1
    assert notice(desk_over(engine), Watches(engine), WRITER, NOON) == 0
    learn(engine, "8471300100")
    assert notice(desk_over(engine), Watches(engine), WRITER, NOON) == 1
    assert told(engine) == {"laptops": [1, 2]}


def test_a_change_of_the_whole_schedule_is_told_to_all(engine: Engine) -> None:
    watch(engine, "laptops", Pair("8471300100"))
    watch(engine, "coffee", Pair("0901", "MX"))
    learn(engine, "")
    notice(desk_over(engine), Watches(engine), WRITER, NOON)
    assert told(engine) == {"coffee": [1], "laptops": [1]}


def test_a_watch_begins_at_its_position(engine: Engine) -> None:
    learn(engine, "8471", "8471", "8471")
    watch(engine, "late", Pair("8471"), position=2)
    watch(engine, "early", Pair("8471"))
    notice(desk_over(engine), Watches(engine), WRITER, NOON)
    assert told(engine) == {"early": [1, 2, 3], "late": [3]}


def test_a_date_means_the_first_change_that_takes_effect_from_it_on(engine: Engine) -> None:
    learn(engine, "8471", "8471")
    feed = Feed(engine)
    assert since(feed, date(2026, 4, 6)) == 0
    assert since(feed, date(2026, 4, 7)) == feed.head() == 2


def test_long_news_comes_in_batches_that_join(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tariffline.desk.watching.BATCH", 2)
    watch(engine, "laptops", Pair("8471"))
    learn(engine, *["8471"] * 3, "0101", "8471")
    found = [step.alert for step in steps(desk_over(engine), Watches(engine), WRITER, NOON)]
    assert [(alert.after, alert.up_to) for alert in found if alert] == [(0, 2), (2, 4), (4, 5)]
    assert notice(desk_over(engine), Watches(engine), WRITER, NOON) == 3
    assert told(engine) == {"laptops": [1, 2, 3, 5]}


def test_looking_ahead_changes_nothing(engine: Engine) -> None:
    watch(engine, "laptops", Pair("8471"))
    learn(engine, "8471")
    [step] = steps(desk_over(engine), Watches(engine), WRITER, NOON)
    assert step.alert
    assert (Watches(engine).one("laptops").position, told(engine)) == (0, {})
    notice(desk_over(engine), Watches(engine), WRITER, NOON)
    assert [waiting.id for waiting in Outbox(engine).waiting(dead=False)] == [step.alert.id]


def test_a_watch_removed_while_its_news_is_read_gets_none(engine: Engine) -> None:
    watch(engine, "laptops", Pair("8471"))
    learn(engine, "8471")
    [step] = steps(desk_over(engine), Watches(engine), WRITER, NOON)
    Watches(engine).remove("laptops")
    watch(engine, "laptops", Pair("8471"))
    assert not Watches(engine).advance(step.watch, step.up_to, step.alert, NOON)
    assert told(engine) == {}


happenings = st.lists(
    st.one_of(
        st.tuples(st.just("learn"), codes),
        st.tuples(st.just("notice"), st.sampled_from(["well", "dies", "other first"])),
        st.tuples(st.just("deliver"), st.sampled_from(["well", "fails", "dies"])),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(happenings)
def test_no_change_is_lost_or_doubled_whenever_we_die(steps: list[tuple[str, str]]) -> None:
    with database() as engine:
        watch(engine, "laptops", Pair("8471300100"))
        receiver, now, wanted = dict[str, list[int]](), NOON, list[int]()
        for what, how in [*steps, ("notice", "well")]:
            now += LEASE
            if what == "learn":
                learn(engine, how)
                if touches(Scope(how), Scope("8471300100")):
                    wanted.append(Feed(engine).head())
            elif what == "notice":
                look(engine, how, now)
            else:
                deliver(engine, how, now, receiver)
        while Outbox(engine).due(now := now + LEASE):
            deliver(engine, "well", now, receiver)
        assert sorted(seq for told in receiver.values() for seq in told) == wanted


@contextmanager
def database() -> Iterator[Engine]:
    with TemporaryDirectory() as folder:
        engine = open_database(Path(folder))
        yield engine
        engine.dispose()


def look(engine: Engine, how: str, now: datetime) -> None:
    """Read the feed; or die at the end of the transaction; or find that another was first."""

    def dies(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            raise KeyboardInterrupt

    here, watches = desk_over(engine), Watches(engine)
    if how == "dies":
        event.listen(engine, "commit", dies)
        with suppress(KeyboardInterrupt):
            notice(here, watches, WRITER, now)
        event.remove(engine, "commit", dies)
    elif how == "other first":
        mine = list(steps(here, watches, WRITER, now))
        notice(here, watches, WRITER, now)
        assert not any(watches.advance(s.watch, s.up_to, s.alert, now) for s in mine)
    else:
        notice(here, watches, WRITER, now)


def deliver(engine: Engine, how: str, now: datetime, receiver: dict[str, list[int]]) -> None:
    """Take an alert; it fails, or arrives, or arrives and we die before we note it."""
    outbox = Outbox(engine)
    for due in outbox.due(now):
        parcel = outbox.lease(due, now, LEASE)
        assert parcel
        if how == "fails":
            outbox.failed(parcel, "answered 500", now)
            continue
        receiver[parcel.id] = seqs(parcel.body)  # the receiver knows an id that comes again
        if how == "well":
            outbox.delivered(parcel, now)
