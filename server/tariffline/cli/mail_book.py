"""The line items of a mail as a workbook: each with its rates and duties, then the sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tariffline.desk.mail_answers import AnsweredEnclosure, AnsweredMail, Priced
from tariffline.desk.mail_totals import all_duties, amount, base_duty, totals
from tariffline.law.answer import Answer, Unknown

_HEADINGS = (
    "Where", "HTS", "Country", "Description", "Quantity", "Currency", "Value", "Base rate",
    "Base duty", "All duties", "Duty", "Why not", "Source",
)  # fmt: skip
_RATE_COLUMNS, _MONEY_COLUMNS = (8, 10), (7, 9, 11)

Cell = str | Decimal | None


def write_lines(mail: AnsweredMail, file: Path) -> int:
    """Write the lines of the body and of all attachments, and their sums; how many lines."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Lines"
    sheet.append(list(_HEADINGS))
    lines = list(_lines(mail))
    for row, (where, priced) in enumerate(lines, 2):
        _put(sheet, row, (where, *_values(priced)))
    for row, sums in enumerate(_sums([priced for _, priced in lines]), len(lines) + 3):
        _put(sheet, row, sums)
    book.save(file)
    return len(lines)


def _put(sheet: Worksheet, row: int, values: Sequence[Cell]) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column, value)
        if isinstance(value, str):
            cell.data_type = "s"  # a stranger's words stay text, even "=HYPERLINK(…)"
        elif column in _RATE_COLUMNS:
            cell.number_format = "0.0###%"
        elif column in _MONEY_COLUMNS:
            cell.number_format = "#,##0.00"


def _lines(mail: AnsweredMail) -> Iterator[tuple[str, Priced]]:
    yield from (("the mail", each) for each in mail.body.lines)
    for enclosure in mail.enclosures:
        yield from _enclosed(enclosure)


def _enclosed(enclosure: AnsweredEnclosure) -> Iterator[tuple[str, Priced]]:
    if enclosure.answered:
        yield from ((enclosure.name, each) for each in enclosure.answered.lines)
    for inner in enclosure.inside:
        yield from _enclosed(inner)


def _values(priced: Priced) -> tuple[Cell, ...]:
    line, worth = priced.line, amount(priced)
    currency, value = worth if worth else ("", line.value)
    base, rate = _said(priced, "BASE"), _said(priced, "RATE")
    cites = (
        rate.cites if isinstance(rate, Answer) else base.cites if isinstance(base, Answer) else ()
    )
    why = [each.message for each in (base, rate) if isinstance(each, Unknown)]
    return (
        line.hts, line.country, line.description, line.quantity, currency, value,
        _rate(base), base_duty(priced), _rate(rate), all_duties(priced),
        "; ".join(why), "; ".join(f"{cite.source}, {cite.place}" for cite in cites),
    )  # fmt: skip


def _said(priced: Priced, function: str) -> Answer | Unknown | None:
    return next((each.answer for each in priced.said if each.function == function), None)


def _rate(said: Answer | Unknown | None) -> Cell:
    if not isinstance(said, Answer):
        return None
    return said.value if isinstance(said.value, Decimal) else str(said.value)


def _sums(lines: Sequence[Priced]) -> Iterator[tuple[Cell, ...]]:
    """A row for each currency. A duty that is not known is in no sum, and its line is counted."""
    for each in totals(lines):
        own = [line for line in lines if (worth := amount(line)) and worth[0] == each.currency]
        duties = [all_duties(line) for line in own]
        known = [duty for duty in duties if duty is not None]
        missing = f"{len(duties) - len(known)} lines have no sum of duties: not known, not nothing"
        yield (
            f"Sum of {each.lines} lines", "", "", "", "", each.currency, each.value, None,
            each.base_duty, None, sum(known, Decimal(0)) if known else None,
            missing if len(known) < len(duties) else "", "",
        )  # fmt: skip
