"""The base duty: column 1 general, column 1 special when it is claimed, or column 2."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

from tariffline.desk.chapter_98 import under_chapter_98
from tariffline.desk.find import Found
from tariffline.desk.lines import agreed
from tariffline.desk.records import Desk
from tariffline.desk.shipment import Shipment
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.code import Code, dotted
from tariffline.law.countries import Country
from tariffline.law.facts import Facts
from tariffline.law.programmes import COLUMN_2, COLUMN_2_SOURCE, PROGRAMMES, VARIANTS, Programme
from tariffline.law.rates import Rate, RateError, read_rate
from tariffline.law.schedule import Row
from tariffline.law.special import SpecialRate, read_special


def base(
    desk: Desk, code: Code, origin: Country | None, day: date | None, facts: Facts
) -> Answer | Unknown:
    """The rate before any additional duty: a number when free or ad valorem, else as printed.

    A programme needs the importer's claim (19 CFR 10): without one the general rate is given,
    and the programmes that could be claimed are named.
    """
    shipment = Shipment(origin, day or desk.today, facts)
    if refused := _refused(shipment):
        return refused
    article = agreed(desk, code, day, partial(_rate_of, shipment))
    return under_chapter_98(desk, shipment, article)


def _refused(shipment: Shipment) -> Unknown | None:
    """A claim that the origin does not allow."""
    for symbol in shipment.facts.claims:
        programme = PROGRAMMES[symbol]
        if shipment.origin is None:
            return Unknown(
                ErrorCode.NEEDS, f"a claim of {symbol} needs the country of origin", ("country",)
            )
        if not programme.open_to(shipment.origin.iso):
            return Unknown(
                ErrorCode.BAD_INPUT,
                f"{shipment.origin.name} can't claim {symbol} ({programme.name}); "
                f"it is for {', '.join(sorted(programme.countries))} ({programme.source})",
            )
    return None


def _rate_of(shipment: Shipment, found: Found) -> Answer | Unknown:
    row = found.edition.rate_row(found.position)
    if row is None:
        return Unknown(ErrorCode.NOT_KNOWN, f"{dotted(found.code)} prints no rate of duty")
    try:
        if shipment.origin and shipment.origin.iso in COLUMN_2:
            return _column_2(shipment, found, row)
        return _column_1(shipment, found, row)
    except RateError as error:
        return Unknown(ErrorCode.NOT_KNOWN, f"{dotted(row.code)}: {error}")


def _column_2(shipment: Shipment, found: Found, row: Row) -> Answer | Unknown:
    notes = (f"column 2 applies to {shipment.origin and shipment.origin.name}: {COLUMN_2_SOURCE}",)
    return _said(shipment, found, row, "column 2", row.other, notes)


def _column_1(shipment: Shipment, found: Found, row: Row) -> Answer | Unknown:
    special = read_special(row.special)
    notes: list[str] = []
    for symbol in shipment.facts.claims:
        programme = PROGRAMMES[symbol]
        if gap := programme.gap_on(shipment.day):
            notes.append(f"{symbol} gives nothing on {shipment.day}: {gap.source}")
        elif (part := _part(special, symbol)) is None:
            notes.append(f"{symbol} was claimed, but {dotted(row.code)} is not among its lines")
        else:
            told = (
                f"{symbol}: {programme.name} ({programme.source})",
                *_condition(programme),
                *_restored(programme, shipment.day),
            )
            said = _said(shipment, found, row, "column 1 special", part.rate, told)
            return _until(said, programme.last_day(shipment.day))
    if shipment.origin:
        origin, claims = shipment.origin.iso, shipment.facts.claims
        notes += _claimable(row.special, origin, claims, shipment.day)
    return _said(shipment, found, row, "column 1 general", row.general, notes)


def _part(special: Iterable[SpecialRate], symbol: str) -> SpecialRate | None:
    symbols = set(VARIANTS.get(symbol, (symbol,)))
    return next((part for part in special if symbols.intersection(part.programmes)), None)


def _until(said: Answer | Unknown, last: date | None) -> Answer | Unknown:
    """The answer, holding no longer than the programme does."""
    if isinstance(said, Unknown) or last is None:
        return said
    return replace(said, valid_until=min(last, said.valid_until or last))


def _condition(programme: Programme) -> tuple[str, ...]:
    return (f"only for: {programme.condition}",) if programme.condition else ()


def _restored(programme: Programme, day: date) -> tuple[str, ...]:
    lapse = programme.restored_on(day)
    return (f"{programme.symbol} had lapsed on {day}: {lapse.source}",) if lapse else ()


@lru_cache(maxsize=16_384)
def _claimable(special: str, origin: str, claims: tuple[str, ...], day: date) -> tuple[str, ...]:
    """The programmes of the cell that the origin could claim on the day, each with its rate.

    Kept, for thousands of lines print the same cell.
    """
    return tuple(
        f"{part.rate.text} if {symbol} is claimed: {PROGRAMMES[symbol].name}"
        for part in read_special(special)
        for symbol in part.programmes
        if symbol not in claims
        and PROGRAMMES[symbol].open_to(origin)
        and PROGRAMMES[symbol].gap_on(day) is None
    )


def _said(
    shipment: Shipment,
    found: Found,
    row: Row,
    column: str,
    rate: Rate | str,
    notes: Iterable[str],
) -> Answer | Unknown:
    read = read_rate(rate) if isinstance(rate, str) else rate
    number = read.number
    if not read.components and number is None and not read.text.strip(": "):
        return Unknown(ErrorCode.NOT_KNOWN, f"{dotted(found.code)} prints no {column} rate")
    origin = shipment.origin.iso if shipment.origin else ""
    value = read.text if number is None else number
    return found.answer(value, found.cite(row, column, read.text), origin=origin, notes=[*notes])
