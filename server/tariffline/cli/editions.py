"""`tariffline editions`: what is loaded, and correcting it."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from tariffline.cli.data import as_json, open_store, plain_errors, say, settings
from tariffline.desk.intake import remove_edition
from tariffline.law.dates import DateError, parse_date


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def editions(context: click.Context, as_json: bool) -> None:
    """List the editions at hand, or correct them."""
    if context.invoked_subcommand:
        return
    known = open_store(settings()).editions()
    if as_json:
        say("", known, True)
        return
    table = Table("Edition", "Effective", "Basis", "Published", "Retrieved", "Lines")
    for edition in known:
        dates = (str(edition.effective), edition.basis, str(edition.published or "not known"))
        table.add_row(edition.label, *dates, f"{edition.retrieved:%Y-%m-%d}", f"{edition.lines:,}")
    Console().print(table if known else "no edition is loaded: tariffline sync usitc")


@editions.command()
@click.argument("name")
@click.argument("effective")
def move(name: str, effective: str) -> None:
    """State the date from which an edition is the law; USITC gives only that of publication."""
    try:
        begins = parse_date(effective)
    except DateError as problem:
        raise click.BadParameter(str(problem)) from None
    with plain_errors():
        open_store(settings()).move(name, begins)
    click.echo(f"{name} is effective {begins}")


@editions.command()
@click.argument("name")
def remove(name: str) -> None:
    """Forget an edition; its days go to the one before. Its file is kept in the data folder."""
    where = settings()
    with plain_errors():
        remove_edition(open_store(where), where.home, name)
    click.echo(f"{name} is removed")
