"""`python -m tariffline.make_lists …`: the files of `law/lists`, made from official publications.

Chapter 99 as USITC publishes it (its PDF, or the text of it), and notices of the Federal Register
that add to lists which a later edition no longer prints as they then stood.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from tariffline.desk.chapter_intake import read_chapter
from tariffline.law.chapter_notes import Place
from tariffline.law.list_file import write_additions, write_lists
from tariffline.law.note_lists import place_named
from tariffline.sources import SourceError
from tariffline.sources.note_amendments import read_amendments

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group
def main() -> None:
    """Print a file of law/lists; redirect it there."""


@main.command
@click.argument("file", type=_FILE)
def chapter(file: Path) -> None:
    """The lists of chapter 99, from the chapter's PDF or its text."""
    try:
        click.echo(write_lists(read_chapter(file.read_bytes())), nl=False)
    except SourceError as error:
        raise click.ClickException(str(error)) from error


@main.command
@click.argument("file", type=_FILE)
@click.option("--source", required=True, help="how it is cited: 90 FR 40326")
@click.option("--from", "start", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.argument("places", nargs=-1, required=True)
def notice(file: Path, source: str, start: datetime, places: tuple[str, ...]) -> None:
    """What a notice (its PDF) adds to PLACES of the notes, such as 16(m), from a day on."""
    try:
        found = read_amendments(file.read_bytes())
        added = {place: found[place] for place in map(_place, places)}
    except SourceError as error:
        raise click.ClickException(str(error)) from error
    except KeyError as error:
        raise click.ClickException(f"the notice adds nothing to {error.args[0]}") from error
    click.echo(write_additions(added, source, start.date()), nl=False)


def _place(text: str) -> Place:
    try:
        return place_named(text)
    except ValueError:
        raise click.ClickException(f"{text} names no place of the notes; write 16(m)") from None


if __name__ == "__main__":
    main()
