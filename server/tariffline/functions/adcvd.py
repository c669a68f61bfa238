"""Questions about antidumping and countervailing duty cases."""

from __future__ import annotations

import datetime

from tariffline.desk import case_fields, deposits, remedies, scopes
from tariffline.desk.records import Desk
from tariffline.functions.catalogue import question
from tariffline.law.answer import Answer, Unknown
from tariffline.law.code import Code
from tariffline.law.countries import Country
from tariffline.law.remedy_case import CaseNumber


@question(
    returns="rows: case, product, status, rate range, what to check",
    example=("2922.49.40.20", "CN"),
)
def adcvd(
    desk: Desk, hts: Code, country: Country, date: datetime.date | None = None
) -> Answer | Unknown:
    """The AD/CVD cases that may cover goods: possible exposure, never certainty.

    No match is the error NO_MATCH_NOT_CLEARANCE: the words of a scope decide, not its HTS list.

    hts: the HTS number, in any usual spelling, at any depth
    country: the country of origin: ISO code, Census code or name
    date: the entry date; today when left out
    """
    return remedies.adcvd(desk, hts, country, date)


@question(returns="text", example=("A-570-836", "status"))
def case(desk: Desk, case: CaseNumber, field: str = "summary") -> Answer | Unknown:
    """A field of an AD/CVD case, as it is today.

    case: the case number, such as A-570-910
    field: summary, product, country, kind, status, since, companion, rate, rates, hts, scope,
        stage, next or notices
    """
    return case_fields.case_field(desk, case, field)


@question(returns="text", example=("A-821-824", "free cutting steel rod"))
def scope(desk: Desk, case: CaseNumber, description: str = "") -> Answer | Unknown:
    """The scope of a case; with a description, what of it speaks for and against, and what is open.

    Nothing is judged: the sentences are the notice's, and the questions are for you.

    case: the case number, such as A-570-910
    description: your product in words; the whole text when left out
    """
    return scopes.scope(desk, case, description)


@question(
    returns="rate: a number, a share of the value (0.692)",
    example=("A-570-836", "", "", "2016-06-01"),
)
def deposit(
    desk: Desk,
    case: CaseNumber,
    exporter: str = "",
    producer: str = "",
    date: datetime.date | None = None,
) -> Answer | Unknown:
    """The cash-deposit rate of a case for an exporter and a producer.

    The most specific rate decides: both together, the exporter's, the producer's, then all others
    or the country-wide entity (19 CFR 351.107). Names must be the same but for spelling; those that
    are only alike are listed with what each would cost. A rate per unit needs the quantity.

    case: the case number, such as A-570-910
    exporter: who sold the goods for export, as on the invoice
    producer: who made them
    date: the entry date; today when left out
    """
    return deposits.deposit(desk, case, exporter, producer, date)
