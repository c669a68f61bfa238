"""The database: its tables, and how it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    insert,
    select,
)

metadata = MetaData()

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

head_table = Table("head", metadata, Column("head", Integer, nullable=False))

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


def open_database(folder: Path) -> Engine:
    """Open the database in the data folder, made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        f"sqlite:///{folder / 'tariffline.sqlite'}", connect_args={"timeout": 30}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    with writing(engine) as connection:
        metadata.create_all(connection)
        if connection.execute(select(head_table.c.head)).first() is None:
            connection.execute(insert(head_table).values(head=0))
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
