"""What moved in a case's record when notices came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tariffline.law.notice import Notice, RateParty
from tariffline.law.remedy_cascade import shown
from tariffline.law.remedy_record import UNDATED, CaseRecord, DatedRate, StatusEvent


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that moved: its field, the words before and after, from when, by which notice."""

    field: str
    before: str
    after: str
    effective: date | None
    notice: Notice


def moved(before: CaseRecord | None, after: CaseRecord | None) -> tuple[Moved, ...]:
    """Everything that moved, states first; None: there is no record of the case."""
    if after is None:
        return _gone(before) if before else ()
    return (
        *_states(before, after),
        *_rates(before, after),
        *_scopes(before, after),
        *_lines(before, after),
    )


def _gone(before: CaseRecord) -> tuple[Moved, ...]:
    """A case that no reading is about any more: it had been read where it does not stand."""
    return (Moved("case", before.product or before.number, "", None, before.notices[-1]),)


def _states(before: CaseRecord | None, after: CaseRecord) -> Iterator[Moved]:
    known = {_said(event) for event in before.events} if before else set()
    now = {_said(event) for event in after.events}
    last = ""
    for event in after.events:
        words = event.status.value
        if _said(event) not in known and words != last:
            yield Moved("status", last, words, _day(event), event.notice)
        last = words
    for event in before.events if before else ():
        if _said(event) not in now:
            yield Moved("status", event.status.value, last, _day(event), event.notice)


def _day(event: StatusEvent) -> date | None:
    return event.effective if event.effective != UNDATED else None


def _said(event: StatusEvent) -> tuple[object, ...]:
    return event.status, event.effective


def _rates(before: CaseRecord | None, after: CaseRecord) -> Iterator[Moved]:
    known = {_fact(rate) for rate in before.rates} if before else set()
    now = {_fact(rate) for rate in after.rates}
    last: dict[tuple[object, ...], str] = {}
    for rate in sorted(after.rates, key=lambda each: each.effective or date.min):
        who = _party(rate)
        words = f"{shown(rate)}, {rate.effect.value}"
        if _fact(rate) not in known:
            was = last.get(who, "")
            yield Moved(f"rate of {party(rate)}", was, words, rate.effective, rate.notice)
        last[who] = words
    for rate in before.rates if before else ():
        if _fact(rate) not in now:
            words = f"{shown(rate)}, {rate.effect.value}"
            yield Moved(f"rate of {party(rate)}", words, "", rate.effective, rate.notice)


def party(rate: DatedRate) -> str:
    """Whom a rate is for, in words."""
    said = rate.rate
    if said.party is RateParty.ALL_OTHERS:
        return "all others"
    if said.party is RateParty.COUNTRY_WIDE:
        return "the country-wide entity"
    if said.exporter and said.producer and said.exporter != said.producer:
        return f"{said.exporter}, produced by {said.producer}"
    if said.exporter or said.producer:
        return said.exporter or f"producer {said.producer}"
    return f"the company of case {rate.rate.case}"


def _party(rate: DatedRate) -> tuple[object, ...]:
    return rate.rate.party, rate.rate.exporter, rate.rate.producer, rate.suffix


def _fact(rate: DatedRate) -> tuple[object, ...]:
    said = rate.rate
    figures = (said.margin, said.deposit, said.unit, said.remark)
    return _party(rate), figures, rate.effect, rate.effective, rate.notice.document


def _scopes(before: CaseRecord | None, after: CaseRecord) -> Iterator[Moved]:
    known = {version.text for version in before.scopes} if before else set()
    last: tuple[str, ...] = ()
    for version in after.scopes:
        if version.text not in known:
            yield Moved("scope", _short(last), _short(version.text), version.since, version.notice)
        last = version.text


def _lines(before: CaseRecord | None, after: CaseRecord) -> Iterator[Moved]:
    known = {line.hts for line in before.lines} if before else set()
    fresh = [line for line in after.lines if line.hts not in known]
    now = {line.hts for line in after.lines}
    gone = [line for line in before.lines if line.hts not in now] if before else []
    if fresh or gone:
        first = (fresh or gone)[0]
        was, are = (", ".join(line.hts for line in lines) for lines in (gone, fresh))
        yield Moved("HTS numbers", was, are, first.since, first.notice)


def _short(text: tuple[str, ...], most: int = 300) -> str:
    words = " ".join(text)
    return words if len(words) <= most else words[: most - 1] + "…"
