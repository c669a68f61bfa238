"""Desks see the newest records, and keep them as they were while they are in use."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

from tariffline.desk.intake import Arrival, take_in
from tariffline.desk.records import Records
from tariffline.desk.status import as_of
from tariffline.law.answer import Unknown
from tariffline.store.schedule import ScheduleStore

TODAY = date(2026, 6, 1)


def test_records_are_read_once_and_again_when_they_changed(
    store: ScheduleStore, tmp_path: Path, arrivals: tuple[Arrival, ...]
) -> None:
    records = Records(store, lambda: TODAY)
    empty = records.desk()
    assert empty.schedule is records.desk().schedule
    take_in(store, tmp_path, arrivals[0])
    first = records.desk()
    assert [info.name for info in first.schedule.editions] == ["2025 Basic"]
    assert first.schedule is records.desk().schedule
    take_in(store, tmp_path, arrivals[1])
    assert [info.name for info in records.desk().schedule.editions] == ["2025 Basic", "2025 Rev 16"]


def test_a_desk_in_use_does_not_change(
    store: ScheduleStore, tmp_path: Path, arrivals: tuple[Arrival, ...]
) -> None:
    records = Records(store, lambda: TODAY)
    take_in(store, tmp_path, arrivals[0])
    desk = records.desk()
    before = as_of(desk)
    take_in(store, tmp_path, arrivals[1])
    store.remove("2025 Basic")
    assert as_of(desk) == before
    assert as_of(records.desk()) != before


def test_what_another_process_changed_is_seen(
    store: ScheduleStore, tmp_path: Path, arrivals: tuple[Arrival, ...]
) -> None:
    mine, other = Records(store, lambda: TODAY), Records(store, lambda: TODAY)
    take_in(store, tmp_path, arrivals[0])
    assert mine.desk().schedule.editions == other.desk().schedule.editions
    store.remove("2025 Basic")
    assert isinstance(as_of(mine.desk()), Unknown)
    assert isinstance(as_of(other.desk()), Unknown)


def test_the_day_is_that_of_the_request(store: ScheduleStore) -> None:
    days = iter(TODAY + timedelta(days=n) for n in range(2))
    records = Records(store, lambda: next(days))
    assert [records.desk().today for _ in range(2)] == [TODAY, TODAY + timedelta(days=1)]


def test_many_threads_get_the_same_records(
    store: ScheduleStore, tmp_path: Path, arrivals: tuple[Arrival, ...]
) -> None:
    take_in(store, tmp_path, arrivals[0])
    records = Records(store, lambda: TODAY)
    with ThreadPoolExecutor(8) as pool:
        desks = list(pool.map(lambda _: records.desk(), range(32)))
    assert len({id(desk.schedule) for desk in desks}) == 1


def test_the_tree_of_an_edition_is_made_once(
    store: ScheduleStore, tmp_path: Path, arrivals: tuple[Arrival, ...]
) -> None:
    take_in(store, tmp_path, arrivals[0])
    schedule = Records(store, lambda: TODAY).desk().schedule
    [info] = schedule.editions
    assert schedule.edition(info) is schedule.edition(info)
    assert schedule.info_on(date(2024, 12, 31)) is None
    assert schedule.info_on(info.effective) is info
    assert schedule.last_day(info) is None
    assert schedule.history("0101210010")[0].row.description == "Males"
    assert schedule.history("9999") == []
