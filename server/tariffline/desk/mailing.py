"""A mail answered: what it mentions, what is known of each, what it claims, what it orders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, partial

from tariffline.desk.claim_words import words_around
from tariffline.desk.claiming import check
from tariffline.desk.claims import Checked, Claim, cannot_tell
from tariffline.desk.mail_answers import (
    AnsweredEnclosure,
    AnsweredMail,
    AnsweredText,
    Priced,
    Said,
    Told,
)
from tariffline.desk.mail_bulletin import bulletin_of
from tariffline.desk.mail_lines import Line, lines
from tariffline.desk.mail_reply import draft
from tariffline.desk.mail_setting import Setting
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Unknown
from tariffline.law.code import parse_code
from tariffline.law.countries import COUNTRIES
from tariffline.mail.mention import Kind, Mention
from tariffline.mail.reading import Reading, read_html, read_text
from tariffline.sources import SourceError
from tariffline.sources.attachments import cut, read_attachment
from tariffline.sources.letters import Enclosure, Letter

Ask = Callable[[str, Sequence[object]], Answer | Unknown | None]
"""Asks a function of the catalogue by its name; None when there is no such function yet."""

MOST_ENCLOSURES = 20
MOST_DEPTH = 3
MOST_LINES = 5_000
MOST_UNPLACED = 20

# What is asked about a mention, in this order; a function that does not exist yet is left out.
_QUESTIONS = {
    Kind.HTS: ("BASE", "RATE", "DESCRIPTION", "CHECK"),
    Kind.CASE: ("CASE",),
    Kind.CSMS: ("CSMS",),
}


def answer_mail(desk: Desk, letter: Letter, ask: Ask) -> AnsweredMail:
    """Answer everything that a mail mentions, as of the day it was sent (else today)."""
    clerk = _Clerk(desk, ask, letter.sent.date() if letter.sent else desk.today)
    subject = clerk.text(read_text(letter.subject))
    body = _body(clerk, letter)
    enclosures = tuple(_enclosures(clerk, letter.enclosures, MOST_DEPTH))
    reply, bulletin = draft(body, desk.today), bulletin_of(desk, letter)
    return AnsweredMail(subject, body, enclosures, reply, clerk.day, bulletin)


def _body(clerk: _Clerk, letter: Letter) -> AnsweredText:
    """The text as it was written where there is one, for its spans are those of the mail."""
    if letter.text.strip():
        text, left_out = cut(letter.text)
        return clerk.text(read_text(text), left_out)
    source, left_out = cut(letter.html)
    return clerk.text(read_html(source), left_out)


def _enclosures(
    clerk: _Clerk, enclosures: Sequence[Enclosure], depth: int
) -> Iterator[AnsweredEnclosure]:
    for each in enclosures[:MOST_ENCLOSURES]:
        yield _enclosure(clerk, each, depth)
    for each in enclosures[MOST_ENCLOSURES:]:
        problem = f"only the first {MOST_ENCLOSURES} attachments are read"
        yield AnsweredEnclosure(each.name, problem)


def _enclosure(clerk: _Clerk, enclosure: Enclosure, depth: int) -> AnsweredEnclosure:
    name = enclosure.name or _unnamed(enclosure.content_type)
    try:
        contents = read_attachment(name, enclosure.data)
    except SourceError as problem:
        return AnsweredEnclosure(name, str(problem))
    if contents.letter is None:
        reading = read_html(contents.html) if contents.html else read_text(contents.text)
        return AnsweredEnclosure(name, answered=clerk.text(reading, contents.left_out))
    if depth == 0:
        return AnsweredEnclosure(name, f"mails within mails are read to a depth of {MOST_DEPTH}")
    body = _body(clerk, contents.letter)
    inside = tuple(_enclosures(clerk, contents.letter.enclosures, depth - 1))
    return AnsweredEnclosure(name, answered=body, inside=inside)


def _unnamed(content_type: str) -> str:
    if content_type == "message/rfc822":
        return "attached.eml"
    return f"an attachment without a name ({content_type})"


class _Clerk:
    """Answers texts of one mail; the same question is asked once."""

    def __init__(self, desk: Desk, ask: Ask, day: date) -> None:
        self.day = day
        self._desk = desk
        self._ask = cache(ask)
        self._check = cache(partial(check, desk))
        self._unplaced: set[Claim] = set()

    def text(self, reading: Reading, left_out: str = "") -> AnsweredText:
        """The text answered; `left_out`: what of it was not read."""
        setting = Setting(reading, self.day)
        told = tuple(self._told(reading, setting, mention) for mention in reading.mentions)
        items = lines(reading, setting)
        priced = tuple(self._priced(line) for line in items[:MOST_LINES])
        unpriced = f"only the first {MOST_LINES:,} of {len(items):,} line items are priced"
        missing = (left_out, unpriced if len(items) > MOST_LINES else "")
        return AnsweredText(reading.text, reading.parts, told, priced, tuple(filter(None, missing)))

    def _told(self, reading: Reading, setting: Setting, mention: Mention) -> Told:
        if mention.kind is Kind.RATE_CLAIM:
            return Told(mention, checked=self._checked(reading, setting, mention))
        arguments: tuple[str, ...] = (mention.value,)
        if mention.kind is Kind.HTS:
            arguments = (mention.value, setting.country(mention))
        return Told(mention, tuple(self._said(mention.kind, arguments)))

    def _priced(self, line: Line) -> Priced:
        return Priced(line, tuple(self._said(Kind.HTS, (line.hts, line.country))))

    def _said(self, kind: Kind, about: tuple[str, ...]) -> Iterator[Said]:
        for function in _QUESTIONS.get(kind, ()):
            arguments = about if function in ("BASE", "RATE") else about[:1]
            if function == "RATE" and not about[1]:
                continue
            answer = self._ask(function, arguments)
            if answer is not None:
                yield Said(function, arguments, answer)

    def _checked(self, reading: Reading, setting: Setting, claim: Mention) -> Checked:
        words = words_around(reading.text, claim)
        number = setting.number(claim)
        if number is None:
            return cannot_tell(claim.value, "the mail names no HTS number that this rate is of")
        if words.deposit:
            return cannot_tell(claim.value, "a cash deposit is claimed; see the card of its case")
        if words.denied:
            return cannot_tell(claim.value, "the mail says that it is not this rate")
        if words.other_day and not setting.names_day(claim):
            return cannot_tell(claim.value, "it is of another day, which the mail does not date")
        return self._held(
            Claim(
                rate=claim.value,
                code=parse_code(number.value),
                origin=COUNTRIES.get(setting.country(number)),
                day=setting.day(claim),
                of=words.of,
                named=words.named,
            )
        )

    def _held(self, claim: Claim) -> Checked:
        """A claim against ours; without an origin every country is looked at, which takes long."""
        if claim.origin is None:
            self._unplaced.add(claim)
            if len(self._unplaced) > MOST_UNPLACED:
                return cannot_tell(claim.rate, "the mail names no country of origin")
        return self._check(claim)
