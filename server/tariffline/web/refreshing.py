"""Refreshes the workbooks that were handed in, a few at a time.

What refreshes a workbook lives in the plugin, which is found by its entry point: neither side
imports the other, and what passes between them is what passes over HTTP.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any, Protocol

import msgspec

from tariffline.desk.records import Records
from tariffline.store.feed import Wanted
from tariffline.store.workbooks import GoneError, Job, State, Workbooks
from tariffline.web.ask import answered
from tariffline.web.changes import changes_page
from tariffline.web.wire import Ask, encoded

log = logging.getLogger("tariffline.web")

Wish = Mapping[str, Sequence[str]]  # sheet, map, columns, allow: as the command has them

_THREADS = 2
_HEARTBEAT_SECONDS = 10
_SWEEP_SECONDS = 60
_STEP_SECONDS = 0.5  # so often at most it is written down how far a job is

_decode = msgspec.json.Decoder(Ask).decode


class Refresher(Protocol):
    """What the plugin registers as `refresh` in the group `tariffline.workbooks`.

    It writes `out`, asking at the door and telling each step, and gives JSON: a `summary`, or
    `refused` with the words why. What `tell` raises passes through it.
    """

    def __call__(self, given: Path, out: Path, wish: Wish, door: Door, tell: Any) -> bytes:
        """Refresh one workbook."""


class Told(msgspec.Struct):
    """What a refresher gives."""

    summary: msgspec.Raw = msgspec.Raw(b"null")
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """The service as the refresher asks it: JSON, as over HTTP, without the way there and back."""

    url: str
    records: Records

    def ask(self, body: bytes) -> bytes:
        """What POST /v1/ask replies."""
        return encoded(answered(self.records.desk(), _decode(body)))

    def changes(self, after: int, limit: int) -> bytes:
        """What GET /v1/changes replies."""
        return encoded(changes_page(self.records.desk().feed, after, limit, Wanted()))


def refresher() -> Refresher | None:
    """The plugin's, if it is installed."""
    found = entry_points(group="tariffline.workbooks", name="refresh")
    return next((each.load() for each in found), None)


class Refreshing:
    """Threads of this process that refresh; they start with the first workbook.

    They end with the process, whatever they are at: what they leave, `Workbooks` knows.
    """

    def __init__(self, files: Workbooks, door: Door) -> None:
        self.files = files
        self._door = door
        self._queue: SimpleQueue[tuple[Job, Wish, Refresher]] = SimpleQueue()
        self._lock = Lock()
        self._mine: set[str] = set()
        self._started = False
        files.sweep()

    def put(self, job: Job, wish: Wish, refresh: Refresher) -> None:
        """Have a workbook refreshed as soon as a thread is free."""
        with self._lock:
            self._mine.add(job.id)
            if not self._started:
                self._started = True
                for work in (*[self._work] * _THREADS, self._keep_house):
                    Thread(target=work, name="workbooks", daemon=True).start()
        self._queue.put((job, wish, refresh))

    def _work(self) -> None:
        while True:
            job, wish, refresh = self._queue.get()
            try:
                self._refresh(job, wish, refresh)
            except GoneError:
                log.info("workbook deleted meanwhile")
            finally:
                with self._lock:
                    self._mine.discard(job.id)

    def _refresh(self, job: Job, wish: Wish, refresh: Refresher) -> None:
        steps = _Steps(self.files, job)
        steps("Starting")
        given = self.files.given(job)
        try:
            told = msgspec.json.decode(
                refresh(given, self.files.result(job), wish, self._door, steps), type=Told
            )
        except GoneError:
            raise
        except Exception as error:
            # Without its message: that may quote the workbook.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("workbook failed", extra={"fault": type(error).__name__, "where": where})
            fault = "the service failed on this workbook; its log says where"
            self._end(job, state=State.FAILED, error=fault)
        else:
            state = State.REFUSED if told.refused else State.DONE
            self._end(job, state=state, error=told.refused, summary=told.summary)
        finally:
            given.unlink(missing_ok=True)

    def _end(self, job: Job, **what: Any) -> None:
        self.files.update(msgspec.structs.replace(job, **what))

    def _keep_house(self) -> None:
        """Signs of life for what waits and runs here, and now and then a sweep."""
        swept = monotonic()
        while True:
            sleep(_HEARTBEAT_SECONDS)
            with self._lock:
                mine = list(self._mine)
            try:
                for number in mine:
                    self.files.sign_of_life(number)
                if monotonic() - swept > _SWEEP_SECONDS:
                    swept = monotonic()
                    self.files.sweep()
            except OSError as error:
                log.error("workbooks not kept in order", extra={"fault": type(error).__name__})


class _Steps:
    """Writes down each step, unless the last was a moment ago. Raises GoneError."""

    def __init__(self, files: Workbooks, job: Job) -> None:
        self._files, self._job = files, job
        self._last = 0.0

    def __call__(self, step: str) -> None:
        if monotonic() - self._last >= _STEP_SECONDS:
            self._last = monotonic()
            self._files.update(msgspec.structs.replace(self._job, state=State.RUNNING, step=step))
