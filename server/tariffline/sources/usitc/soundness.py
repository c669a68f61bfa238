"""Whether a whole export makes sense as a schedule: what altering a file breaks first.

The limits are far above what any real edition of 2025 and 2026 has, which the tests hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tariffline.law.rates import RateError, read_rate
from tariffline.law.schedule import Row
from tariffline.law.special import read_special
from tariffline.law.tree import parents, reportable

_GOODS = "97"  # the last chapter of goods: 98 and 99 have lines that print no general rate


@dataclass(frozen=True, slots=True)
class _Rule:
    """What must be rare: the rows it finds, how many may be, and what they are."""

    find: Callable[[Sequence[Row]], list[Row]]
    most: int
    words: str


def unsound(rows: Sequence[Row]) -> str:
    """What is wrong with the whole of them, in words; "" for a sound schedule."""
    for rule in _RULES:
        found = rule.find(rows)
        if len(found) > rule.most:
            first = found[0].code or found[0].description[:40]
            return f"{len(found):,} rows {rule.words}, the first at {first}"
    return ""


def _without_rate(rows: Sequence[Row]) -> list[Row]:
    """Lines of goods without a general rate of their own or of a row they stand below."""
    above = parents(rows)
    lines = reportable([row.code for row in rows if row.code])
    return [
        row
        for at, row in enumerate(rows)
        if row.code in lines and row.code[:2] <= _GOODS and not _has_rate(rows, above, at)
    ]


def _has_rate(rows: Sequence[Row], above: Sequence[int], at: int) -> bool:
    code = rows[at].code
    while at >= 0:
        if rows[at].general and code.startswith(rows[at].code):
            return True
        at = above[at]
    return False


def _unreadable(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.prints_rate and not _reads(row)]


def _reads(row: Row) -> bool:
    try:
        read_rate(row.general)
        read_rate(row.other)
        read_special(row.special)
    except RateError:
        return False
    return True


def _with_markup(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if "<" in row.description]


_RULES = (
    _Rule(_without_rate, 25, "are lines of goods without a general rate of duty"),
    _Rule(_unreadable, 100, "print a rate of duty that can't be read"),
    _Rule(_with_markup, 100, "hold markup"),
)
