"""The file behind the cache: where it is, how it is opened, and what becomes of a bad one."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_cache_path

OUR_APPLICATION = 0x54724C6E  # “TrLn”, at its place in the header of an SQLite file
OUR_FORMAT = 2
BUSY_SECONDS = 30.0

# `records` writes and reads the columns of `answer` in this order.
_SCHEMA = """
CREATE TABLE service (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    feed_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    floor INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    edition TEXT,
    measures TEXT
);
CREATE TABLE answer (
    service INTEGER NOT NULL,
    function TEXT NOT NULL,
    arguments TEXT NOT NULL,
    value TEXT,
    code TEXT,
    message TEXT,
    valid_until TEXT,
    edition TEXT NOT NULL,
    hts TEXT,
    origin TEXT NOT NULL,
    case_number TEXT,
    message_number TEXT,
    days_first TEXT NOT NULL,
    days_last TEXT,
    good_first TEXT NOT NULL,
    good_last TEXT,
    feed INTEGER NOT NULL,
    asked_at TEXT NOT NULL,
    used_on TEXT NOT NULL,
    PRIMARY KEY (service, function, arguments)
) WITHOUT ROWID;
CREATE INDEX answer_hts ON answer (service, hts);
CREATE INDEX answer_case ON answer (service, case_number) WHERE case_number IS NOT NULL;
CREATE INDEX answer_message ON answer (service, message_number) WHERE message_number IS NOT NULL;
CREATE INDEX answer_used ON answer (used_on, asked_at);
CREATE TABLE change (
    service INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (service, seq)
) WITHOUT ROWID;
"""


class CacheError(Exception):
    """The cache can't be used at all; the message says what to do."""


class BadFileError(sqlite3.DatabaseError):
    """A sound SQLite file that holds what we never wrote: another program's, or spoilt."""


class CacheFile:
    """An SQLite file at `path`, shared by processes; None keeps all in memory, for one run."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._opened: int | None = None

    def connect(self) -> sqlite3.Connection:
        """Open the file. One that is not ours, or that can't be read, is set aside first.

        Raises CacheError if the place can't be written to.
        """
        if self.path is None:
            connection = sqlite3.connect(":memory:", isolation_level=None)
            _create(connection)
            return connection
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return self._open(self.path)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self.set_aside()
                return self._open(self.path)
        except (OSError, sqlite3.Error) as error:
            raise self.unusable(error) from error

    def unusable(self, error: Exception) -> CacheError:
        """What to tell when nothing helps."""
        return CacheError(
            f"the cache {self.path} can't be used ({error}); name another file in "
            "TARIFFLINE_CACHE, or do without it: --no-cache"
        )

    def set_aside(self) -> None:
        """Give a bad file another name, unless another process has done so already."""
        if self.path is None or not self.path.exists() or self._inode() != self._opened:
            return
        aside = _free_name(self.path)
        for end in ("-wal", "-shm"):
            if (part := Path(f"{self.path}{end}")).exists():
                part.rename(f"{aside}{end}")
        self.path.rename(aside)

    def _open(self, path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._opened = self._inode()
            _check_ours(connection)
            _set_up(connection)
            self._opened = self._inode()  # SQLite makes a new file only when it is first used
        except BaseException:
            connection.close()
            raise
        return connection

    def _inode(self) -> int | None:
        try:
            return os.stat(self.path).st_ino if self.path else None
        except FileNotFoundError:
            return None


def default_path() -> Path:
    """The file in the user's profile, or the one that TARIFFLINE_CACHE names."""
    told = os.environ.get("TARIFFLINE_CACHE")
    return Path(told) if told else user_cache_path("tariffline") / "answers.sqlite"


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is bad, not the moment or the place."""
    if isinstance(error, BadFileError):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _check_ours(connection: sqlite3.Connection) -> None:
    """Raise BadFileError unless the file is ours or empty; change nothing in it."""
    connection.execute("BEGIN")  # one view of the file, though another process may be making it
    found = _number(connection, "application_id"), _number(connection, "user_version")
    fresh = found == (0, 0) and _is_empty(connection)
    connection.execute("COMMIT")
    if found != (OUR_APPLICATION, OUR_FORMAT) and not fresh:
        raise BadFileError("not a cache of Tariffline")


def _set_up(connection: sqlite3.Connection) -> None:
    _switch_to_wal(connection)
    # FULL, though WAL is consistent without it: a power cut must not take back that a change was
    # seen, for then an answer that it touched would be given again. Commits are few.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_size_limit = 16777216")
    connection.execute("PRAGMA cache_size = -65536")  # 64 MB: at the usual 2 it is all seeking
    if _is_empty(connection):
        _create(connection)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """SQLite doesn't wait for this switch as it does for other locks; it lasts in the file."""
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
            return
        except sqlite3.OperationalError:
            if time.monotonic() > patience:
                raise
            time.sleep(0.01)


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if _is_empty(connection):  # another process may have been faster
        for statement in _SCHEMA.split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {OUR_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {OUR_FORMAT}")
    connection.execute("COMMIT")


def _is_empty(connection: sqlite3.Connection) -> bool:
    with closing(connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")) as found:
        return found.fetchone() is None


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    with closing(connection.execute(f"PRAGMA {pragma}")) as found:
        return int(found.fetchone()[0])


def _free_name(path: Path) -> Path:
    """answers.sqlite-set-aside-2026-11-23, or the same with -2, -3, …"""
    plain = f"{path}-set-aside-{datetime.now(UTC).date().isoformat()}"
    names = (Path(f"{plain}-{turn}" if turn > 1 else plain) for turn in range(1, 10_000))
    return next(name for name in names if not name.exists())
