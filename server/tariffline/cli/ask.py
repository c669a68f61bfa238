"""`tariffline ask BASE 8471.30.01.00 CN`: one question, from the data folder."""

from __future__ import annotations

import click

from tariffline.cli.data import as_json, open_store, say, settings
from tariffline.clock import today
from tariffline.desk.records import Records
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.functions.blame import blame as blame_for
from tariffline.law.answer import Answer, Unknown
from tariffline.web.wire import error, full, text


def _help() -> str:
    return "\n".join(f"  {f.signature}\n      {f.summary}" for f in CATALOGUE.values())


@click.command(epilog=f"\b\nFunctions:\n{_help()}")
@click.argument("function", type=click.Choice([*CATALOGUE], case_sensitive=False))
@click.argument("arguments", nargs=-1)
@as_json
def ask(function: str, arguments: tuple[str, ...], as_json: bool) -> None:
    """Ask one question of the loaded data; "" leaves an argument out.

    Exits with 3 when there is no answer, and says why.
    """
    desk = Records(open_store(settings()), today).desk()
    found = one(desk, CATALOGUE[function], arguments)
    if not isinstance(found, Answer):
        say(str(found), {"error": error(0, found)}, as_json)
        raise click.exceptions.Exit(3)
    lines = [text(found.value), *(f"  · {note}" for note in found.notes)]
    lines += [f"  {c.source}: {c.place}  {c.url}" for c in found.cites]
    lines += [f"  until {found.valid_until}"] if found.valid_until else []
    say("\n".join(lines), full(found), as_json)


@click.command()
@click.argument("function", type=click.Choice([*CATALOGUE], case_sensitive=False))
@click.argument("arguments", nargs=-1)
def blame(function: str, arguments: tuple[str, ...]) -> None:
    """Say which document made an answer what it is, and what it was before."""
    desk = Records(open_store(settings()), today).desk()
    found = blame_for(desk, CATALOGUE[function], arguments)
    if isinstance(found, Unknown):
        raise click.ClickException(str(found))
    click.echo(f"{_short(found.now)}\n  since {found.since}, by {found.document}")
    before = _short(found.before) if found.before else "not known: before the data"
    click.echo(f"  before: {before}")
    for entry in found.authorities:
        day = entry.effective_text or "no date"
        click.echo(
            f"  {entry.record} change record: {entry.what} {entry.action}, {day} {entry.source}"
        )


def _short(found: Answer | Unknown) -> str:
    return text(found.value) if isinstance(found, Answer) else str(found)
