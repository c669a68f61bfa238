"""`tariffline import` and `tariffline sync`: editions in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from tariffline.cli.data import as_json, open_store, plain_errors, say, settings
from tariffline.clock import now
from tariffline.desk.intake import Arrival, sync_usitc, take_in, take_in_record
from tariffline.desk.sample import load_sample
from tariffline.law.dates import DateError, parse_date
from tariffline.sources.usitc.download import Progress as Report


@click.group(name="import")
def import_() -> None:
    """Load data from files."""


@import_.command(name="hts")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", required=True, help="Its name, such as “2026 Rev 5”.")
@click.option("--effective", required=True, help="The date it takes effect, such as 2026-04-06.")
@click.option("--published", help="The date USITC published it.")
@as_json
def import_hts(
    file: Path, edition: str, effective: str, published: str | None, as_json: bool
) -> None:
    """Load an edition of the tariff schedule: the official JSON or CSV export, gzipped or not."""
    where = settings()
    try:
        begins = parse_date(effective)
        release = parse_date(published) if published else None
    except DateError as problem:
        raise click.BadParameter(str(problem)) from None
    arrival = Arrival(edition, begins, file.read_bytes(), file.name, now(), release)
    with plain_errors():
        loaded = take_in(open_store(where), where.home, arrival)
    words = f"{edition} is loaded, effective {begins}" if loaded else f"{edition}: no change"
    say(words, {"edition": edition, "effective": begins, "loaded": loaded}, as_json)


@import_.command(name="changes")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def import_changes(file: Path, as_json: bool) -> None:
    """Load USITC's change record of an edition (PDF): the legal authority behind each change."""
    where = settings()
    with plain_errors():
        edition, added = take_in_record(open_store(where), where.home, file.read_bytes())
    words = f"change record of {edition}: {added:,} entries new"
    say(words, {"edition": edition, "added": added}, as_json)


@import_.command(name="sample")
@as_json
def import_sample(as_json: bool) -> None:
    """Load the bundled sample: some real lines of three editions, to try Tariffline with."""
    where = settings()
    with plain_errors():
        loaded = load_sample(open_store(where), where.home, now)
    words = f"the sample is loaded ({loaded} editions new); it is not the schedule"
    say(words, {"loaded": loaded}, as_json)


@click.command()
@click.argument("source", type=click.Choice(["usitc"]), required=False)
@click.option("--base-url", help="Another address than the publisher's own.")
@as_json
def sync(source: str | None, base_url: str | None, as_json: bool) -> None:
    """Load what the publishers have now: of all SOURCES, or of one."""
    where = settings()
    with plain_errors(), progress_bar() as report:
        said = sync_usitc(open_store(where), where.home, base_url or where.usitc, report, now)
    say(said, {"source": source or "usitc", "result": said}, as_json)


@contextmanager
def progress_bar() -> Iterator[Report]:
    """A bar of bytes on a terminal's standard error; silent elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("schedule from USITC", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
