"""`tariffline import`: data in from files."""

from __future__ import annotations

from pathlib import Path

import click

from tariffline.cli.data import as_json, plain_errors, say, settings, store_to_load
from tariffline.clock import now
from tariffline.desk.chapter_intake import TakenChapter, take_in_chapter
from tariffline.desk.intake import Arrival, take_in, take_in_record
from tariffline.desk.measures import list_names
from tariffline.desk.message_intake import take_in_messages
from tariffline.desk.remedy_intake import take_in_notices
from tariffline.desk.sample import load_sample
from tariffline.law.dates import DateError, parse_date
from tariffline.sources import SourceError
from tariffline.sources.goods_list import read_list

_TOLD = 5  # names of lists in a sentence


@click.group(name="import")
def import_() -> None:
    """Load data from files."""


@import_.command(name="hts")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", required=True, help="Its name, such as “2026 Rev 5”.")
@click.option("--effective", required=True, help="The date it takes effect, such as 2026-04-06.")
@click.option("--published", help="The date USITC published it.")
@click.option("--accept-loss", is_flag=True, help="Even if a thousand lines are gone.")
@as_json
def import_hts(
    file: Path,
    edition: str,
    effective: str,
    published: str | None,
    accept_loss: bool,
    as_json: bool,
) -> None:
    """Load an edition of the tariff schedule: the official JSON or CSV export, gzipped or not."""
    where = settings()
    try:
        begins = parse_date(effective)
        release = parse_date(published) if published else None
    except DateError as problem:
        raise click.BadParameter(str(problem)) from None
    data = file.read_bytes()
    arrival = Arrival(edition, begins, data, file.name, now(), release, accept_loss=accept_loss)
    with plain_errors():
        loaded = take_in(store_to_load(where), where.home, arrival)
    words = f"{edition} is loaded, effective {begins}" if loaded else f"{edition}: no change"
    say(words, {"edition": edition, "effective": begins, "loaded": loaded}, as_json)


@import_.command(name="changes")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def import_changes(file: Path, as_json: bool) -> None:
    """Load USITC's change record of an edition (PDF): the legal authority behind each change."""
    where = settings()
    with plain_errors():
        edition, added = take_in_record(store_to_load(where), where.home, file.read_bytes())
    words = f"change record of {edition}: {added:,} entries new"
    say(words, {"edition": edition, "added": added}, as_json)


@import_.command(name="csms")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@as_json
def import_csms(files: tuple[Path, ...], as_json: bool) -> None:
    """Load CBP's messages: the archive (PDF), saved pages, mails (.eml, .msg), feeds, texts.

    A file that can't be read is named and does not stop the others.
    """
    where = settings()
    store, read, changed, problems = store_to_load(where), 0, 0, []
    for file in files:
        try:
            taken = take_in_messages(store, where.home, file.read_bytes(), now())
        except SourceError as problem:
            problems.append(f"{file.name}: {problem}")
            continue
        read, changed = read + taken.read, changed + taken.changed
    words = [f"{read:,} messages read, {changed:,} new or changed", *problems]
    body = {"read": read, "changed": changed, "problems": problems}
    say("\n".join(words), body, as_json)
    if problems:
        raise click.exceptions.Exit(1)


@import_.command(name="chapter99")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--effective", required=True, help="The date its edition takes effect.")
@as_json
def import_chapter_99(file: Path, effective: str, as_json: bool) -> None:
    """Load the lists in the U.S. notes of chapter 99 (USITC's PDF of an edition, or its text)."""
    where = settings()
    try:
        begins = parse_date(effective)
    except DateError as problem:
        raise click.BadParameter(str(problem)) from None
    with plain_errors():
        taken = take_in_chapter(store_to_load(where), where.home, file.read_bytes(), begins)
    say(chapter_words(taken), taken, as_json)


def chapter_words(taken: TakenChapter) -> str:
    """What a chapter brought, in a sentence."""
    told = ", ".join(taken.changed[:_TOLD]) + (", …" if len(taken.changed) > _TOLD else "")
    news = f"{len(taken.changed)} of them changed: {told}" if taken.changed else "none changed"
    return f"chapter 99 of {taken.edition}: {taken.lists} lists, {news}"


@import_.command(name="list")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", required=True, help="As duties name it, such as “9903.04.60”.")
@click.option("--source", required=True, help="Where it is published; answers cite it.")
@click.option("--from", "since", required=True, help="The first day it holds, 2026-07-31.")
@as_json
def import_list(file: Path, name: str, source: str, since: str, as_json: bool) -> None:
    """Load a list of goods that a programme refers to (CSV with a column of HTS numbers).

    `tariffline measures` names the lists that are missing.
    """
    where = settings()
    try:
        start = parse_date(since)
    except DateError as problem:
        raise click.BadParameter(str(problem)) from None
    if name not in list_names():
        raise click.BadParameter(
            f"no programme goes by a list named “{name}”; `tariffline measures` names them",
            param_hint="--name",
        )
    with plain_errors():
        entries = read_list(file.read_bytes(), name, source, start)
        new = store_to_load(where).measures.add(entries)
    words = f"{name}: {len(entries):,} numbers" + ("" if new else ", no change")
    say(words, {"name": name, "numbers": len(entries), "new": new}, as_json)


@import_.command(name="adcvd")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@as_json
def import_adcvd(files: tuple[Path, ...], as_json: bool) -> None:
    """Load notices about AD/CVD cases: Federal Register, ITA's records, CBP's messages, your list.

    A file that can't be read is named and does not stop the others.
    """
    where = settings()
    store, taken, problems = store_to_load(where), [], []
    for file in files:
        try:
            taken.append(take_in_notices(store, where.home, file.read_bytes(), file.name, now()))
        except SourceError as problem:
            problems.append(f"{file.name}: {problem}")
    body = {
        "read": sum(each.read for each in taken),
        "new": sum(each.new for each in taken),
        "unread": sum(each.unread for each in taken),
        "problems": problems,
    }
    words = (
        f"{body['read']:,} notices read, {body['new']:,} new or changed; "
        f"{body['unread']:,} pieces could not be placed and are kept as they stand"
    )
    say("\n".join([words, *problems]), body, as_json)
    if problems:
        raise click.exceptions.Exit(1)


@import_.command(name="sample")
@as_json
def import_sample(as_json: bool) -> None:
    """Load the bundled sample: some real lines of three editions, to try Tariffline with."""
    where = settings()
    with plain_errors():
        loaded = load_sample(store_to_load(where), where.home, now)
    words = f"the sample is loaded ({loaded} editions new); it is not the schedule"
    say(words, {"loaded": loaded}, as_json)
