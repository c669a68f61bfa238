"""Notices in the store: once, in one transaction, and told by the feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from tests.fakes.notices import EAST, ORDER, ORDER_CVD, PIPE, PIPE_CVD, WORKED, notice, rate

from tariffline.law.answer import Scope
from tariffline.law.changes import Change, ChangeKind, touches
from tariffline.law.notice import NoticeKind
from tariffline.law.remedy_reading import standing
from tariffline.law.remedy_record import records
from tariffline.store import notices as notice_store
from tariffline.store.notices import read_kept
from tariffline.store.schedule import ScheduleStore

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
REVIEW = notice(
    "2026-1", date(2026, 4, 1), NoticeKind.REVIEW_FINAL, rates=(rate(EAST, "", "0.2"),)
)  # fmt: skip


def feed(store: ScheduleStore, after: int = 0) -> list[Change]:
    return store.feed.after(after, 1_000)


def test_what_came_twice_changes_nothing(store: ScheduleStore) -> None:
    assert store.notices.add(WORKED, NOW) == 3
    head, last, told = store.head(), store.notices.last(), len(feed(store))
    assert store.notices.add(WORKED, NOW + timedelta(days=1)) == 0
    assert store.notices.add([*WORKED, *WORKED], NOW + timedelta(days=1)) == 0
    assert (store.head(), store.notices.last(), len(feed(store))) == (head, last, told)


def test_what_is_read_is_what_was_kept(store: ScheduleStore) -> None:
    store.notices.add(WORKED, NOW)
    readings = store.notices.up_to(store.notices.last())
    assert tuple(each.notice for each in readings) == WORKED
    assert {each.learned for each in readings} == {NOW}
    assert store.notices.up_to(0) == []


def test_the_first_notices_are_told_at_once(store: ScheduleStore) -> None:
    store.notices.add(WORKED, NOW)
    (change,) = feed(store)
    assert (change.kind, change.effective) == (ChangeKind.CASE, date(2008, 7, 22))
    assert change.after == "2 cases in 3 notices, read at once"
    assert touches(change.scope, Scope(hts="73063010", origin="CN"))


def test_a_later_rate_is_told_to_its_case_and_to_its_numbers(store: ScheduleStore) -> None:
    store.notices.add(WORKED, NOW)
    store.notices.add([REVIEW], NOW)
    rate_moved, *by_number = feed(store, after=1)
    assert rate_moved.scope == Scope(case=PIPE)
    assert rate_moved.field == f"rate of {EAST}"
    assert (rate_moved.effective, rate_moved.published) == (date(2026, 4, 1), date(2026, 4, 1))
    assert [change.scope.hts for change in by_number] == ["7306301000", "73063050"]
    assert {change.scope.origin for change in by_number} == {"CN"}
    scopes = [change.scope for change in (rate_moved, *by_number)]
    assert any(touches(scope, Scope(case=PIPE)) for scope in scopes)
    assert any(touches(scope, Scope(hts="730630", origin="CN")) for scope in scopes)
    assert not any(touches(scope, Scope(hts="730630", origin="KR")) for scope in scopes)
    assert not any(touches(scope, Scope(case=PIPE_CVD)) for scope in scopes)


def test_a_state_and_a_scope_are_told(store: ScheduleStore) -> None:
    store.notices.add(WORKED, NOW)
    gone = notice("2026-2", date(2026, 4, 2), NoticeKind.REVOCATION, scope=("Other words.",))
    store.notices.add([gone], NOW)
    told = {change.field: (change.before, change.after) for change in feed(store, after=1)}
    assert told["status"] == ("order in force", "revoked")
    assert told["scope"][1] == "Other words."


def test_a_finding_is_told_to_the_country_it_reaches(store: ScheduleStore) -> None:
    store.notices.add(WORKED, NOW)
    title = "Final Affirmative Determination of Circumvention: Pipe Completed in Vietnam"
    found = notice("2026-3", date(2026, 4, 3), NoticeKind.CIRCUMVENTION, title=title)
    store.notices.add([found, REVIEW], NOW)
    origins = {change.scope.origin for change in feed(store, after=1) if change.scope.hts}
    assert origins == {"CN", "VN"}


def test_a_better_reading_takes_the_place_of_the_first_and_says_what_moved(
    store: ScheduleStore,
) -> None:
    store.notices.add(WORKED, NOW)
    better = replace(ORDER, rates=ORDER.rates[1:])
    assert store.notices.add([better], NOW + timedelta(days=2)) == 1
    (gone, *_) = feed(store, after=1)
    assert (gone.field, gone.after) == (f"rate of {EAST}", "")
    readings = store.notices.up_to(store.notices.last())
    assert ORDER in standing(readings, NOW.date())
    assert ORDER not in standing(readings)
    assert better in standing(readings)


def test_a_reading_that_finds_another_case_takes_it_from_the_first(store: ScheduleStore) -> None:
    store.notices.add(WORKED, NOW)
    wrong = replace(REVIEW, cases=("A-570-999",), rates=())
    store.notices.add([wrong], NOW)
    store.notices.add([REVIEW], NOW + timedelta(days=1))
    told = [(each.scope.case, each.field, each.before) for each in feed(store, after=1)]
    assert ("A-570-999", "case", "Welded Pipe") in told
    found = records(standing(store.notices.up_to(store.notices.last())))
    assert set(found) == {PIPE, PIPE_CVD}


def test_a_failure_leaves_nothing_behind(
    store: ScheduleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise IntegrityError("the disk is full", None, Exception())

    head = store.head()
    monkeypatch.setattr(notice_store, "append", fails)
    with pytest.raises(IntegrityError):
        store.notices.add(WORKED, NOW)
    assert (store.head(), store.notices.last()) == (head, 0)


def test_many_changes_at_once_are_told_as_one(
    store: ScheduleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice_store, "_MOST_TOLD", 2)
    store.notices.add([ORDER], NOW)
    store.notices.add([ORDER_CVD, REVIEW], NOW)
    assert [change.scope.hts for change in feed(store, after=1)] == [""]


def test_where_a_sync_goes_on(store: ScheduleStore) -> None:
    assert store.notices.last_published("a test") is None
    store.notices.add([*WORKED, REVIEW], NOW)
    assert store.notices.last_published("a test") == date(2026, 4, 1)
    assert store.notices.last_published("another") is None
    assert store.notices.is_whole("a test", "2026-1")
    assert not store.notices.is_whole("a test", "2026-9")


def test_a_notice_without_its_text_is_asked_for_again(store: ScheduleStore) -> None:
    bare = replace(REVIEW, unread=("full text: it did not come",), rates=())
    store.notices.add([bare], NOW)
    assert not store.notices.is_whole("a test", "2026-1")
    store.notices.add([REVIEW], NOW + timedelta(days=1))
    assert store.notices.is_whole("a test", "2026-1")


def test_notices_without_cases_are_kept_too(store: ScheduleStore) -> None:
    assert store.notices.add([replace(REVIEW, cases=(), rates=())], NOW) == 1
    assert store.notices.add([replace(REVIEW, cases=(), rates=())], NOW) == 0


def test_what_is_no_list_of_notices_is_refused() -> None:
    with pytest.raises(ValueError, match="array"):
        read_kept(b'{"a": 1}')
