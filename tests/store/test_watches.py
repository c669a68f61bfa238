"""Watch lists and their outbox: nothing halved, nothing delivered by two at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from tariffline.store.database import open_database
from tariffline.store.outbox import Alert, Outbox, Parcel
from tariffline.store.schedule import StoreError
from tariffline.store.watches import Channel, Pair, Watch, Watches

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
KEY = "what signs the alerts"
MINUTE = timedelta(minutes=1)
ALERT = Alert("a1", 5, 9, '{"id":"a1"}')
LAPTOP, COFFEE = Pair("8471300100", "CN"), Pair("0901")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


@pytest.fixture
def watches(engine: Engine) -> Watches:
    return Watches(engine)


@pytest.fixture
def outbox(engine: Engine) -> Outbox:
    return Outbox(engine)


@pytest.fixture
def parts(watches: Watches) -> Watch:
    return add(watches, "parts")


def add(watches: Watches, name: str, *pairs: Pair) -> Watch:
    lines = pairs or (LAPTOP, COFFEE, LAPTOP)
    return watches.add(name, Channel.WEBHOOK, "http://receiver/", KEY, lines, 5, NOON)


def leased(outbox: Outbox, watch: Watch, now: datetime) -> Parcel:
    parcel = outbox.lease(watch.id, now, MINUTE)
    assert parcel
    return parcel


def test_more_lines_are_watched_once_each(watches: Watches, parts: Watch) -> None:
    tea = Pair("0902")
    assert watches.extend("parts", [tea, LAPTOP, tea]) == 1
    assert watches.extend("parts", [tea]) == 0
    assert watches.pairs(parts) == [COFFEE, tea, LAPTOP]
    with pytest.raises(StoreError, match="there is no watch “none”; there are: parts"):
        watches.extend("none", [tea])


def test_a_watch_comes_back_as_it_went_in(watches: Watches, parts: Watch) -> None:
    assert watches.one("parts") == parts
    assert (parts.name, parts.channel, parts.position) == ("parts", Channel.WEBHOOK, 5)
    assert (parts.created, parts.told) == (NOON, None)
    assert watches.pairs(parts) == [COFFEE, LAPTOP]


def test_moments_are_kept_in_their_order_whatever_their_zone(watches: Watches) -> None:
    east = NOON.astimezone(timezone(timedelta(hours=-4)))
    watch = watches.add("east", Channel.MAIL, "a@b.c", "", [COFFEE], 0, east)
    assert watch.created == NOON
    assert watch.created.utcoffset() == timedelta(0)


def test_the_secret_stays_out_of_what_may_be_printed(
    watches: Watches, outbox: Outbox, parts: Watch
) -> None:
    watches.advance(parts, 9, ALERT, NOON)
    parcel = leased(outbox, parts, NOON)
    assert parcel.secret == KEY
    assert KEY not in f"{parts} {parcel} {watches.all()} {outbox.waiting(dead=False)}"


def test_a_name_is_given_once(watches: Watches, parts: Watch) -> None:
    with pytest.raises(StoreError, match="tariffline watch remove parts"):
        add(watches, "parts", COFFEE)
    assert watches.pairs(watches.one("parts")) == [COFFEE, LAPTOP]


def test_a_watch_has_lines(watches: Watches) -> None:
    with pytest.raises(StoreError, match="has no lines; name some with --hts or --file"):
        watches.add("none", Channel.MAIL, "a@b.c", "", [], 0, NOON)
    assert watches.all() == []


def test_an_unknown_name_is_refused_with_those_there_are(watches: Watches, parts: Watch) -> None:
    with pytest.raises(StoreError, match="no watch “spares”; there are: parts"):
        watches.remove("spares")


def test_what_waits_goes_with_its_watch(watches: Watches, outbox: Outbox, parts: Watch) -> None:
    watches.advance(parts, 9, ALERT, NOON)
    watches.remove("parts")
    assert (watches.all(), outbox.due(NOON)) == ([], [])
    again = add(watches, "parts", COFFEE)
    assert again.id != parts.id
    assert not watches.advance(parts, 9, ALERT, NOON)
    assert watches.pairs(again) == [COFFEE]


def test_position_and_alert_move_together_or_not_at_all(
    engine: Engine, watches: Watches, outbox: Outbox, parts: Watch
) -> None:
    def dies(connection: Connection) -> None:
        raise KeyboardInterrupt

    event.listen(engine, "commit", dies)
    with pytest.raises(KeyboardInterrupt):
        watches.advance(parts, 9, ALERT, NOON)
    event.remove(engine, "commit", dies)
    assert (watches.one("parts").position, outbox.due(NOON)) == (5, [])
    assert watches.advance(parts, 9, ALERT, NOON)
    assert (watches.one("parts").position, outbox.due(NOON)) == (9, [parts.id])


def test_of_two_that_read_the_same_news_one_is_heard(
    watches: Watches, outbox: Outbox, parts: Watch
) -> None:
    assert watches.advance(parts, 9, ALERT, NOON)
    assert not watches.advance(parts, 9, Alert("a2", 5, 9, "{}"), NOON)
    assert [waiting.id for waiting in outbox.waiting(dead=False)] == ["a1"]


def test_a_leased_alert_is_nobody_elses_until_the_lease_ends(
    watches: Watches, outbox: Outbox, parts: Watch
) -> None:
    watches.advance(parts, 9, ALERT, NOON)
    first = leased(outbox, parts, NOON)
    assert outbox.lease(parts.id, NOON, MINUTE) is None
    assert outbox.due(NOON + MINUTE / 2) == []
    second = leased(outbox, parts, NOON + MINUTE)
    assert (second.id, first.attempts, second.attempts) == ("a1", 1, 2)


def test_who_lost_the_lease_says_nothing_of_its_failure(
    watches: Watches, outbox: Outbox, parts: Watch
) -> None:
    watches.advance(parts, 9, ALERT, NOON)
    late = leased(outbox, parts, NOON)
    leased(outbox, parts, NOON + MINUTE)
    outbox.failed(late, "hung up", None)
    [waiting] = outbox.waiting(dead=False)
    assert (waiting.error, waiting.dead) == ("", False)


def test_a_delivered_alert_leaves_and_the_watch_says_when(
    watches: Watches, outbox: Outbox, parts: Watch
) -> None:
    watches.advance(parts, 9, ALERT, NOON)
    outbox.delivered(leased(outbox, parts, NOON), NOON + MINUTE)
    assert outbox.waiting(dead=False) == []
    assert watches.one("parts").told == NOON + MINUTE


def test_a_failed_alert_waits_for_its_next_attempt(
    watches: Watches, outbox: Outbox, parts: Watch
) -> None:
    watches.advance(parts, 9, ALERT, NOON)
    outbox.failed(leased(outbox, parts, NOON), "answered 500", NOON + MINUTE)
    [waiting] = outbox.waiting(dead=False, watch=parts.id)
    assert (waiting.error, waiting.attempts) == ("answered 500", 1)
    assert outbox.lease(parts.id, NOON + MINUTE / 2, MINUTE) is None
    assert leased(outbox, parts, NOON + MINUTE).body == ALERT.body


def test_a_dead_alert_is_tried_no_more_until_it_is_replayed(
    watches: Watches, outbox: Outbox, parts: Watch
) -> None:
    watches.advance(parts, 9, ALERT, NOON)
    outbox.failed(leased(outbox, parts, NOON), "answered 410", None)
    assert outbox.lease(parts.id, NOON + timedelta(days=365), MINUTE) is None
    [dead] = outbox.waiting(dead=True)
    assert (dead.id, dead.watch, dead.error) == ("a1", "parts", "answered 410")
    with pytest.raises(StoreError, match="no dead alert “a9”; see: tariffline watch dead"):
        outbox.replay("a9", NOON)
    assert outbox.replay("a1", NOON) == 1
    assert outbox.replay(None, NOON) == 0
    assert leased(outbox, parts, NOON).attempts == 1


def test_alerts_of_a_watch_leave_in_the_order_of_the_feed(
    watches: Watches, outbox: Outbox, parts: Watch
) -> None:
    watches.advance(parts, 9, ALERT, NOON)
    watches.advance(watches.one("parts"), 12, Alert("a0", 9, 12, "{}"), NOON)
    assert [leased(outbox, parts, NOON).id for _ in range(2)] == ["a1", "a0"]
