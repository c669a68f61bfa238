"""Refreshes one workbook: the whole way from the file to the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tariffline_office.client import Service
from tariffline_office.workbook.answers import Sheet, decide, failures
from tariffline_office.workbook.asking import Answers, ask
from tariffline_office.workbook.closed_file import ClosedFile
from tariffline_office.workbook.headings import find_layout, headings_seen
from tariffline_office.workbook.questions import Question, read_questions
from tariffline_office.workbook.sheet import Edits, SheetView, WorkbookError


@dataclass(frozen=True, slots=True)
class Order:
    """What to refresh and how.

    `mapping` names columns by role (see `find_layout`); `sheet` limits the refresh to one sheet;
    `accept_loss` lets parts go that the writer cannot keep.
    """

    workbook: Path
    out: Path
    sheet: str | None
    mapping: Mapping[str, str]
    accept_loss: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What was done. `rows` have an HTS number, `skipped` have none; `answered` have all answers.

    `errors` counts the rows with each error code; `edition` is None if nothing was asked.
    """

    out: str
    written: bool
    sheets: Sequence[str]
    rows: int
    skipped: int
    questions: int
    answered: int
    errors: Mapping[str, int]
    edition: str | None
    lost: Sequence[str]


def refresh(order: Order, service: Service, tell: Callable[[str], None]) -> Summary:
    """Carry out `order`, telling of the progress.

    If no cell changes, the workbook keeps its bytes. Raises WorkbookError or ServiceError, and then
    no file was touched.
    """
    tell(f"Reading {order.workbook.name}")
    with ClosedFile(order.workbook) as file:
        sheets = _sheets(order, file.sheets())
        questions = [r.question for s in sheets for r in s.rows if isinstance(r.question, Question)]
        answers = ask(service, questions, tell)
        edits = [edit for edit in (decide(sheet, answers) for sheet in sheets) if edit.cells]
        lost = _write(order, file, edits, tell)
    return _summary(order, sheets, set(questions), answers, bool(edits), lost)


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


def _summary(
    order: Order,
    sheets: Sequence[Sheet],
    questions: set[Question],
    answers: Answers,
    written: bool,
    lost: Sequence[str],
) -> Summary:
    codes = [
        {failure.code for failure in failures(row, answers)}
        for sheet in sheets
        for row in sheet.rows
        if row.question is not None
    ]
    return Summary(
        out=str(order.out),
        written=written,
        sheets=[sheet.view.name for sheet in sheets],
        rows=len(codes),
        skipped=sum(len(sheet.rows) for sheet in sheets) - len(codes),
        questions=len(questions),
        answered=codes.count(set()),
        errors=dict(sorted(Counter(code for row in codes for code in row).items())),
        edition=answers.edition,
        lost=lost,
    )
