"""`tariffline adcvd`: one case, and the pending investigations."""

from __future__ import annotations

import click

from tariffline.cli.data import as_json, open_store, say, settings
from tariffline.clock import today
from tariffline.desk.case_directory import OVERDUE, PendingLine, pending
from tariffline.desk.case_sheet import CaseSheet, case_sheet
from tariffline.desk.records import Desk, Records
from tariffline.desk.remedies import not_answered
from tariffline.law.answer import Unknown
from tariffline.law.dates import parse_date
from tariffline.law.remedy_case import CaseNumber, parse_case
from tariffline.web.wire import error


@click.group()
def adcvd() -> None:
    """Antidumping and countervailing duty cases: one in full, and those that are pending."""


@adcvd.command()
@click.argument("number")
@click.option("--date", "day", help="The entry date; today when left out.")
@click.option("--known", help="As it was known here at the end of this day.")
@as_json
def case(number: str, day: str | None, known: str | None, as_json: bool) -> None:
    """Everything about a case: state, rates, scope, companion, notices."""
    desk = _desk()
    try:
        asked: CaseNumber = parse_case(number)
        on = parse_date(day) if day else desk.today
        known_on = parse_date(known) if known else None
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from None
    sheet = case_sheet(desk, asked, on, known_on)
    if isinstance(sheet, Unknown):
        _refuse(sheet, as_json)
    else:
        say(_case_words(sheet), sheet, as_json)


@adcvd.command(name="pending")
@as_json
def pending_command(as_json: bool) -> None:
    """The pending investigations: how far each is, and by when the next step comes."""
    desk = _desk()
    if refused := not_answered(desk, desk.today):
        _refuse(refused, as_json)
    found = pending(desk)
    words = "\n".join(map(_pending_words, found)) or "no pending investigation is at hand"
    say(words, found, as_json)


def _desk() -> Desk:
    return Records(open_store(settings()), today).desk()


def _refuse(unknown: Unknown, as_json: bool) -> None:
    say(str(unknown), {"error": error(0, unknown)}, as_json)
    raise click.exceptions.Exit(3)


def _case_words(sheet: CaseSheet) -> str:
    since = f" since {sheet.since}" if sheet.since else ""
    lines = [
        f"{sheet.number}  {sheet.product} from {sheet.country}",
        f"  {sheet.status or 'not begun by the notices at hand'}{since}",
        f"  companion: {', '.join(sheet.companions) or 'none on record'}",
        f"  deposits: {sheet.range}{f'; {sheet.rest}' if sheet.rest else ''}",
    ]
    for rate in sheet.rates:
        if rate.in_use:
            lines.append(f"    {rate.deposit:>10}  {rate.party}  ({rate.cite.source})")
    for segment in sheet.segments:
        period = f" {segment.period[0]} to {segment.period[1]}" if segment.period else ""
        lines.append(f"  {segment.name}{period}")
        lines += [
            f"    {each.published}  {each.title}  ({each.cite.source})" for each in segment.notices
        ]
    return "\n".join(lines)


def _pending_words(line: PendingLine) -> str:
    lines = [f"{line.number}  {line.product} from {line.country}"]
    lines.append(f"  {line.reached} of {line.since} ({line.cite.source})")
    for step in line.next_steps:
        by = step.by or "a day we can't tell"
        latest = (
            f", at the latest {step.at_latest}" if step.at_latest not in (None, step.by) else ""
        )
        lines.append(f"  next: {step.what} by {by}{latest}")
    lines += [f"  postponed by {source}" for source in line.postponed]
    lines += [f"  {OVERDUE}"] if line.overdue else []
    return "\n".join(lines)
