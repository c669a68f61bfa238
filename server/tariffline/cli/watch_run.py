"""`tariffline watch run`: read the feed for every watch list, and deliver."""

from __future__ import annotations

import random
from email import message_from_string, policy

import click
import msgspec

from tariffline.cli.data import as_json, say, settings
from tariffline.clock import now, today
from tariffline.desk.delivering import Courier, Outcome, keep_delivering
from tariffline.desk.records import Records
from tariffline.desk.watching import Step, Writer, notice, steps
from tariffline.store.database import open_database
from tariffline.store.outbox import Outbox, Waiting
from tariffline.store.schedule import ScheduleStore
from tariffline.store.watches import Channel, Watches
from tariffline.web.changes import shown


@click.command()
@click.option("--once", is_flag=True, help="Deliver what is due, then end; for a scheduler.")
@click.option("--dry-run", is_flag=True, help="Show what would be told; change and send nothing.")
@as_json
def run(once: bool, dry_run: bool, as_json: bool) -> None:
    """Read the feed and deliver alerts, until interrupted."""
    where = settings()
    engine = open_database(where.home)
    records = Records(ScheduleStore(engine), today)
    watches, outbox = Watches(engine), Outbox(engine)
    writer = Writer(where.url, shown)
    if dry_run:
        for step in steps(records.desk(), watches, writer, now()):
            _show(step, as_json)
        for waiting in outbox.waiting(dead=False):
            say(_waits(waiting), {"waiting": waiting}, as_json)
        return

    def look() -> None:
        notice(records.desk(), watches, writer, now())

    def report(outcome: Outcome) -> None:
        say(_ended(outcome), outcome, as_json)

    courier = Courier(outbox, where.home / "outbox", now, random.random, report)
    if once:
        look()
        courier.start()
        courier.wait()
    else:
        keep_delivering(look, courier)


def _show(step: Step, as_json: bool) -> None:
    if step.alert is None:
        return
    to = f"to {step.watch.address}, watch {step.watch.name}:"
    if step.watch.channel is Channel.MAIL:
        mail = message_from_string(step.alert.body, policy=policy.default)
        text = "\n".join(str(mail.get_content()).splitlines())
        say(
            f"{to}\n{mail['Subject']}\n\n{text}",
            {"to": step.watch.address, "subject": mail["Subject"], "mail": text},
            as_json,
        )
    else:
        body = msgspec.Raw(step.alert.body.encode())
        say(f"{to}\n{step.alert.body}", {"to": step.watch.address, "body": body}, as_json)


def _waits(waiting: Waiting) -> str:
    why = f" ({waiting.error})" if waiting.error else ""
    attempts = (
        f"attempts: {waiting.attempts}{why}, next at {waiting.next_attempt:%Y-%m-%d %H:%M %Z}"
    )
    return f"{waiting.watch}: {waiting.id} waits in the outbox, {attempts}"


def _ended(outcome: Outcome) -> str:
    told = f"{outcome.watch}: {outcome.id}"
    if outcome.delivered:
        return f"{told} delivered"
    if outcome.again:
        return f"{told} not delivered: {outcome.error}; again at {outcome.again:%Y-%m-%d %H:%M %Z}"
    return f"{told} is dead: {outcome.error}; see: tariffline watch dead"
