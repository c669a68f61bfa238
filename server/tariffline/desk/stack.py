"""What is levied on a line: the base duty and the additional duties, every way it may turn out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tariffline.desk import base as base_duty
from tariffline.desk.chapter_98 import lacking
from tariffline.desk.find import edition_on
from tariffline.desk.levied import Law
from tariffline.desk.measures import Measures, Ways
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.code import Code, dotted
from tariffline.law.countries import Country
from tariffline.law.facts import Facts
from tariffline.law.low_value import DE_MINIMIS, MAIL_LAW, MAIL_PAYS_AS_ALL
from tariffline.law.money import dollars
from tariffline.law.outcome import Ask, Outcome
from tariffline.law.stacking import TooManyAsksError

_LINE_DIGITS = 10
# What is entered under these chapters is classified in another one, and goes by its duties.
_REMEDIES = {
    "98": "the provision as a fact (chapter98=9801.00.10)",
    "99": "the heading as a fact (heading=9903.88.69)",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A line of an entry. `line` is the number as asked, `day` the day of entry."""

    line: Code
    origin: Country
    day: date
    facts: Facts


@dataclass(frozen=True, slots=True)
class Stack:
    """The base duty, and the ways the additional duties may turn out. At least one way."""

    question: Question
    base: Answer
    outcomes: tuple[Outcome, ...]
    totals: tuple[Decimal | None, ...]
    first: Law

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What is not known and was followed both ways, in the order met."""
        met = (ask for outcome in self.outcomes for ask, _ in outcome.supposed)
        return tuple(dict.fromkeys(met))


def stacked(desk: Desk, question: Question, share: Decimal | None = None) -> Stack | Unknown:
    """The stack of a line; Unknown where the line, a fact or the schedule does not allow one.

    `share` is the base duty as a share of the value where that is known of a rate that is not
    ad valorem (its amount divided by the value).
    """
    if refused := _refused(question):
        return refused
    base = base_duty.base(desk, question.line, question.origin, question.day, question.facts)
    if isinstance(base, Unknown):
        return base
    return _over(desk, question, base, share, _lines(desk, question))


def later(desk: Desk, stack: Stack, day: date) -> Stack | Unknown:
    """The stack as it will be on a later day: by the schedule of today where that day is ahead."""
    question = replace(stack.question, day=day)
    if day <= desk.today:
        return stacked(desk, question)
    return _over(desk, question, stack.base, None, _lines(desk, stack.question))


def _over(
    desk: Desk, question: Question, base: Answer, share: Decimal | None, lines: Sequence[str]
) -> Stack | Unknown:
    """The additional duties of lines that share a base duty."""
    if isinstance(base.value, Decimal):
        share = base.value
    try:
        each = [_ways(desk.measures, line, question, share) for line in lines]
    except TooManyAsksError:
        return Unknown(
            ErrorCode.NEEDS,
            f"too little is known of {question.line} for an answer; state what it is for (use=…) "
            f"and its content (metal=…), or the heading of chapter 99 (heading=…)",
            ("use", "metal"),
        )
    ways = each[0]
    if any(other is not ways and other != ways for other in each[1:]):
        return Unknown(
            ErrorCode.AMBIGUOUS,
            f"the lines under {question.line} carry different additional duties; use one of "
            f"{', '.join(dotted(line) for line in lines[:20])}",
            choices=tuple(dotted(line) for line in lines[:20]),
        )
    return Stack(question, base, ways.outcomes, ways.totals, ways.first)


def _refused(question: Question) -> Unknown | None:
    chapter = question.line.digits[:2]
    if chapter in _REMEDIES:
        return Unknown(
            ErrorCode.BAD_INPUT,
            f"{question.line} stands in chapter {chapter} and says nothing of the article itself; "
            f"ask for the article's number in chapters 1 to 97 with {_REMEDIES[chapter]}",
            ("hts",),
        )
    said = dict(question.facts.said)
    if "ftz" in said:
        return Unknown(
            ErrorCode.NOT_KNOWN,
            "goods in privileged foreign status keep the classification and rate of the day of "
            "their admission (19 CFR 146.65); ask for that day instead, without ftz=",
            ("date",),
        )
    if said.get("postal") and question.day < MAIL_PAYS_AS_ALL:
        return Unknown(
            ErrorCode.NOT_KNOWN,
            f"goods of at most {dollars(DE_MINIMIS)} that came by mail before {MAIL_PAYS_AS_ALL} "
            f"paid other duties than these, through the carrier ({MAIL_LAW}); goods of more pay "
            "these: ask without postal=",
            ("facts",),
        )
    return lacking(question.facts)


def _lines(desk: Desk, question: Question) -> list[str]:
    """The reportable lines the number stands for: itself, or all of those under it."""
    if len(question.line.digits) == _LINE_DIGITS:
        return [question.line.digits]
    edition = edition_on(desk, question.day)
    lines = [] if isinstance(edition, Unknown) else edition.lines_under(question.line.digits)
    return lines or [question.line.digits]


def _ways(measures: Measures, line: str, question: Question, share: Decimal | None) -> Ways:
    goods = measures.goods(line, question.day)
    return measures.ways(goods, question.origin.iso, question.day, share, question.facts)
