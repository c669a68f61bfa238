"""The one client of Graph: waiting, tokens, answers that are none, links that lead away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.fakes.graph import FOLDER, USER, Answer, FakeGraph, error
from tests.mailbox.conftest import QUICK, client_of

from tariffline.sources import SourceError
from tariffline.sources.graph.client import Graph, GraphBusyError, GraphError
from tariffline.sources.graph.messages import Folder, find_folder, mime, page
from tariffline.sources.graph.sealed import sealed_tokens
from tariffline.sources.graph.tokens import Tokens
from tariffline.sources.http import session

INBOX = Folder(USER, FOLDER)


def test_ids_stay_while_a_message_moves(graph: Graph, microsoft: FakeGraph) -> None:
    page(graph, INBOX, "")
    [call] = [call for call in microsoft.calls if "delta" in call.path]
    assert call.headers["prefer"] == 'IdType="ImmutableId", odata.maxpagesize=50'


def test_a_pause_that_is_asked_for_is_kept(
    graph: Graph, microsoft: FakeGraph, slept: list[float]
) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    microsoft.fail("delta", error(429, "TooManyRequests", Retry_After="7"))
    microsoft.fail("delta", error(503, "ServiceNotAvailable", Retry_After=soon))
    microsoft.fail("delta", error(504, "Timeout"))
    assert page(graph, INBOX, "").last
    assert slept[0] == 7
    assert 15 < slept[1] <= 20
    assert slept[2] == 2.0  # none asked for: doubling, the third


def test_a_long_pause_is_left_to_the_worker(
    graph: Graph, microsoft: FakeGraph, slept: list[float]
) -> None:
    microsoft.fail("delta", error(429, "TooManyRequests", Retry_After="300"))
    with pytest.raises(GraphBusyError) as caught:
        page(graph, INBOX, "")
    assert caught.value.seconds == 300
    assert slept == []


def test_it_does_not_ask_for_ever(graph: Graph, microsoft: FakeGraph, slept: list[float]) -> None:
    microsoft.fail("delta", *[error(429, "TooManyRequests", Retry_After="1")] * 4)
    with pytest.raises(GraphBusyError):
        page(graph, INBOX, "")
    assert (len(slept), microsoft.count("delta")) == (3, 4)
    microsoft.fail("delta", *[error(502, "BadGateway")] * 4)
    with pytest.raises(GraphError) as caught:
        page(graph, INBOX, "")
    assert caught.value.status == 502


def test_a_token_that_ended_is_asked_for_anew_once(graph: Graph, microsoft: FakeGraph) -> None:
    page(graph, INBOX, "")
    microsoft.login.tokens.clear()
    page(graph, INBOX, "")
    assert microsoft.login.grants == ["client_credentials"] * 2
    microsoft.fail("delta", *[error(401, "InvalidAuthenticationToken")] * 2)
    with pytest.raises(GraphError) as caught:
        page(graph, INBOX, "")
    assert caught.value.status == 401
    assert len(microsoft.login.grants) == 3


def test_the_words_of_a_mail_in_an_error_are_not_repeated(
    graph: Graph, microsoft: FakeGraph
) -> None:
    microsoft.fail("delta", error(403, "ErrorAccessDenied"))
    with pytest.raises(GraphError) as caught:
        page(graph, INBOX, "")
    assert "ErrorAccessDenied" in str(caught.value)
    assert "Mail.ReadWrite" in str(caught.value)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(200, b"<html>Sign in to the wifi</html>"), "a web page where JSON was due"),
        (Answer(200, b'{"value": [{"id'), "something else where JSON was due"),
        (Answer(200, b"[" * 100_000), "something else where JSON was due"),
        (Answer(200, b""), "no list"),
        (Answer(200, {"value": "all of it"}), "no list"),
        (Answer(200, {"value": []}), "no link to read on from"),
        (Answer(302, None, {"Location": "https://elsewhere.example/"}), "answered 302"),
        (Answer(200, b"{}", {"Content-Length": "900"}), "broke off"),
    ],
)
def test_what_is_no_answer_is_an_error(
    graph: Graph, microsoft: FakeGraph, answer: Answer, words: str
) -> None:
    microsoft.fail("delta", answer)
    with pytest.raises(SourceError, match=words):
        page(graph, INBOX, "")


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example/v1.0/next",
        "http://127.0.0.1/v1.0/next",
        "https://127.0.0.1@elsewhere.example/v1.0/next",
    ],
)
def test_the_token_goes_nowhere_else(graph: Graph, microsoft: FakeGraph, link: str) -> None:
    microsoft.fail("delta", Answer(200, {"value": [], "@odata.nextLink": link}))
    found = page(graph, INBOX, "")
    with pytest.raises(SourceError, match="the token is not sent there"):
        page(graph, INBOX, found.link)


def test_a_link_that_leads_to_itself_ends(graph: Graph, microsoft: FakeGraph) -> None:
    link = f"{microsoft.url}/v1.0/users/{USER}/mailFolders/{FOLDER}/messages/delta?$skiptoken=1"
    microsoft.fail("delta", Answer(200, {"value": [], "@odata.nextLink": link}))
    with pytest.raises(SourceError, match="leads back to itself"):
        page(graph, INBOX, link)


def test_a_mail_without_end_is_not_read_to_its_end(
    graph: Graph, microsoft: FakeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tariffline.sources.graph.messages.MOST_MIME", 1_000)
    microsoft.arrive("large", b"x" * 1_001)
    with pytest.raises(GraphError, match="larger than 1,000 bytes"):
        mime(graph, USER, "large")


def test_folders_by_name(graph: Graph) -> None:
    assert find_folder(graph, USER, "Inbox") == INBOX
    assert find_folder(graph, USER, "Anna's CBP") == INBOX
    with pytest.raises(SourceError, match="no folder “Zoll”"):
        find_folder(graph, USER, "Zoll")


def test_who_can_not_be_reached_is_named(microsoft: FakeGraph, tmp_path: Path) -> None:
    with session(QUICK) as asking:
        graph = Graph("https://127.0.0.1:9/v1.0", lambda _renew: "x", asking)
        with pytest.raises(SourceError, match=r"127\.0\.0\.1:9 cannot be reached"):
            page(graph, INBOX, "")
        client = client_of(microsoft)
        for fault, words in (
            (Answer(500, b""), "cannot be asked"),
            (Answer(200, b"<html>"), "does not answer as a sign-in service"),
            (Answer(404, {"error": "invalid_tenant"}), "check TARIFFLINE_MAILBOX_TENANT"),
        ):
            microsoft.fail("openid-configuration", fault)
            with pytest.raises(SourceError, match=words):
                Tokens(client, asking, sealed_tokens(tmp_path, ""), "")
