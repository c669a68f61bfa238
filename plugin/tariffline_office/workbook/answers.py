"""Decides which cell gets which value. Knows no file; every writer follows it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import chain, compress, count, islice, repeat
from operator import itemgetter
from typing import NamedTuple

from tariffline_office.client import Failure, Outcome, Rows
from tariffline_office.workbook.arguments import certain
from tariffline_office.workbook.asking import Answers
from tariffline_office.workbook.columns import Result
from tariffline_office.workbook.headings import Layout
from tariffline_office.workbook.questions import Question, QuestionRows, Raw
from tariffline_office.workbook.sheet import LAST_ROW, CellValue

MOST_CHARACTERS = 32_767  # of one cell
_MOST_REMEMBERED = 100_000
# XML 1.0 has no way to write these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Wanted = str | Decimal | None


class Change(NamedTuple):
    """A cell that shall hold `value`: text (never a formula), a number, or None: empty."""

    column: int
    value: Wanted
    number_format: str = "General"


class Replaced(NamedTuple):
    """A row whose answers are replaced: the cells of results, of the HTS number, of the value.

    Where a sheet asks by something else than HTS numbers, `hts` is that.
    """

    row: int
    question: int
    shown: Sequence[CellValue]
    hts: CellValue
    value: CellValue


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list whose questions are read: its results with their places, the last `new` of them new.

    `name` is that of its sheet. `table` names the table that the new columns shall be part of.
    Below `last_row` nothing is its own. `list_name` is that of the list, where its sheet has
    several.
    """

    name: str
    layout: Layout
    rows: QuestionRows
    results: Sequence[tuple[Result, int]]
    new: int
    table: str | None = None
    last_row: int = LAST_ROW
    list_name: str = ""

    @property
    def label(self) -> str:
        """Its sheet and, where that has several lists, its name: Parts [Motors]."""
        return f"{self.name} [{self.list_name}]" if self.list_name else self.name

    def owns(self, row: int) -> bool:
        """Whether a row below the headings is its own."""
        return self.layout.heading_row < row <= self.last_row

    @property
    def columns(self) -> list[int]:
        """What `Decisions.row` is to be told of each row, in this order."""
        roles = (self.layout.key, "value")
        more = {self.layout.columns[r] for r in roles if r in self.layout.columns}
        return sorted({column for _, column in self.results} | more)

    @property
    def new_columns(self) -> list[int]:
        return [column for _, column in self.results[len(self.results) - self.new :]]


