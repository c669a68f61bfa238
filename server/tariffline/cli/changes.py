"""`tariffline changes`: the feed, newest first."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from tariffline.cli.data import as_json, open_store, say, settings
from tariffline.law.changes import ChangeKind
from tariffline.law.code import CodeError, dotted, parse_code
from tariffline.law.dates import DateError, parse_date
from tariffline.store.feed import Wanted


@click.command()
@click.argument("hts", required=False)
@click.option("--since", help="Only what takes effect on this date or later.")
@click.option("--kind", multiple=True, type=click.Choice([kind.value for kind in ChangeKind]))
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
@as_json
def changes(
    hts: str | None, since: str | None, kind: tuple[str, ...], limit: int, as_json: bool
) -> None:
    """What changed in the law: of a number and what stands under it, or of all."""
    try:
        digits = parse_code(hts).digits if hts else ""
        wanted = Wanted(digits, kind, parse_date(since) if since else None)
    except (CodeError, DateError) as problem:
        raise click.BadParameter(str(problem)) from None
    found = open_store(settings()).feed.latest(limit, wanted)
    if as_json:
        say("", found, True)
        return
    table = Table("No.", "Effective", "Number", "Kind", "Before", "After", "Document")
    for change in found:
        number = dotted(change.scope.hts or "")
        words = (change.before, change.after or ", ".join(map(dotted, change.successors)))
        day = str(change.effective)
        table.add_row(str(change.seq), day, number, change.kind, *words, change.document)
    Console().print(table if found else "no change on record")
