"""Alerts on their way: signed, tried again, dead, replayed; none waits for another's receiver."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from tests.fakes.receiver import SIGNS_WITH, FakeReceiver
from tests.fakes.service import unreachable_url

from tariffline.desk.delivering import ATTEMPTS, LEASE, Courier, Outcome, keep_delivering
from tariffline.store.database import open_database
from tariffline.store.outbox import Alert, Outbox
from tariffline.store.watches import Channel, Pair, Watches

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Clock:
    """Stands still but when it is moved."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


@pytest.fixture
def outbox(engine: Engine) -> Outbox:
    return Outbox(engine)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outcomes() -> list[Outcome]:
    return []


@pytest.fixture
def courier(outbox: Outbox, clock: Clock, outcomes: list[Outcome], tmp_path: Path) -> Courier:
    return Courier(outbox, tmp_path / "outbox", clock, lambda: 0.5, outcomes.append)


def alert_for(
    engine: Engine, name: str, to: str, key: str = "a1", signs_with: str = SIGNS_WITH
) -> None:
    """A watch with one alert in its outbox."""
    channel = Channel.WEBHOOK if to.startswith("http") else Channel.MAIL
    Watches(engine).add(name, channel, to, signs_with, [Pair("8471")], 0, NOON)
    one_more(engine, name, key)


def one_more(engine: Engine, name: str, key: str) -> None:
    """The next alert of a watch."""
    watches = Watches(engine)
    watch = watches.one(name)
    body = json.dumps({"watch": name, "id": key, "words": "5% → 6%"})
    alert = Alert(key, watch.position, watch.position + 1, body)
    assert watches.advance(watch, watch.position + 1, alert, NOON)


def deliver(courier: Courier) -> None:
    courier.start()
    courier.wait()


def test_an_alert_arrives_signed_and_once(
    engine: Engine, courier: Courier, outcomes: list[Outcome]
) -> None:
    with FakeReceiver() as receiver:
        alert_for(engine, "parts", receiver.url)
        deliver(courier)
        deliver(courier)
    assert receiver.received == [{"watch": "parts", "id": "a1", "words": "5% → 6%"}]
    assert receiver.forged == 0
    assert outcomes == [Outcome("parts", "a1", 1, delivered=True)]
    assert Watches(engine).one("parts").told == NOON


def test_another_secret_is_seen_by_the_receiver(engine: Engine, courier: Courier) -> None:
    with FakeReceiver() as receiver:
        alert_for(engine, "forger", receiver.url, signs_with="another")
        deliver(courier)
    assert (receiver.received, receiver.forged) == ([], 1)


def test_after_a_500_it_comes_again_under_the_same_id(
    engine: Engine, courier: Courier, clock: Clock, outbox: Outbox
) -> None:
    with FakeReceiver([500]) as receiver:
        alert_for(engine, "parts", receiver.url)
        deliver(courier)
        [waiting] = outbox.waiting(dead=False)
        assert (waiting.error, waiting.attempts) == ("answered 500 Internal Server Error", 1)
        deliver(courier)
        assert receiver.ids() == ["a1"]
        clock.moment = waiting.next_attempt
        deliver(courier)
    assert receiver.ids() == ["a1", "a1"]
    assert outbox.waiting(dead=False) == []


def test_pauses_double_until_it_is_dead_and_it_can_be_replayed(
    engine: Engine, courier: Courier, clock: Clock, outbox: Outbox, outcomes: list[Outcome]
) -> None:
    with FakeReceiver([503] * ATTEMPTS) as receiver:
        alert_for(engine, "parts", receiver.url)
        pauses = []
        while waiting := outbox.waiting(dead=False):
            pauses.append((waiting[0].next_attempt - clock.moment).total_seconds())
            clock.moment = waiting[0].next_attempt
            deliver(courier)
        assert pauses == [0, *(45 * 2**i for i in range(ATTEMPTS - 1))]
        [dead] = outbox.waiting(dead=True)
        assert (dead.attempts, dead.error) == (ATTEMPTS, "answered 503 Service Unavailable")
        assert outcomes[-1].again is None
        clock.moment += timedelta(days=30)
        deliver(courier)
        assert len(receiver.received) == ATTEMPTS
        outbox.replay("a1", clock.moment)
        deliver(courier)
    assert outbox.waiting(dead=True) == outbox.waiting(dead=False) == []
    assert set(receiver.ids()) == {"a1"}


@pytest.mark.parametrize(("chance", "seconds"), [(0.0, 60), (1.0, 30)])
def test_chance_spreads_the_attempts(
    engine: Engine, outbox: Outbox, clock: Clock, tmp_path: Path, chance: float, seconds: int
) -> None:
    outcomes: list[Outcome] = []
    alert_for(engine, "parts", unreachable_url())
    deliver(Courier(outbox, tmp_path, clock, lambda: chance, outcomes.append))
    assert outcomes[0].again == NOON + timedelta(seconds=seconds)
    assert outcomes[0].error == "the receiver can't be reached, or it hung up"


def test_a_redirect_is_not_followed(engine: Engine, courier: Courier, outbox: Outbox) -> None:
    with FakeReceiver([307]) as receiver:
        alert_for(engine, "parts", receiver.url)
        deliver(courier)
    assert receiver.ids() == ["a1"]
    assert outbox.waiting(dead=False)[0].error == (
        "answered 307 Temporary Redirect; redirects are not followed, give the final address"
    )


