"""`tariffline measures`: the programmes of additional duties and the lists they go by."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from tariffline.cli.data import as_json, open_store, say, settings
from tariffline.desk.measures import Account, accounts, measures_with


@click.command()
@as_json
def measures(as_json: bool) -> None:
    """List the programmes: their days, the lists at hand and those that are missing."""
    found = accounts(measures_with(open_store(settings()).measures.lists()))
    if as_json:
        say("", found, True)
        return
    table = Table("Programme", "From", "To", "Lists at hand", "Missing")
    for each in found:
        table.add_row(
            each.name, str(each.start), str(each.end or ""), _at_hand(each), _missing(each)
        )
    Console().print(table)


def _at_hand(account: Account) -> str:
    return "\n".join(f"{name}: {size:,}" for name, size in account.lists.items())


def _missing(account: Account) -> str:
    return "\n".join(f"{name}: {what}" for name, what in account.missing.items())
