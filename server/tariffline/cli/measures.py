"""`tariffline measures`: the programmes of additional duties, and the lists they rest on."""

from __future__ import annotations

import click

from tariffline.cli.data import as_json, open_store, say, settings
from tariffline.clock import today
from tariffline.desk.measure_sheet import ProgrammeSheet, programme_sheets
from tariffline.desk.records import Records


@click.command(name="measures")
@as_json
def measures_command(as_json: bool) -> None:
    """The additional duties at hand: days, headings, lists, and which lists are missing."""
    measures = Records(open_store(settings()), today).desk().measures
    sheets = programme_sheets(measures)
    say(
        "\n".join([*map(_words, sheets), f"Measures are known to {measures.known_to}."]),
        sheets,
        as_json,
    )


def _words(sheet: ProgrammeSheet) -> str:
    days = f"{sheet.start} to {sheet.end or 'now'}"
    read = sum(each.numbers for each in sheet.lists)
    lines = [
        f"{sheet.name}: {days}, {sheet.headings} headings, {read:,} numbers of lists; {sheet.law}"
    ]
    lines += [f"  not at hand: {each.name}, {each.what}" for each in sheet.missing]
    return "\n".join(lines)
