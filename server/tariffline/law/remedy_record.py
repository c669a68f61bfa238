"""The record of a case, made of the notices about it: states, rates, scope, lines, each with dates.

Nothing is overwritten: a correction or a rate that reaches back is a row of its own. What was known
on a day is the record made of the notices that had been read by then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tariffline.law.answer import Cite
from tariffline.law.message_mentions import countries
from tariffline.law.notice import LineMention, Notice, NoticeKind, StatedRate
from tariffline.law.remedy_case import CaseError, CaseNumber, parse_case
from tariffline.law.remedy_kinds import (
    OVER,
    PENDING,
    SETTLED,
    Effect,
    Status,
    effect_of,
    is_negative,
    is_resumed,
    new_status,
    presumed,
)

_DE_MINIMIS = re.compile(r"(?i)\bde\s+minimis\b")
_ZERO = Decimal(0)
UNDATED = date.min  # of a state that a notice without a date tells


@dataclass(frozen=True, slots=True)
class DatedRate:
    """A rate that a notice states, from the day it applies; `suffix` of a company's own case."""

    rate: StatedRate
    suffix: str
    effect: Effect
    effective: date | None
    notice: Notice

    @property
    def deposit(self) -> Decimal | None:
        """The cash deposit: a share, or dollars per `rate.unit`; None where none is stated.

        Where the notice states none apart it is the margin, and zero for one it calls de minimis
        (19 CFR 351.106(c)).
        """
        if self.rate.deposit is not None:
            return self.rate.deposit
        if self.rate.margin is not None and _DE_MINIMIS.search(self.rate.remark):
            return _ZERO
        return self.rate.margin


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """The state of the case from a day on, by a notice."""

    status: Status
    effective: date
    notice: Notice


@dataclass(frozen=True, slots=True)
class ScopeVersion:
    """The text under a notice's scope heading, a paragraph each, as of its publication."""

    text: tuple[str, ...]
    since: date | None
    notice: Notice


@dataclass(frozen=True, slots=True)
class DatedLine:
    """An HTS number that notices name, the words around it, and since when one at hand does."""

    hts: str
    words: str
    since: date | None
    notice: Notice


@dataclass(frozen=True, slots=True)
class Reach:
    """A finding that goods completed or processed in another country may be covered."""

    country: str
    preliminary: bool
    notice: Notice


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """Everything that the notices at hand say of one case; each part by date, oldest first."""

    number: str
    product: str
    origin: str
    notices: tuple[Notice, ...]
    events: tuple[StatusEvent, ...]
    rates: tuple[DatedRate, ...]
    scopes: tuple[ScopeVersion, ...]
    lines: tuple[DatedLine, ...]
    companions: tuple[str, ...]
    reaches: tuple[Reach, ...]


def records(notices: Iterable[Notice]) -> dict[str, CaseRecord]:
    """The record of every case that the notices name, by number."""
    about: dict[str, list[Notice]] = {}
    by_name: dict[str, Notice] = {}
    for notice in notices:
        for name in filter(None, (notice.document, notice.citation)):
            by_name.setdefault(name, notice)
        for case in cases_of(notice):
            about.setdefault(case, []).append(notice)
    return {case: _record(case, said, by_name) for case, said in sorted(about.items())}


def cases_of(notice: Notice) -> tuple[str, ...]:
    """The cases a notice is about or states a rate for, without suffixes, each once."""
    written = [*notice.cases, *(rate.case for rate in notice.rates)]
    found = (_number(each) for each in written)
    return tuple(dict.fromkeys(case.number for case in found if case))


def day_of(notice: Notice) -> date | None:
    """The day from which a notice applies: as it states, else its publication."""
    return notice.applicable or notice.published


def cite(notice: Notice, place: str = "", text: str = "") -> Cite:
    """A notice as a source."""
    name = notice.citation or (f"FR Doc. {notice.document}" if notice.document else notice.source)
    day = f"published {notice.published}" if notice.published else ""
    day = day or (f"applies from {notice.applicable}" if notice.applicable else "")
    # A list of one's own may hold anything for an address; only these are one to follow.
    url = notice.url if notice.url.startswith(("https://", "http://")) else ""
    return Cite(name or notice.title, place or day, text or notice.title, url)


def _record(case: str, said: Sequence[Notice], by_name: Mapping[str, Notice]) -> CaseRecord:
    ordered = tuple(sorted(said, key=_age))
    own = [notice for notice in ordered if _is_of_one_product(notice)]
    return CaseRecord(
        number=case,
        product=next((each.product for each in reversed(own) if each.product), ""),
        origin=_origin(case, ordered),
        notices=ordered,
        events=_events(ordered, CaseNumber(case).origin),
        rates=tuple(_rates(case, ordered, by_name)),
        scopes=tuple(_scopes(own)),
        lines=tuple(_lines(case, ordered)),
        companions=_companions(case, own),
        reaches=tuple(_reaches(case, own)),
    )


