"""Workbooks that were handed in to be refreshed: a folder each, for an hour, seen by all processes.

What is known of one stands in its folder, so whichever process is asked can tell it, and whichever
runs next cleans up after one that died.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec

KEPT = timedelta(hours=1)
MOST_AT_HAND = 60
MOST_UNFINISHED = 8
ALIVE = timedelta(seconds=60)  # without a sign of life for so long, whoever worked on it is gone
_AGAIN_SECONDS = 30

_ID = re.compile(r"[\w-]{32}")
_UNFIT = re.compile(r"[^\w .()\[\]+,=@-]+")
_MOST_CHARACTERS = 100


class State(StrEnum):
    """How far a job is: it ends as one of the last three."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        return self in (State.DONE, State.REFUSED, State.FAILED)


class Job(msgspec.Struct, frozen=True):
    """A workbook and what became of it. `step` says what is being done, `error` what was wrong.

    `summary` is the refresher's own account, as JSON. `received` is UTC.
    """

    id: str
    name: str
    received: datetime
    state: State = State.WAITING
    step: str = ""
    error: str = ""
    summary: msgspec.Raw = msgspec.Raw(b"null")

    @property
    def deleted_at(self) -> datetime:
        return self.received + KEPT


class BusyError(Exception):
    """No more workbooks are taken now; `seconds` says when to ask again."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class GoneError(Exception):
    """The job was deleted, by its owner or by the hour."""


class Workbooks:
    """The folder `workbooks` of the data folder."""

    def __init__(self, home: Path, now: Callable[[], datetime]) -> None:
        self._root = home / "workbooks"
        self._now = now

    def receive(self, name: str) -> Job:
        """A new job for a file of that name, with its folder. Raises BusyError."""
        self.sweep()
        self._check_room()
        job = Job(secrets.token_urlsafe(24), fit_name(name), self._now())
        for folder in (self.given(job).parent, self.result(job).parent):
            folder.mkdir(parents=True)
        self._write(job)
        self.sign_of_life(job.id)
        return job

    def find(self, number: str) -> Job | None:
        """A job as far as it is; one whose worker is gone has failed."""
        job = self._read(number) if _ID.fullmatch(number) else None
        if job is None or self._now() >= job.deleted_at:
            return None
        if not job.state.is_final and not self._is_alive(job):
            lost = "the service was stopped while it worked on the workbook; hand it in again"
            return msgspec.structs.replace(job, state=State.FAILED, error=lost)
        return job

    def update(self, job: Job) -> None:
        """Write down how far a job is. Raises GoneError if it was deleted meanwhile."""
        if not self._file(job.id).exists():
            raise GoneError(job.id)
        self._write(job)

    def delete(self, number: str) -> None:
        """All of a job. Who works on it learns of it with the next `update`."""
        self._file(number).unlink(missing_ok=True)
        shutil.rmtree(self._root / number, ignore_errors=True)

    def sweep(self) -> None:
        """Delete what is older than an hour, and what a process left behind half made."""
        for folder in self._folders():
            job = self._read(folder.name)
            if job is None and not self._is_fresh(folder):
                shutil.rmtree(folder, ignore_errors=True)
            elif job is not None and self._now() >= job.deleted_at:
                self.delete(job.id)

    def given(self, job: Job) -> Path:
        """The workbook as it was handed in."""
        return self._root / job.id / "given" / job.name

    def result(self, job: Job) -> Path:
        """The refreshed workbook, once it is done."""
        return self._root / job.id / "result" / job.name

    def sign_of_life(self, number: str) -> None:
        """Say that a job is being worked on, or waits for this process."""
        if self._file(number).exists():
            self._alive(number).touch()

    def _check_room(self) -> None:
        jobs = [job for folder in self._folders() if (job := self.find(folder.name))]
        if len(jobs) >= MOST_AT_HAND:
            left = min(job.deleted_at for job in jobs) - self._now()
            message = f"{len(jobs)} workbooks were handed in within the hour; try again later"
            raise BusyError(message, max(1, int(left.total_seconds()) + 1))
        unfinished = sum(not job.state.is_final for job in jobs)
        if unfinished >= MOST_UNFINISHED:
            message = f"{unfinished} workbooks are being refreshed; try again in a moment"
            raise BusyError(message, _AGAIN_SECONDS)

    def _folders(self) -> Iterator[Path]:
        return (each for each in self._root.glob("*") if _ID.fullmatch(each.name))

    def _read(self, number: str) -> Job | None:
        try:
            return msgspec.json.decode(self._file(number).read_bytes(), type=Job)
        except (OSError, msgspec.DecodeError):
            return None

    def _write(self, job: Job) -> None:
        try:
            with NamedTemporaryFile(dir=self._root / job.id, delete=False) as part:
                part.write(msgspec.json.encode(job))
            os.replace(part.name, self._file(job.id))
        except FileNotFoundError:
            raise GoneError(job.id) from None

    def _is_alive(self, job: Job) -> bool:
        return self._age(self._alive(job.id)) < ALIVE

    def _is_fresh(self, folder: Path) -> bool:
        return self._age(folder) < ALIVE

    def _age(self, path: Path) -> timedelta:
        try:
            return timedelta(seconds=self._now().timestamp() - path.stat().st_mtime)
        except OSError:
            return timedelta.max

    def _file(self, number: str) -> Path:
        return self._root / number / "job.json"

    def _alive(self, number: str) -> Path:
        return self._root / number / "alive"


def fit_name(name: str) -> str:
    """A file's own name, fit for any disk: no folders, nothing that a shell or a page minds."""
    own = _UNFIT.sub("_", re.split(r"[/\\]", name)[-1]).strip(" .") or "workbook"
    stem, dot, suffix = own.rpartition(".")
    return f"{stem[:_MOST_CHARACTERS]}.{suffix[:8]}" if dot else f"{own[:_MOST_CHARACTERS]}.xlsx"
