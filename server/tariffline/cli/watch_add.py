"""`tariffline watch add`: what to watch, and where its alerts go."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import click

from tariffline.cli.data import as_json, mail_address, plain_errors, say, settings
from tariffline.clock import now, today
from tariffline.desk import watching
from tariffline.desk.find import edition_on
from tariffline.desk.records import Records
from tariffline.desk.watch_list import Listed, ListError, read_list
from tariffline.law.answer import Unknown
from tariffline.law.code import CodeError, dotted, parse_code
from tariffline.law.countries import CountryError, parse_country
from tariffline.law.dates import DateError, parse_date
from tariffline.law.tree import Edition
from tariffline.store.database import open_database
from tariffline.store.feed import Feed
from tariffline.store.schedule import ScheduleStore
from tariffline.store.watches import Channel, Pair, Watches

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
_VARIABLE = "TARIFFLINE_WATCH_SECRET_"
_SHORTEST_SECRET = 16
_SHOWN = 10

_existing_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_file = click.option(
    "--file",
    "files",
    multiple=True,
    type=_existing_file,
    help="A workbook, .csv, .txt or .eml with the numbers; may be repeated.",
)
_country = click.option(
    "--country",
    "countries",
    multiple=True,
    help="The origin of numbers that have none of their own; may be repeated; any if left out.",
)
_secret_file = click.option(
    "--secret-file", type=_existing_file, help="A file with the secret that signs the alerts."
)


@click.command()
@click.argument("name")
@_file
@click.option("--hts", "numbers", multiple=True, help="A number to watch; may be repeated.")
@_country
@click.option("--webhook", help="The http(s) address to which alerts are posted.")
@click.option("--mail-to", help="The mail address to which alerts are written.")
@_secret_file
@click.option("--since", help="Tell first what the feed holds beyond a position, or from a date.")
@as_json
def add(
    name: str,
    files: tuple[Path, ...],
    numbers: tuple[str, ...],
    countries: tuple[str, ...],
    webhook: str | None,
    mail_to: str | None,
    secret_file: Path | None,
    since: str | None,
    as_json: bool,
) -> None:
    """Watch the lines of files, and those given by number.

    The secret of a webhook is read from --secret-file or from TARIFFLINE_WATCH_SECRET_ followed by
    the name in capitals; else one is made, and shown this once.
    """
    _check_name(name)
    channel, address = _destination(webhook, mail_to)
    secret, made = _secret(name, secret_file) if channel is Channel.WEBHOOK else ("", False)
    engine = open_database(settings().home)
    desk = Records(ScheduleStore(engine), today).desk()
    edition = edition_on(desk, None)
    if isinstance(edition, Unknown):
        raise click.ClickException(str(edition))
    listed = _listed(files, numbers, countries, edition)
    position = _position(desk.feed, since)
    with plain_errors():
        Watches(engine).add(name, channel, address, secret, listed.pairs, position, now())
    count = len(listed.pairs)
    words = [f"lines watched by {name}: {count:,}, from change {position + 1} on", *listed.problems]
    body = {"watch": name, "lines": count, "position": position, "problems": listed.problems}
    if made:
        words.append(f"the secret that signs its alerts, shown this once: {secret}")
        body["secret"] = secret
    say("\n".join(words), body, as_json)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise click.BadParameter(
            f"“{name}” can't name a watch; use up to 60 letters, digits, dots and dashes",
            param_hint="NAME",
        )


def _destination(webhook: str | None, mail_to: str | None) -> tuple[Channel, str]:
    if webhook is not None and mail_to is None:
        if not _is_receiver(webhook):
            raise click.BadParameter(
                f"“{webhook}” is not the address of a receiver; write it as "
                "https://example.com/alerts, without user and password",
                param_hint="--webhook",
            )
        return Channel.WEBHOOK, webhook
    if mail_to is not None and webhook is None:
        return Channel.MAIL, mail_address(mail_to, "--mail-to")
    raise click.UsageError("say where alerts go: --webhook URL or --mail-to ADDRESS")


def _is_receiver(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    known = parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
    return known and "@" not in parts.netloc


def _secret(name: str, file: Path | None) -> tuple[str, bool]:
    """The secret, and whether it was made here."""
    variable = _VARIABLE + re.sub(r"[^A-Z0-9]", "_", name.upper())
    if file is not None:
        said, source = file.read_text("utf-8").strip(), str(file)
    elif variable in os.environ:
        said, source = os.environ[variable].strip(), variable
    else:
        return secrets.token_hex(32), True
    if len(said) < _SHORTEST_SECRET:
        raise click.ClickException(
            f"the secret of {source} has {len(said)} characters; give {_SHORTEST_SECRET} or more"
        )
    return said, False


def _listed(
    files: Iterable[Path], numbers: Iterable[str], countries: Iterable[str], edition: Edition
) -> Listed:
    """The lines of all files and numbers; those without an origin take those given."""

    def printed(digits: str) -> bool:
        return bool(edition.codes_under(digits))

    try:
        origins = [parse_country(country).iso for country in countries] or [""]
        parts = [Listed(tuple(Pair(parse_code(number).digits) for number in numbers))]
        parts += [read_list(file.name, file.read_bytes(), printed) for file in files]
    except (CodeError, CountryError, ListError) as problem:
        raise click.ClickException(str(problem)) from None
    every = Listed.of(parts)
    pairs = (
        Pair(pair.hts, origin)
        for pair in every.pairs
        for origin in ([pair.origin] if pair.origin else origins)
    )
    absent = list(dict.fromkeys(p.hts for p in every.pairs if not printed(p.hts)))
    return Listed.of([Listed(tuple(pairs), every.problems), _absent(absent, edition)])


def _absent(codes: list[str], edition: Edition) -> Listed:
    """Numbers that are not in force are watched too: they may be established, or mistaken."""
    if not codes:
        return Listed()
    shown = ", ".join(map(dotted, codes[:_SHOWN]))
    more = f" and {len(codes) - _SHOWN:,} more" if len(codes) > _SHOWN else ""
    return Listed(problems=(f"watched, but not in {edition.info.label}: {shown}{more}",))


def _position(feed: Feed, since: str | None) -> int:
    """After which change to begin: the last there is, a number, or by a date."""
    head = feed.head()
    if since is None:
        return head
    if since.isdecimal() and int(since) <= head:
        return int(since)
    try:
        return watching.since(feed, parse_date(since))
    except DateError:
        raise click.BadParameter(
            f"“{since}” is neither a position of the feed (0 to {head}) nor a date; "
            "write it as 2026-05-01",
            param_hint="--since",
        ) from None
