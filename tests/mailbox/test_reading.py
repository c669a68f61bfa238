"""The folder read: what is taken in, what is tagged, and nothing twice or lost."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.fakes.govdelivery import Sent
from tests.fakes.graph import Answer, FakeGraph, error
from tests.mailbox.conftest import SENT, bulletin, plain

from tariffline.desk.mailbox import CHECK_RATE, MOST_ATTEMPTS, Mailbox
from tariffline.sources import SourceError
from tariffline.sources.graph.client import GraphBusyError, GraphError
from tariffline.store.mailboxes import Outcome

OPEN = Callable[[], Mailbox]
WRONG = "The duty on 8471.30.01.00 is 26 %, isn't it?"


def numbers(mailbox: Mailbox) -> list[str]:
    """The messages of CBP's at hand, but for the sample."""
    found = mailbox.store.messages.up_to(mailbox.store.messages.last())
    return sorted(each.number for each in found if each.number != "39291311")


def test_a_bulletin_is_taken_in_and_tagged(mailbox: Mailbox, microsoft: FakeGraph) -> None:
    microsoft.arrive("one", bulletin(), "Red category")
    assert mailbox.read() == {Outcome.BULLETIN: 1}
    assert numbers(mailbox) == ["67844987"]
    [kept] = [b for b in mailbox.store.messages.up_to(99) if b.number == "67844987"]
    assert (kept.title, kept.body) == (SENT.title, SENT.body)
    assert microsoft.messages["one"].categories == ["Red category", "CSMS", "CSMS: duty change"]


def test_a_wrong_rate_is_tagged(mailbox: Mailbox, microsoft: FakeGraph) -> None:
    microsoft.arrive("wrong", plain(WRONG))
    microsoft.arrive("right", plain("The duty on 8471.30.01.00 is free."))
    assert mailbox.read() == {Outcome.MAIL: 2}
    assert microsoft.messages["wrong"].categories == [CHECK_RATE]
    assert microsoft.messages["right"].categories == []


@pytest.mark.parametrize(
    "results",
    [
        "",
        "dmarc=fail action=none header.from=info.cbp.dhs.gov",
        "dmarc=pass action=none header.from=evil.example",
        "spf=pass (dmarc=pass header.from=info.cbp.dhs.gov) smtp.mailfrom=evil.example",
        "dmarc=none header.from=info.cbp.dhs.gov; x=dmarc=pass header.from=info.cbp.dhs.gov",
    ],
)
def test_who_says_to_be_cbp_must_be_vouched_for(
    mailbox: Mailbox, microsoft: FakeGraph, results: str
) -> None:
    microsoft.arrive("forged", bulletin(results=results))
    assert mailbox.read() == {Outcome.UNPROVEN: 1}
    assert numbers(mailbox) == []
    assert microsoft.messages["forged"].categories == []


def test_only_the_own_server_vouches(mailbox: Mailbox, microsoft: FakeGraph) -> None:
    forged = b"Authentication-Results: dmarc=fail header.from=info.cbp.dhs.gov\n" + bulletin()
    microsoft.arrive("forged", forged)
    microsoft.arrive("stranger", bulletin().replace(b"CBP@info.cbp.dhs.gov", b"x@cbp.dhs.gov.com"))
    assert mailbox.read() == {Outcome.UNPROVEN: 2}


@pytest.mark.parametrize("subject", [f"RE: {SENT.subject}", f"FW: {SENT.subject}", "Your question"])
def test_a_letter_of_cbp_about_a_message_is_not_the_message(
    mailbox: Mailbox, microsoft: FakeGraph, subject: str
) -> None:
    microsoft.arrive("letter", bulletin().replace(SENT.subject.encode(), subject.encode(), 1))
    assert mailbox.read() == {Outcome.MAIL: 1}
    assert numbers(mailbox) == []


