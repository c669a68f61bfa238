"""The data folder of the settings, for the commands that open it; and how they end."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import click
import msgspec

from tariffline.desk.measures import told_measures
from tariffline.settings import Settings, SettingsError, read_settings
from tariffline.sources import SourceError
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore, StoreError

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")

_MAIL_ADDRESS = re.compile(r"[^\s@<>,;:\"()\\]+@[A-Z0-9-]+(\.[A-Z0-9-]+)*", re.ASCII | re.I)

_encode = msgspec.json.Encoder(decimal_format="number").encode


def settings() -> Settings:
    """The settings of the environment; a wrong one ends the command with its remedy."""
    try:
        return read_settings(os.environ)
    except SettingsError as problem:
        raise click.ClickException(str(problem)) from None


def open_store(where: Settings) -> ScheduleStore:
    """The store in the data folder; one that can't be used ends the command with its remedy."""
    try:
        return ScheduleStore(open_database(where.home))
    except OSError as problem:
        raise click.ClickException(str(problem)) from None


def store_to_load(where: Settings) -> ScheduleStore:
    """The store, for commands that bring data in; its feed hears of the measures first."""
    store = open_store(where)
    store.measures.tell(told_measures())
    return store


@contextmanager
def plain_errors() -> Iterator[None]:
    """What a person can mend ends a command with a sentence, not a traceback."""
    try:
        yield
    except (SourceError, StoreError, OSError) as problem:
        raise click.ClickException(str(problem)) from None


def say(words: str, body: object, json: bool) -> None:
    """The result, for a person or a program."""
    click.echo(_encode(body).decode() if json else words)


def mail_address(written: str, option: str) -> str:
    """A mail address as it is; one that is none ends the command, naming the option."""
    if not _MAIL_ADDRESS.fullmatch(written):
        raise click.BadParameter(
            f"“{written}” is not a mail address; write it as anna@example.com", param_hint=option
        )
    return written
