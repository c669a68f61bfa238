"""The days on which what is known of AD/CVD cases turns, and by which notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tariffline.desk.blame import Ask, Blame, said
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Unknown
from tariffline.law.notice import Notice
from tariffline.law.remedy_record import CaseRecord, cite


def blame_cases(
    desk: Desk, ask: Ask, cases: Iterable[CaseRecord], day: date | None
) -> Blame | Unknown:
    """Ask the same question of ever earlier days on which a notice applies, until it differs."""
    on = day or desk.today
    now = ask(on)
    turns = {(since, notice) for record in cases for since, notice in _turns(record)}
    before_on = sorted((turn for turn in turns if turn[0] <= on), key=_order, reverse=True)
    for since, notice in before_on:
        before = ask(since - timedelta(days=1))
        if said(before) != said(now):
            return Blame(now, since, cite(notice).source, before)
    first = before_on[-1][0] if before_on else on
    return Blame(now, first, now.edition if isinstance(now, Answer) else "no notice at hand", None)


def _turns(record: CaseRecord) -> Iterator[tuple[date, Notice]]:
    for event in record.events:
        if event.effective != date.min:
            yield event.effective, event.notice
    for rate in record.rates:
        if rate.effective:
            yield rate.effective, rate.notice
    for line in record.lines:
        if line.since:
            yield line.since, line.notice


def _order(turn: tuple[date, Notice]) -> tuple[date, date, str]:
    since, notice = turn
    return since, notice.published or date.min, notice.document
