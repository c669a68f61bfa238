"""Taking editions in from files."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.fakes.usitc import whole_export

from tariffline.desk.intake import Arrival, take_in
from tariffline.sources import SourceError
from tariffline.store.schedule import ScheduleStore, StoreError

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample(arrivals: tuple[Arrival, ...]) -> Arrival:
    return arrivals[-1]


def originals(home: Path) -> list[Path]:
    return list((home / "originals").glob("*"))


def test_an_edition_is_described_by_what_is_in_it(
    store: ScheduleStore, tmp_path: Path, sample: Arrival
) -> None:
    assert take_in(store, tmp_path, replace(sample, name=" 2026  Rev 5\n")) is True
    [info] = store.editions()
    assert (info.name, info.effective, info.whole) == ("2026 Rev 5", date(2026, 4, 6), False)
    assert (info.rows, info.lines) == (240, 90)
    assert info.label == "sample, 90 lines, 2026 Rev 5"
    assert info.sha256 == hashlib.sha256(sample.data).hexdigest()
    assert (info.retrieved, info.published) == (sample.retrieved, None)


def test_its_bytes_are_kept(store: ScheduleStore, tmp_path: Path, sample: Arrival) -> None:
    take_in(store, tmp_path, sample)
    [original] = originals(tmp_path)
    assert original.name == hashlib.sha256(sample.data).hexdigest()
    assert original.read_bytes() == sample.data


def test_the_same_again_changes_nothing(
    store: ScheduleStore, tmp_path: Path, arrivals: tuple[Arrival, ...]
) -> None:
    assert [take_in(store, tmp_path, each) for each in arrivals] == [True] * 3
    head = store.head()
    assert [take_in(store, tmp_path, each) for each in arrivals] == [False] * 3
    assert (store.head(), len(originals(tmp_path))) == (head, 3)


def test_the_same_rows_in_other_bytes_change_nothing(
    store: ScheduleStore, tmp_path: Path, sample: Arrival
) -> None:
    take_in(store, tmp_path, sample)
    head = store.head()
    assert take_in(store, tmp_path, replace(sample, data=sample.data + b"\n")) is False
    assert store.head() == head


def test_an_edition_without_a_name_is_refused(
    store: ScheduleStore, tmp_path: Path, sample: Arrival
) -> None:
    with pytest.raises(StoreError, match="has no name; give one such as --edition"):
        take_in(store, tmp_path, replace(sample, name=" \n"))
    assert store.editions() == []


def test_a_file_that_is_no_export_is_refused_and_not_kept(
    store: ScheduleStore, tmp_path: Path, sample: Arrival
) -> None:
    with pytest.raises(SourceError):
        take_in(store, tmp_path, replace(sample, data=sample.data[:5000]))
    assert (store.editions(), originals(tmp_path)) == ([], [])


def test_a_sample_is_no_whole_edition_even_where_it_is_loaded(
    store: ScheduleStore, tmp_path: Path, sample: Arrival
) -> None:
    take_in(store, tmp_path, sample)
    before = store.everything()[:2]
    with pytest.raises(SourceError, match="cut short or a part only"):
        take_in(store, tmp_path, replace(sample, whole=True))
    assert store.everything()[:2] == before


@pytest.mark.parametrize(
    ("name", "words"),
    [("2026 Rev 5", "is loaded already with other content"), ("2026 Rev 6", "takes effect on")],
)
def test_a_name_or_a_date_that_is_taken_is_refused(
    store: ScheduleStore, tmp_path: Path, arrivals: tuple[Arrival, ...], name: str, words: str
) -> None:
    *_, other, sample = arrivals
    take_in(store, tmp_path, sample)
    before = store.everything()[:2]
    with pytest.raises(StoreError, match=words):
        take_in(store, tmp_path, replace(other, name=name, effective=sample.effective))
    assert store.everything()[:2] == before


def test_a_file_without_rows_is_refused(
    store: ScheduleStore, tmp_path: Path, sample: Arrival
) -> None:
    with pytest.raises(SourceError, match="the export has no rows"):
        take_in(store, tmp_path, replace(sample, data=b"[]"))
    assert store.editions() == []


def test_a_well_cut_file_is_told_by_the_edition_before(
    store: ScheduleStore, tmp_path: Path
) -> None:
    whole = json.loads(whole_export(36_000))
    cut = json.loads(whole_export(31_000))
    first = Arrival("2026 Basic", date(2026, 1, 1), json.dumps(whole).encode(), "", NOW)
    second = Arrival("2026 Rev 1", date(2026, 2, 1), json.dumps(cut).encode(), "", NOW)
    assert take_in(store, tmp_path, first)
    with pytest.raises(StoreError, match=r"lines fewer than 2026 Basic.*--accept-loss"):
        take_in(store, tmp_path, second)
    assert take_in(store, tmp_path, replace(second, accept_loss=True))


def test_a_name_in_other_letters_is_the_same_edition(store: ScheduleStore, tmp_path: Path) -> None:
    first = Arrival("2026 Basic", date(2026, 1, 1), whole_export(), "", NOW)
    assert take_in(store, tmp_path, first)
    assert not take_in(store, tmp_path, replace(first, name="2026 BASIC"))
