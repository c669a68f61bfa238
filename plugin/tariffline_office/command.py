"""`tariffline refresh`: the command that fills a workbook with answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import click
import msgspec

from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheError, CacheFile, default_path
from tariffline_office.client import DEFAULT_URL, Service, ServiceError
from tariffline_office.front_desk import FrontDesk
from tariffline_office.workbook.closed_file import PROTECTED, SIGNATURE
from tariffline_office.workbook.columns import split_names
from tariffline_office.workbook.headings import named_columns
from tariffline_office.workbook.many import Outcome, into, refresh_all, workbooks_in
from tariffline_office.workbook.moved import Moved
from tariffline_office.workbook.refresh import Order, Summary, refresh_open
from tariffline_office.workbook.sheet import WorkbookError

REFUSED = 1
SOME_ROWS_FAILED = 3
WOULD_CHANGE = 4
MOST_LISTED = 20
NOT_SAVED = (
    "The workbook is not saved. Excel's Undo can't take the refresh back: to do so, close the "
    "workbook without saving it"
)


@click.command()
@click.argument("workbooks", metavar="WORKBOOK...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--open",
    "open_name",
    metavar="[NAME]",
    is_flag=False,
    flag_value="",
    help="The workbook that is open in Excel (Windows, macOS); without NAME the active one.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write here, or into this folder; WORKBOOK stays as it is.",
)
@click.option("--sheet", metavar="NAME", help="Only this sheet; else all with an HTS column.")
@click.option(
    "--map",
    "mapping",
    metavar="ROLE=COLUMN",
    multiple=True,
    help="The column of hts, country, date and so on: its heading, letter or range (hts=B).",
)
@click.option(
    "--columns",
    metavar="NAMES",
    help="The results: functions, such as BASE,CHECK,HTS general; else description, unit …",
)
@click.option(
    "--allow",
    "allowed",
    type=click.Choice([PROTECTED, SIGNATURE]),
    multiple=True,
    help="Write in protected sheets; break a digital signature.",
)
@click.option("--check", is_flag=True, help="Write nothing: tell what would change.")
@click.option("--no-cache", is_flag=True, help="Ask everything; leave the kept answers alone.")
@click.option(
    "--url",
    envvar="TARIFFLINE_URL",
    default=DEFAULT_URL,
    show_default=True,
    help="The service; else TARIFFLINE_URL.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def refresh(
    workbooks: tuple[Path, ...],
    open_name: str | None,
    out: Path | None,
    sheet: str | None,
    mapping: tuple[str, ...],
    columns: str | None,
    allowed: tuple[str, ...],
    check: bool,
    no_cache: bool,
    url: str,
    as_json: bool,
) -> None:
    """Fill WORKBOOK (.xlsx or .xlsm) with description, unit, base rate and check of its HTS column.

    Columns are found by their headings (HTS, Country of origin, Entry date …). Results stand in
    columns headed “Tariffline: …”, to the right of all that is used. The file is replaced only when
    all is written and read back; if no result changes, it keeps its bytes. What changed, and why,
    stands in the sheet “Tariffline report”.

    Several workbooks may be named, and folders of them: one that can't be refreshed never stops
    the others.

    Answers are kept on this computer: only what changes of the law have touched is asked again.

    \b
    Exit codes, of several workbooks the first that fits one of them:
      1  refused or failed; the file was not touched
      2  the command was written wrongly
      4  --check: something would change
      3  done, but some rows have errors
      0  every row is answered
    """
    _check_usage(workbooks, open_name, out, check=check, allowed=bool(allowed))
    first = workbooks[0] if workbooks else Path(open_name or "the open workbook")
    is_one = len(workbooks) < 2 and not first.is_dir()
    if out and not is_one and not out.is_dir():
        raise click.UsageError(f"--out {out} must be a folder that exists, for several workbooks")
    by_role, names = _by_role(mapping), split_names(columns or "")
    order = Order(first, first, sheet, by_role, names, allowed, check)
    outcomes = []
    try:
        with (
            Service(url) as service,
            Cache(service.url, CacheFile(None if no_cache else default_path())) as cache,
            _progress() as tell,
        ):
            desk = FrontDesk(service, cache)
            if open_name is not None:
                summary = refresh_open(order, open_name, desk, tell)
                outcomes.append(Outcome(summary.out, summary, None))
            orders = [into(order, each, out) for each in workbooks_in(workbooks)]
            for outcome in refresh_all(orders, desk, tell):
                outcomes.append(outcome)
                if not is_one:
                    _print_one(outcome, as_json, check)
    except (WorkbookError, ServiceError, CacheError) as error:
        outcomes.append(Outcome(str(first), None, str(error)))
        if not is_one:
            _print_one(outcomes[-1], as_json, check)
    _print(outcomes, is_one, as_json, check)
    if open_name is not None and not as_json and any(_wrote(each) for each in outcomes):
        click.echo(NOT_SAVED)
    sys.exit(_exit_code(outcomes, check))


def _check_usage(
    workbooks: tuple[Path, ...],
    open_name: str | None,
    out: Path | None,
    *,
    check: bool,
    allowed: bool,
) -> None:
    if check and out:
        raise click.UsageError("--check writes nothing; leave --out away")
    if bool(workbooks) == (open_name is not None):
        raise click.UsageError("give either WORKBOOK, or --open for the one that is open in Excel")
    if open_name is not None and (out or allowed):
        raise click.UsageError("--open writes into the open workbook; leave --out, --allow away")


def _wrote(outcome: Outcome) -> bool:
    return outcome.summary is not None and outcome.summary.written


def _print_one(outcome: Outcome, as_json: bool, check: bool) -> None:
    if outcome.summary is None:
        click.echo(f"Error: {outcome.workbook}: {outcome.error}", err=True)
    elif not as_json:
        click.echo(in_words(outcome.summary, check) + "\n")


def _print(outcomes: Sequence[Outcome], is_one: bool, as_json: bool, check: bool) -> None:
    last = outcomes[-1]
    if as_json:
        told = last.summary or {"error": last.error}
        click.echo(msgspec.json.encode(told if is_one else {"files": outcomes}).decode())
    elif not is_one:
        done = sum(each.summary is not None for each in outcomes)
        click.echo(f"{done:,} of {_count(len(outcomes), 'workbook')} done")
    elif last.summary:
        click.echo(in_words(last.summary, check))
    if is_one and last.error:
        click.echo(f"Error: {last.error}", err=True)


def _exit_code(outcomes: Sequence[Outcome], check: bool) -> int:
    summaries = [each.summary for each in outcomes if each.summary]
    if len(summaries) < len(outcomes):
        return REFUSED
    if check and any(summary.changes for summary in summaries):
        return WOULD_CHANGE
    return SOME_ROWS_FAILED if any(summary.errors for summary in summaries) else 0


def in_words(summary: Summary, check: bool) -> str:
    """The summary for a person: one fact a line."""
    done = "Written" if summary.written else "Unchanged"
    if check and summary.changes:
        done = "Would change"
    lines = [
        f"{done}: {summary.out} ({', '.join(summary.sheets)})",
        f"{_count(summary.rows, 'row')}, {summary.skipped:,} without an HTS number; "
        f"{_count(summary.questions, 'distinct question')}",
        f"{_count(summary.asked, 'answer')} asked of the service, the rest kept from before",
        f"{_count(summary.answered, 'row')} answered; edition in force: {summary.edition}",
    ]
    if summary.offline_since is not None:
        lines.append(
            "The service is out of reach: these are the last known answers, the oldest of "
            f"{summary.offline_since:%Y-%m-%d %H:%M} UTC"
        )
    lines += [
        f"  {each.sheet} [{each.name}]: {_count(each.rows, 'row')}, {each.answered:,} answered"
        for each in summary.lists
        if each.name
    ]
    lines += [f"{_count(rows, 'row')} with {code}" for code, rows in summary.errors.items()]
    lines += _moved_in_words(summary)
    return "\n".join(lines)


def _moved_in_words(summary: Summary) -> list[str]:
    if not summary.moved:
        return []
    stake = "" if summary.stake is None else f"; money at stake: {summary.stake:,}"
    lines = [f"{_count(summary.moved_in_all, 'answer')} changed since the last refresh{stake}"]
    lines += [f"  {_one_moved(each)}" for each in summary.moved[:MOST_LISTED]]
    if summary.moved_in_all > MOST_LISTED:
        lines.append(f"  and {summary.moved_in_all - MOST_LISTED:,} more; --json lists all")
    return lines


def _one_moved(moved: Moved) -> str:
    return (
        f"{moved.cell} {moved.hts} {moved.what}: {_cell(moved.before)} → {_cell(moved.after)} "
        f"({moved.reason})"
    )


def _cell(value: str | Decimal | None) -> str:
    return "nothing" if value is None else str(value)


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _by_role(mapping: tuple[str, ...]) -> dict[str, str]:
    try:
        return named_columns(mapping)
    except WorkbookError as error:
        raise click.BadParameter(str(error), param_hint="--map") from error


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """A line on stderr while it runs, if a person is looking."""
    if not sys.stderr.isatty():
        yield _say_nothing
        return
    # Only now: importing it takes longer than reading a small workbook.
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status("") as status:
        yield lambda step: status.update(escape(step))


def _say_nothing(step: str) -> None:
    """Nobody is looking."""
