"""The database: its tables, and how it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Dialect,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.exc import OperationalError

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A moment as ISO text in UTC, which sorts by time: SQLite would drop the zone."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


# One row an edition. `head` counts the changes of the whole store: whoever holds an edition in
# memory compares it to know whether to look again.
edition_table = Table(
    "edition",
    metadata,
    Column("name", String, primary_key=True),
    Column("effective", Date, nullable=False, unique=True),
    Column("published", Date),
    Column("retrieved", String, nullable=False),  # ISO, with its zone, which SQLite would drop
    Column("basis", String, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("source", String, nullable=False),
    Column("sha256", String, nullable=False),
)

# The feed's identity is made with the database: a client that kept answers of another one learns by
# it that its numbers mean nothing here.
head_table = Table(
    "head",
    metadata,
    Column("head", Integer, nullable=False),
    Column("feed_id", String, nullable=False),
)

# One row for each printed row and each of its wordings: in force from `starts` up to, not on,
# `ends`. A wording that many editions repeat is stored once.
row_table = Table(
    "schedule_row",
    metadata,
    Column("place", String, primary_key=True),
    Column("starts", Date, primary_key=True),
    Column("ends", Date, nullable=False),
    Column("code", String, nullable=False),
    Column("indent", Integer, nullable=False),
    Column("description", String, nullable=False),
    Column("units", String, nullable=False),
    Column("general", String, nullable=False),
    Column("special", String, nullable=False),
    Column("other", String, nullable=False),
    Column("footnotes", String, nullable=False),
    Column("quota", String, nullable=False),
    Column("additional", String, nullable=False),
    Index("schedule_row_code", "code"),
    sqlite_with_rowid=False,
)


# The feed: what we learned, in the order we learned it. A scope column that is NULL does not bear
# on the change; `hts` may be "", the whole schedule. Nothing of an entry is ever rewritten but
# `stands`: whether the editions at hand still say so, which one that comes late may undo.
change_table = Table(
    "change",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("hts", String),
    Column("origin", String, nullable=False),
    Column("case", String),
    Column("message", String),
    Column("field", String, nullable=False),
    Column("before", String, nullable=False),
    Column("after", String, nullable=False),
    Column("successors", String, nullable=False),
    Column("effective", Date, nullable=False),
    Column("until", Date),
    Column("published", Date),
    Column("document", String, nullable=False),
    Column("edition", String, nullable=False, default=""),
    Column("stands", Boolean, nullable=False, default=True),
    Index("change_hts", "hts"),
    Index("change_effective", "effective"),
    Index("change_edition", "edition"),
    sqlite_autoincrement=True,
)

# A watch list: where its alerts go, and the last change of the feed it has been told of.
watch_table = Table(
    "watch",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False, unique=True),
    Column("channel", String, nullable=False),
    Column("address", String, nullable=False),
    Column("secret", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Column("told", Moment),
    sqlite_autoincrement=True,  # an id is never used again, so no alert goes to another watch
)

# The lines of a watch; an origin left "" is any.
watched_table = Table(
    "watched",
    metadata,
    Column("watch", Integer, primary_key=True),
    Column("hts", String, primary_key=True),
    Column("origin", String, primary_key=True),
    sqlite_with_rowid=False,
)

# Alerts that wait to be delivered, or are dead. One that is leased is being delivered by someone.
outbox_table = Table(
    "outbox",
    metadata,
    Column("id", String, primary_key=True),
    Column("watch", Integer, nullable=False),
    Column("after", Integer, nullable=False),
    Column("up_to", Integer, nullable=False),
    Column("body", String, nullable=False),
    Column("created", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt", Moment, nullable=False),
    Column("leased_until", Moment),
    Column("error", String, nullable=False),
    Column("dead", Boolean, nullable=False),
    Index("outbox_watch", "watch", "up_to"),
)

# What USITC's change records say, a row for each number of an entry; `code` is "" for a note.
record_table = Table(
    "change_record",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("record", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("page", Integer, nullable=False),
    Column("action", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("what", String, nullable=False),
    Column("code", String, nullable=False),
    Column("effective", Date),
    Column("effective_text", String, nullable=False),
    Column("source", String, nullable=False),
    Index("change_record_code", "code"),
    Index("change_record_record", "record", "edition"),
)

# What was read of CBP's messages, one row a reading: a form, and the words it had. Never rewritten;
# a message is what all its readings make (`law.bulletin.merged`).
message_table = Table(
    "message",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("number", String, nullable=False),
    Column("title", String, nullable=False),
    Column("sent_on", Date),
    Column("sent_at", String),  # ISO, with the zone that CBP wrote
    Column("body", String, nullable=False),
    Column("url", String, nullable=False),
    Column("form", String, nullable=False),
    Column("retrieved", Moment, nullable=False),
    Index("message_number", "number"),
    sqlite_autoincrement=True,
)

# A folder of a mailbox that is read: Graph's link to read on from, "" for the start, and the
# subscription by which Graph tells of news ("" when there is none). Of the word that Graph proves
# itself by, the SHA-256 only. `told`: when Graph last told of news.
mailbox_table = Table(
    "mailbox",
    metadata,
    Column("place", String, primary_key=True),
    Column("link", String, nullable=False, default=""),
    Column("read", Moment),
    Column("subscription", String, nullable=False, default=""),
    Column("state_sha256", String, nullable=False, default=""),
    Column("expires", Moment),
    Column("told", Moment),
)

# What became of each of its messages, never what it says: `found` is a CSMS number, or the rule
# that a mail failed.
mailbox_message_table = Table(
    "mailbox_message",
    metadata,
    Column("place", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("outcome", String, nullable=False),
    Column("found", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("handled", Moment, nullable=False),
    sqlite_with_rowid=False,
)


# Lists of goods that were loaded beside those that come with the product; see `law.goods_lists`.
goods_table = Table(
    "goods",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False),
    Column("digits", String, nullable=False),
    Column("worded", Boolean, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date),
    Column("source", String, nullable=False),
    Index("goods_name", "name", "starts"),
    sqlite_autoincrement=True,  # the last id tells that a list came
)

# The starts and stops of programmes that the feed has been told of.
told_table = Table("told", metadata, Column("entry", String, primary_key=True))

# What was read of publications about AD/CVD cases, one row a reading: the facts as JSON (see
# `store.notices`). Never rewritten; the record of a case is what the readings that stand make
# (`law.remedy_record`). `source` and `document` tell which readings say the same anew.
notice_table = Table(
    "notice",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("source", String, nullable=False),
    Column("document", String, nullable=False),
    Column("published", Date),
    Column("body", String, nullable=False),
    Column("learned", Moment, nullable=False),
    Index("notice_document", "source", "document"),
    sqlite_autoincrement=True,
)

# Which notices are about a case: to read the record of one without the others.
notice_case_table = Table(
    "notice_case",
    metadata,
    Column("number", String, primary_key=True),
    Column("notice", Integer, primary_key=True),
    sqlite_with_rowid=False,
)


def open_database(folder: Path) -> Engine:
    """Open the database in the data folder, made when it is not there.

    Raises OSError when the folder can't be written: even reading keeps a log beside the file.
    """
    file = folder / "tariffline.sqlite"
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)  # it holds the secrets that sign alerts
        with writing(engine) as connection:
            metadata.create_all(connection)
            if connection.execute(select(head_table.c.head)).first() is None:
                connection.execute(insert(head_table).values(head=0, feed_id=uuid4().hex))
    except (OSError, OperationalError) as problem:
        engine.dispose()
        cause = getattr(problem, "orig", problem)
        raise OSError(
            f"the data folder {folder} can't be used ({cause}); make it writable, or set "
            "TARIFFLINE_HOME to another"
        ) from problem
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the write lock from its start, so that what it reads stays so."""
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


def _prepare(connection: Any, _record: object) -> None:
    # The driver's own transaction handling commits behind our back; SQLAlchemy says BEGIN instead:
    # https://docs.sqlalchemy.org/en/20/dialects/sqlite.html
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
