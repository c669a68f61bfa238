"""Refreshes one workbook: the whole way from the file to the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from tariffline_office.client import Failure
from tariffline_office.front_desk import FrontDesk
from tariffline_office.workbook.answers import Change, Decisions, Sheet, failures
from tariffline_office.workbook.asking import Answers, ask
from tariffline_office.workbook.closed_file import ClosedFile
from tariffline_office.workbook.columns import Result, split_names
from tariffline_office.workbook.excel import Excel, open_book
from tariffline_office.workbook.moved import Moved, Movements, Reasons
from tariffline_office.workbook.open_book import OpenBook
from tariffline_office.workbook.questions import Question
from tariffline_office.workbook.reading import COLUMNS, Readable, Wish, read_sheets
from tariffline_office.workbook.report import (
    REPORT_SHEET,
    Counts,
    LastRefresh,
    ListCounts,
    last_refresh,
    report,
)
from tariffline_office.workbook.sheet import SheetView, column_letter
from tariffline_office.workbook.writing import Job


@dataclass(frozen=True, slots=True)
class Order:
    """What to refresh and how.

    `mapping` names columns by role (see `find_layout`); `sheet` limits the refresh to one sheet;
    `results` are the functions wanted as columns (none: the usual ones); `allowed` is what the user
    said yes to (see `ClosedFile`); `check` tells only what would change.
    """

    workbook: Path
    out: Path
    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    results: Sequence[str] = ()
    allowed: Collection[str] = ()
    check: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What was done. `rows` have an HTS number, `skipped` have none; `answered` have all answers.

    `changes`: whether any cell is to change; `questions` are distinct rows, of whose answers
    `asked` were put to the service. `errors` counts the rows with each error code; `edition` is
    None if it is not known. `measures_known_to` is an ISO date, `position` the last change that the
    answers hold. `moved` are the first of the `moved_in_all` answers that replace
    others, `stake` the duty they add in all, if that can be told. `offline_since`: the service was
    out of reach and all answers are kept ones, the oldest of that time (UTC). `lists` counts the
    rows of each list.
    """

    out: str
    written: bool
    changes: bool
    sheets: Sequence[str]
    rows: int
    skipped: int
    questions: int
    asked: int
    answered: int
    errors: Mapping[str, int]
    edition: str | None
    measures_known_to: str | None
    position: int | None
    moved: Sequence[Moved]
    moved_in_all: int
    stake: Decimal | None
    offline_since: datetime | None
    lists: Sequence[ListCounts]


class Workbook(Protocol):
    """A closed file (see `ClosedFile`), or a workbook that is open in Excel (see `OpenBook`)."""

    @property
    def remembered(self) -> Mapping[str, str]:
        """Its columns by role, as it was told before."""

    @property
    def sheets(self) -> Sequence[Readable]:
        """Its worksheets."""

    def last_report(self) -> SheetView | None:
        """The report that stands in it."""

    def write(self, job: Job, target: Path | None) -> bool:
        """Write all of it or nothing; nothing where `target` is None. Whether any cell changes."""


def refresh(order: Order, desk: FrontDesk, tell: Callable[[str], None]) -> Summary:
    """Carry out `order`, telling of the progress.

    If no cell changes, the workbook keeps its bytes. Raises WorkbookError, ServiceError or
    CacheError, and then no file was touched.
    """
    tell(f"Reading {order.workbook.name}")
    with ClosedFile(order.workbook, order.allowed, tell) as file:
        summary = refresh_in(file, order, desk, tell)
        if not summary.changes and not order.check and order.out.resolve() != file.path:
            file.copy(order.out)
    return summary


def refresh_open(order: Order, name: str, desk: FrontDesk, tell: Callable[[str], None]) -> Summary:
    """Carry out `order` in the workbook `name` that is open in Excel; "" is the active one.

    Nothing is saved. Raises WorkbookError, ServiceError or CacheError, and then no cell was changed
    unless the message says so.
    """
    tell("Looking for Excel")
    excel = Excel(tell)
    book = OpenBook(excel, open_book(name, excel))
    tell(f"Reading {book.name}")
    here = replace(order, workbook=Path(book.name), out=Path(book.name))
    return refresh_in(book, here, desk, tell)


