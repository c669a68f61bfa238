"""The questions that the rows of a sheet put."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from tariffline_office.client import Failure
from tariffline_office.workbook.headings import NOT_ASKED, Layout
from tariffline_office.workbook.sheet import CellValue, SheetView, Uncomputed, address


class Question(NamedTuple):
    """What one row tells, as text for the service; None where the cell is empty.

    `hts` and `country` stand as written: the service reads all usual spellings. `date` is ISO
    where the cell holds a date.
    """

    hts: str
    country: str | None = None
    date: str | None = None
    facts: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A row below the headings and its question; None if its HTS cell is empty."""

    number: int
    question: Question | Failure | None


def read_questions(view: SheetView, layout: Layout) -> Iterator[QuestionRow]:
    """Each row below the headings, in order."""
    for number in range(layout.heading_row + 1, len(view.rows) + 1):
        yield QuestionRow(number, _question(view, layout, number))


def _question(view: SheetView, layout: Layout, row: int) -> Question | Failure | None:
    told: dict[str, str | None] = {}
    for role, column in layout.columns.items():
        if role == NOT_ASKED:
            continue
        value = view.value(row, column)
        if isinstance(value, Uncomputed):
            return Failure(
                "BAD_INPUT",
                f"{address(view.name, row, column)} is a formula without a stored result; "
                "open the workbook in Excel, save it, and refresh again",
            )
        told[role] = as_text(value)
    hts = told.pop("hts")
    return None if hts is None else Question(hts, **told)


def as_text(value: CellValue) -> str | None:
    """A cell's value as the service reads it: 101210010.0 → "101210010", a date → ISO."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value).strip() or None