def test_twice_changes_nothing(open_mailbox: OPEN, microsoft: FakeGraph) -> None:
    for index in range(5):
        microsoft.arrive(f"m{index}", bulletin(Sent(67844000 + index, f"Quota bulletin {index}")))
    first = open_mailbox()
    assert first.read() == {Outcome.BULLETIN: 5}
    again, head = open_mailbox(), first.store.head()
    assert again.read() == {}
    assert again.store.head() == head
    assert microsoft.count("PATCH") == 5
    assert microsoft.count(r"value") == 5
    calls = len(microsoft.calls)
    assert again.read() == {}
    assert len(microsoft.calls) == calls + 1  # a look costs one call


def test_a_tag_that_a_person_takes_off_stays_off(mailbox: Mailbox, microsoft: FakeGraph) -> None:
    microsoft.arrive("one", bulletin())
    mailbox.read()
    microsoft.messages["one"].categories = ["Mine"]
    microsoft.touch("one")
    assert mailbox.read() == {}
    assert microsoft.messages["one"].categories == ["Mine"]


def test_a_link_that_graph_forgot_begins_anew_without_doubling(
    mailbox: Mailbox, microsoft: FakeGraph, caplog: pytest.LogCaptureFixture
) -> None:
    microsoft.arrive("one", bulletin())
    mailbox.read()
    head = mailbox.store.head()
    microsoft.forget_links()
    microsoft.arrive("two", plain("Hello"))
    assert mailbox.read() == {Outcome.MAIL: 1}
    assert mailbox.store.head() == head
    assert microsoft.count("PATCH") == 1
    assert "from its start" in caplog.text


def test_a_graph_that_forgets_at_once_is_left_for_later(
    mailbox: Mailbox, microsoft: FakeGraph
) -> None:
    microsoft.fail("delta", *[error(410, "SyncStateNotFound")] * 2)
    with pytest.raises(GraphError, match="SyncStateNotFound"):
        mailbox.read()


def test_a_lost_state_by_its_code_begins_anew(mailbox: Mailbox, microsoft: FakeGraph) -> None:
    microsoft.arrive("one", bulletin())
    mailbox.read()
    microsoft.fail("delta", error(400, "syncStateNotFound"))
    assert mailbox.read() == {}


def test_whoever_changes_a_message_meanwhile_wins(mailbox: Mailbox, microsoft: FakeGraph) -> None:
    microsoft.arrive("one", bulletin())
    others = iter(["Hers", "His"])

    def meanwhile(message: str) -> None:
        if name := next(others, None):
            microsoft.messages[message].categories.append(name)
            microsoft.touch(message)

    microsoft.before_patch = meanwhile
    mailbox.read()
    tags = ["Hers", "His", "CSMS", "CSMS: duty change"]
    assert microsoft.messages["one"].categories == tags


def test_a_category_in_other_letters_is_there(mailbox: Mailbox, microsoft: FakeGraph) -> None:
    microsoft.arrive("one", bulletin(), "csms", "CSMS: Duty change")
    mailbox.read()
    assert microsoft.count("PATCH") == 0


def test_gone_is_gone(mailbox: Mailbox, microsoft: FakeGraph) -> None:
    microsoft.arrive("one", bulletin())
    mailbox.read()
    microsoft.remove("one")
    microsoft.arrive("two", plain("Hello"))
    microsoft.fail("value", error(404, "ErrorItemNotFound"))  # gone since it was listed
    assert mailbox.read() == {}
    assert mailbox.notes.outcomes(mailbox.place) == {}
    assert numbers(mailbox) == ["67844987"]


def test_one_that_fails_does_not_stop_the_others_and_is_tried_again(
    mailbox: Mailbox, microsoft: FakeGraph
) -> None:
    microsoft.arrive("bad", bulletin())
    microsoft.arrive("good", plain("Hello"))
    microsoft.fail("bad", error(400, "ErrorMimeContentInvalid"))
    assert mailbox.read() == {Outcome.WAITS: 1, Outcome.MAIL: 1}
    assert mailbox.read() == {Outcome.BULLETIN: 1}


def test_one_that_always_fails_is_given_up(mailbox: Mailbox, microsoft: FakeGraph) -> None:
    microsoft.arrive("bad", bulletin())
    microsoft.fail("bad", *[error(400, "ErrorMimeContentInvalid")] * 20)
    became = [mailbox.read() for _ in range(MOST_ATTEMPTS + 1)]
    assert became[-2:] == [{Outcome.GIVEN_UP: 1}, {}]
    assert mailbox.notes.outcomes(mailbox.place) == {Outcome.GIVEN_UP: 1}


