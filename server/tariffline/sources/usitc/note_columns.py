"""Puts right a page whose text has the first column of its table apart from the others.

Text made by other programs than ours may run the columns past each other where the table stands
directly under the running head: the rows of the columns to the right begin beside the head, those
of the first column below it. One list on the page is then merely out of order; but with several,
the right-hand columns stand beside the wrong title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from tariffline.sources import SourceError

_NUMBER = re.compile(r"\d{4}(?:\.\d\d(?:\.\d\d(?:\d\d)?)?)?(?=\s|$)")
_TITLE = re.compile(r" *\(\w+\) .*?(?=  |$)")


def untangled(body: list[str]) -> list[str]:
    """The page's lines, the first of which stands beside the running head.

    Lines are only moved, and only if a number stands beside the head and a title stands below.
    Raises SourceError unless the numbers fit in one way: each list full but for its last row, and
    going up from left to right.
    """
    titles = [(at, found[0]) for at, line in enumerate(body) if (found := _TITLE.match(line))]
    if not titles or not _NUMBER.match(body[0].strip()):
        return body
    cells = [(at, c.start(), c[0]) for at, line in enumerate(body) for c in _NUMBER.finditer(line)]
    first, *others = (
        [(at, number) for at, where, number in cells if where == start]
        for start in sorted({start for _, start, _ in cells})
    )
    bounds = [-1, *(at for at, _ in titles), len(body)]
    begun = [
        [number for at, number in first if above < at < below] for above, below in pairwise(bounds)
    ]
    ways = list(_filled(begun, [[number for _, number in column] for column in others]))
    if len(ways) != 1:
        raise SourceError(
            f"the columns of a page with {titles[0][1].strip()!r} stand apart and fit together in "
            f"{len(ways)} ways; give the PDF from https://hts.usitc.gov itself"
        )
    (above, *lists) = ways[0]
    below = zip(titles, lists, strict=True)
    return [*above, *(line for (_, title), each in below for line in ("", title, "", *each))]


def _filled(begun: Sequence[Sequence[str]], others: list[list[str]]) -> Iterator[list[list[str]]]:
    """The ways to fill up the lists, of which the first column is given, from the other columns."""
    if not begun:
        if not any(others):
            yield []
        return
    rows, *rest = begun
    for width in range(len(others) + 1 if rows else 1):
        taken = [len(rows) - (at >= width) if rows else 0 for at in range(len(others))]
        if any(len(column) < count for column, count in zip(others, taken, strict=True)):
            continue
        tops = [column[:count] for column, count in zip(others, taken, strict=True)]
        numbers = [cell for row in zip_longest(rows, *tops) for cell in row if cell]
        if numbers == sorted(numbers):
            left = [column[count:] for column, count in zip(others, taken, strict=True)]
            for after in _filled(rest, left):
                yield [numbers, *after]
