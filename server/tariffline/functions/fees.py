"""Questions about the fees of an entry."""

from __future__ import annotations

import datetime
from decimal import Decimal

from tariffline.desk import fees
from tariffline.desk.records import Desk
from tariffline.functions.catalogue import question
from tariffline.law.answer import Answer, Unknown


@question(returns="dollars and cents", example=(14172, "2026-02-01"))
def mpf(desk: Desk, value: Decimal, date: datetime.date | None = None) -> Answer | Unknown:
    """The merchandise processing fee of a formal entry, once for all its lines.

    0.3464 % of the value, within the minimum and maximum of the entry date's fiscal year. A year
    whose limits are not known is NOT_KNOWN.

    value: the entered value of all lines that are not exempt, in dollars
    date: the entry date; today when left out
    """
    return fees.mpf(desk, value, date)


@question(returns="dollars and cents", example=(14172, "2026-02-01"))
def hmf(desk: Desk, value: Decimal, date: datetime.date | None = None) -> Answer | Unknown:
    """The harbor maintenance fee of a line that arrives by vessel: 0.125 % of its value.

    value: the entered value of the line, in dollars
    date: the date of importation; today when left out
    """
    return fees.hmf(desk, value, date)
