"""Rows told apart without a look at their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tariffline_office.workbook.rows import PLAIN_ROW, ROW_END

_BETWEEN_ROWS = re.compile(rb'</row><row r="([0-9]++)("[^>]*+>)')
_NUMBER = re.compile(rb"[0-9]+")
_MANY = 8  # if more than one row in so many changes, one look at all is faster


class RowsApart(NamedTuple):
    """The rows of a text that is nothing but rows.

    `attributes` are the rest of the tag behind the number, `cells` what stands between the tags.
    """

    numbers: Sequence[bytes]
    attributes: Sequence[bytes]
    cells: Sequence[bytes]

    @classmethod
    def of(cls, text: bytes) -> RowsApart | None:
        """None if there is more than plain rows with an end, numbered without a gap."""
        found = _BETWEEN_ROWS.split(ROW_END + text)
        numbers = found[1::3]
        if found[0] or not numbers or int(numbers[-1]) - int(numbers[0]) + 1 != len(numbers):
            return None
        if last_row(text) != int(numbers[-1]):
            return None
        found[-1] = found[-1].removesuffix(ROW_END)
        return cls(numbers, found[2::3], found[3::3])


def last_row(text: bytes) -> int:
    """The number of the last row in a text that holds plain rows."""
    found = _NUMBER.match(text, text.rfind(PLAIN_ROW) + len(PLAIN_ROW))
    return int(found[0]) if found else 0


def stretches(text: bytes, count: int, rows: Sequence[int]) -> Iterator[tuple[bytes, bool]]:
    """A text of `count` whole rows in pieces; of each, whether it holds any of `rows` (ascending).

    All rows together where that is easier.
    """
    if len(rows) * _MANY > count:
        yield text, True
        return
    at = 0
    for row in rows:
        start = text.find(PLAIN_ROW + b'%d"' % row, at)
        if start < 0:  # its number is written in another way, such as 007
            break
        yield text[at:start], False
        at = text.index(ROW_END, start) + len(ROW_END)
        yield text[start:at], True
    else:
        yield text[at:], False
        return
    yield text[at:], True
