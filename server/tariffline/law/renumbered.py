"""Statistical numbers that were split: what a list says of the old one holds for the new ones.

Statistical numbers change under 19 U.S.C. 1484(f) without the lists of chapter 99 being printed
anew: note 16(c)(vii) of HTS 2026 Rev 20 still says 8413.91.90.55, which is no more since 1 July
2026. The goods are the same, and so is what is levied on them. A list that starts on the day or
later was written knowing the new numbers and is left as it is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

_ROWS = {
    # HTS 2026 Rev 11, change record: those that a list names with ten digits
    date(2026, 7, 1): """
        2106.90.99.98 > 2106.90.99.93 2106.90.99.94
        3926.90.99.10 > 3926.90.99.15 3926.90.99.20
        8413.91.90.10 > 8413.91.90.15 8413.91.90.41
        8413.91.90.55 > 8413.91.90.20 8413.91.90.44
        8413.91.90.60 > 8413.91.90.29 8413.91.90.44
        8413.91.90.85 > 8413.91.90.39 8413.91.90.46
        8413.91.90.96 > 8413.91.90.59 8413.91.90.99
        8479.89.95.99 > 8479.89.95.10 8479.89.95.97
        8479.90.95.96 > 8479.90.95.10 8479.90.95.91
        8707.10.00.40 > 8707.10.00.30 8707.10.00.90
        8708.29.51.60 > 8708.29.51.50 8708.29.51.90
        8708.80.16.00 > 8708.80.16.10 8708.80.16.90
    """,
}


def _split() -> Iterator[tuple[str, tuple[date, tuple[str, ...]]]]:
    for day, rows in _ROWS.items():
        for row in rows.strip().splitlines():
            old, _, new = row.replace(".", "").partition(" > ")
            yield old.strip(), (day, tuple(new.split()))


# By the old number: from when, and what it became.
SPLIT: Mapping[str, tuple[date, tuple[str, ...]]] = dict(_split())
