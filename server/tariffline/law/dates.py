"""Dates as people and cells write them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from tariffline.law.quoted import quoted

_EXCEL_ZERO = date(1899, 12, 30)  # right from 1 March 1900 on; Excel's 29 February 1900 never was
_SERIALS = range(20_000, 80_000)  # 1954 to 2119: no other number in a date cell looks like it
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_ISO = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}(?:[T ].*)?")
_US = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3,9})\.?[- ,]+([0-9]{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? +([0-9]{4})")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


class DateError(ValueError):
    """The value is no date; the message says what to write instead."""


def parse_date(value: object) -> date:
    """Read a date: 2026-05-01, 20260501, 5/1/2026 (U.S. order), 1 May 2026, an Excel serial.

    Raises DateError with the value and the remedy.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, bool) and isinstance(value, str | int | float):
        try:
            whole = isinstance(value, float) and value.is_integer()
            return _from_text(f"{value:.0f}" if whole else str(value).strip())
        except ValueError:
            pass
    raise DateError(f"{quoted(value)} is not a date; write it as 2026-05-01")


@lru_cache(maxsize=4096)
def _from_text(text: str) -> date:
    if _SERIAL.fullmatch(text) and int(float(text)) in _SERIALS:
        return _EXCEL_ZERO + timedelta(days=int(float(text)))
    if _ISO.fullmatch(text):
        return datetime.fromisoformat(text).date()
    if found := _US.fullmatch(text):
        month, day, year = map(int, found.groups())
        return date(year, month, day)
    if found := _DAY_FIRST.fullmatch(text):
        return date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return date(int(found[3]), _month(found[1]), int(found[2]))
    raise ValueError(text)


def _month(word: str) -> int:
    for number, name in enumerate(_MONTHS, 1):
        if name.startswith(word.lower()):
            return number
    raise ValueError(word)