def test_who_may_not_read_at_all_loses_nothing(mailbox: Mailbox, microsoft: FakeGraph) -> None:
    microsoft.arrive("one", bulletin())
    microsoft.fail("value", error(403, "ErrorAccessDenied"))
    with pytest.raises(GraphError, match="ErrorAccessDenied"):
        mailbox.read()
    assert mailbox.read() == {Outcome.BULLETIN: 1}


def test_what_a_mail_says_is_in_no_log_and_no_store(
    mailbox: Mailbox, microsoft: FakeGraph, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    microsoft.arrive("one", plain(f"CONFIDENTIAL {WRONG}", "CONFIDENTIAL too"))
    microsoft.arrive("two", plain("CONFIDENTIAL", "FW: CSMS # 67844987 - CONFIDENTIAL"))
    microsoft.fail("PATCH", error(400, "ErrorInvalidRequest"))
    mailbox.read()
    mailbox.read()
    assert "CONFIDENTIAL" not in caplog.text
    assert "SECRET WORDS" not in caplog.text
    for file in home.rglob("*"):
        assert not file.is_file() or b"CONFIDENTIAL" not in file.read_bytes()


def test_a_mail_that_breaks_its_reader_is_noted_and_passed(
    mailbox: Mailbox, microsoft: FakeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_data: bytes) -> None:
        raise RecursionError("CONFIDENTIAL")

    monkeypatch.setattr("tariffline.desk.mailbox.read_letter", broken)
    microsoft.arrive("odd", plain("Hello"))
    assert mailbox.read() == {Outcome.UNREADABLE: 1}
    assert mailbox.read() == {}


class KilledError(BaseException):
    """The process ends here."""


FAULTS = [
    error(429, "TooManyRequests", Retry_After="300"),
    error(503, "ServiceNotAvailable", Retry_After="300"),
    error(401, "InvalidAuthenticationToken"),
    error(400, "ErrorInternalServerError"),
    Answer(200, b"<html>"),
    Answer(200, b"{", {"Content-Length": "99"}),
]


@settings(
    max_examples=6, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
)
@given(
    faults=st.lists(
        st.tuples(st.sampled_from(["delta", "value$", "GET .*m[0-9]+$", "PATCH"]),
                  st.sampled_from(FAULTS)), max_size=6),
    killed_at=st.lists(st.integers(0, 12), max_size=3),
)  # fmt: skip
def test_faults_and_kills_lose_and_double_nothing(
    open_mailbox: OPEN,
    microsoft: FakeGraph,
    faults: list[tuple[str, Answer]],
    killed_at: list[int],
) -> None:
    first = 67844000 + microsoft.arrived
    sent = [Sent(number, f"Quota {number}") for number in range(first, first + 3)]
    for each in sent:
        microsoft.arrive(f"m{each.number}", bulletin(each), "Mine")
    for path, fault in faults:
        microsoft.fail(path, fault)
    for at in killed_at:
        _read_until_killed(open_mailbox(), at)
    for _ in range(len(faults) + MOST_ATTEMPTS):
        try:
            open_mailbox().read()
        except (SourceError, GraphBusyError):
            continue
    last = open_mailbox()
    assert last.read() == {}
    told = Counter(c.scope.message for c in last.store.feed.after(0, 1_000) if c.scope.message)
    for each in sent:
        tags = microsoft.messages[f"m{each.number}"].categories
        assert tags == ["Mine", "CSMS", "CSMS: quota"]
        assert told[str(each.number)] == 1


def _read_until_killed(mailbox: Mailbox, at: int) -> None:
    """Read, and be killed before the call of that number."""
    ask, calls = mailbox.graph.asking.request, iter(range(99))

    def counted(*arguments: Any, **named: Any) -> object:
        if next(calls) == at:
            raise KilledError
        return ask(*arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mailbox.graph.asking, "request", counted)
        with suppress(KilledError, SourceError):
            mailbox.read()
