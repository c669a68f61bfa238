"""`tariffline mail FILE`: what a mail mentions, answered."""

from __future__ import annotations

from pathlib import Path

import click

from tariffline.cli.data import as_json, open_store, plain_errors, say, settings
from tariffline.cli.mail_book import write_lines
from tariffline.clock import today
from tariffline.desk.mail_answers import AnsweredEnclosure, AnsweredMail, AnsweredText, Told
from tariffline.desk.records import Records
from tariffline.functions.mailing import answer_mail
from tariffline.law.answer import Answer
from tariffline.sources.attachments import decoded
from tariffline.sources.letters import Letter, read_letter
from tariffline.web.mail_wire import mail_out
from tariffline.web.wire import text

_QUIET = ("date", "money", "party", "incoterm", "country")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--lines",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the line items, priced, to this workbook (.xlsx).",
)
@as_json
def mail(file: Path, lines: Path | None, as_json: bool) -> None:
    """Answer a mail: .eml, .msg, .html or .txt. With --json, as POST /v1/mail does."""
    with plain_errors():
        letter = _letter(file)
    answered = answer_mail(Records(open_store(settings()), today).desk(), letter)
    if lines:
        with plain_errors():
            count = write_lines(answered, lines)
        click.echo(f"{lines}: {count:,} lines written", err=True)
    say("\n".join(_words(answered)), mail_out(answered), as_json)


def _letter(file: Path) -> Letter:
    data = file.read_bytes()
    match file.suffix.lower():
        case ".txt":
            return Letter("", "", None, decoded(data), "", ())
        case ".htm" | ".html":
            return Letter("", "", None, "", decoded(data), ())
        case ".eml" | ".msg":
            return read_letter(data)
    raise click.BadParameter(f"{file.name} is none of .eml, .msg, .html, .txt; save it as one")


def _words(mail: AnsweredMail) -> list[str]:
    lines = [f"Subject: {mail.subject.text}", *_told(mail.subject), *_told(mail.body)]
    for each in mail.enclosures:
        lines += _enclosure(each)
    if mail.reply.text:
        lines += ["", "Reply:", mail.reply.text]
    return lines


def _enclosure(each: AnsweredEnclosure) -> list[str]:
    lines = ["", f"Attachment {each.name}: {each.problem or 'read'}"]
    lines += _told(each.answered) if each.answered else []
    return lines + [line for inner in each.inside for line in _enclosure(inner)]


def _told(answered: AnsweredText) -> list[str]:
    shown = [told for told in answered.told if told.mention.kind not in _QUIET]
    return [*dict.fromkeys(_one(told) for told in shown), *answered.left_out]


def _one(told: Told) -> str:
    head = f"{told.mention.kind:12} {told.mention.value}"
    if told.checked:
        return f"{head}: {told.checked.verdict}: {told.checked.words}"
    answers = [
        text(said.answer.value) if isinstance(said.answer, Answer) else str(said.answer)
        for said in told.said[:1]
    ]
    return ": ".join([head, *answers])
