"""`tariffline mailbox`: one folder of a mailbox, read through Microsoft Graph."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click

from tariffline.cli.data import as_json, plain_errors, say, settings
from tariffline.clock import now, today
from tariffline.desk.mailbox import Mailbox
from tariffline.desk.mailbox_run import keep_reading, read_once
from tariffline.desk.records import Records
from tariffline.logs import log_as_json
from tariffline.mailbox_settings import MailboxSettings, read_mailbox_settings
from tariffline.settings import Settings, SettingsError
from tariffline.sources.graph.client import Graph
from tariffline.sources.graph.messages import find_folder
from tariffline.sources.graph.sealed import sealed_tokens
from tariffline.sources.graph.tokens import Client, Tokens
from tariffline.sources.http import PATIENCE, session
from tariffline.store.database import open_database
from tariffline.store.mailboxes import Mailboxes, Outcome
from tariffline.store.schedule import ScheduleStore

# Graph says itself when to try again; a second that does would not keep its pause.
_ONCE = replace(PATIENCE, tries=1)


@click.group()
def mailbox() -> None:
    """CBP's messages out of one folder of a mailbox, and categories on its mails."""


@mailbox.command()
@as_json
def run(as_json: bool) -> None:
    """Read the folder until interrupted: when Graph tells of news, else every minute."""
    with _opened() as (box, url):
        keep_reading(box, url, lambda became, problem: _say(became, problem, as_json))


@mailbox.command()
@as_json
def once(as_json: bool) -> None:
    """Read what came, then end; for a scheduler such as cron."""
    with _opened() as (box, url):
        problem = read_once(box, url, lambda became, problem: _say(became, problem, as_json))
    if problem:
        raise click.exceptions.Exit(1)


@mailbox.command(name="sign-in")
def sign_in() -> None:
    """Sign a user in, whose token for this application comes on standard input.

    Needed once where TARIFFLINE_MAILBOX_SIGN_IN is “user”, and again when the user's consent ends.
    """
    where, mine = settings(), _mailbox_settings()
    if not mine.for_user:
        raise click.UsageError("set TARIFFLINE_MAILBOX_SIGN_IN to “user” to read on behalf of one")
    with _tokens(where, mine) as tokens, plain_errors():
        tokens.sign_in(sys.stdin.read().strip())
    click.echo(f"signed in; {mine.user} is read on behalf of that user")


@mailbox.command()
@as_json
def status(as_json: bool) -> None:
    """What was read, and what became of it."""
    with plain_errors():
        notes = Mailboxes(open_database(settings().home))
    standings = [notes.standing(place) for place in notes.places()]
    bodies = [
        {
            "place": each.place,
            "read": each.read,
            "subscribed_until": each.expires,
            "told": each.told,
            "messages": notes.outcomes(each.place),
        }
        for each in standings
    ]
    words = [
        f"{each.place}: read {_moment(each.read)}, subscribed until {_moment(each.expires)}; "
        + (_counts(notes.outcomes(each.place)) or "no message")
        for each in standings
    ]
    say("\n".join(words) or "no mailbox was read yet: tariffline mailbox once", bodies, as_json)


def _mailbox_settings() -> MailboxSettings:
    try:
        return read_mailbox_settings(os.environ)
    except SettingsError as problem:
        raise click.ClickException(str(problem)) from None


@contextmanager
def _opened() -> Iterator[tuple[Mailbox, str]]:
    """The mailbox of the settings, and where Graph tells of news."""
    where, mine = settings(), _mailbox_settings()
    log_as_json(where.log)
    with _tokens(where, mine) as tokens, session(_ONCE) as asking, plain_errors():
        graph = Graph(f"{mine.graph}/v1.0", tokens.get, asking)
        engine = open_database(where.home)
        store = ScheduleStore(engine)
        box = Mailbox(
            graph=graph,
            folder=find_folder(graph, mine.user, mine.folder),
            notes=Mailboxes(engine),
            store=store,
            records=Records(store, today),
            home=where.home,
            senders=mine.senders,
            clock=now,
        )
        yield box, mine.notification_url


@contextmanager
def _tokens(where: Settings, mine: MailboxSettings) -> Iterator[Tokens]:
    client = Client(
        mine.authority, mine.client_id, mine.secret, f"{mine.graph}/.default", mine.for_user
    )
    with session(_ONCE) as asking, plain_errors():
        kept = sealed_tokens(where.home / "mailbox", mine.key)
        state, set_aside = kept.read(now())
        if set_aside:
            click.echo(set_aside, err=True)
        yield Tokens(client, asking, kept, state)


def _say(became: Counter[Outcome], problem: str, as_json: bool) -> None:
    counts = Counter({outcome.value: count for outcome, count in became.items()})
    words = _counts(counts) or "" if problem else _counts(counts) or "nothing new"
    said = "; ".join(each for each in (words, problem) if each)
    say(said, {"messages": counts, "problem": problem}, as_json)


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{outcome}: {count:,}" for outcome, count in sorted(counts.items()))


def _moment(moment: object) -> str:
    return f"{moment:%Y-%m-%d %H:%M %Z}" if moment else "never"
