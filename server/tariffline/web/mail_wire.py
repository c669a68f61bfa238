"""What travels for POST /v1/mail, and how an answered mail becomes it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import msgspec

from tariffline.desk.claims import Checked
from tariffline.desk.csms import MessageSheet
from tariffline.desk.mail_answers import (
    AnsweredEnclosure,
    AnsweredMail,
    AnsweredText,
    Priced,
    Reply,
    Said,
    Told,
)
from tariffline.desk.mail_totals import Total, base_duty, totals
from tariffline.law.answer import Answer, Cite
from tariffline.mail.mention import Kind, Part
from tariffline.web.wire import Error, FullAnswer, error, full


class AttachmentIn(msgspec.Struct, forbid_unknown_fields=True):
    """An attachment; its bytes in base64."""

    name: str
    content_type: str
    content_base64: str


class MailIn(msgspec.Struct, forbid_unknown_fields=True):
    """A request of POST /v1/mail. `sent` (with its zone) dates the mail's claims; today without."""

    subject: str = ""
    body: str = ""
    content_type: Literal["text/plain", "text/html"] = "text/plain"
    attachments: list[AttachmentIn] = []
    sent: datetime | None = None


class SaidOut(msgspec.Struct):
    """A question and its full answer, or why there is none."""

    function: str
    arguments: tuple[str, ...]
    answer: FullAnswer | None
    error: Error | None


class CheckedOut(msgspec.Struct):
    """A claimed rate held against ours."""

    verdict: str
    words: str
    until: date | None
    ours: FullAnswer | None
    cites: tuple[Cite, ...]


class MentionOut(msgspec.Struct):
    """A mention: `text` stands at `start` to `end` of the text (or subject) of the reply.

    `answer` is the main one, `also` are the others, `claim` what comes of checking a rate that is
    claimed; `page` is where people read more.
    """

    kind: str
    value: str
    text: str
    start: int
    end: int
    part: str
    answer: SaidOut | None
    also: list[SaidOut]
    claim: CheckedOut | None
    page: str | None


class LineOut(msgspec.Struct):
    """A line item; words as written, "" where nothing is said.

    `base_duty` is value times base rate in the currency of the value; null where either is no
    number.
    """

    hts: str
    country: str
    description: str
    quantity: str
    value: str
    answers: list[SaidOut]
    base_duty: Decimal | None


class AttachmentOut(msgspec.Struct):
    """An attachment: its text with mentions and lines, or the problem why it is not read.

    `left_out`: in words what of it was not read or answered.
    """

    name: str
    read: bool
    problem: str
    text: str
    mentions: list[MentionOut]
    lines: list[LineOut]
    totals: tuple[Total, ...]
    attachments: list[AttachmentOut]
    left_out: tuple[str, ...]


class MailOut(msgspec.Struct):
    """A reply of POST /v1/mail.

    `bulletin`: the message of CBP's that the mail is, if it is one; `left_out`: in words what of
    the body was not read or answered.
    """

    subject: str
    subject_mentions: list[MentionOut]
    text: str
    parts: tuple[Part, ...]
    mentions: list[MentionOut]
    lines: list[LineOut]
    totals: tuple[Total, ...]
    attachments: list[AttachmentOut]
    reply: Reply
    day: date
    left_out: tuple[str, ...]
    bulletin: MessageSheet | None


_PAGES = {Kind.HTS: "/hts/", Kind.CASE: "/adcvd/", Kind.CSMS: "/csms/"}


def mail_out(mail: AnsweredMail) -> MailOut:
    """The answered mail as it travels."""
    return MailOut(
        subject=mail.subject.text,
        subject_mentions=_mentions(mail.subject),
        text=mail.body.text,
        parts=mail.body.parts,
        mentions=_mentions(mail.body),
        lines=[_line(each) for each in mail.body.lines],
        totals=totals(mail.body.lines),
        attachments=[_attachment(each) for each in mail.enclosures],
        reply=mail.reply,
        day=mail.day,
        left_out=mail.body.left_out,
        bulletin=mail.bulletin,
    )


def _attachment(each: AnsweredEnclosure) -> AttachmentOut:
    inside = [_attachment(inner) for inner in each.inside]
    text = each.answered
    if text is None:
        return AttachmentOut(each.name, False, each.problem, "", [], [], (), inside, ())
    lines, sums = [_line(line) for line in text.lines], totals(text.lines)
    return AttachmentOut(
        each.name, True, "", text.text, _mentions(text), lines, sums, inside, text.left_out
    )


def _mentions(text: AnsweredText) -> list[MentionOut]:
    return [_mention(told) for told in text.told]


def _mention(told: Told) -> MentionOut:
    mention = told.mention
    said = [_said(each) for each in told.said]
    page = _PAGES[mention.kind] + mention.value if mention.kind in _PAGES and told.said else None
    return MentionOut(
        kind=mention.kind,
        value=mention.value,
        text=mention.written,
        start=mention.start,
        end=mention.end,
        part=mention.part,
        answer=said[0] if said else None,
        also=said[1:],
        claim=_checked(told.checked) if told.checked else None,
        page=page,
    )


def _said(said: Said) -> SaidOut:
    if isinstance(said.answer, Answer):
        return SaidOut(said.function, said.arguments, full(said.answer), None)
    return SaidOut(said.function, said.arguments, None, error(0, said.answer))


def _checked(checked: Checked) -> CheckedOut:
    ours = full(checked.ours) if isinstance(checked.ours, Answer) else None
    return CheckedOut(checked.verdict, checked.words, checked.until, ours, checked.cites)


def _line(priced: Priced) -> LineOut:
    line = priced.line
    written = (line.hts, line.country, line.description, line.quantity, line.value)
    return LineOut(*written, [_said(each) for each in priced.said], base_duty(priced))
