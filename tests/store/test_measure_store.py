"""Loaded lists and news of the programmes in the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tariffline.law.changes import ChangeKind
from tariffline.law.goods_lists import Listed
from tariffline.law.measure_news import News
from tariffline.store.database import open_database
from tariffline.store.feed import Feed
from tariffline.store.measures import MeasureStore

AUGUST, SEPTEMBER = date(2026, 8, 22), date(2026, 9, 15)
MILK = Listed("note 51(b)", "04021005", False, AUGUST, None, "CSMS 70050970")
HIDES = Listed("note 51(b)", "41015010", False, AUGUST, None, "CSMS 70050970")
LATER = Listed("note 51(b)", "48189000", False, SEPTEMBER, None, "CSMS 70050970")
START = News("Tea", "CN", AUGUST, "", "9903.99.01 + 10%", "note 9")
STOP = News("Tea", "CN", SEPTEMBER, "9903.99.01 + 10%", "", "note 9")


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[MeasureStore, Feed]]:
    engine = open_database(tmp_path)
    yield MeasureStore(engine), Feed(engine)
    engine.dispose()


def test_a_list_comes_in_once_and_the_feed_hears_of_it(stores: tuple[MeasureStore, Feed]) -> None:
    measures, feed = stores
    assert measures.add([MILK, HIDES])
    assert set(measures.lists()) == {MILK, HIDES}
    assert not measures.add([HIDES, MILK])
    [told] = feed.after(0, 10)
    assert told.kind is ChangeKind.PROGRAMME
    assert told.after == "note 51(b): 2 numbers"
    assert told.effective == AUGUST


def test_a_list_of_the_same_day_gives_way_and_one_of_another_day_stays(
    stores: tuple[MeasureStore, Feed],
) -> None:
    measures, feed = stores
    assert measures.add([MILK, HIDES])
    before = measures.last()
    assert measures.add([LATER])
    assert measures.add([MILK])
    assert measures.lists() == (MILK, LATER)
    assert measures.last() > before
    assert len(feed.after(0, 10)) == 3


def test_a_number_given_twice_is_listed_once(stores: tuple[MeasureStore, Feed]) -> None:
    measures, _ = stores
    assert measures.add([MILK, MILK])
    assert measures.lists() == (MILK,)


def test_nothing_is_loaded_at_first(stores: tuple[MeasureStore, Feed]) -> None:
    measures, _ = stores
    assert (measures.lists(), measures.last()) == ((), 0)


def test_news_is_told_once(stores: tuple[MeasureStore, Feed]) -> None:
    measures, feed = stores
    head = feed.head()
    assert measures.tell([START]) == 1
    assert measures.tell([START, STOP]) == 1
    assert measures.tell([START, STOP]) == 0
    told = feed.after(0, 10)
    assert [(each.before, each.after) for each in told] == [
        ("", "Tea: 9903.99.01 + 10%"),
        ("Tea: 9903.99.01 + 10%", ""),
    ]
    assert {each.scope.origin for each in told} == {"CN"}
    assert feed.head() > head
