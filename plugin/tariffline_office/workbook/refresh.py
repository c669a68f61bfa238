"""Refreshes one workbook: the whole way from the file to the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from tariffline_office.front_desk import FrontDesk
from tariffline_office.workbook.answers import Sheet, decide, failures
from tariffline_office.workbook.asking import Answers, ask
from tariffline_office.workbook.closed_file import ClosedFile
from tariffline_office.workbook.headings import find_layout, headings_seen
from tariffline_office.workbook.moved import Moved, Reasons, stakes, what_moved
from tariffline_office.workbook.questions import Question, read_questions
from tariffline_office.workbook.report import (
    REPORT_SHEET,
    Counts,
    LastRefresh,
    last_refresh,
    report,
)
from tariffline_office.workbook.sheet import Edits, SheetView, WorkbookError


@dataclass(frozen=True, slots=True)
class Order:
    """What to refresh and how.

    `mapping` names columns by role (see `find_layout`); `sheet` limits the refresh to one sheet;
    `accept_loss` lets parts go that the writer cannot keep; `check` tells only what would change.
    """

    workbook: Path
    out: Path
    sheet: str | None
    mapping: Mapping[str, str]
    accept_loss: bool
    check: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What was done. `rows` have an HTS number, `skipped` have none; `answered` have all answers.

    `changes`: whether any cell is to change; `questions` are distinct rows, of whose answers
    `asked` were put to the service. `errors` counts the rows with each error code; `edition` is
    None if it is not known. `moved` are the answers that replace others, `stake` the duty they add
    in all, if that can be told. `offline_since`: the service was out of reach and all answers are
    kept ones, the oldest of that time (UTC).
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
    moved: Sequence[Moved]
    stake: Decimal | None
    offline_since: datetime | None
    lost: Sequence[str]


def refresh(order: Order, desk: FrontDesk, tell: Callable[[str], None]) -> Summary:
    """Carry out `order`, telling of the progress.

    If no cell changes, the workbook keeps its bytes. Raises WorkbookError, ServiceError or
    CacheError, and then no file was touched.
    """
    tell(f"Reading {order.workbook.name}")
    with ClosedFile(order.workbook) as file:
        views = file.sheets()
        sheets = _sheets(order, [view for view in views if view.name != REPORT_SHEET])
        questions = [r.question for s in sheets for r in s.rows if isinstance(r.question, Question)]
        answers = ask(desk, questions, tell)
        edits = [edit for edit in (decide(sheet, answers) for sheet in sheets) if edit.cells]
        reasons = _reasons(desk, last_refresh(views), answers) if edits else Reasons(None)
        moved = what_moved(sheets, edits, answers, reasons)
        counts = _counts(sheets, answers, len(set(questions)))
        whole = [*edits, report(desk.url, answers.told, counts, moved)] if edits else []
        lost = [] if order.check else _write(order, file, whole, tell)
    skipped = sum(len(sheet.rows) for sheet in sheets) - counts.rows
    return _summary(order, counts, skipped, answers, moved, bool(edits), lost)


def _reasons(desk: FrontDesk, last: LastRefresh | None, answers: Answers) -> Reasons:
    """The changes since the workbook's own position, if it stands in the feed that answered."""
    at = answers.told.position
    if last is None or at is None or (last.service, last.feed_id) != (desk.url, at.feed_id):
        return Reasons(None)
    return Reasons(desk.changes_after(last.feed_id, last.position))


def _sheets(order: Order, views: Sequence[SheetView]) -> list[Sheet]:
    chosen = [view for view in views if order.sheet in (None, view.name)]
    if not chosen:
        names = ", ".join(f"“{view.name}”" for view in views)
        raise WorkbookError(f"there is no sheet “{order.sheet}”; the workbook has {names}")
    found = [(view, find_layout(view, order.mapping, alone=len(chosen) == 1)) for view in chosen]
    sheets = [
        Sheet(view, layout, list(read_questions(view, layout)))
        for view, layout in found
        if layout is not None
    ]
    if not sheets:
        raise WorkbookError(_no_hts_column(chosen))
    return sheets


def _no_hts_column(views: Sequence[SheetView]) -> str:
    seen = "; ".join(
        f"“{view.name}” has {', '.join(headings_seen(view)) or 'none'}" for view in views
    )
    return (
        f"no column of HTS numbers was found. Headings: {seen}. Name the column by its letter or "
        "heading: --map hts=B --map country=C --map date=D"
    )


def _write(
    order: Order, file: ClosedFile, edits: Sequence[Edits], tell: Callable[[str], None]
) -> list[str]:
    if not edits:
        if order.out.resolve() != file.path:
            file.copy(order.out)
        return []
    lost = file.losses()
    if lost and not order.accept_loss:
        raise WorkbookError(
            f"writing {order.workbook.name} would lose: {'; '.join(lost)}. "
            "Put the parts into a workbook without these, or accept the loss with --accept-loss"
        )
    tell(f"Writing {order.out.name}")
    file.write(edits, order.out)
    return lost


def _counts(sheets: Sequence[Sheet], answers: Answers, questions: int) -> Counts:
    codes = [
        {failure.code for failure in failures(row, answers)}
        for sheet in sheets
        for row in sheet.rows
        if row.question is not None
    ]
    return Counts(
        sheets=[sheet.view.name for sheet in sheets],
        rows=len(codes),
        questions=questions,
        answered=codes.count(set()),
        errors=dict(sorted(Counter(code for row in codes for code in row).items())),
    )


def _summary(
    order: Order,
    counts: Counts,
    skipped: int,
    answers: Answers,
    moved: Sequence[Moved],
    changes: bool,
    lost: Sequence[str],
) -> Summary:
    told = answers.told
    return Summary(
        out=str(order.out),
        written=changes and not order.check,
        changes=changes,
        sheets=counts.sheets,
        rows=counts.rows,
        skipped=skipped,
        questions=counts.questions,
        asked=told.asked,
        answered=counts.answered,
        errors=counts.errors,
        edition=told.edition,
        moved=moved,
        stake=stakes(moved),
        offline_since=told.oldest if told.fault is not None else None,
        lost=lost,
    )