def _age(notice: Notice) -> tuple[date, date, str]:
    published = notice.published or notice.applicable or date.min
    return published, day_of(notice) or date.min, notice.document


def _origin(case: str, said: Sequence[Notice]) -> str:
    if origin := CaseNumber(case).origin:
        return origin
    return next((each.country for each in reversed(said) if each.country), "")


def _is_of_one_product(notice: Notice) -> bool:
    """Whether what a notice says at large is about each of its cases.

    A monthly list of reviews names dozens of cases on as many products.
    """
    return bool(notice.product) or len(notice.cases) <= 1


def _events(ordered: Sequence[Notice], origin: str) -> tuple[StatusEvent, ...]:
    """The states by date. An order is not undone by what speaks of the investigation before it, as
    amended determinations and corrections do years later."""
    found: list[StatusEvent] = []
    settled = False
    for event in sorted(_told(ordered, origin), key=lambda event: event.effective):
        again = event.status in PENDING and not is_resumed(event.notice.title)
        if not (settled and again):
            found.append(event)
            settled = event.status in SETTLED
    return tuple(found)


def _told(ordered: Sequence[Notice], origin: str) -> Iterator[StatusEvent]:
    found = False
    for notice in ordered:
        day, status = day_of(notice), new_status(notice, origin)
        if day is None:
            # That it is on record without a date must hide no case; that it is over might.
            over = status in OVER
            yield StatusEvent(status if status and not over else presumed(notice), UNDATED, notice)
        elif status or not found:
            found = True
            yield StatusEvent(status or presumed(notice), day, notice)


def _rates(
    case: str, ordered: Sequence[Notice], by_name: Mapping[str, Notice]
) -> Iterator[DatedRate]:
    seen = set()
    for notice in ordered:
        effect, effective = effect_of(notice), _effective(notice, by_name)
        for rate in notice.rates:
            number = _rate_case(rate, notice)
            if number is None or number.number != case:
                continue
            said = (rate.party, rate.exporter, rate.producer, rate.margin, rate.deposit, rate.unit)
            told = (said, number.suffix, effect, effective, notice.citation or notice.document)
            if told not in seen:
                seen.add(told)
                yield DatedRate(rate, number.suffix, effect, effective, notice)


def _effective(notice: Notice, by_name: Mapping[str, Notice]) -> date | None:
    """A correction without a date of its own applies as what it corrects."""
    if notice.applicable is None and NoticeKind.CORRECTION in notice.kinds:
        for name in notice.corrects:
            if corrected := by_name.get(name):
                return day_of(corrected)
    return day_of(notice)


def _scopes(own: Sequence[Notice]) -> Iterator[ScopeVersion]:
    """The texts, each when it first stood so."""
    last: tuple[str, ...] = ()
    for notice in own:
        if notice.scope and notice.scope != last:
            last = notice.scope
            yield ScopeVersion(notice.scope, notice.published, notice)


def _rate_case(rate: StatedRate, notice: Notice) -> CaseNumber | None:
    if rate.case:
        return _number(rate.case)
    return _number(notice.cases[0]) if len(notice.cases) == 1 else None


def _lines(case: str, ordered: Sequence[Notice]) -> Iterator[DatedLine]:
    seen = set()
    for notice in ordered:
        for line in notice.lines:
            if line.hts not in seen and _concerns(line, notice, case):
                seen.add(line.hts)
                yield DatedLine(line.hts, line.words, notice.published, notice)


def _concerns(line: LineMention, notice: Notice, case: str) -> bool:
    if line.case:
        number = _number(line.case)
        return number is not None and number.number == case
    return _is_of_one_product(notice)


def _companions(case: str, own: Sequence[Notice]) -> tuple[str, ...]:
    """The cases of the other kind on the same goods and origin: named beside it, or together."""
    named = (
        number.number
        for notice in own
        for number in map(_number, (*notice.companions, *notice.cases))
        if number
    )
    other = "C" if case.startswith("A") else "A"
    return tuple(
        dict.fromkeys(each for each in named if each[0] == other and each[2:5] == case[2:5])
    )


def _reaches(case: str, own: Sequence[Notice]) -> Iterator[Reach]:
    origin = CaseNumber(case).origin
    for notice in own:
        if NoticeKind.CIRCUMVENTION in notice.kinds and not is_negative(notice.title):
            preliminary = "preliminary" in notice.title.lower()
            named = dict.fromkeys((*countries(notice.title), notice.country))
            for country in filter(None, named):
                if country != origin:
                    yield Reach(country, preliminary, notice)


def _number(written: str) -> CaseNumber | None:
    try:
        return parse_case(written)
    except CaseError:
        return None
