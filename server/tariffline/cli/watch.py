"""`tariffline watch`: watch lists, and alerts when the law moves under their lines."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from tariffline.cli.data import as_json, plain_errors, say, settings
from tariffline.cli.watch_add import add
from tariffline.cli.watch_run import run
from tariffline.clock import now
from tariffline.law.code import dotted
from tariffline.store.database import open_database
from tariffline.store.outbox import Outbox, Waiting
from tariffline.store.watches import Watches


@click.group()
def watch() -> None:
    """Watch lines, and be told by webhook or mail what changes under them."""


watch.add_command(add)
watch.add_command(run)


@watch.command(name="list")
@as_json
def list_(as_json: bool) -> None:
    """List the watches."""
    engine = open_database(settings().home)
    watches, outbox = Watches(engine), Outbox(engine)
    table = Table("Watch", "Alerts go to", "Lines", "Told up to", "Waiting", "Dead")
    bodies = []
    for each in watches.all():
        lines = len(watches.pairs(each))
        waiting = len(outbox.waiting(dead=False, watch=each.id))
        dead = len(outbox.waiting(dead=True, watch=each.id))
        bodies.append({"watch": each, "lines": lines, "waiting": waiting, "dead": dead})
        counts = (f"{lines:,}", str(each.position), str(waiting), str(dead))
        table.add_row(each.name, each.address, *counts)
    if as_json:
        say("", bodies, True)
        return
    Console().print(table if bodies else "nothing is watched: tariffline watch add")


@watch.command()
@click.argument("name")
@as_json
def show(name: str, as_json: bool) -> None:
    """Show a watch, its lines and what waits for it."""
    engine = open_database(settings().home)
    watches, outbox = Watches(engine), Outbox(engine)
    with plain_errors():
        found = watches.one(name)
    pairs = watches.pairs(found)
    waiting = [
        *outbox.waiting(dead=False, watch=found.id),
        *outbox.waiting(dead=True, watch=found.id),
    ]
    last = f"{found.told:%Y-%m-%d %H:%M %Z}" if found.told else "never"
    words = [
        f"{found.name}: {found.channel.value} to {found.address}",
        f"told up to change {found.position}; last alert delivered: {last}",
        *(_line(alert) for alert in waiting),
        *(f"  {dotted(pair.hts)} {pair.origin}".rstrip() for pair in pairs),
    ]
    lines = [{"hts": dotted(pair.hts), "country": pair.origin} for pair in pairs]
    say("\n".join(words), {"watch": found, "lines": lines, "alerts": waiting}, as_json)


@watch.command()
@click.argument("name")
@as_json
def remove(name: str, as_json: bool) -> None:
    """Forget a watch, and the alerts that wait for it."""
    with plain_errors():
        Watches(open_database(settings().home)).remove(name)
    say(f"{name} is removed", {"removed": name}, as_json)


@watch.command()
@as_json
def dead(as_json: bool) -> None:
    """List the dead letters: alerts that are no longer tried."""
    found = Outbox(open_database(settings().home)).waiting(dead=True)
    say("\n".join(map(_line, found)) or "no alert is dead", found, as_json)


@watch.command()
@click.argument("alert", required=False)
@click.option("--all", "every", is_flag=True, help="Every dead letter.")
@as_json
def replay(alert: str | None, every: bool, as_json: bool) -> None:
    """Try a dead letter afresh, by its id."""
    if every == (alert is not None):
        raise click.UsageError("name one dead letter by its id, or give --all")
    with plain_errors():
        count = Outbox(open_database(settings().home)).replay(alert, now())
    say(f"alerts to be delivered: {count}; tariffline watch run", {"replayed": count}, as_json)


def _line(alert: Waiting) -> str:
    state = "dead" if alert.dead else f"waits for {alert.next_attempt:%Y-%m-%d %H:%M %Z}"
    why = f": {alert.error}" if alert.error else ""
    span = f"changes {alert.after + 1} to {alert.up_to}"
    return f"{alert.watch}: {alert.id}, {span}, attempts: {alert.attempts}, {state}{why}"
