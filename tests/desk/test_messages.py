"""Messages in memory: searched, filtered, in threads, ranked, told by day."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import TODAY

from tariffline.desk.csms import FIELDS, message_field, message_sheet, search_messages
from tariffline.desk.digest import digest
from tariffline.desk.message_search import Sought, find_messages
from tariffline.desk.messages import NO_MESSAGES, Messages
from tariffline.desk.records import Desk
from tariffline.desk.schedule import Schedule
from tariffline.desk.triage import Subscriber, todo
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.bulletin import Bulletin, Form
from tariffline.law.message_kinds import MessageKind
from tariffline.law.message_number import MessageNumber
from tariffline.store.feed import Feed
from tariffline.store.schedule import ScheduleStore


def message(number: str, title: str, body: str, day: int) -> Bulletin:
    return Bulletin(number, title, date(2026, 5, day), None, body, "", Form.PAGE)


ISSUE = message("60000001", "ACE Portal login issues", "CBP is aware of it.", 4)
SOLVED = message("60000002", "RESOLVED: ACE Portal Login Issues", "It works.", 5)
DUTY = message(
    "60000003",
    "GUIDANCE: Additional Duties on Imports from India",
    "Effective June 10, 2026, filers must report 9903.03.01 for products of India.",
    20,
)
CASE = message("60000004", "Antidumping duty orders", "Case A-570-910 on steel pipe.", 21)
FIX = message("60000005", "Correction to CSMS # 60000004", "The case is C-570-911.", 22)
OLD = Bulletin("19-000252", "Quota opening", date(2019, 5, 20), None, "", "https://x", Form.MAIL)
ALL = (ISSUE, SOLVED, DUTY, CASE, FIX, OLD)


@pytest.fixture
def desk(store: ScheduleStore) -> Desk:
    return make_desk(store.feed, Messages(lambda: ALL))


def make_desk(feed: Feed, messages: Messages) -> Desk:
    return Desk(Schedule([], []), TODAY, feed, messages)


def numbers(found: list[Bulletin]) -> list[str]:
    return [each.number[-1] for each in found]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought("login issue"), "12"),
        (Sought("60000003"), "3"),
        (Sought("CSMS # 60000003"), "3"),
        (Sought("pipes"), "4"),
        (Sought(), "543212"),
        (Sought(since=date(2026, 5, 21)), "54"),
        (Sought(until=date(2026, 5, 4)), "12"),
        (Sought(kinds=(MessageKind.ADCVD,)), "4"),
        (Sought(hts="9903"), "3"),
        (Sought(case="A-570-910"), "4"),
        (Sought(country="IN"), "3"),
        (Sought("login", country="IN"), ""),
        (Sought("zeppelin"), ""),
    ],
)
def test_finding(desk: Desk, sought: Sought, found: str) -> None:
    assert sorted(numbers(find_messages(desk.messages, sought, 10))) == sorted(found)


def test_without_words_the_newest_stand_first(desk: Desk) -> None:
    assert numbers(find_messages(desk.messages, Sought(), 3)) == ["5", "4", "3"]


def test_a_thread_by_title_and_by_number(desk: Desk) -> None:
    [solved] = desk.messages.thread(ISSUE)
    assert (solved.tie, solved.number, solved.later) == ("resolves", SOLVED.number, True)
    [issue] = desk.messages.thread(SOLVED)
    assert (issue.tie, issue.number, issue.later) == ("resolves", ISSUE.number, False)
    [fixed] = desk.messages.thread(CASE)
    assert (fixed.tie, fixed.number, fixed.later) == ("corrects", FIX.number, True)
    assert desk.messages.thread(DUTY) == []
    assert {type(link.number) for link in (solved, issue, fixed)} == {str}, "it travels as JSON"


def test_triage_ranks_and_says_why(desk: Desk) -> None:
    ranked = todo(desk, date(2026, 5, 1), Subscriber(hts=("9903030100",), countries=("IN",)))
    first, *_, last = ranked
    assert first.number == DUTY.number
    assert first.reasons == (
        "duty change",
        "names your 9903.03.01.00",
        "names IN",
        "asks somebody to act",
        "starts 2026-06-10",
    )
    assert (last.number, last.reasons[-1]) == (ISSUE.number, "CSMS 60000002 resolves it")
    assert len(ranked) == 5


def test_a_case_lifts_a_message_until_another_corrects_it(desk: Desk) -> None:
    ranked = todo(desk, date(2026, 5, 1), Subscriber(cases=("C-570-911", "A-570-910")))
    by_number = {task.number: task for task in ranked}
    assert ranked[0].number == FIX.number
    assert by_number[CASE.number].reasons[-1] == "CSMS 60000005 corrects it"


def test_a_digest_tells_what_presses_then_the_rest(desk: Desk) -> None:
    told = digest(desk, date(2026, 5, 20), date(2026, 5, 20), Subscriber(countries=("IN",)))
    assert [task.number for task in told.pressing] == [DUTY.number]
    assert told.text.startswith("CSMS messages of 2026-05-20: 1, 1 to act on")
    assert "filers must report 9903.03.01" in told.text
    quiet = digest(desk, date(2026, 5, 4), date(2026, 5, 4), Subscriber())
    assert (quiet.pressing, [t.number for t in quiet.others]) == ((), [ISSUE.number])
    both = digest(desk, date(2026, 5, 4), date(2026, 5, 20), Subscriber())
    assert both.subject.startswith("CSMS messages from 2026-05-04 to 2026-05-20: ")
    assert {DUTY.number, ISSUE.number} <= {t.number for t in (*both.pressing, *both.others)}


def test_every_field_of_a_message_answers_or_says_that_it_is_not_known(desk: Desk) -> None:
    found = {f: message_field(desk, MessageNumber(DUTY.number), f) for f in FIELDS}
    known = {f: each.value for f, each in found.items() if isinstance(each, Answer)}
    assert known["effective"] == "2026-06-10"
    assert known["hts"] == "9903.03.01"
    assert known["countries"] == "IN"
    assert known["kind"] == "duty change"
    lacking = {f: each.code for f, each in found.items() if isinstance(each, Unknown)}
    assert lacking == {"cases": ErrorCode.NOT_KNOWN, "thread": ErrorCode.NOT_KNOWN}


def test_an_answer_names_its_message_and_what_touches_it(desk: Desk) -> None:
    answer = message_field(desk, MessageNumber(DUTY.number), "title")
    assert isinstance(answer, Answer)
    assert answer.scope.message == DUTY.number
    [cite] = answer.cites
    assert cite.url == "https://content.govdelivery.com/bulletins/gd/USDHSCBP-3938703"


def test_what_is_not_there_is_said(desk: Desk, store: ScheduleStore) -> None:
    nowhere = message_field(desk, MessageNumber("60000009"), "title")
    assert isinstance(nowhere, Unknown)
    assert nowhere.code is ErrorCode.NOT_FOUND
    assert "USDHSCBP-3938709" in nowhere.message
    wrong = message_field(desk, MessageNumber(DUTY.number), "titel")
    assert isinstance(wrong, Unknown)
    assert (wrong.code, wrong.choices) == (ErrorCode.BAD_INPUT, ("title",))
    empty = search_messages(make_desk(store.feed, NO_MESSAGES), "EzVPN", 3)
    assert isinstance(empty, Unknown)
    assert empty.code is ErrorCode.UNAVAILABLE


def test_a_search_is_of_its_day(desk: Desk) -> None:
    answer = search_messages(desk, "login issues", 1)
    assert isinstance(answer, Answer)
    assert answer.valid_until == TODAY
    assert answer.value == ((ISSUE.number, "2026-05-04", ISSUE.title),)


def test_an_old_message_keeps_the_address_it_was_read_at(desk: Desk) -> None:
    sheet = message_sheet(desk, MessageNumber("19-000252"))
    assert not isinstance(sheet, Unknown)
    assert sheet.url == "https://x"
