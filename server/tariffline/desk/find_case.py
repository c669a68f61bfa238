"""From a case number to its record, or why there is none."""

from __future__ import annotations

from difflib import get_close_matches

from tariffline.desk.records import Desk
from tariffline.law.answer import ErrorCode, Unknown
from tariffline.law.remedy_case import CaseNumber
from tariffline.law.remedy_record import CaseRecord

_MOST_NEAR = 5


def find_case(desk: Desk, case: CaseNumber) -> CaseRecord | Unknown:
    """The record of a case at hand; near numbers are named where there is none."""
    if record := desk.cases.get(case.number):
        return record
    near = get_close_matches(case.number, desk.cases.records, _MOST_NEAR, 0.85)
    remedy = f"; near numbers: {', '.join(near)}" if near else ""
    message = (
        f"{case.number} is in none of the notices at hand, on {len(desk.cases):,} cases to "
        f"{desk.cases.known_to}; that it is missing does not mean that there is no order{remedy}"
    )
    return Unknown(ErrorCode.NOT_FOUND, message, choices=tuple(near))