@dataclass
class Decisions:
    """What must change in the rows of a sheet to show the answers; remembers what it replaces."""

    sheet: Sheet
    answers: Answers
    value_of: Callable[[Raw], CellValue]
    tell_replaced: Callable[[Replaced], None]
    changed: set[int] = field(default_factory=set)  # columns

    def __post_init__(self) -> None:
        columns = self.sheet.columns
        self._places = [columns.index(column) for _, column in self.sheet.results]
        self._shown = taking(self._places)
        told = self.sheet.layout.columns
        self._hts = columns.index(told[self.sheet.layout.key])
        self._value = columns.index(told["value"]) if "value" in told else None
        self._results = [result for result, _ in self.sheet.results]
        self._edition = next(i for i, r in enumerate(self._results) if not r.function)
        self._may_replace = self.sheet.results[self._edition][1] not in self.sheet.new_columns
        self._wanted: dict[int, tuple[Wanted, ...]] = {}
        self._decided: dict[tuple[int, Sequence[Raw]], Sequence[Change]] = {}
        self._alike: dict[tuple[bool, Sequence[Wanted], Sequence[Raw]], Sequence[Change]] = {}
        self._formats = [result.number_format for result in self._results]

    def heading(self) -> list[Change]:
        """The headings that must be added."""
        start = len(self.sheet.results) - self.sheet.new
        return [Change(column, r.heading) for r, column in self.sheet.results[start:]]

    def row(self, number: int, cells: Sequence[Raw]) -> Sequence[Change]:
        """What must change in a row below the headings: nothing if it shows its answers already.

        A row that puts no question any more loses its results.
        """
        return self.rows([number], [cells])[0]

    def rows(
        self, numbers: Sequence[int], cells: Sequence[Sequence[Raw]]
    ) -> list[Sequence[Change]]:
        """What must change in each of many rows, as `row` says."""
        questions = self.sheet.rows.of_all(numbers)
        keys = [*zip(questions, map(self._shown, cells), strict=True)]
        # Most rows look like one before them, so most are decided already.
        all_changes = [
            self._decide_once(key) if changes is None else changes
            for key, changes in zip(keys, map(self._decided.get, keys), strict=True)
        ]
        if self._may_replace and any(all_changes):
            for number, question, row, changes in zip(
                numbers, questions, cells, all_changes, strict=True
            ):
                if changes:
                    self._note(number, question, row)
        return all_changes

    @cached_property
    def rows_to_change(self) -> array[int] | None:
        """The rows that must change, in order, by what they showed when their questions were read.

        None where that was not noted, or where columns are new.
        """
        rows, looks = self.sheet.rows, self.sheet.rows.looks
        if looks is None or self.sheet.new:
            return None
        ways: list[Sequence[Raw]] = [(b"",) * len(self._results), *looks.ways]

        own = max(self.sheet.last_row - looks.first_row + 1, 0)

        def shown() -> Iterator[tuple[int, int]]:
            return zip(chain(rows.by_row, repeat(0)), islice(looks.by_row, own), strict=False)

        must = {each for each in set(shown()) if self._decide_once((each[0], ways[each[1]]))}
        if not must:
            return array("I")
        return array("I", compress(count(looks.first_row), map(must.__contains__, shown())))

    def new_row(self, question: int) -> Sequence[Change]:
        """What must change in a row that puts a question and in which no result stands yet."""
        return self._decide(question, (b"",) * len(self._results))

    def _decide_once(self, key: tuple[int, Sequence[Raw]]) -> Sequence[Change]:
        changes = self._decide(*key)
        if len(self._decided) >= _MOST_REMEMBERED:
            self._decided.clear()
            self._alike.clear()
        self._decided[key] = changes
        return changes

    def wanted(self, question: int) -> tuple[Wanted, ...]:
        """What the results of a question show, in their order."""
        known = self._wanted.get(question)
        if known is None:
            known = self._wanted[question] = self._all_wanted(question)
        return known

    def _decide(self, question: int, raw: Sequence[Raw]) -> Sequence[Change]:
        """Rows that show the same and shall show the same get one and the same decision."""
        wanted = self.wanted(question)
        alike = (bool(question), wanted, raw)
        changes = self._alike.get(alike)
        if changes is None:
            changes = self._alike[alike] = self._changes(bool(question), wanted, raw)
        return changes

    def _changes(
        self, is_asked: bool, wanted: Sequence[Wanted], raw: Sequence[Raw]
    ) -> Sequence[Change]:
        shown = [self.value_of(cell) for cell in raw]
        if not is_asked and not was_answered(shown[self._edition]):
            return ()
        return tuple(
            Change(column, wants, look)
            for (_, column), wants, value, look in zip(
                self.sheet.results, wanted, shown, self._formats, strict=True
            )
            if not same_value(value, wants)
        )

    def _note(self, row: int, question: int, cells: Sequence[Raw]) -> None:
        raw: Sequence[Raw] = self._shown(cells)
        if not was_answered(self.value_of(raw[self._edition])):
            return
        value = None if self._value is None else self.value_of(cells[self._value])
        shown = [self.value_of(cell) for cell in raw]
        hts = self.value_of(cells[self._hts])
        self.tell_replaced(Replaced(row, question, shown, hts, value))

    def _all_wanted(self, place: int) -> tuple[Wanted, ...]:
        if not place:
            return (None,) * len(self._results)
        question = self.sheet.rows.questions[place - 1]
        if isinstance(question, Failure):
            edition = self.answers.told.edition
            return tuple(cell_value(question) if r.function else edition for r in self._results)
        kept = [self.answers.kept(r, question) for r in self._results if r.function]
        outcomes = (cell_value(each.outcome) for each in kept)
        return tuple(
            next(outcomes) if r.function else self.answers.edition(kept) for r in self._results
        )


def taking(places: Sequence[int]) -> Callable[[Sequence[Raw]], Sequence[Raw]]:
    """What takes the cells at some places out of a row's."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple(cells[place] for place in places)


def failures(sheet: Sheet, question: Question | Failure, answers: Answers) -> list[Failure]:
    """What went wrong with a question; empty if every result of it has an answer."""
    if isinstance(question, Failure):
        return [question]
    outcomes = [answers.to(result, question) for result, _ in sheet.results if result.function]
    return [outcome for outcome in outcomes if isinstance(outcome, Failure)]


def was_answered(edition: CellValue) -> bool:
    """Only a row that was answered names its edition: totals and notes in our columns stay."""
    return isinstance(edition, str)


def cell_value(outcome: Outcome) -> str | Decimal:
    """A number as one; all else as text that a cell can hold, an error as `CODE: message`."""
    if isinstance(outcome, int | Decimal) and not isinstance(outcome, bool):
        return Decimal(outcome)
    text = _in_one_cell(outcome) if isinstance(outcome, list) else str(outcome)
    if isinstance(outcome, Failure):
        text = f"{outcome.code}: {outcome.message}"
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:MOST_CHARACTERS]


def same_value(shown: object, wanted: Wanted) -> bool:
    """Whether a cell that holds `shown` needs no writing; no text and no value are alike."""
    if isinstance(wanted, Decimal):
        if isinstance(shown, bool) or not isinstance(shown, int | float):
            return False
        # A number that lies between two of so many digits may be rounded either way.
        return certain(shown) == certain(wanted) or float(wanted) == shown
    return isinstance(shown, str | None) and (shown or None) == (wanted or None)


def _in_one_cell(rows: Rows) -> str:
    """A table as one text: its rows, and in each what it holds."""
    lines = (" – ".join(str(cell) for cell in row if cell not in (None, "")) for row in rows)
    return "; ".join(lines) or "none"
