"""Everything about a case, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tariffline.desk.case_directory import PendingLine, pending_line
from tariffline.desk.case_fields import country_name, rest_rate
from tariffline.desk.cases import Cases
from tariffline.desk.find_case import find_case
from tariffline.desk.records import Desk
from tariffline.desk.remedies import not_answered
from tariffline.law.answer import Cite, Unknown
from tariffline.law.code import dotted
from tariffline.law.notice import Notice
from tariffline.law.remedy_cascade import shown
from tariffline.law.remedy_case import CaseNumber, is_countervailing
from tariffline.law.remedy_changes import party
from tariffline.law.remedy_record import CaseRecord, DatedRate, cite, day_of
from tariffline.law.remedy_scope import Reading, read_scope
from tariffline.law.remedy_segments import segments
from tariffline.law.remedy_stages import stage_on
from tariffline.law.remedy_status import lines_on, scope_on, state_on
from tariffline.law.shares import percent


@dataclass(frozen=True, slots=True)
class RateLine:
    """A stated rate as a page shows it; `in_use` on the day asked for."""

    party: str
    exporter: str
    producer: str
    margin: str
    deposit: str
    effect: str
    effective: date | None
    published: date | None
    remark: str
    in_use: bool
    cite: Cite


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in the history of a case; `unread`: how much of it its reader could not place."""

    day: date | None
    published: date | None
    kinds: tuple[str, ...]
    title: str
    part: bool
    rates: int
    unread: int
    cite: Cite


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """A segment of the case and its notices, the newest first."""

    name: str
    period: tuple[date, date] | None
    notices: tuple[NoticeLine, ...]


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """A wording of the scope."""

    since: date | None
    text: tuple[str, ...]
    cite: Cite


@dataclass(frozen=True, slots=True)
class NamedLine:
    """An HTS number that a notice names, with the words around it."""

    hts: str
    words: str
    since: date | None
    cite: Cite


@dataclass(frozen=True, slots=True)
class ReachLine:
    """A country that a circumvention finding has reached."""

    country: str
    preliminary: bool
    cite: Cite


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A case on a day, as it was known on a day."""

    number: str
    kind: str
    product: str
    origin: str
    country: str
    status: str
    since: date | None
    rest: str
    range: str
    companions: tuple[str, ...]
    day: date
    known_on: date | None
    rates: tuple[RateLine, ...]
    scopes: tuple[ScopeLine, ...]
    reading: Reading | None
    lines: tuple[NamedLine, ...]
    reaches: tuple[ReachLine, ...]
    stage: PendingLine | None
    segments: tuple[SegmentLine, ...]


def case_sheet(
    desk: Desk, case: CaseNumber, day: date, known_on: date | None = None, description: str = ""
) -> CaseSheet | Unknown:
    """Everything about a case on an entry date; with `known_on`, by what was here that day."""
    if refused := not_answered(desk, day):
        return refused
    record = find_case(desk, case)
    if isinstance(record, Unknown):
        return record
    cases = desk.cases
    if known_on is not None:
        cases = desk.cases.known_on(known_on)
        record = cases.get(case.number) or _unknown_then(record)
    state, version = state_on(record, day), scope_on(record, day)
    stage = stage_on(record, day)
    return CaseSheet(
        number=record.number,
        kind="countervailing duty" if is_countervailing(record.number) else "antidumping duty",
        product=record.product,
        origin=record.origin,
        country=country_name(record.number, record.origin),
        status=state.status.value if state else "",
        since=state.since if state else None,
        rest=rest_rate(cases, record, day),
        range=str(cases.rates(record, day)),
        companions=record.companions,
        day=day,
        known_on=known_on,
        rates=_rates(cases, record, day),
        scopes=tuple(ScopeLine(each.since, each.text, cite(each.notice)) for each in record.scopes),
        reading=read_scope(version.text, description) if version and description else None,
        lines=_lines(record, day),
        reaches=tuple(
            ReachLine(each.country, each.preliminary, cite(each.notice)) for each in record.reaches
        ),
        stage=pending_line(stage, day) if stage else None,
        segments=_segments(record),
    )


def _unknown_then(record: CaseRecord) -> CaseRecord:
    """A case of which nothing was known yet."""
    return CaseRecord(record.number, "", record.origin, (), (), (), (), (), (), ())


def _rates(cases: Cases, record: CaseRecord, day: date) -> tuple[RateLine, ...]:
    used = {id(rate) for rate in cases.tables(record, day).every()}
    lines = [_rate(rate, id(rate) in used) for rate in record.rates]
    return tuple(
        sorted(
            lines,
            key=lambda each: (not each.in_use, -(each.effective or date.min).toordinal()),
        )
    )


def _rate(rate: DatedRate, in_use: bool) -> RateLine:
    said = rate.rate
    return RateLine(
        party(rate),
        said.exporter,
        said.producer,
        _figure(rate) if said.margin is not None else "",
        shown(rate) if rate.deposit is not None else "",
        rate.effect.value,
        rate.effective,
        rate.notice.published,
        said.remark,
        in_use,
        cite(rate.notice, said.place),
    )


def _figure(rate: DatedRate) -> str:
    margin = rate.rate.margin
    if margin is None:
        return ""
    return f"${margin.normalize():f}/{rate.rate.unit}" if rate.rate.unit else percent(margin)


def _lines(record: CaseRecord, day: date) -> tuple[NamedLine, ...]:
    return tuple(
        NamedLine(dotted(line.hts), line.words, line.since, cite(line.notice))
        for line in lines_on(record, day)
    )


def _segments(record: CaseRecord) -> tuple[SegmentLine, ...]:
    found = (
        SegmentLine(each.name, each.period, tuple(map(_notice, reversed(each.notices))))
        for each in segments(record.notices)
    )
    return tuple(reversed(tuple(found)))


def _notice(notice: Notice) -> NoticeLine:
    return NoticeLine(
        day_of(notice),
        notice.published,
        tuple(kind.value for kind in notice.kinds),
        notice.title,
        notice.part,
        len(notice.rates),
        len(notice.unread),
        cite(notice),
    )
