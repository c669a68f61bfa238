"""The dates of a notice: from when it applies, and the period that it reviews or investigates."""

from __future__ import annotations

import re
from datetime import date

from tariffline.law.dates import DateError, parse_date

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
DAY = rf"{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}"
_DAY = re.compile(DAY)
_APPLIES = re.compile(
    rf"(?i)\b(?:applicable|effective)(?:\s+dates?)?[\s:,.]*(?:(?:on|as\s+of|from|is|of)\s+)?({DAY})"
)
_ON_PUBLICATION = re.compile(
    r"(?i)\b(?:applicable|effective)\b[^.;]{0,40}\b(?:date\s+of\s+publication|upon\s+publication)"
)
_REVOKED = re.compile(
    rf"(?i)effective\s+date\s+of\s+(?:the\s+)?revocation[^.;]{{0,80}}?\b({DAY})"
    rf"|revo(?:king|ked|cation)[^.;]{{0,160}}?\beffective\s+(?:on\s+|as\s+of\s+)?({DAY})"
)
_BETWEEN = r"\s*,?\s*(?:through|to|until|and|[-–—])\s*"
_PERIOD_NAME = re.compile(r"(?i)\bperiods?\s+of\s+(?:review|investigation)\b|\bPO[RI]s?\b")
_SPAN = re.compile(rf"({_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?){_BETWEEN}({DAY})", re.IGNORECASE)
_NEAR = 160  # letters between the words "period of review" and its dates


def applicable(dates: str, body: str, published: date | None) -> date | None:
    """From when the notice applies, as its DATES section says; a revocation also in its text."""
    for pattern, text in ((_APPLIES, dates), (_REVOKED, body)):
        if found := pattern.search(text):
            return _day(next(filter(None, found.groups())))
    if _ON_PUBLICATION.search(dates):
        return published
    alone = _DAY.fullmatch(dates.strip().rstrip("."))
    return _day(alone.group()) if alone else None


def period(text: str) -> tuple[date, date] | None:
    """The period of review or investigation, where its two dates stand beside its name."""
    for name in _PERIOD_NAME.finditer(text):
        span = _SPAN.search(text, name.end(), name.end() + _NEAR)
        if span is None:
            continue
        end = _day(span[2])
        begin = _day(span[1] if re.search(r"\d{4}$", span[1]) else f"{span[1]}, {span[2][-4:]}")
        if begin and end and begin <= end:
            return begin, end
    return None


def _day(written: str) -> date | None:
    try:
        return parse_date(" ".join(written.split()))
    except DateError:
        return None  # June 31: printed wrong, so not known
