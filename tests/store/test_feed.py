"""The feed: numbered once, read by key, and telling of every rewritten day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import MakeEdition
from tests.store.test_history_property import Given, editions, store_of

from tariffline.law.changes import ChangeKind
from tariffline.law.schedule import Row
from tariffline.store.feed import Wanted
from tariffline.store.schedule import ScheduleStore

HEADING = Row("0901", 0, "Coffee")
LINE = Row("09011100", 1, "Not decaffeinated", general="Free")
DEARER = Row("09011100", 1, "Not decaffeinated", general="2%")


def add(store: ScheduleStore, make: MakeEdition, name: str, day: date, *rows: Row) -> None:
    assert store.add(make(name, day, rows), rows)


def test_the_first_edition_is_one_change_of_everything(
    store: ScheduleStore, make_edition: MakeEdition
) -> None:
    add(store, make_edition, "2025 Basic", date(2025, 1, 1), HEADING, LINE)
    [change] = store.feed.after(0, 10)
    assert (change.kind, change.scope.hts) == (ChangeKind.EDITION, "")
    assert (change.effective, change.until) == (date(2025, 1, 1), None)


def test_an_edition_in_between_tells_its_own_days_and_the_next_step(
    store: ScheduleStore, make_edition: MakeEdition
) -> None:
    add(store, make_edition, "first", date(2025, 1, 1), HEADING, LINE)
    add(store, make_edition, "third", date(2025, 3, 1), HEADING, LINE)
    head = store.feed.head()
    add(store, make_edition, "second", date(2025, 2, 1), HEADING, DEARER)
    edition, rate, back = store.feed.after(head, 10)
    assert (back.before, back.after, back.effective) == ("2%", "Free", date(2025, 3, 1))
    assert (edition.kind, edition.scope.hts) == (ChangeKind.EDITION, None)
    assert (rate.kind, rate.field, rate.before, rate.after) == ("rate", "general", "Free", "2%")
    assert (rate.effective, rate.until) == (date(2025, 2, 1), date(2025, 2, 28))


def test_removing_tells_what_is_answered_again(
    store: ScheduleStore, make_edition: MakeEdition
) -> None:
    add(store, make_edition, "first", date(2025, 1, 1), HEADING, LINE)
    add(store, make_edition, "second", date(2025, 2, 1), HEADING, DEARER)
    head = store.feed.head()
    store.remove("second")
    edition, rate = store.feed.after(head, 10)
    assert (edition.before, edition.after) == ("second", "")
    assert (rate.before, rate.after, rate.until) == ("2%", "Free", None)


def test_the_same_edition_again_adds_nothing(
    store: ScheduleStore, make_edition: MakeEdition
) -> None:
    add(store, make_edition, "first", date(2025, 1, 1), HEADING, LINE)
    head = store.feed.head()
    assert not store.add(make_edition("first", date(2025, 1, 1), (HEADING, LINE)), (HEADING, LINE))
    assert store.feed.head() == head


@pytest.fixture
def long_feed(store: ScheduleStore, make_edition: MakeEdition) -> ScheduleStore:
    """Ten editions, in each of which the rate of a line and the words of another move."""
    for turn in range(10):
        rate = Row("09011100", 1, "Not decaffeinated", general=f"{turn}%")
        words = Row("09012100", 1, f"Roasted, in wording {'very ' * turn}new")
        day = date(2025, 1, 1) + timedelta(days=turn)
        add(store, make_edition, f"edition {turn}", day, HEADING, rate, words)
    return store


def test_paging_meets_every_change_once_in_order(long_feed: ScheduleStore) -> None:
    whole = long_feed.feed.after(0, 1000)
    assert [change.seq for change in whole] == list(range(1, len(whole) + 1))
    seen, after = [], 0
    while page := long_feed.feed.after(after, 4):
        seen += page
        after = page[-1].seq
    assert seen == whole


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(hts="0901"),
        Wanted(hts="0901110000"),
        Wanted(hts="8471"),
        Wanted(kinds=("rate",)),
        Wanted(hts="09012100", kinds=("description", "reassigned")),
        Wanted(effective_from=date(2025, 1, 5)),
        Wanted(effective_from=date(2025, 1, 3), effective_to=date(2025, 1, 4)),
    ],
)
def test_the_query_and_the_rule_choose_the_same(long_feed: ScheduleStore, wanted: Wanted) -> None:
    whole = long_feed.feed.after(0, 1000)
    chosen = [change for change in whole if wanted.includes(change)]
    assert long_feed.feed.after(0, 1000, wanted) == chosen
    newest = sorted(chosen, key=lambda change: (change.effective, change.seq), reverse=True)
    assert long_feed.feed.latest(1000, wanted) == newest


def test_what_is_ahead_comes_soonest_first(long_feed: ScheduleStore) -> None:
    ahead = long_feed.feed.ahead(date(2025, 1, 8), 100)
    assert [change.effective for change in ahead] == sorted(change.effective for change in ahead)
    assert {change.effective for change in ahead} == {date(2025, 1, 9), date(2025, 1, 10)}


def standing(store: ScheduleStore) -> list[tuple[object, ...]]:
    """What stands of the law's changes, whatever its numbers and the days it was told for."""
    found = store.feed.latest(10_000)
    return sorted(
        (c.effective, c.kind, c.scope.hts or "", c.field, c.before, c.after, c.successors)
        for c in found
        if c.kind is not ChangeKind.EDITION
    )


