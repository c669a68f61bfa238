"""`tariffline sync`: what the publishers have now."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import (
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TransferSpeedColumn,
)

from tariffline.cli.data import as_json, plain_errors, say, settings, store_to_load
from tariffline.cli.load import chapter_words
from tariffline.clock import now
from tariffline.desk.chapter_intake import sync_chapter
from tariffline.desk.intake import sync_usitc
from tariffline.desk.message_intake import sync_messages
from tariffline.desk.remedy_intake import sync_notices
from tariffline.settings import Settings
from tariffline.sources import SourceError
from tariffline.sources.usitc.download import Progress as Report


def _usitc(where: Settings, base_url: str | None) -> str:
    store, address = store_to_load(where), base_url or where.usitc
    with progress_bar() as report:
        said = sync_usitc(store, where.home, address, report, now)
    try:
        newest = store.editions()[-1]
        lists = chapter_words(sync_chapter(store, where.home, address, newest.effective))
    except SourceError as problem:
        lists = f"chapter 99 did not come, the lists at hand stay in use ({problem})"
    return f"{said}; {lists}"


def _csms(where: Settings, base_url: str | None) -> str:
    with progress_bar("messages from CBP", MofNCompleteColumn()) as report:
        taken = sync_messages(store_to_load(where), base_url or where.csms, report, now)
    said = f"CBP lists {taken.read:,} messages; {taken.changed:,} new or changed"
    return "; ".join([said, *taken.problems])


def _adcvd(where: Settings, base_url: str | None) -> str:
    with progress_bar("notices from the Federal Register", MofNCompleteColumn()) as report:
        taken = sync_notices(store_to_load(where), base_url or where.adcvd, report, now)
    return (
        f"{taken.read:,} AD/CVD notices came, {taken.new:,} new or changed, on {taken.cases:,} "
        f"cases; {taken.unread:,} pieces could not be placed"
    )


_SOURCES: dict[str, Callable[[Settings, str | None], str]] = {
    "usitc": _usitc,
    "csms": _csms,
    "adcvd": _adcvd,
}


@click.command()
@click.argument("source", type=click.Choice([*_SOURCES]), required=False)
@click.option("--base-url", help="Another address than the publisher's own; of USITC by default.")
@as_json
def sync(source: str | None, base_url: str | None, as_json: bool) -> None:
    """Load what the publishers have now: of all SOURCES, or of one.

    One that does not answer does not stop the others; the command then ends with an error.
    """
    if source or base_url:
        name = source or "usitc"
        with plain_errors():
            said = _SOURCES[name](settings(), base_url)
        say(said, {"source": name, "result": said}, as_json)
        return
    where = settings()
    said_by, failed = {}, {}
    for name, load in _SOURCES.items():
        try:
            with plain_errors():
                said_by[name] = load(where, None)
        except click.ClickException as problem:
            failed[name] = problem.message
    results = [{"source": name, "result": words} for name, words in said_by.items()]
    say("\n".join(said_by.values()), {"results": results, "failed": failed}, as_json)
    if failed:
        raise click.ClickException("\n".join(failed.values()))


@contextmanager
def progress_bar(what: str = "schedule from USITC", *columns: ProgressColumn) -> Iterator[Report]:
    """A bar on a terminal's standard error, of bytes if not said; silent elsewhere."""
    console = Console(stderr=True)
    shown = columns or (DownloadColumn(), TransferSpeedColumn())
    with Progress(
        TextColumn("{task.description}"), *shown, console=console, disable=not sys.stderr.isatty()
    ) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
