"""`tariffline csms`: what CBP's messages ask of you."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from textwrap import indent

import click

from tariffline.cli.data import as_json, mail_address, open_store, plain_errors, say, settings
from tariffline.clock import now, today
from tariffline.desk.delivering import write_mail
from tariffline.desk.digest import digest as digest_of
from tariffline.desk.digest import digest_mail
from tariffline.desk.records import Desk, Records
from tariffline.desk.triage import Subscriber, Task, todo
from tariffline.law.code import parse_code
from tariffline.law.countries import parse_country
from tariffline.law.dates import parse_date
from tariffline.law.message_mentions import cases
from tariffline.store.database import open_database
from tariffline.store.watches import Watches

_LOOK_BACK = timedelta(days=30)


@click.group()
def csms() -> None:
    """CBP's messages: what to act on, and the digest of a day."""


_hts = click.option("--hts", multiple=True, help="One of your HTS numbers; may be repeated.")
_case = click.option("--case", multiple=True, help="One of your AD/CVD cases, such as A-570-910.")
_country = click.option("--country", multiple=True, help="One of your countries of origin.")
_watch = click.option("--watch", help="The lines and origins of this watch list.")


@csms.command(name="todo")
@click.option("--since", help="Messages of this date or later; the last 30 days when left out.")
@click.option("--limit", default=25, show_default=True, type=click.IntRange(1, 1_000))
@_hts
@_case
@_country
@_watch
@as_json
def todo_command(
    since: str | None,
    limit: int,
    hts: tuple[str, ...],
    case: tuple[str, ...],
    country: tuple[str, ...],
    watch: str | None,
    as_json: bool,
) -> None:
    """What you have to do: the messages since a date, the most pressing first."""
    who = _subscriber(hts, case, country, watch)
    desk = _desk()
    start = _date(since) or desk.today - _LOOK_BACK
    tasks = todo(desk, start, who)[:limit]
    words = "\n".join(map(_shown, tasks)) or f"no message at hand was sent since {start}"
    say(words, tasks, as_json)


@csms.command()
@click.option("--since", help="The first of its days; yesterday when left out.")
@click.option("--until", help="The last of its days; yesterday when left out.")
@click.option("--to", help="With --eml: the address that the mail is for.")
@click.option(
    "--eml",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it as a mail to this file, for a mail server to pick up.",
)
@_hts
@_case
@_country
@_watch
@as_json
def digest(
    since: str | None,
    until: str | None,
    to: str | None,
    eml: Path | None,
    hts: tuple[str, ...],
    case: tuple[str, ...],
    country: tuple[str, ...],
    watch: str | None,
    as_json: bool,
) -> None:
    """The digest of a day or more, to be mailed or read: what to act on, then the rest by kind."""
    if (eml is None) != (to is None):
        raise click.UsageError("--eml and --to go together: the file, and whom the mail is for")
    who = _subscriber(hts, case, country, watch)
    desk = _desk()
    yesterday = desk.today - timedelta(days=1)
    first = _date(since) or min(yesterday, _date(until) or yesterday)
    last = _date(until) or max(yesterday, first)
    if last < first:
        raise click.BadParameter(f"--until {last} is before --since {first}; swap them")
    told = digest_of(desk, first, last, who)
    if eml and to:
        address = mail_address(to, "--to")
        with plain_errors():
            write_mail(digest_mail(told, address, settings().url, now()), eml)
        click.echo(f"{eml}: a mail to {to}", err=True)
    say(told.text, told, as_json)


def _desk() -> Desk:
    return Records(open_store(settings()), today).desk()


def _date(written: str | None) -> date | None:
    try:
        return parse_date(written) if written else None
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from None


def _subscriber(
    hts: tuple[str, ...], case: tuple[str, ...], country: tuple[str, ...], watch: str | None
) -> Subscriber:
    watched = _watched(watch) if watch else Subscriber()
    try:
        numbers = tuple(parse_code(each).digits for each in hts)
        origins = tuple(parse_country(each).iso for each in country)
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from None
    for each in case:
        if not cases(each.upper()):
            raise click.BadParameter(f"“{each}” is not a case; write it as A-570-910")
    named = cases(" ".join(case).upper())
    return Subscriber((*watched.hts, *numbers), named, (*watched.countries, *origins))


def _watched(name: str) -> Subscriber:
    watches = Watches(open_database(settings().home))
    with plain_errors():
        pairs = watches.pairs(watches.one(name))
    origins = dict.fromkeys(pair.origin for pair in pairs if pair.origin)
    return Subscriber(tuple(pair.hts for pair in pairs), (), tuple(origins))


def _shown(task: Task) -> str:
    lines = [f"{task.score:>3}  CSMS {task.number}  {task.sent_on}  {task.title}"]
    lines.append(indent("; ".join(task.reasons), "     "))
    lines += [indent(f"“{sentence}”", "     ") for sentence in task.asks[:2]]
    return "\n".join([*lines, indent(task.url, "     ")])
