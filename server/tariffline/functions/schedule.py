"""Questions to the Harmonized Tariff Schedule."""

from __future__ import annotations

import datetime

from tariffline.desk import base as base_duty
from tariffline.desk import lines, searching, status
from tariffline.desk.records import Desk
from tariffline.functions.catalogue import question
from tariffline.law.answer import Answer, Unknown
from tariffline.law.code import Code
from tariffline.law.countries import Country
from tariffline.law.facts import NO_FACTS, Facts


@question(returns="text", example=("8471.30.01.00", "general"))
def hts(
    desk: Desk, hts: Code, field: str = "description", date: datetime.date | None = None
) -> Answer | Unknown:
    """A field of a tariff line, as the schedule prints it.

    Rates a line does not print are those of its rate line above.

    hts: the HTS number, in any usual spelling
    field: description, path, line, units, general, special, other, footnotes, quota,
        additional or edition
    date: the entry date; today when left out
    """
    return lines.field(desk, hts, field, date)


@question(returns="text", example=("8471.30.01.00",))
def description(desk: Desk, hts: Code, date: datetime.date | None = None) -> Answer | Unknown:
    """The full description of a number: the words of every level from the heading down.

    hts: the HTS number, in any usual spelling
    date: the entry date; today when left out
    """
    return lines.description(desk, hts, date)


@question(returns="text", example=("0101.21.00.10",))
def unit(desk: Desk, hts: Code, date: datetime.date | None = None) -> Answer | Unknown:
    """The units of quantity to report, joined by ", "; X where none is needed.

    hts: the HTS number, in any usual spelling
    date: the entry date; today when left out
    """
    return lines.units(desk, hts, date)


@question(
    returns="rate: a number when free or ad valorem (0.165), else as printed (4.4¢/kg)",
    example=("7307.91.50.10", "KR"),
)
def base(
    desk: Desk,
    hts: Code,
    country: Country | None = None,
    date: datetime.date | None = None,
    facts: Facts = NO_FACTS,
) -> Answer | Unknown:
    """The base rate of duty, before any additional duty of chapter 99.

    Column 1 general; column 1 special when a programme is claimed in facts; column 2 for its
    countries. A programme that could be claimed, but is not, is named in the notes.

    hts: the HTS number, in any usual spelling
    country: the country of origin: ISO code, Census code or name; column 1 general when left out
    date: the entry date; today when left out
    facts: what only the importer knows, such as usmca=yes or claim=KR
    """
    return base_duty.base(desk, hts, country, date, facts)


@question(returns="OK, or an error that says what to use instead", example=("8471.30.01.00",))
def check(desk: Desk, hts: Code, date: datetime.date | None = None) -> Answer | Unknown:
    """Whether an entry of the date can report the number as it is written.

    hts: the HTS number, in any usual spelling
    date: the entry date; today when left out
    """
    return lines.check(desk, hts, date)


@question(returns="rows: line, path", example=("horses", 3))
def search(desk: Desk, text: str, n: int = 10) -> Answer | Unknown:
    """Tariff lines by words of their description or by a fragment of their number, best first.

    text: words, or digits, or both
    n: how many lines at most, 1 to 100
    """
    return searching.search(desk, text, n)


@question(returns="text", example=())
def asof(desk: Desk) -> Answer | Unknown:
    """The edition of the schedule in use."""
    return status.as_of(desk)
