"""Subscriptions: asked for, proven, renewed, removed; and what Graph then tells."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from tests.fakes.graph import FakeGraph, error
from tests.mailbox.conftest import URL, Clock, bulletin

from tariffline.desk.mailbox import Mailbox
from tariffline.desk.mailbox_run import LOOK_SECONDS, TOLD_LOOK_SECONDS, keep_reading
from tariffline.sources import SourceError
from tariffline.sources.graph.subscription import TERM
from tariffline.store.mailboxes import Outcome

PATH = "/v1/graph/notifications"


def told(fake: FakeGraph, event: str = "", **changed: str) -> dict[str, list[dict[str, str]]]:
    """What Graph sends of its only subscription."""
    [name] = fake.subscriptions
    one = {"subscriptionId": name, "clientState": fake.words, "changeType": "created"}
    return {"value": [one | ({"lifecycleEvent": event} if event else {}) | changed]}


def test_nothing_is_answered_where_nothing_is_expected(service: FlaskClient) -> None:
    assert service.post(PATH, query_string={"validationToken": "x"}).status_code == 404
    assert service.post(PATH, json={"value": []}).status_code == 404


def test_it_subscribes_once_and_proves_the_address(
    mailbox: Mailbox, microsoft: FakeGraph, service: FlaskClient
) -> None:
    mailbox.keep_subscribed(URL)
    mailbox.keep_subscribed(URL)
    [kept] = microsoft.subscriptions.values()
    assert kept["resource"].endswith("/messages")
    assert kept["lifecycleNotificationUrl"] == kept["notificationUrl"] == URL
    assert kept["expirationDateTime"] == "2026-06-03T12:00:00Z"
    assert len(microsoft.words) >= 32
    again = service.post(PATH, query_string={"validationToken": "<script>alert(1)</script>"})
    assert again.content_type == "text/plain; charset=utf-8"
    assert again.headers["X-Content-Type-Options"] == "nosniff"
    assert service.post(PATH, query_string={"validationToken": "x" * 5_000}).status_code == 400


def test_an_address_that_graph_can_not_reach_is_said(mailbox: Mailbox) -> None:
    with pytest.raises(SourceError, match="NOTIFICATION_URL reached from outside"):
        mailbox.keep_subscribed("https://elsewhere.example/")
    assert mailbox.notes.standing(mailbox.place).subscription == ""


def test_it_is_renewed_before_it_ends(mailbox: Mailbox, microsoft: FakeGraph, clock: Clock) -> None:
    mailbox.keep_subscribed(URL)
    clock.at += TERM / 2 + timedelta(minutes=1)
    mailbox.keep_subscribed(URL)
    [kept] = microsoft.subscriptions.values()
    assert kept["expirationDateTime"] == "2026-06-04T12:01:00Z"
    assert mailbox.notes.standing(mailbox.place).expires == clock.at + TERM


def test_one_that_is_gone_is_made_anew(
    mailbox: Mailbox, microsoft: FakeGraph, clock: Clock
) -> None:
    mailbox.keep_subscribed(URL)
    microsoft.subscriptions.clear()
    clock.at += TERM
    mailbox.keep_subscribed(URL)
    assert [*microsoft.subscriptions] == [mailbox.notes.standing(mailbox.place).subscription]


def test_one_that_a_killed_worker_left_is_ended(mailbox: Mailbox, microsoft: FakeGraph) -> None:
    mailbox.keep_subscribed(URL)
    other = {"id": "other", "resource": "users/x/messages", "notificationUrl": URL}
    microsoft.subscriptions["other"] = other
    mailbox.notes.unsubscribed(mailbox.place)  # it was made, and never noted
    mailbox.keep_subscribed(URL)
    kept = mailbox.notes.standing(mailbox.place).subscription
    assert set(microsoft.subscriptions) == {"other", kept}


def test_without_an_address_it_is_ended(mailbox: Mailbox, microsoft: FakeGraph) -> None:
    mailbox.keep_subscribed(URL)
    mailbox.keep_subscribed("")
    assert microsoft.subscriptions == {}
    assert not mailbox.notes.expecting()


def test_news_are_noted(mailbox: Mailbox, microsoft: FakeGraph, service: FlaskClient) -> None:
    mailbox.keep_subscribed(URL)
    assert service.post(PATH, json=told(microsoft)).status_code == 202
    assert mailbox.notes.standing(mailbox.place).told is not None


@pytest.mark.parametrize(
    "changed",
    [{"clientState": "guessed"}, {"clientState": ""}, {"subscriptionId": "another"}],
)
def test_who_does_not_know_the_word_is_not_believed(
    mailbox: Mailbox,
    microsoft: FakeGraph,
    service: FlaskClient,
    changed: dict[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    mailbox.keep_subscribed(URL)
    forged = told(microsoft, "subscriptionRemoved", **changed)
    assert service.post(PATH, json=forged).status_code == 202
    standing = mailbox.notes.standing(mailbox.place)
    assert (standing.told, standing.subscription) == (None, next(iter(microsoft.subscriptions)))
    assert "does not prove" in caplog.text
    assert microsoft.words not in caplog.text


def test_no_notification_is_refused(
    mailbox: Mailbox, microsoft: FakeGraph, service: FlaskClient
) -> None:
    mailbox.keep_subscribed(URL)
    for body in (b"", b"{", b'{"value": 1}', b"[" * 90_000, b"\xff"):
        assert service.post(PATH, data=body).status_code == 400
    assert service.post(PATH, data=b" " * (2**20 + 1)).status_code == 413
    many = {"value": told(microsoft)["value"] * 1_001}
    assert service.post(PATH, json=many).status_code == 400


def test_what_graph_removed_is_made_anew_and_what_it_asks_renewed(
    mailbox: Mailbox, microsoft: FakeGraph, service: FlaskClient
) -> None:
    mailbox.keep_subscribed(URL)
    service.post(PATH, json=told(microsoft, "reauthorizationRequired"))
    mailbox.notes.subscribed(
        mailbox.place, mailbox.notes.standing(mailbox.place).subscription, mailbox.clock()
    )
    mailbox.keep_subscribed(URL)
    assert microsoft.count("PATCH .*subscriptions/") == 1
    service.post(PATH, json=told(microsoft, "subscriptionRemoved"))
    mailbox.keep_subscribed(URL)
    assert microsoft.count("POST .*subscriptions") == 2
    assert len(microsoft.subscriptions) == 1


class EnoughError(Exception):
    """The test has seen enough."""


def test_the_worker_wakes_by_news_and_waits_as_long_as_it_is_asked(
    mailbox: Mailbox, microsoft: FakeGraph, service: FlaskClient, clock: Clock
) -> None:
    waited: list[float] = []
    heard: list[tuple[Counter[Outcome], str]] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        clock.at += timedelta(seconds=seconds)
        if len(waited) == 3:  # a message comes, and Graph tells of it
            microsoft.arrive("one", bulletin())
            mailbox.notes.told(next(iter(microsoft.subscriptions)), microsoft.words, "", clock.at)
            microsoft.fail("delta", error(429, "TooManyRequests", Retry_After="77"))
        if len(waited) > 3 and waited[-1] < 77:
            raise EnoughError

    with pytest.raises(EnoughError):
        keep_reading(mailbox, URL, lambda became, problem: heard.append((became, problem)), sleep)
    assert waited == [1, 1, 1, 77, 1]
    assert [became for became, _ in heard] == [{}, {}, {Outcome.BULLETIN: 1}]
    assert "77 seconds" in heard[1][1]
    assert LOOK_SECONDS < TOLD_LOOK_SECONDS


def test_without_a_subscription_it_looks_all_the_same(
    mailbox: Mailbox, microsoft: FakeGraph, clock: Clock
) -> None:
    microsoft.arrive("one", bulletin())
    heard: list[tuple[Counter[Outcome], str]] = []
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if len(heard) == 2:
            raise EnoughError

    with pytest.raises(EnoughError):
        keep_reading(mailbox, "https://elsewhere.example/", lambda *each: heard.append(each), sleep)
    assert sum(waited[:-1]) == LOOK_SECONDS
    assert heard[0][0] == {Outcome.BULLETIN: 1}
    assert "no news by subscription" in heard[0][1]
