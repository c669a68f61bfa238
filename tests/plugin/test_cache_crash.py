"""Processes that are killed while they write."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.fakes import busy_desk
from tests.fakes.busy_desk import DAY, QUESTIONS

from tariffline_office.cache import Cache, Position
from tariffline_office.cache_file import CacheFile

URL = "http://127.0.0.1:1"
ROUNDS = 4


def test_killed_processes_leave_no_touched_answer(cache_path: Path) -> None:
    reached = 0
    for _ in range(ROUNDS):
        command = [sys.executable, busy_desk.__file__, str(cache_path), URL]
        with subprocess.Popen(command) as one, subprocess.Popen(command) as other:
            wait_for(cache_path, reached + 10)
            one.kill()
            other.kill()
        reached = check(cache_path)
    with closing(sqlite3.connect(cache_path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not list(cache_path.parent.glob("*set-aside*"))


def wait_for(path: Path, seq: int) -> None:
    patience = time.monotonic() + 30
    while time.monotonic() < patience:
        with Cache(URL, CacheFile(path)) as cache:
            at = cache.position()
        if at is not None and at.seq >= seq:
            return
        time.sleep(0.01)
    raise AssertionError("the processes made no headway")


def check(path: Path) -> int:
    with Cache(URL, CacheFile(path)) as cache:
        at = cache.position()
        assert isinstance(at, Position)
        for number, question in enumerate(QUESTIONS):
            last_touch = max((s for s in range(1, at.seq + 1) if s % 5 == number), default=0)
            for kept in cache.look_up("CHECK", [question], DAY).values():
                assert isinstance(kept.outcome, int)
                assert kept.outcome >= last_touch
    return at.seq
