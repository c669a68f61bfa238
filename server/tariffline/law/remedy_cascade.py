"""Which cash-deposit rate applies: the most specific that Commerce has set for these companies.

19 CFR 351.107: a rate for the combination of exporter and producer; without one, the exporter's
own; without one, the producer's own; without one, the all-others rate, or in a case against a
non-market economy that of the country-wide entity. The notice's own instructions decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain, product

from tariffline.law.notice import RateParty
from tariffline.law.remedy_case import is_countervailing
from tariffline.law.remedy_kinds import Effect
from tariffline.law.remedy_names import keys, keys_of
from tariffline.law.remedy_record import CaseRecord, DatedRate
from tariffline.law.shares import percent

_FOUR_MONTHS, _SIX_MONTHS = timedelta(days=123), timedelta(days=184)
RULE = "19 CFR 351.107"
RULE_URL = "https://www.ecfr.gov/current/title-19/section-351.107"


class Step(StrEnum):
    """Which step of the cascade decided."""

    COMPANY_CASE = "the company's own case number"
    COMBINATION = "exporter and producer together"
    EXPORTER = "the exporter's own rate"
    PRODUCER = "the producer's own rate"
    ALL_OTHERS = "all others"
    COUNTRY_WIDE = "country-wide entity"


Current = tuple[DatedRate, ...]
"""The newest rate of a party; several where one day gave it several that differ."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The rates in use on a day, each party's newest, by the keys of its names."""

    companies: Mapping[str, Current]
    combinations: Mapping[tuple[str, str], Current]
    exporters: Mapping[str, Current]
    producers: Mapping[str, Current]
    all_others: Current
    country_wide: Current

    def every(self) -> list[DatedRate]:
        """Every rate in use, once."""
        named = (*self.companies.values(), *self.combinations.values())
        alone = (*self.exporters.values(), *self.producers.values())
        found = chain(*named, *alone, self.all_others, self.country_wide)
        return list({id(rate): rate for rate in found}.values())


