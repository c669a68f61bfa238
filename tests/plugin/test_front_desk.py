from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.fakes.service import FakeService

from tariffline_office import front_desk
from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile
from tariffline_office.client import Arguments, Failure, Service, ServiceError
from tariffline_office.front_desk import Asked, FrontDesk, Told

FLANGE: Arguments = ("7307.91.5010", "CN")
LAPTOP: Arguments = ("8471.30.01.00", "CN")
NONE_SUCH: Arguments = ("9999.99.99.99", "CN")
BOTH: Asked = {"BASE": [FLANGE, LAPTOP]}
NOON = datetime(2026, 6, 1, 16, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(service: FakeService, cache_path: Path, clock: Clock) -> Iterator[FrontDesk]:
    with (
        Service(service.url, backoff_seconds=0) as client,
        Cache(client.url, CacheFile(cache_path)) as cache,
    ):
        yield FrontDesk(client, cache, clock)


def ask(desk: FrontDesk, asked: Asked = BOTH) -> Told:
    return desk.ask(asked, lambda step: None)


def asked_of(service: FakeService) -> list[list[str]]:
    return [c["columns"][0] for request in service.requests for c in request["calls"]]


def test_what_is_kept_is_not_asked_again(service: FakeService, desk: FrontDesk) -> None:
    first, second = ask(desk), ask(desk)
    assert (first.asked, second.asked) == (2, 0)
    assert second.answers["BASE"][LAPTOP].outcome == 0
    assert second.edition == "2026HTSRev5"
    assert len(service.requests) == 1


def test_only_what_a_change_touches_is_asked_again(service: FakeService, desk: FrontDesk) -> None:
    ask(desk)
    service.change("7307")
    told = ask(desk)
    assert asked_of(service) == [["7307.91.5010", "8471.30.01.00"], ["7307.91.5010"]]
    assert told.asked == 1
    assert told.position is not None
    assert told.position.seq == 1


def test_a_change_elsewhere_asks_for_the_edition_only(
    service: FakeService, desk: FrontDesk
) -> None:
    ask(desk)
    service.change("0101")
    service.edition = "2026HTSRev6"
    told = ask(desk)
    assert (told.asked, told.edition) == (0, "2026HTSRev6")
    assert told.answers["BASE"][LAPTOP].edition == "2026HTSRev5"


def test_a_long_feed_is_read_to_its_head(
    service: FakeService, desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(desk)
    monkeypatch.setattr(front_desk, "CHANGES_A_PAGE", 2)
    for _ in range(5):
        service.change("0101")
    service.change("7307")
    assert ask(desk).asked == 1


def test_a_new_cache_starts_at_the_head(service: FakeService, desk: FrontDesk) -> None:
    for _ in range(50):
        service.change("0101")
    ask(desk)
    assert service.feed_requests == [0]


def test_an_answer_for_today_goes_stale_by_the_calendar(
    service: FakeService, desk: FrontDesk, clock: Clock
) -> None:
    service.valid_until = "2026-06-30"
    ask(desk)
    clock.now = datetime(2026, 7, 1, 3, 59, tzinfo=UTC)  # still June in Washington
    assert ask(desk).asked == 0
    clock.now += timedelta(minutes=1)
    assert ask(desk).asked == 2


def test_asks_in_calls_of_limited_size(service: FakeService, desk: FrontDesk) -> None:
    told = desk.ask({"BASE": [FLANGE, LAPTOP, NONE_SUCH]}, lambda step: None, rows_a_call=2)
    assert [len(rows) for rows in asked_of(service)] == [2, 1]
    assert told.asked == 3


def test_the_law_moves_while_it_is_asked(service: FakeService, desk: FrontDesk) -> None:
    """All answers must be of one state: what the change touches is asked once more."""

    def moving(hts: str, country: str) -> object:
        if hts == LAPTOP[0] and not service.changes:
            service.change("7307")
        return len(service.changes)

    service.functions = {**service.functions, "BASE": moving}
    told = desk.ask(BOTH, lambda step: None, rows_a_call=1)
    assert told.position is not None
    assert told.position.seq == 1
    assert told.answers["BASE"][FLANGE].outcome == 1
    assert asked_of(service) == [[FLANGE[0]], [LAPTOP[0]], [FLANGE[0]]]


def test_a_service_that_never_keeps_up_is_an_error(
    service: FakeService, desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tariffline_office.front_desk.sleep", lambda seconds: None)
    ask(desk)
    service.change("7307")
    service.behind = 1
    with pytest.raises(ServiceError, match="doesn't keep up"):
        ask(desk)


def test_a_service_that_lags_behind_the_feed_is_asked_again(
    service: FakeService, desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def catch_up(seconds: float) -> None:
        service.behind = 0

    monkeypatch.setattr("tariffline_office.front_desk.sleep", catch_up)
    ask(desk)
    service.change("7307")
    service.behind = 1
    told = ask(desk)
    assert (told.asked, service.behind) == (2, 0)
    assert told.answers["BASE"][FLANGE].feed == 1


def test_a_service_made_anew_is_asked_everything(service: FakeService, desk: FrontDesk) -> None:
    ask(desk)
    service.feed_id = "another feed"
    assert ask(desk).asked == 2


def test_the_last_known_answers_stand_while_the_service_is_down(
    service: FakeService, desk: FrontDesk, clock: Clock
) -> None:
    ask(desk)
    service.is_down = True
    clock.now += timedelta(hours=3)
    told = ask(desk)
    assert told.fault is not None
    assert told.is_complete
    assert told.oldest == NOON
    assert told.answers["BASE"][LAPTOP].outcome == 0


def test_what_was_never_known_is_said_to_be_unavailable(
    service: FakeService, desk: FrontDesk
) -> None:
    ask(desk)
    service.is_down = True
    told = ask(desk, {"BASE": [LAPTOP, NONE_SUCH]})
    assert not told.is_complete
    missing = told.answers["BASE"][NONE_SUCH].outcome
    assert isinstance(missing, Failure)
    assert missing.code == "UNAVAILABLE"


def test_an_answer_past_its_day_is_told_in_words_only(
    service: FakeService, desk: FrontDesk, clock: Clock
) -> None:
    service.valid_until = "2026-06-30"
    ask(desk)
    service.is_down = True
    clock.now = datetime(2026, 7, 2, tzinfo=UTC)
    outcome = ask(desk).answers["BASE"][FLANGE].outcome
    assert isinstance(outcome, Failure)
    assert "the answer of 2026-06-01 16:00 UTC was 0.055" in outcome.message


def test_a_change_that_was_seen_counts_while_the_service_is_down(
    service: FakeService, desk: FrontDesk
) -> None:
    ask(desk)
    service.change("7307")
    desk.catch_up()
    service.is_down = True
    told = ask(desk)
    assert isinstance(told.answers["BASE"][FLANGE].outcome, Failure)
    assert told.answers["BASE"][LAPTOP].outcome == 0


def test_changes_that_are_not_held_are_read_again(
    service: FakeService, desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_desk, "CHANGES_A_PAGE", 2)
    for _ in range(5):
        service.change("7307")
    ask(desk)
    assert [change.seq for change in desk.changes_after("a feed", 1) or ()] == [2, 3, 4, 5]
    assert desk.changes_after("another feed", 1) is None
    service.is_down = True
    assert desk.changes_after("a feed", 1) is None


@pytest.fixture
def trusting(service: FakeService, cache_path: Path, clock: Clock) -> Iterator[FrontDesk]:
    with (
        Service(service.url, backoff_seconds=0) as client,
        Cache(client.url, CacheFile(cache_path)) as cache,
    ):
        yield FrontDesk(client, cache, clock, trust=timedelta(seconds=20))


def test_a_look_at_the_feed_serves_for_a_while(
    service: FakeService, trusting: FrontDesk, clock: Clock
) -> None:
    for arguments in (FLANGE, LAPTOP, FLANGE):
        ask(trusting, {"BASE": [arguments]})
    assert len(service.feed_requests) == 1
    service.change("7307")
    assert ask(trusting).asked == 0
    clock.now += timedelta(seconds=20)
    assert ask(trusting).asked == 1


def test_an_answer_that_knows_more_of_the_feed_makes_it_look_again(
    service: FakeService, trusting: FrontDesk
) -> None:
    ask(trusting, {"BASE": [FLANGE]})
    service.change("7307")
    told = ask(trusting)
    assert told.position is not None
    assert told.position.seq == 1
    assert asked_of(service)[-1] == ["7307.91.5010"]


def test_a_service_that_is_away_keeps_nobody_waiting_twice(
    service: FakeService, trusting: FrontDesk, clock: Clock
) -> None:
    ask(trusting, {"BASE": [LAPTOP]})
    service.is_down = True
    clock.now += timedelta(seconds=20)
    assert ask(trusting).fault is not None
    service.is_down = False
    clock.now += timedelta(seconds=19)
    assert ask(trusting).fault is not None
    clock.now += timedelta(seconds=1)
    assert ask(trusting).fault is None
