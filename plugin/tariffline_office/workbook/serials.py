"""Dates in cells: numbers of days, which only the number format tells from other numbers.

Importing openpyxl for this would cost more than refreshing ten thousand rows.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

SINCE_1900 = datetime.fromisoformat("1899-12-30")
SINCE_1904 = datetime.fromisoformat("1904-01-01")
# Formats that have a number but no code: ECMA-376-1, 18.8.30 (27 to 36 and 50 to 58: East Asia).
DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_DAY_SECONDS = 86_400
# Literal text, and brackets other than those of elapsed time.
_NO_PART = re.compile(r'"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]|[_\\*].', re.IGNORECASE)


def is_date_code(code: str) -> bool:
    """Whether a number format shows dates or times; its first section, for positive numbers."""
    return bool(re.search("[dmhys]", _NO_PART.sub("", code).split(";")[0], re.IGNORECASE))


def from_serial(days: float, epoch: datetime) -> datetime | time:
    """A number of days as the date and time that it shows. Raises OverflowError beyond year 9999.

    The calendar of 1900 has a 29 February that never was: https://support.microsoft.com/kb/214326
    """
    whole, fraction = divmod(days, 1)
    clock = timedelta(milliseconds=round(fraction * _DAY_SECONDS * 1000))
    if 0 <= days < 1 and not clock.days:
        return (epoch + clock).time()
    if 0 < days < 60 and epoch == SINCE_1900:
        whole += 1
    return epoch + timedelta(days=whole) + clock
