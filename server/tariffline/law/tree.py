"""One edition of the schedule as a tree, in memory: the index every answer is read from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, pairwise

from tariffline.law.schedule import Row


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """An edition and its three dates, which are never the same thing.

    `effective`: the law's date. `published`: when USITC released it. `retrieved`: when its bytes
    came here. `basis` says how the effective date is known ("stated" or "publication date").
    `whole` is false for a sample. `lines` counts the numbers an entry can use.
    """

    name: str
    effective: date
    published: date | None
    retrieved: datetime
    basis: str
    whole: bool
    rows: int
    lines: int
    source: str
    sha256: str

    @property
    def label(self) -> str:
        """The name shown with every answer; a sample is never mistaken for the schedule."""
        return self.name if self.whole else f"sample, {self.lines} lines, {self.name}"


class Edition:
    """Rows in official order, with parents by indent and numbers by digits."""

    def __init__(self, info: EditionInfo, rows: Sequence[Row]) -> None:
        self.info = info
        self.rows = rows
        self._parents = parents(rows)
        self._position = {row.code: index for index, row in enumerate(rows) if row.code}
        self.codes = sorted(self._position)
        self._lines = reportable(self.codes)

    def at(self, code: str) -> int:
        """Where a printed number stands. Raises KeyError for a number that is not printed."""
        return self._position[code]

    def chain(self, position: int) -> list[Row]:
        """The row and its ancestors, from the heading down, superior rows included."""
        return [*self._upward(position)][::-1]

    def path(self, position: int) -> str:
        """The full description: each level's words, from the heading down."""
        return " > ".join([row.description.rstrip(": ") for row in self.chain(position)])

    def rate_row(self, position: int) -> Row | None:
        """The row whose rates apply: itself, or the nearest ancestor that prints any.

        Only an ancestor by indent that is also a prefix counts: 2025 rev 16 prints 9401.99.30.30
        below 9401.99.25, whose rates are not its own.
        """
        code = self.rows[position].code
        for row in self._upward(position):
            if row.prints_rate and code.startswith(row.code):
                return row
        return None

    def prints(self, code: str) -> bool:
        """Whether a row of its own stands for the number."""
        return code in self._position

    def codes_under(self, prefix: str) -> Sequence[str]:
        """Every printed number that begins with the digits, ascending, the number itself too."""
        return between(self.codes, prefix)

    def is_line(self, code: str) -> bool:
        """Whether an entry can report the number (see `reportable`)."""
        return code in self._lines

    def lines_under(self, prefix: str) -> list[str]:
        """The reportable numbers that begin with the digits."""
        return [code for code in self.codes_under(prefix) if code in self._lines]

    def nearest_printed(self, code: str) -> str:
        """The longest printed number or prefix with numbers under it; "" if there is none."""
        for length in range(len(code), 1, -2):
            if self.codes_under(code[:length]):
                return code[:length]
        return ""

    def rows_below(self, position: int) -> Iterator[Row]:
        """Every row deeper than it, in order."""
        top = self.rows[position].indent
        for index in range(position + 1, len(self.rows)):
            if self.rows[index].indent <= top:
                return
            yield self.rows[index]

    def lines_below(self, position: int) -> Iterator[str]:
        """The reportable numbers of the row and of every row deeper than it, in order."""
        for row in chain((self.rows[position],), self.rows_below(position)):
            if row.code in self._lines:
                yield row.code

    def _upward(self, position: int) -> Iterator[Row]:
        """The row, its parent, and so on up to the heading."""
        while position >= 0:
            yield self.rows[position]
            position = self._parents[position]


def between(codes: Sequence[str], prefix: str) -> Sequence[str]:
    """Of ascending numbers, those that begin with the digits."""
    start = bisect_left(codes, prefix)
    end = bisect_left(codes, prefix + ":")  # ":" sorts right after "9"
    return codes[start:end]


def reportable(codes: Sequence[str]) -> frozenset[str]:
    """The numbers an entry can report, among ascending ones.

    Ten digits; or eight where no statistical suffix is printed below (some lines of chapters
    91 and 98, most of chapter 99).
    """
    return frozenset(
        code
        for code, next_code in pairwise((*codes, ""))
        if len(code) == 10 or (len(code) == 8 and not next_code.startswith(code))
    )


def parents(rows: Sequence[Row]) -> list[int]:
    """The position of each row's parent (−1 at the top): the nearest row above that is less deep.

    Indents jump (2620.99.75.20 is 5 below a 3), so depth is compared, never counted.
    """
    result: list[int] = []
    open_rows: list[int] = []
    for index, row in enumerate(rows):
        while open_rows and rows[open_rows[-1]].indent >= row.indent:
            open_rows.pop()
        result.append(open_rows[-1] if open_rows else -1)
        open_rows.append(index)
    return result
