"""`tariffline entry FILE`: what a whole entry costs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import click

from tariffline.cli.data import as_json, open_store, plain_errors, say, settings
from tariffline.clock import today
from tariffline.desk.duty_amount import Charge
from tariffline.desk.entry import Stated, Summary, SummaryLine, summary
from tariffline.desk.records import Records
from tariffline.functions.entry import EntryError, read_day, read_items
from tariffline.law.answer import Unknown
from tariffline.law.entry import Mode
from tariffline.law.money import dollars
from tariffline.law.shares import percent
from tariffline.sources.entry_file import read_entry_file

_MODES = click.Choice([mode.value for mode in Mode])


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--date", "day", help="The entry date; today when left out.")
@click.option("--mode", type=_MODES, required=True, help="How the goods arrive.")
@click.option("--informal", is_flag=True, help="Entered informally.")
@as_json
def entry(file: Path, day: str | None, mode: str, informal: bool, as_json: bool) -> None:
    """Add up an entry: duties of each line, MPF, HMF, totals.

    FILE is a CSV file or a workbook with the headings HTS, Country and Value, and if need be
    Quantity and Facts. Exits with 3 where anything is not known, and says why.
    """
    with plain_errors():
        rows = read_entry_file(file.name, file.read_bytes())
    try:
        on, items = read_day(day) if day else today(), read_items(rows)
    except EntryError as problem:
        raise click.ClickException(f"{file.name}: {problem}") from None
    desk = Records(open_store(settings()), today).desk()
    found = summary(desk, Stated(on, Mode(mode), items, informal))
    if isinstance(found, Unknown):
        raise click.ClickException(found.message)
    say("\n".join(_told(found)), found, as_json)
    if found.total is None:
        raise click.exceptions.Exit(3)


def _told(found: Summary) -> Iterator[str]:
    kind = "Informal entry" if found.informal else "Entry"
    yield f"{kind} of {found.day} by {found.mode}; measures known to {found.measures_known_to}"
    for line in found.lines:
        yield from _line(line)
    yield ""
    yield _sum("Entered value", found.value)
    yield _sum("Duty", found.duty)
    yield _sum("MPF", found.mpf)
    yield _sum("HMF", found.hmf)
    yield _sum("Total", found.total)
    if found.not_known:
        yield _sum("What is known of it", found.known)
        yield from (f"not known: {each}" for each in found.not_known)
    yield from (f"  · {note}" for note in found.notes)


def _line(line: SummaryLine) -> Iterator[str]:
    yield ""
    yield f"Line {line.number}: {line.hts} {line.country} {dollars(line.value)}"
    yield from (f"  {_charge(charge)}" for charge in line.charges)
    if line.why:
        yield f"  {line.why}"
    yield f"  MPF {_money(line.mpf)}, HMF {_money(line.hmf)}, total {_money(line.total)}"
    yield from (f"  · {note}" for note in (*line.notes, line.exposure))


def _charge(charge: Charge) -> str:
    rate = percent(charge.rate) if isinstance(charge.rate, Decimal) else charge.rate
    return f"{charge.heading:26} {rate:>8} {_money(charge.duty):>14}  {charge.programme}"


def _sum(name: str, amount: Decimal | None) -> str:
    return f"{name:36} {_money(amount):>14}"


def _money(amount: Decimal | None) -> str:
    return "not known" if amount is None else f"{amount:,.2f}"