def refresh_in(
    workbook: Workbook, order: Order, desk: FrontDesk, tell: Callable[[str], None]
) -> Summary:
    """Carry out `order` in a workbook that is at hand. Raises like `refresh`."""
    wish, mapping = _wish(order, workbook.remembered)
    last = last_refresh(workbook.last_report())
    sheets = read_sheets([s for s in workbook.sheets if s.name != REPORT_SHEET], wish)
    answers = ask(desk, [_put(sheet) for sheet in sheets], tell)
    counts = _counts(sheets, answers)
    movements = Movements()
    moved: list[Moved] = []

    def reporting(decisions: Mapping[str, Decisions]) -> Sequence[Sequence[Change]]:
        moved.extend(movements.told(decisions, _reasons(desk, last, answers)))
        return report(desk.url, answers.told, counts, movements, moved)

    job = Job(sheets, answers, reporting, mapping, movements)
    tell(f"Writing {order.out.name}")
    changes = workbook.write(job, None if order.check else order.out)
    if changes and order.check:
        reporting(job.decisions)
    return _summary(order, counts, answers, movements, moved, changes)


def _wish(order: Order, remembered: Mapping[str, str]) -> tuple[Wish, Mapping[str, str]]:
    """What is wished now and, else, was before; and what is to be remembered, if that is new."""
    said = dict(order.mapping)
    if order.results:
        said[COLUMNS] = ", ".join(order.results)
    mapping = {**remembered, **said}
    results = order.results or split_names(mapping.get(COLUMNS, ""))
    roles = {role: column for role, column in mapping.items() if role != COLUMNS}
    return Wish(order.sheet, roles, results, list(order.mapping)), mapping if said else {}


def _put(sheet: Sheet) -> tuple[list[Result], list[Question]]:
    questions = [each for each in sheet.rows.questions if isinstance(each, Question)]
    return [result for result, _ in sheet.results], questions


def _reasons(desk: FrontDesk, last: LastRefresh | None, answers: Answers) -> Reasons:
    """The changes since the workbook's own position, if it stands in the feed that answered."""
    at = answers.told.position
    if last is None or at is None or (last.service, last.feed_id) != (desk.url, at.feed_id):
        return Reasons(None)
    return Reasons(desk.changes_after(last.feed_id, last.position))


def _counts(sheets: Sequence[Sheet], answers: Answers) -> Counts:
    lists = [_list_counts(sheet, answers) for sheet in sheets]
    errors: Counter[str] = Counter()
    distinct: set[Question] = set()
    for each, sheet in zip(lists, sheets, strict=True):
        errors.update(each.errors)
        distinct.update(q for q in sheet.rows.questions if not isinstance(q, Failure))
    return Counts(
        sheets=list(dict.fromkeys(each.sheet for each in lists)),
        lists=lists,
        rows=sum(each.rows for each in lists),
        skipped=sum(each.skipped for each in lists),
        questions=len(distinct),
        answered=sum(each.answered for each in lists),
        errors=dict(sorted(errors.items())),
    )


def _list_counts(sheet: Sheet, answers: Answers) -> ListCounts:
    rows = skipped = answered = 0
    errors: Counter[str] = Counter()
    for place, count in Counter(sheet.rows.by_row).items():
        if not place:
            skipped += count
            continue
        rows += count
        codes = {f.code for f in failures(sheet, sheet.rows.questions[place - 1], answers)}
        answered += 0 if codes else count
        errors.update(dict.fromkeys(codes, count))
    by_code = dict(sorted(errors.items()))
    asked = _asked(sheet)
    return ListCounts(sheet.name, sheet.list_name, asked, rows, skipped, answered, by_code)


def _asked(sheet: Sheet) -> str:
    """“BASE, CHECK by hts (B), country (C)”."""
    functions = [result.what for result, _ in sheet.results if result.function]
    told = {p for result, _ in sheet.results for p in result.parameters} | {sheet.layout.key}
    columns = sorted((c, role) for role, c in sheet.layout.columns.items() if role in told)
    by = ", ".join(f"{role} ({column_letter(column)})" for column, role in columns)
    return f"{', '.join(functions)} by {by}"


def _summary(
    order: Order,
    counts: Counts,
    answers: Answers,
    movements: Movements,
    moved: Sequence[Moved],
    changes: bool,
) -> Summary:
    told = answers.told
    return Summary(
        out=str(order.out),
        written=changes and not order.check,
        changes=changes,
        sheets=counts.sheets,
        rows=counts.rows,
        skipped=counts.skipped,
        questions=counts.questions,
        asked=told.asked,
        answered=counts.answered,
        errors=counts.errors,
        edition=told.edition,
        measures_known_to=told.measures_known_to,
        position=told.position.seq if told.position else None,
        moved=moved,
        moved_in_all=movements.count,
        stake=movements.stake,
        offline_since=told.oldest if told.fault is not None else None,
        lists=counts.lists,
    )
