"""Editions in and out of the store: what is taken, what is refused, and that nothing is halved."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tariffline.law.schedule import OPEN_END, Footnote, Row
from tariffline.law.tree import EditionInfo
from tariffline.store.database import open_database
from tariffline.store.originals import keep_original
from tariffline.store.schedule import ScheduleStore, StoreError

MakeEdition = Callable[..., EditionInfo]

HORSES = (
    Row("0101", 0, "Live horses"),
    Row("", 1, "Horses:"),
    Row(
        "0101210010",
        2,
        "Males",
        ("No.", "kg"),
        "Free",
        "Free (S)",
        "20%",
        (Footnote(("general", "special"), "See 9903.88.15."), Footnote((), "“See” 2.")),
        "a quota",
        "1¢",
    ),
)
BULLS = (*HORSES, Row("0102", 0, "Live bovine animals"))
JANUARY, MARCH, MAY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)


def state(store: ScheduleStore) -> object:
    return store.head(), store.everything()[:2]


def test_an_empty_store(store: ScheduleStore) -> None:
    assert store.editions() == []
    assert store.everything()[:2] == ([], [])


def test_an_edition_comes_back_as_it_went_in(
    store: ScheduleStore, make_edition: MakeEdition
) -> None:
    info = replace(
        make_edition("2026 Basic", JANUARY, HORSES),
        published=date(2025, 12, 30),
        retrieved=datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
    )
    assert store.add(info, HORSES) is True
    editions, versions = store.everything()[:2]
    assert editions == [info]
    assert tuple(version.row for version in versions) == HORSES
    assert {(version.starts, version.ends) for version in versions} == {(JANUARY, OPEN_END)}


def test_a_wording_that_editions_repeat_is_stored_once(
    store: ScheduleStore, make_edition: MakeEdition
) -> None:
    store.add(make_edition("2026 Basic", JANUARY, HORSES), HORSES)
    store.add(make_edition("2026 Rev 1", MARCH, BULLS), BULLS)
    store.add(make_edition("2026 Rev 2", MAY, HORSES), HORSES)
    _, versions = store.everything()[:2]
    assert [(v.row.code, v.starts, v.ends) for v in versions] == [
        ("0101", JANUARY, OPEN_END),
        ("", JANUARY, OPEN_END),
        ("0101210010", JANUARY, OPEN_END),
        ("0102", MARCH, MAY),
    ]


def test_the_same_edition_twice_changes_nothing(
    store: ScheduleStore, make_edition: MakeEdition
) -> None:
    info = make_edition("2026 Basic", JANUARY, HORSES)
    assert store.add(info, HORSES) is True
    before = state(store)
    assert store.add(info, HORSES) is False
    assert state(store) == before


def test_every_change_moves_the_head(store: ScheduleStore, make_edition: MakeEdition) -> None:
    heads = [store.head()]
    store.add(make_edition("2026 Basic", JANUARY, HORSES), HORSES)
    heads.append(store.head())
    store.move("2026 Basic", MARCH)
    heads.append(store.head())
    store.remove("2026 Basic")
    heads.append(store.head())
    assert heads == sorted(set(heads))


def test_a_name_with_other_rows_is_refused(store: ScheduleStore, make_edition: MakeEdition) -> None:
    store.add(make_edition("2026 Basic", JANUARY, HORSES), HORSES)
    before = state(store)
    with pytest.raises(
        StoreError,
        match=r"2026 Basic is loaded already with other content \(1 rows differ\).*editions remove",
    ):
        store.add(make_edition("2026 Basic", JANUARY, BULLS), BULLS)
    assert state(store) == before


def test_a_name_with_another_date_is_refused(
    store: ScheduleStore, make_edition: MakeEdition
) -> None:
    store.add(make_edition("2026 Basic", JANUARY, HORSES), HORSES)
    before = state(store)
    with pytest.raises(StoreError, match=r"effective 2026-01-01; .*editions move .* 2026-03-01"):
        store.add(make_edition("2026 Basic", MARCH, HORSES), HORSES)
    assert state(store) == before


def test_a_date_that_is_taken_is_refused(store: ScheduleStore, make_edition: MakeEdition) -> None:
    store.add(make_edition("2026 Basic", JANUARY, HORSES), HORSES)
    before = state(store)
    with pytest.raises(StoreError, match="2026 Basic takes effect on 2026-01-01 already"):
        store.add(make_edition("2026 Rev 1", JANUARY, BULLS), BULLS)
    assert state(store) == before


def test_a_sample_is_refused_where_the_schedule_is(
    store: ScheduleStore, make_edition: MakeEdition
) -> None:
    store.add(make_edition("2026 Basic", JANUARY, BULLS), BULLS)
    before = state(store)
    for name in ("2026 Basic", "2026 Rev 1"):
        with pytest.raises(StoreError, match="a sample is only for an empty data folder"):
            store.add(make_edition(name, MARCH, HORSES, whole=False), HORSES)
    assert state(store) == before


@pytest.mark.parametrize("name", ["2026 Basic", "2026 Rev 1"])
def test_a_whole_edition_takes_the_place_of_every_sample(
    store: ScheduleStore, make_edition: MakeEdition, name: str
) -> None:
    store.add(make_edition("2026 Basic", JANUARY, HORSES, whole=False), HORSES)
    store.add(make_edition("2026 Rev 1", MARCH, BULLS, whole=False), BULLS)
    whole = make_edition(name, MARCH, BULLS)
    assert store.add(whole, BULLS) is True
    editions, versions = store.everything()[:2]
    assert editions == [whole]
    assert [(v.row, v.starts, v.ends) for v in versions] == [(r, MARCH, OPEN_END) for r in BULLS]


def test_rows_out_of_order_leave_the_store_as_it_was(
    store: ScheduleStore, make_edition: MakeEdition
) -> None:
    store.add(make_edition("2026 Basic", JANUARY, HORSES), HORSES)
    before = state(store)
    wrong = (*BULLS, BULLS[0])
    with pytest.raises(ValueError, match="0101 stands after 0102"):
        store.add(make_edition("2026 Rev 1", MARCH, wrong), wrong)
    assert state(store) == before


def test_a_move_to_a_date_that_is_taken_leaves_the_store_as_it_was(
    store: ScheduleStore, make_edition: MakeEdition
) -> None:
    store.add(make_edition("2026 Basic", JANUARY, HORSES), HORSES)
    store.add(make_edition("2026 Rev 1", MARCH, BULLS), BULLS)
    before = state(store)
    # The edition is taken out before the date is found to be taken: this must come back.
    with pytest.raises(StoreError, match="2026 Basic takes effect on 2026-01-01 already"):
        store.move("2026 Rev 1", JANUARY)
    assert state(store) == before


def test_a_moved_date_is_stated(store: ScheduleStore, make_edition: MakeEdition) -> None:
    store.add(make_edition("2026 Basic", JANUARY, HORSES), HORSES)
    store.move("2026 Basic", MARCH)
    [info], versions = store.everything()[:2]
    assert (info.effective, info.basis) == (MARCH, "stated")
    assert {version.starts for version in versions} == {MARCH}


def test_an_unknown_name_is_refused_with_those_there_are(
    store: ScheduleStore, make_edition: MakeEdition
) -> None:
    with pytest.raises(StoreError, match="no edition “2026 Rev 9”; loaded: none"):
        store.remove("2026 Rev 9")
    store.add(make_edition("2026 Basic", JANUARY, HORSES), HORSES)
    with pytest.raises(StoreError, match="no edition “2026 Rev 9”; loaded: 2026 Basic"):
        store.move("2026 Rev 9", MAY)


def test_a_store_opens_again_with_what_it_had(tmp_path: Path, make_edition: MakeEdition) -> None:
    engine = open_database(tmp_path / "new" / "home")
    store = ScheduleStore(engine)
    store.add(make_edition("2026 Basic", JANUARY, HORSES), HORSES)
    before = state(store)
    engine.dispose()
    again = open_database(tmp_path / "new" / "home")
    assert state(ScheduleStore(again)) == before
    again.dispose()


def test_a_reader_is_not_held_up_by_a_writer(
    store: ScheduleStore, make_edition: MakeEdition, tmp_path: Path
) -> None:
    store.add(make_edition("2026 Basic", JANUARY, HORSES), HORSES)
    before = state(store)
    database = tmp_path / "home" / "tariffline.sqlite"
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM schedule_row")
        assert state(store) == before
        writer.execute("ROLLBACK")


def test_an_original_is_kept_once_under_its_digest(tmp_path: Path) -> None:
    path = keep_original(tmp_path, "abc", b"the bytes")
    assert path == tmp_path / "originals" / "abc"
    assert keep_original(tmp_path, "abc", b"the bytes") == path
    assert [(p.name, p.read_bytes()) for p in path.parent.iterdir()] == [("abc", b"the bytes")]
