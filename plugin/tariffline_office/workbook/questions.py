"""The questions that the rows of a sheet put."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from tariffline_office.catalogue import FUNCTIONS
from tariffline_office.client import Failure
from tariffline_office.workbook.arguments import argument
from tariffline_office.workbook.serials import SINCE_1900
from tariffline_office.workbook.sheet import CellValue, Uncomputed, address

_MOST_REMEMBERED = 200_000
_KINDS = {p.name: p.kind for function in FUNCTIONS.values() for p in function.parameters}

Raw = Hashable  # a cell as the reader has it, before anyone asks what it shows


class Batch(NamedTuple):
    """Rows that a reader gives at once: their numbers, ascending, and the cells asked for.

    `shown` are the cells of results, where the reader has them at hand.
    """

    numbers: Sequence[int]
    cells: Sequence[Sequence[Raw]]
    shown: Sequence[Sequence[Raw]] | None = None


class Question(NamedTuple):
    """What one row tells, as text for the service; None where the cell is empty.

    `hts` and `country` stand as written: the service reads all usual spellings. `date` is ISO
    where the cell holds a date. `others` are by role, for functions that ask for other things.
    """

    hts: str | None = None
    country: str | None = None
    date: str | None = None
    facts: str | None = None
    value: str | None = None
    quantity: str | None = None
    others: tuple[tuple[str, str | None], ...] = ()

    def told(self, role: str) -> str | None:
        usual: dict[str, str | None] = self._asdict()
        return dict(self.others).get(role, usual.get(role))


@dataclass(slots=True)
class Looks:
    """What stands in the cells of results: the distinct ways, and which of them each row shows.

    `by_row[i]` is of row `first_row + i`: 0 where the sheet has no such row, or 1 + the place of
    its cells in `ways`.
    """

    first_row: int
    ways: list[Sequence[Raw]] = field(default_factory=list)
    by_row: array[int] = field(default_factory=lambda: array("I"))


@dataclass(slots=True)
class QuestionRows:
    """The distinct questions of a sheet, and which of them each row puts.

    `by_row[i]` is of row `first_row + i`: 0, or 1 + the place of its question. `looks` tell what
    the rows showed as they were read; None if the reader didn't say, or if there are too many.
    """

    first_row: int
    questions: list[Question | Failure] = field(default_factory=list)
    by_row: array[int] = field(default_factory=lambda: array("I"))
    looks: Looks | None = None

    def of(self, row: int) -> int:
        """0 where a row puts no question."""
        at = row - self.first_row
        return self.by_row[at] if 0 <= at < len(self.by_row) else 0

    def end_with_questions(self) -> None:
        """Forget what stands below the last row that puts a question."""
        while self.by_row and not self.by_row[-1]:
            self.by_row.pop()

    def of_all(self, rows: Sequence[int]) -> Sequence[int]:
        """The same of many rows."""
        start, end = rows[0] - self.first_row, rows[-1] - self.first_row + 1
        if start >= 0 and end <= len(self.by_row) and end - start == len(rows):
            return self.by_row[start:end]
        return [self.of(row) for row in rows]


def read_questions(
    sheet: str,
    columns: Sequence[tuple[str, int]],
    batches: Iterable[Batch],
    value_of: Callable[[Raw], CellValue],
    first_row: int,
    last_row: int,
    key: str = "hts",
    heading: CellValue = None,
    day_zero: datetime = SINCE_1900,
) -> QuestionRows:
    """The questions of the rows between `first_row` and `last_row` that have a `key`.

    `columns` are the roles that are asked and where they stand; the batches hold their cells in
    that order. A row that only says the `heading` of the key again, as print-outs do, asks nothing.
    Dates that are numbers are days since `day_zero`.
    """
    found = QuestionRows(first_row)
    places: dict[Question | Failure, int] = {}
    remembered: dict[Sequence[Raw], int] = {}
    key_at = [role for role, _ in columns].index(key)
    looking = _Looking(first_row)

    def place_of(number: int, cells: Sequence[Raw]) -> int:
        values = [value_of(cell) for cell in cells]
        is_heading = heading is not None and values[key_at] == heading
        question = None if is_heading else _question(sheet, number, columns, values, key, day_zero)
        place = 0 if question is None else places.setdefault(question, len(places) + 1)
        if len(remembered) < _MOST_REMEMBERED and not isinstance(question, Failure):
            remembered[cells] = place
        return place

    for batch in batches:
        looking.note(batch)
        start, end = bisect_left(batch.numbers, first_row), bisect_right(batch.numbers, last_row)
        numbers, all_cells = batch.numbers[start:end], batch.cells[start:end]
        # Most rows ask what one before them asked.
        known = map(remembered.get, all_cells)
        batch_places = [
            place_of(number, cells) if place is None else place
            for place, number, cells in zip(known, numbers, all_cells, strict=True)
        ]
        _extend(found.by_row, first_row, numbers, batch_places)
    found.questions = list(places)
    found.looks = looking.done()
    return found


class _Looking:
    """Notes what the rows below the headings show, as long as all batches say so."""

    def __init__(self, first_row: int) -> None:
        self._looks: Looks | None = Looks(first_row)
        self._places: dict[Sequence[Raw], int] = {}

    def note(self, batch: Batch) -> None:
        if self._looks is None or batch.shown is None or len(self._places) > _MOST_REMEMBERED:
            self._looks = None
            return
        start = bisect_left(batch.numbers, self._looks.first_row)
        shown = batch.shown[start:]
        places = [
            self._place_of_new(way) if place is None else place
            for place, way in zip(map(self._places.get, shown), shown, strict=True)
        ]
        _extend(self._looks.by_row, self._looks.first_row, batch.numbers[start:], places)

    def done(self) -> Looks | None:
        if self._looks:
            self._looks.ways = list(self._places)
        return self._looks

    def _place_of_new(self, way: Sequence[Raw]) -> int:
        return self._places.setdefault(way, len(self._places) + 1)


def _extend(
    by_row: array[int], first_row: int, numbers: Sequence[int], places: Iterable[int]
) -> None:
    """Note a place for each of some rows behind those that are noted."""
    if not numbers:
        return
    start = first_row + len(by_row)
    if numbers[-1] - start + 1 == len(numbers):
        by_row.extend(places)
        return
    by_row.extend([0] * (numbers[-1] - start + 1))
    for number, place in zip(numbers, places, strict=True):
        by_row[number - first_row] = place


def _question(
    sheet: str,
    row: int,
    columns: Sequence[tuple[str, int]],
    values: Sequence[CellValue],
    key: str,
    day_zero: datetime,
) -> Question | Failure | None:
    told: dict[str, str | None] = {}
    for (role, column), value in zip(columns, values, strict=True):
        if isinstance(value, Uncomputed):
            return Failure(
                "BAD_INPUT",
                f"{address(sheet, row, column)} is a formula without a stored result; "
                "open the workbook in Excel, save it, and refresh again",
            )
        told[role] = argument(value, _KINDS.get(role, "text"), day_zero)
    if told[key] is None:
        return None
    usual = {role: text for role, text in told.items() if role in Question._fields}
    others = tuple((role, text) for role, text in told.items() if role not in usual)
    return Question(**usual, others=others)
