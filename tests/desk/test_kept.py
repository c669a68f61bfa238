"""What was worked out is kept, up to a bound, and never for records other than those asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tariffline.desk import records as keeper
from tariffline.desk import schedule as schedules
from tariffline.desk.find import find
from tariffline.desk.found import Found
from tariffline.desk.intake import Arrival, take_in
from tariffline.desk.kept import Kept
from tariffline.desk.measures import Measures, shipped
from tariffline.desk.records import Desk, Records
from tariffline.desk.schedule import Schedule
from tariffline.law.code import Code
from tariffline.law.goods_lists import Listed
from tariffline.law.schedule import OPEN_END, Row, Version
from tariffline.law.tree import EditionInfo
from tariffline.store.schedule import ScheduleStore

TODAY = date(2026, 6, 1)
HORSES = Code("0101210010")


def found(desk: Desk, code: Code = HORSES, day: date | None = None) -> Found:
    at = find(desk, code, day)
    assert isinstance(at, Found)
    return at


def test_what_is_full_starts_afresh() -> None:
    kept: Kept[str, int] = Kept(2)
    assert [kept.keep(key, n) for n, key in enumerate("abc")] == [0, 1, 2]
    assert kept == {"c": 2}


def test_a_number_is_found_once_in_an_edition(desk: Desk) -> None:
    assert found(desk) is found(desk)
    assert found(desk, day=date(2026, 5, 1)) is found(desk, day=date(2026, 5, 2))
    assert found(desk, day=date(2025, 5, 1)).edition is not found(desk).edition


def test_a_number_that_lost_its_zero_is_told_of_it_each_time(desk: Desk) -> None:
    lost = replace(HORSES, zero_restored=True)
    assert "its leading zero was lost" in found(desk, lost).notes[0]
    assert not any("zero" in note for note in found(desk).notes)
    assert "its leading zero was lost" in found(desk, lost).notes[0]


def test_a_later_edition_is_found_as_soon_as_it_is_loaded(
    store: ScheduleStore, tmp_path: Path, arrivals: tuple[Arrival, ...]
) -> None:
    records = Records(store, lambda: TODAY)
    take_in(store, tmp_path, arrivals[0])
    before = found(records.desk())
    take_in(store, tmp_path, arrivals[1])
    after = found(records.desk())
    assert (before.edition.info.name, after.edition.info.name) == ("2025 Basic", "2025 Rev 16")
    assert before.last_day is None


def test_an_edition_is_the_last_at_hand_only_from_the_day_after_its_own(
    store: ScheduleStore, tmp_path: Path, arrivals: tuple[Arrival, ...]
) -> None:
    take_in(store, tmp_path, arrivals[0])
    desk = Records(store, lambda: arrivals[0].effective).desk()
    assert found(desk).notes == ()
    assert "a later one may have been published" in found(replace(desk, today=TODAY)).notes[-1]
    assert found(desk).notes == ()


def test_no_more_editions_stay_in_memory_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedules, "_EDITIONS_IN_MEMORY", 2)
    infos = [_edition(f"Rev {n}", date(2026, n, 1)) for n in (1, 2, 3)]
    schedule = Schedule(infos, [Version(Row("0101210010", 0, "Males"), date.min, OPEN_END)])
    first = schedule.edition(infos[0])
    schedule.found.keep(("0101210010", False, "Rev 1", TODAY), _at(first.info, schedule))
    schedule.edition(infos[1])
    assert schedule.edition(infos[0]) is first
    assert schedule.found
    schedule.edition(infos[2])
    assert schedule.edition(infos[0]) is not first
    assert not schedule.found


def test_lists_that_were_loaded_are_read_once_and_not_for_every_answer(
    store: ScheduleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Listed, ...]] = []

    def measures_with(loaded: tuple[Listed, ...]) -> Measures:
        asked.append(loaded)
        return shipped()

    monkeypatch.setattr(keeper, "measures_with", measures_with)
    records = Records(store, lambda: TODAY)
    assert asked == []
    assert records.desk().measures is records.desk().measures
    assert asked == [()]


def _edition(name: str, day: date) -> EditionInfo:
    seen = datetime(2026, 5, 1, 12, tzinfo=UTC)
    return EditionInfo(name, day, day, seen, "stated", True, 1, 1, "made for the test", "")


def _at(info: EditionInfo, schedule: Schedule) -> Found:
    edition = schedule.edition(info)
    row = edition.rows[0]
    return Found(edition, 0, row, None, row.code, info.effective + timedelta(days=30))
