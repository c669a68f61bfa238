"""`tariffline cliffs`: the days ahead, and the money at risk."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import click
from rich.console import Console
from rich.table import Table

from tariffline.cli.data import as_json, open_store, say, settings
from tariffline.clock import today
from tariffline.desk.cliffs import Line, cliffs, cliffs_of
from tariffline.desk.records import Records
from tariffline.law.code import parse_code
from tariffline.law.countries import parse_country
from tariffline.law.facts import NO_FACTS, parse_facts


@click.command(name="cliffs")
@click.argument("lines", nargs=-1, metavar="[HTS,COUNTRY,VALUE[,FACTS]]...")
@as_json
def cliffs_command(lines: tuple[str, ...], as_json: bool) -> None:
    """The days ahead on which something starts or ends, for lines or for the whole schedule.

    A line is such as 7307.91.50.10,KR,250000,claim=KR; its value in U.S. dollars says how much
    duty is at risk.
    """
    desk = Records(open_store(settings()), today).desk()
    found = cliffs_of(desk, [_line(each) for each in lines]) if lines else cliffs(desk)
    if as_json:
        say("", found, True)
        return
    table = Table("Day", "Number", "Origin", "What", "At risk", "Document")
    for each in found:
        money = "" if each.at_risk is None else f"${each.at_risk:,}"
        table.add_row(str(each.day), each.number, each.origin, each.what, money, each.document)
    Console().print(table if found else "nothing is on record for later days")


def _line(text: str) -> Line:
    hts, country, value, facts = [part.strip() for part in f"{text},,,".split(",", 3)]
    try:
        return Line(
            parse_code(hts),
            parse_country(country) if country else None,
            parse_facts(facts.strip(",")) if facts.strip(",") else NO_FACTS,
            Decimal(value) if value else None,
        )
    except (ValueError, InvalidOperation) as problem:
        raise click.BadParameter(f"{text}: {problem}") from None
