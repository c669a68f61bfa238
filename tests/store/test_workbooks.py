import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.store.workbooks import (
    ALIVE,
    KEPT,
    MOST_AT_HAND,
    MOST_UNFINISHED,
    BusyError,
    GoneError,
    Job,
    State,
    Workbooks,
    fit_name,
)


class Clock:
    """Two processes may share it."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def files(tmp_path: Path, clock: Clock) -> Workbooks:
    return Workbooks(tmp_path, clock)


def done(files: Workbooks, job: Job) -> None:
    files.update(msgspec.structs.replace(job, state=State.DONE))


def test_another_process_sees_the_job(files: Workbooks, tmp_path: Path, clock: Clock) -> None:
    job = files.receive("parts.xlsx")
    files.given(job).write_bytes(b"a workbook")
    done(files, job)
    other = Workbooks(tmp_path, clock)
    found = other.find(job.id)
    assert found is not None
    assert (found.state, found.name, found.received) == (State.DONE, "parts.xlsx", job.received)
    assert other.given(found).read_bytes() == b"a workbook"


def test_ids_can_not_be_guessed_nor_lead_elsewhere(files: Workbooks) -> None:
    assert len({files.receive("a.xlsx").id for _ in range(5)}) == 5
    assert all(files.find(number) is None for number in ("", "..", "../" * 11, "a" * 32, "é" * 32))


def test_all_is_deleted_after_an_hour(files: Workbooks, tmp_path: Path, clock: Clock) -> None:
    job = files.receive("parts.xlsx")
    files.given(job).write_bytes(b"a workbook")
    clock.now += KEPT - timedelta(seconds=1)
    files.sweep()
    assert files.given(job).exists()
    clock.now += timedelta(seconds=1)
    assert files.find(job.id) is None
    Workbooks(tmp_path, clock).sweep()  # as the next process does when it starts
    assert not list((tmp_path / "workbooks").iterdir())


def test_what_a_dead_process_left_half_made_is_swept(
    files: Workbooks, tmp_path: Path, clock: Clock
) -> None:
    job = files.receive("parts.xlsx")
    (tmp_path / "workbooks" / job.id / "job.json").write_bytes(b'{"id"')
    files.sweep()
    assert files.given(job).parent.exists()  # it may just be on its way
    clock.now += ALIVE * 2
    files.sweep()
    assert not list((tmp_path / "workbooks").iterdir())


def test_a_job_without_signs_of_life_has_failed(files: Workbooks, clock: Clock) -> None:
    job = files.receive("parts.xlsx")
    clock.now += ALIVE / 2
    still = files.find(job.id)
    clock.now += ALIVE
    lost = files.find(job.id)
    assert still is not None
    assert lost is not None
    assert (still.state, lost.state) == (State.WAITING, State.FAILED)
    assert "hand it in again" in lost.error


def test_a_sign_of_life_keeps_it(files: Workbooks, tmp_path: Path, clock: Clock) -> None:
    job = files.receive("parts.xlsx")
    clock.now += ALIVE * 2
    files.sign_of_life(job.id)
    stamp = clock.now.timestamp()
    os.utime(tmp_path / "workbooks" / job.id / "alive", (stamp, stamp))
    found = files.find(job.id)
    assert found is not None
    assert found.state is State.WAITING


def test_a_deleted_job_tells_its_worker(files: Workbooks, tmp_path: Path) -> None:
    job = files.receive("parts.xlsx")
    files.delete(job.id)
    files.sign_of_life(job.id)
    with pytest.raises(GoneError):
        done(files, job)
    assert not list((tmp_path / "workbooks").iterdir())


def test_few_are_refreshed_at_once(files: Workbooks) -> None:
    jobs = [files.receive("parts.xlsx") for _ in range(MOST_UNFINISHED)]
    with pytest.raises(BusyError, match="8 workbooks are being refreshed") as busy:
        files.receive("parts.xlsx")
    assert busy.value.seconds == 30
    done(files, jobs[0])
    assert files.receive("parts.xlsx")


def test_the_hour_takes_so_many(files: Workbooks, clock: Clock) -> None:
    for _ in range(MOST_AT_HAND):
        done(files, files.receive("parts.xlsx"))
    clock.now += timedelta(minutes=50)
    with pytest.raises(BusyError, match="60 workbooks were handed in") as busy:
        files.receive("parts.xlsx")
    assert 595 <= busy.value.seconds <= 601
    clock.now += timedelta(seconds=busy.value.seconds)
    assert files.receive("parts.xlsx")


@pytest.mark.parametrize(
    ("name", "fit"),
    [
        ("parts.xlsx", "parts.xlsx"),
        ("../../etc/passwd", "passwd.xlsx"),
        (r"C:\Users\me\Parts & prices.xlsm", "Parts _ prices.xlsm"),
        ("Stückliste (2026).xlsx", "Stückliste (2026).xlsx"),
        (".xlsx", "xlsx.xlsx"),
        ("a" * 300 + ".xlsx", "a" * 100 + ".xlsx"),
    ],
)
def test_names_are_made_fit(name: str, fit: str) -> None:
    assert fit_name(name) == fit


@given(st.text())
def test_any_name_becomes_a_plain_file_name(name: str) -> None:
    fit = fit_name(name)
    assert Path(fit).name == fit
    assert "." in fit
    assert fit[0] not in ". "
    assert not set(fit) & set('/\\:*?"<>|\n\0')
    assert len(fit) <= 110