@dataclass(frozen=True, slots=True)
class Decided:
    """The rate that applies and the step that found it; `passed`: the steps that found nothing."""

    step: Step
    rate: DatedRate
    passed: tuple[Step, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """More than one rate could apply: `missing` names what would decide, "" where nothing does."""

    step: Step
    rates: tuple[DatedRate, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class Companies:
    """Who exported and who produced the goods, "" if not given; `suffix`: of a company's case."""

    exporter: str = ""
    producer: str = ""
    suffix: str = ""


def tables_on(record: CaseRecord, day: date) -> Tables:
    """The rates in use on an entry date. A rate without a date is in no table."""
    usable = [rate for rate in record.rates if _usable(rate, day)]
    companies: dict[str, list[DatedRate]] = {}
    combinations: dict[tuple[str, str], list[DatedRate]] = {}
    exporters: dict[str, list[DatedRate]] = {}
    producers: dict[str, list[DatedRate]] = {}
    for rate in usable:
        if rate.suffix:
            companies.setdefault(rate.suffix, []).append(rate)
        if rate.rate.party is not RateParty.NAMED:
            continue
        by_exporter, by_producer = exporter_keys(rate), producer_keys(rate)
        for pair in product(by_exporter, by_producer):
            combinations.setdefault(pair, []).append(rate)
        for key in by_exporter if not by_producer else ():
            exporters.setdefault(key, []).append(rate)
        alone = by_exporter if rate.rate.either else by_producer
        for key in alone if not (by_exporter and by_producer) else ():
            producers.setdefault(key, []).append(rate)
    return Tables(
        {key: _newest(rates) for key, rates in companies.items()},
        {pair: _newest(rates) for pair, rates in combinations.items()},
        {key: _newest(rates) for key, rates in exporters.items()},
        {key: _newest(rates) for key, rates in producers.items()},
        _of_party(record, usable, RateParty.ALL_OTHERS, day),
        _of_party(record, usable, RateParty.COUNTRY_WIDE, day),
    )


def exporter_keys(rate: DatedRate) -> tuple[str, ...]:
    """The keys of the exporters that a rate is for."""
    said = rate.rate
    return keys_of(said.exporter, said.names if said.exporter else ())


def producer_keys(rate: DatedRate) -> tuple[str, ...]:
    """The keys of the producers that a rate is for."""
    said = rate.rate
    return keys_of(said.producer, () if said.exporter else said.names)


def decide(case: str, tables: Tables, asked: Companies) -> Decided | Open | None:
    """The rate for these companies; None where no step finds one.

    Where an exporter has rates only with named producers and the producer is not given, or the
    other way round, the answer is open: 19 CFR 351.107 lets Commerce choose among several.
    """
    passed: list[Step] = []
    for step, found in _steps(tables, asked):
        if len(found) > 1:
            return Open(step, found, "")
        if found:
            return Decided(step, found[0], tuple(passed), _newer(tables, asked, step, found[0]))
        passed.append(step)
    rest = _rest(case, tables)
    if half := _half(tables, asked):
        missing = "exporter" if asked.producer else "producer"
        return Open(Step.COMBINATION, (*half, *rest), missing)
    if not rest:
        return None
    step = _step_of(rest[0])
    return Open(step, rest, "") if len(rest) > 1 else Decided(step, rest[0], tuple(passed))


def _steps(tables: Tables, asked: Companies) -> Iterator[tuple[Step, Current]]:
    if asked.suffix:
        yield Step.COMPANY_CASE, tables.companies.get(asked.suffix, ())
    exporter, producer = keys(asked.exporter), keys(asked.producer)
    if exporter and producer:
        pairs = ((one, other) for one in exporter for other in producer)
        yield Step.COMBINATION, _first(tables.combinations.get(pair, ()) for pair in pairs)
    if exporter:
        yield Step.EXPORTER, _first(tables.exporters.get(key, ()) for key in exporter)
    if producer:
        yield Step.PRODUCER, _first(tables.producers.get(key, ()) for key in producer)


def is_nonmarket(case: str, tables: Tables) -> bool:
    """Whether an antidumping case has a country-wide entity: one against a non-market economy."""
    return bool(tables.country_wide) and not is_countervailing(case)


def _half(tables: Tables, asked: Companies) -> Current:
    """The rates that the one company given has together with others, where one is not given."""
    exporter, producer = keys(asked.exporter), keys(asked.producer)
    if bool(exporter) == bool(producer):
        return ()
    found = [
        rate
        for (one, other), rates in tables.combinations.items()
        if one in exporter or other in producer
        for rate in rates
    ]
    found += [rate for key in exporter for rate in tables.producers.get(key, ())]
    return tuple({id(rate): rate for rate in found}.values())


def _rest(case: str, tables: Tables) -> Current:
    """The rate of whoever has none: an AD case with a country-wide rate is of that sort."""
    if is_countervailing(case):
        return tables.all_others or tables.country_wide
    return tables.country_wide or tables.all_others


def _step_of(rate: DatedRate) -> Step:
    wide = rate.rate.party is RateParty.COUNTRY_WIDE
    return Step.COUNTRY_WIDE if wide else Step.ALL_OTHERS


def _newer(tables: Tables, asked: Companies, step: Step, decided: DatedRate) -> tuple[str, ...]:
    """A warning where the exporter alone was given a rate after the combination's."""
    if step is not Step.COMBINATION:
        return ()
    alone = _first(tables.exporters.get(key, ()) for key in keys(asked.exporter))
    later = [rate for rate in alone if _age(rate) > _age(decided)]
    return tuple(
        f"{rate.notice.citation or rate.notice.document} gives the exporter alone a later rate, "
        f"{shown(rate)} from {rate.effective}: check which of the two its instructions keep"
        for rate in later
    )


def shown(rate: DatedRate) -> str:
    """A deposit rate for people: 69.2%, $5.07/kg, 0% (de minimis)."""
    deposit = rate.deposit
    if deposit is None:
        return "no rate stated"
    if rate.rate.unit:
        return f"${deposit.normalize():f}/{rate.rate.unit}"
    margin = rate.rate.margin
    minimis = not deposit and margin and rate.rate.deposit is None
    return f"{percent(deposit)}{' (de minimis)' if minimis else ''}"


def _usable(rate: DatedRate, day: date) -> bool:
    if rate.effective is None or rate.effective > day or rate.deposit is None:
        return False
    if rate.effect is Effect.PROVISIONAL:
        return day <= rate.effective + _provisional_days(rate.rate.case)
    return rate.effect is Effect.DEPOSIT


def _provisional_days(case: str) -> timedelta:
    """How long provisional measures last: four months, six at most in antidumping cases.

    19 U.S.C. 1671b(d), 1673b(d). Then nothing is due until the order.
    """
    return _FOUR_MONTHS if is_countervailing(case) else _SIX_MONTHS


def _of_party(
    record: CaseRecord, usable: Sequence[DatedRate], party: RateParty, day: date
) -> Current:
    """The newest rate of a sort of party.

    Preliminary results of a review restate the rate of the parties that are not under review; that
    is taken where no notice at hand sets it.
    """
    if found := [rate for rate in usable if rate.rate.party is party]:
        return _newest(found)
    return _newest(
        [
            rate
            for rate in record.rates
            if rate.rate.party is party
            and rate.effect is Effect.EXPECTED
            and rate.deposit is not None
            and rate.effective is not None
            and rate.effective <= day
        ]
    )


def _newest(rates: Sequence[DatedRate]) -> Current:
    """The rates of the last day, of the last publication for it, those that say the same once."""
    if not rates:
        return ()
    last = max(_age(rate) for rate in rates)
    different: dict[object, DatedRate] = {}
    for rate in rates:
        if _age(rate) == last:
            different.setdefault((rate.deposit, rate.rate.unit), rate)
    return tuple(different.values())


def _age(rate: DatedRate) -> tuple[date, date]:
    return rate.effective or date.min, rate.notice.published or date.min


def _first(found: Iterable[Current]) -> Current:
    return next(filter(None, found), ())
