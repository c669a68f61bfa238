"""Questions to the feed of changes."""

from __future__ import annotations

import datetime

from tariffline.desk import changes as changing
from tariffline.desk import duty as duties
from tariffline.desk.records import Desk
from tariffline.functions.catalogue import question
from tariffline.law.answer import Answer, Unknown
from tariffline.law.code import Code
from tariffline.law.countries import Country
from tariffline.law.facts import NO_FACTS, Facts


@question(
    returns="rows: effective, number, kind, before, after, document",
    example=("0901.11", "2025-01-01"),
)
def changes(
    desk: Desk, hts: Code | None = None, since: datetime.date | None = None
) -> Answer | Unknown:
    """What changed in the law, newest first.

    hts: a number: the changes of its line, its headings and the lines under it; all when left out
    since: changes that take effect on this date or later
    """
    return changing.changed(desk, hts, since)


@question(
    returns="rate: what RATE answers, and again whenever a change touches it",
    example=("6109.10.00.12", "VN"),
    streams=True,
)
def watch(desk: Desk, hts: Code, country: Country, facts: Facts = NO_FACTS) -> Answer | Unknown:
    """All duties of today as one number, to be asked again when the feed touches it.

    In Excel the cell updates by itself; over HTTP this is the answer of the moment, and its scope
    says which changes to wait for.

    hts: the HTS number, in any usual spelling
    country: the country of origin: ISO code, Census code or name
    facts: what only the importer knows, such as usmca=yes or claim=KR
    """
    return duties.rate(desk, hts, country, None, facts)
