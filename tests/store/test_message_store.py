"""Readings are kept, never rewritten; the feed tells what came by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tariffline.law.bulletin import Bulletin, Form
from tariffline.law.changes import ChangeKind
from tariffline.store.database import open_database
from tariffline.store.messages import MessageStore
from tariffline.store.schedule import ScheduleStore

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = date(2026, 5, 20)
LISTED = Bulletin("67844987", "Guidance", DAY, None, "", "", Form.WIDGET)
PAGE = replace(
    LISTED, form=Form.PAGE, body="Effective June 10, 2026, report 9903.03.01 and 8471.30.01."
)


def everything(messages: MessageStore) -> list[Bulletin]:
    return messages.up_to(messages.last())


def test_a_message_twice_is_no_change(store: ScheduleStore) -> None:
    assert store.messages.add([LISTED], NOW) == 1
    head = store.head(), store.feed.head()
    assert store.messages.add([LISTED, LISTED], NOW) == 0
    assert (store.head(), store.feed.head()) == head
    assert everything(store.messages) == [LISTED]


def test_a_fuller_form_completes_it_and_a_poorer_one_takes_nothing_away(
    store: ScheduleStore,
) -> None:
    assert not store.messages.has_body(LISTED.number)
    store.messages.add([LISTED], NOW)
    assert store.messages.add([PAGE], NOW) == 1
    assert store.messages.has_body(LISTED.number)
    cut = replace(LISTED, title="Gui", form=Form.ARCHIVE)
    assert store.messages.add([cut], NOW) == 0
    assert everything(store.messages) == [PAGE]


def test_what_was_read_first_can_be_asked_for_again(store: ScheduleStore) -> None:
    store.messages.add([LISTED], NOW)
    before = store.messages.last()
    store.messages.add([PAGE], NOW)
    assert store.messages.up_to(before) == [LISTED]


def test_the_feed_tells_it_for_each_number_it_names(store: ScheduleStore) -> None:
    store.messages.add([PAGE], NOW)
    changes = store.feed.after(0, 10)
    assert [change.scope.hts for change in changes] == ["99030301", "84713001"]
    assert {change.scope.message for change in changes} == {PAGE.number}
    assert {change.kind for change in changes} == {ChangeKind.MESSAGE}
    assert {(c.effective, c.published) for c in changes} == {(date(2026, 6, 10), DAY)}
    assert {change.document for change in changes} == {"CSMS 67844987"}


def test_a_message_without_numbers_is_told_once(store: ScheduleStore) -> None:
    store.messages.add([LISTED], NOW)
    [change] = store.feed.after(0, 10)
    assert (change.scope.hts, change.scope.message) == (None, LISTED.number)
    assert (change.field, change.before, change.after) == ("message", "", "Guidance")


READINGS = st.lists(
    st.builds(
        Bulletin,
        number=st.sampled_from(["60000001", "60000002", "19-000252"]),
        title=st.sampled_from(["", "Guidance", "Resolved: HTS 8471.30.01"]),
        sent_on=st.sampled_from([None, DAY]),
        sent_at=st.sampled_from([None, datetime(2026, 5, 20, 9, tzinfo=UTC)]),
        body=st.sampled_from(["", "Report 9903.03.01."]),
        url=st.sampled_from(["", "https://example.org"]),
        form=st.sampled_from(list(Form)),
    ),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
@given(READINGS)
def test_one_by_one_and_all_at_once_come_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, readings: list[Bulletin]
) -> None:
    made = []
    for parts in ([readings], [[each] for each in readings]):
        engine = open_database(tmp_path_factory.mktemp("messages"))
        messages = MessageStore(engine)
        for part in parts:
            messages.add(part, NOW)
        assert messages.add(readings, NOW) == 0
        made.append(everything(messages))
        engine.dispose()
    assert made[0] == made[1]