def test_a_receiver_that_hangs_or_fails_delays_no_other(
    engine: Engine, courier: Courier, outbox: Outbox
) -> None:
    with FakeReceiver([0] * 20) as hanging, FakeReceiver([500]) as broken, FakeReceiver() as good:
        for number in range(20):  # more than any connection pool of ours holds
            alert_for(engine, f"hanging{number}", hanging.url, f"h{number}")
        alert_for(engine, "broken", broken.url, "b")
        alert_for(engine, "healthy", good.url, "g")
        courier.start()
        assert good.came.wait(1)
        patience = time.monotonic() + 5
        while len(hanging.received) < 20 and time.monotonic() < patience:
            time.sleep(0.01)
        assert len(set(hanging.ids())) == 20
        alert_for(engine, "later", good.url, "l")
        courier.start()  # the lanes of those that hang are still busy
        while good.ids() != ["g", "l"] and time.monotonic() < patience:
            time.sleep(0.01)
        assert good.ids() == ["g", "l"]
    courier.wait()
    assert {waiting.id for waiting in outbox.waiting(dead=False)} == {
        "b",
        *(f"h{number}" for number in range(20)),
    }


def test_a_receiver_is_told_one_thing_at_a_time(engine: Engine, courier: Courier) -> None:
    with FakeReceiver([0]) as receiver:
        alert_for(engine, "parts", receiver.url, "a1")
        one_more(engine, "parts", "a2")
        courier.start()
        assert receiver.came.wait(5)
        courier.start()
        time.sleep(0.3)
        assert receiver.ids() == ["a1"]
    courier.wait()


def test_a_receiver_that_never_answers_is_given_up(
    engine: Engine, courier: Courier, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tariffline.desk.delivering._TIMEOUT_SECONDS", 0.1)
    with FakeReceiver([0]) as receiver:
        alert_for(engine, "parts", receiver.url)
        deliver(courier)
    assert outbox.waiting(dead=False)[0].error.startswith("no answer within")


def test_two_that_run_at_once_deliver_once(tmp_path: Path, engine: Engine, clock: Clock) -> None:
    outcomes: list[Outcome] = []
    other = open_database(tmp_path)
    with FakeReceiver() as receiver:
        for number in range(20):
            alert_for(engine, f"w{number}", receiver.url, f"a{number}")
        couriers = [
            Courier(Outbox(each), tmp_path, clock, lambda: 0.5, outcomes.append)
            for each in (engine, other)
        ]
        for each in couriers:
            each.start()
        for each in couriers:
            each.wait()
    other.dispose()
    assert sorted(receiver.ids()) == sorted(f"a{number}" for number in range(20))
    assert len(outcomes) == 20


_KILLED = """
import sys
from pathlib import Path
from tariffline.clock import now
from tariffline.desk.delivering import Courier
from tariffline.store.database import open_database
from tariffline.store.outbox import Outbox
courier = Courier(Outbox(open_database(Path(sys.argv[1]))), Path(), now, lambda: 0.5, print)
courier.start()
courier.wait()
"""


def test_what_a_killed_process_held_is_delivered_when_its_lease_ends(
    tmp_path: Path, engine: Engine, courier: Courier, clock: Clock, outbox: Outbox
) -> None:
    with FakeReceiver([0]) as receiver:
        alert_for(engine, "parts", receiver.url)
        command = [sys.executable, "-c", _KILLED, str(tmp_path)]
        with subprocess.Popen(command) as process:
            assert receiver.came.wait(20)
            process.kill()
        clock.moment = datetime.now(UTC)
        deliver(courier)
        assert receiver.ids() == ["a1"]
        clock.moment += LEASE
        deliver(courier)
        assert receiver.ids() == ["a1", "a1"]
    assert outbox.waiting(dead=False) == []


def test_a_mail_is_a_file_in_the_outbox_folder(
    engine: Engine, courier: Courier, tmp_path: Path, outcomes: list[Outcome]
) -> None:
    alert_for(engine, "parts", "anna@example.com")
    deliver(courier)
    [mail] = (tmp_path / "outbox").iterdir()
    assert mail.name == "parts-a1.eml"
    assert json.loads(mail.read_bytes())["id"] == "a1"
    assert outcomes[0].delivered


def test_a_mail_that_cannot_be_written_waits(
    engine: Engine, courier: Courier, tmp_path: Path, outbox: Outbox
) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")
    alert_for(engine, "parts", "anna@example.com")
    deliver(courier)
    assert outbox.waiting(dead=False)[0].error.startswith("the mail can't be written: ")


def test_running_looks_for_news_and_delivers_in_turn(engine: Engine, courier: Courier) -> None:
    looked: list[int] = []

    def look() -> None:
        looked.append(len(looked))
        alert_for(engine, f"w{len(looked)}", receiver.url, f"a{len(looked)}")

    def sleep(seconds: float) -> None:
        courier.wait()
        if len(looked) == 3:
            raise KeyboardInterrupt

    with FakeReceiver() as receiver, pytest.raises(KeyboardInterrupt):
        keep_delivering(look, courier, sleep)
    assert receiver.ids() == ["a1", "a2", "a3"]
