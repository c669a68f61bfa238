"""Questions about what would be collected on a line."""

from __future__ import annotations

import datetime
from decimal import Decimal

from tariffline.desk import duty as duties
from tariffline.desk import duty_amount
from tariffline.desk import why as reasons
from tariffline.desk.records import Desk
from tariffline.functions.catalogue import question
from tariffline.law.answer import Answer, Unknown
from tariffline.law.code import Code
from tariffline.law.countries import Country
from tariffline.law.facts import NO_FACTS, Facts
from tariffline.law.quantities import NO_QUANTITIES, Quantities


@question(
    returns="rate: a number (0.265) where every part is ad valorem",
    example=("7307.91.50.10", "CN", "2026-05-01"),
)
def rate(
    desk: Desk,
    hts: Code,
    country: Country,
    date: datetime.date | None = None,
    facts: Facts = NO_FACTS,
) -> Answer | Unknown:
    """All duties of a line as one number: the base rate and every additional duty of chapter 99.

    NEEDS, with the range, where a fact that was not given decides or a part is no share of the
    value. Fees and AD/CVD deposits are not in it.

    hts: the HTS number, in any usual spelling
    country: the country of origin: ISO code, Census code or name
    date: the entry date; today when left out
    facts: what only the importer knows, such as usmca=yes; steel=0.4; use=auto parts
    """
    return duties.rate(desk, hts, country, date, facts)


@question(
    returns="dollars and cents", example=("7307.91.50.10", "CN", 10000, "2026-05-01", "100 kg")
)
def duty(
    desk: Desk,
    hts: Code,
    country: Country,
    value: Decimal,
    date: datetime.date | None = None,
    quantity: Quantities = NO_QUANTITIES,
    facts: Facts = NO_FACTS,
) -> Answer | Unknown:
    """What would be collected on a line: base and additional duties, without fees.

    Rounded as on an entry summary: each heading to the cent. NEEDS, with the range, where a fact
    or a quantity that was not given decides.

    hts: the HTS number, in any usual spelling
    country: the country of origin: ISO code, Census code or name
    value: the entered value in dollars
    date: the entry date; today when left out
    quantity: in the line's first unit, or with units: 12 kg; 5 doz.
    facts: what only the importer knows, such as usmca=yes; steel=0.4; use=auto parts
    """
    return duty_amount.duty(desk, hts, country, value, date, quantity, facts)


@question(
    returns="rows: heading, programme, rate, amount, source",
    example=("7307.91.50.10", "CN", 10000, "2026-05-01"),
)
def stack(
    desk: Desk,
    hts: Code,
    country: Country,
    value: Decimal | None = None,
    date: datetime.date | None = None,
    quantity: Quantities = NO_QUANTITIES,
    facts: Facts = NO_FACTS,
) -> Answer | Unknown:
    """Each part of a line's duty, in the order in which its headings are filed.

    Headings that levy nothing are filed too: exemptions, and goods left to another programme.
    Amounts are given where a value is.

    hts: the HTS number, in any usual spelling
    country: the country of origin: ISO code, Census code or name
    value: the entered value in dollars
    date: the entry date; today when left out
    quantity: in the line's first unit, or with units: 12 kg; 5 doz.
    facts: what only the importer knows, such as usmca=yes; steel=0.4; use=auto parts
    """
    return duty_amount.rows(desk, hts, country, value, date, quantity, facts)


@question(returns="text", example=("7307.91.50.10", "CN", "2026-05-01"))
def why(
    desk: Desk,
    hts: Code,
    country: Country,
    date: datetime.date | None = None,
    facts: Facts = NO_FACTS,
) -> Answer | Unknown:
    """A line's duty explained in words, a line each.

    Each part with its law and dates, what gave way, what could be claimed, and what is published
    for later days.

    hts: the HTS number, in any usual spelling
    country: the country of origin: ISO code, Census code or name
    date: the entry date; today when left out
    facts: what only the importer knows, such as usmca=yes; steel=0.4; use=auto parts
    """
    return reasons.why(desk, hts, country, date, facts)
