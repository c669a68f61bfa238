"""What moved since a workbook was last refreshed: before, after, why, and what it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from tariffline_office.client import Failure
from tariffline_office.feed import ALWAYS, Change, Scope, touches
from tariffline_office.kept import Kept, digits_of
from tariffline_office.workbook.answers import Decisions, Replaced, Sheet, Wanted, same_value
from tariffline_office.workbook.arguments import certain
from tariffline_office.workbook.asking import Answers
from tariffline_office.workbook.columns import Result
from tariffline_office.workbook.questions import Question
from tariffline_office.workbook.sheet import CellValue, address

MOST_TOLD = 10_000  # of the results that moved, one by one; the rest are counted
_CENT = Decimal("0.01")
_MOST_REASONS = 5
_RATES = ("RATE", "BASE")  # all duties together, then the one of the schedule alone
_OTHERWISE = "no change of law on record: the day, or the question in the row, is another"


@dataclass(frozen=True, slots=True)
class Moved:
    """A result that is not what the workbook shows.

    `effective` and `reason` tell of the changes behind it. `stake` is the duty that it adds to the
    row's value, in the money of that column; None where either rate is no plain number.
    """

    cell: str
    hts: str
    what: str
    before: str | Decimal | None
    after: str | Decimal | None
    effective: str
    reason: str
    stake: Decimal | None


class Reasons:
    """The changes since the last refresh, found by what they touch; None: they can't be told."""

    def __init__(self, changes: Sequence[Change] | None) -> None:
        self._known = changes is not None
        self._by_heading: Mapping[str, list[Change]] = defaultdict(list)
        for change in changes or ():
            self._by_heading[_heading(change.scope)].append(change)

    def behind(self, question: Question, kept: Kept) -> tuple[str, str]:
        """The dates and the documents that moved an answer, each as one text."""
        if not self._known:
            return "", "not known: what changed since the last refresh can't be read"
        if not (found := list(self._touching(question, kept))):
            return "", _OTHERWISE
        dates = dict.fromkeys(change.days.first.isoformat() for change in found)
        documents = dict.fromkeys(f"{change.kind}: {change.document}" for change in found)
        return _joined(dates), _joined(documents)

    def _touching(self, question: Question, kept: Kept) -> Iterator[Change]:
        """An error is kept by its heading; what concerns the number itself tells more."""
        scope = kept.scope
        if isinstance(kept.answer, Failure):
            scope = Scope(digits_of(question.hts or "") or "")
        heading = _heading(scope)
        near = [heading, ""] if heading else list(self._by_heading)
        for change in (c for h in near for c in self._by_heading.get(h, ())):
            has_come = kept.days == ALWAYS or change.days.first <= kept.days.first
            if has_come and change.days.meet(kept.days) and touches(change.scope, scope):
                yield change


@dataclass(slots=True)
class Movements:
    """All that moved in a workbook: counted, summed up, and told one by one up to a number."""

    count: int = 0
    stake: Decimal | None = None
    replaced: list[tuple[Sheet, Replaced]] = field(default_factory=list)
    _told: int = 0

    def note(self, decisions: Decisions, row: Replaced) -> None:
        """Take in a row of answers that are replaced."""
        moved = list(_differing(decisions.sheet, row, decisions.wanted(row.question)))
        self.count += len(moved)
        for result, _, before, after in moved:
            stake = _stake(decisions.sheet, result, row.value, _shown(before), after)
            if stake is not None:
                self.stake = (self.stake or Decimal(0)) + stake
        if self._told < MOST_TOLD:
            self._told += len(moved)
            self.replaced.append((decisions.sheet, row))

    def told(self, wanted: Mapping[str, Decisions], reasons: Reasons) -> Iterator[Moved]:
        """The first of them, with the reasons."""
        for sheet, row in self.replaced:
            decisions = wanted[sheet.label]
            for result, column, before, after in _differing(
                sheet, row, decisions.wanted(row.question)
            ):
                shown = _shown(before)
                effective, reason = _why(sheet, row, result, decisions.answers, reasons)
                yield Moved(
                    address(sheet.name, row.row, column),
                    str(row.hts or ""),
                    result.what,
                    shown,
                    after,
                    effective,
                    reason,
                    _stake(sheet, result, row.value, shown, after),
                )


def _differing(
    sheet: Sheet, row: Replaced, wanted: Sequence[Wanted]
) -> Iterator[tuple[Result, int, CellValue, Wanted]]:
    new = sheet.new_columns
    for (result, column), before, after in zip(sheet.results, row.shown, wanted, strict=True):
        if result.function and column not in new and not same_value(before, after):
            yield result, column, before, after


def _why(
    sheet: Sheet, row: Replaced, result: Result, answers: Answers, reasons: Reasons
) -> tuple[str, str]:
    question = sheet.rows.questions[row.question - 1] if row.question else None
    if not isinstance(question, Question):
        return "", _OTHERWISE
    return reasons.behind(question, answers.kept(result, question))


def _stake(
    sheet: Sheet, result: Result, value: CellValue, before: Wanted, after: Wanted
) -> Decimal | None:
    """Of the rates in a row, the one that holds most counts, and only once."""
    money = _shown(value)
    rates = [r for r, _ in sheet.results if r.function in _RATES]
    whole = min(rates, key=lambda r: _RATES.index(r.function or ""), default=None)
    if result != whole or not (
        isinstance(money, Decimal) and isinstance(before, Decimal) and isinstance(after, Decimal)
    ):
        return None
    return ((after - before) * money).quantize(_CENT, ROUND_HALF_UP)


def _shown(value: CellValue) -> str | Decimal | None:
    """What a cell shows; its number as the exact decimal that a person reads there."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return certain(value)
    return None if value is None else str(value)


def _heading(scope: Scope) -> str:
    """Where to look for a change: under its heading, or "" where it bears on more than one."""
    hts = scope.hts or ""
    return hts[:4] if len(hts) >= 4 and scope.case is None and scope.message is None else ""


def _joined(texts: Iterable[str]) -> str:
    said = list(texts)
    more = [f"and {len(said) - _MOST_REASONS} more"] if len(said) > _MOST_REASONS else []
    return "; ".join([*said[:_MOST_REASONS], *more])
