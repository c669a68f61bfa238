"""Change records in the store: kept once, added to, and asked for by number and edition."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tariffline.law.change_record import Action, ChangeRecord, Entry
from tariffline.store.database import open_database
from tariffline.store.records import entries_for, keep_record


def entry(what: str, edition: str = "2025 Rev 16", record: str = "2025 Rev 16") -> Entry:
    return Entry(
        record=record,
        edition=edition,
        page=2,
        action=Action.ESTABLISHED,
        detail="article description",
        what=what,
        effective=date(2025, 7, 1),
        effective_text="July 1, 2025",
        source="484(f)",
    )


COFFEE = entry("0901.11.00.35")
LITHIUM = replace(entry("2825.60.00.00"), action=Action.ANNOTATED)
MISPRINT = replace(entry("9903.01.25"), effective=None, effective_text="June 30, 3025")
NOTE = entry("U.S. note 2(v)(i) to subchapter III of chapter 99")
REV_16 = ChangeRecord("2025 Rev 16", date(2025, 7, 1), (COFFEE, LITHIUM, MISPRINT, NOTE), ())


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(tmp_path)
    yield engine
    engine.dispose()


def yearly(*entries: Entry) -> ChangeRecord:
    return ChangeRecord("2026 Basic", date(2026, 1, 1), entries, ())


def test_entries_come_back_as_they_went_in(engine: Engine) -> None:
    assert keep_record(engine, REV_16) == 4
    assert entries_for(engine, "0901110035", "2025 Rev 16") == [COFFEE]
    assert entries_for(engine, "99030125", "2025 Rev 16") == [MISPRINT]


def test_an_entry_that_names_two_numbers_comes_once(engine: Engine) -> None:
    keep_record(engine, REV_16)
    assert entries_for(engine, "28256000", "2025 Rev 16") == [LITHIUM]
    assert entries_for(engine, "2825600000", "2025 Rev 16") == [LITHIUM]


def test_the_same_record_twice_changes_nothing(engine: Engine) -> None:
    keep_record(engine, REV_16)
    assert keep_record(engine, REV_16) == 0
    assert entries_for(engine, "0901110035", "2025 Rev 16") == [COFFEE]


def test_a_record_posted_again_only_adds(engine: Engine) -> None:
    keep_record(engine, REV_16)
    corrected = replace(MISPRINT, effective=date(2025, 6, 30), effective_text="June 30, 2025")
    assert keep_record(engine, replace(REV_16, entries=(COFFEE, corrected))) == 1
    assert entries_for(engine, "99030125", "2025 Rev 16") == [MISPRINT, corrected]


def test_a_number_hears_of_what_it_stands_under_but_not_of_what_is_below(engine: Engine) -> None:
    rate_line, subchapter = entry("9401.99.90"), entry("subchapter XII of chapter 99")
    keep_record(engine, replace(REV_16, entries=(rate_line, subchapter)))
    assert entries_for(engine, "9401999030", "2025 Rev 16") == [rate_line]
    assert entries_for(engine, "94019999", "2025 Rev 16") == []
    assert entries_for(engine, "940199", "2025 Rev 16") == []
    assert entries_for(engine, "99120205", "2025 Rev 16") == [subchapter]


def test_editions_that_are_no_neighbours(engine: Engine) -> None:
    seventh = entry("9903.01.25", "2025 Rev 7", "2026 Basic")
    basic = entry("9903.01.25", "2026 Basic", "2026 Basic")
    keep_record(engine, yearly(seventh, basic))
    assert entries_for(engine, "99030125", "2025 Rev 16") == []
    assert entries_for(engine, "99030125", "2025 Rev 16", after="2025 Rev 5") == [seventh]
    assert entries_for(engine, "99030125", "2025 Rev 16", after="2025 Rev 7") == []
    assert entries_for(engine, "99030125", "2026 Rev 1", after="2025 Basic") == [seventh, basic]


def test_the_yearly_record_is_heard_where_a_revision_has_not_spoken_itself(engine: Engine) -> None:
    again = replace(COFFEE, record="2026 Basic", page=1)
    keep_record(engine, yearly(again))
    assert entries_for(engine, "0901110035", "2025 Rev 16") == [again]
    keep_record(engine, REV_16)
    assert entries_for(engine, "0901110035", "2025 Rev 16") == [COFFEE]