@settings(deadline=None, max_examples=60)
@given(editions, st.data())
def test_what_stands_is_the_same_in_any_order(
    given_editions: list[Given], data: st.DataObject
) -> None:
    in_order = sorted(given_editions, key=lambda each: each.info.effective)
    with store_of(in_order) as store:
        expected = standing(store)
    with store_of(data.draw(st.permutations(given_editions))) as store:
        assert standing(store) == expected
        out = data.draw(st.sampled_from(given_editions))
        store.remove(out.info.name)
        left = standing(store)
        store.add(out.info, out.rows)
        assert standing(store) == expected
    with store_of([each for each in in_order if each != out]) as store:
        assert standing(store) == left


def test_the_newest_are_paged_without_gap(long_feed: ScheduleStore) -> None:
    whole = long_feed.feed.latest(1000)
    page = long_feed.feed.latest(5)
    rest = long_feed.feed.latest(1000, before=(page[-1].effective, page[-1].seq))
    assert page + rest == whole


@settings(deadline=None, max_examples=60)
@given(editions, st.data())
def test_every_day_that_moves_is_told(given_editions: list[Given], data: st.DataObject) -> None:
    """Whoever knows a state and reads the feed knows which numbers and days to ask again."""
    order = data.draw(st.permutations(given_editions))
    with store_of(order[:-1]) as store:
        before, head = store.everything()[1], store.feed.head()
        last = order[-1]
        store.add(last.info, last.rows)
        after, told = store.everything()[1], store.feed.after(head, 10_000)
    days = {each.info.effective for each in given_editions}
    for day in days | {day - timedelta(days=1) for day in days}:
        was = {v.row.code: v.row for v in before if v.row.code and v.starts <= day < v.ends}
        now = {v.row.code: v.row for v in after if v.row.code and v.starts <= day < v.ends}
        scopes = [
            change.scope.hts
            for change in told
            if change.effective <= day and (change.until is None or day <= change.until)
        ]
        for code in was.keys() | now.keys():
            if _said(was.get(code)) != _said(now.get(code)):
                assert "" in scopes or code in scopes, (day, code)


def _said(row: Row | None) -> tuple[object, ...] | None:
    if row is None:
        return None
    return (row.description, row.units, row.general, row.special, row.other, row.footnotes)
