"""The line items of a mail as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

from tariffline.desk.mail_answers import AnsweredEnclosure, AnsweredMail, Priced
from tariffline.law.answer import Answer

_HEADINGS = (
    "Where", "HTS", "Country", "Description", "Quantity", "Value", "Base rate", "Why not", "Source",
)  # fmt: skip


def write_lines(mail: AnsweredMail, file: Path) -> int:
    """Write the lines of the body and of all attachments; how many there are."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Lines"
    sheet.append(list(_HEADINGS))
    lines = list(_lines(mail))
    for row, (where, priced) in enumerate(lines, 2):
        for column, value in enumerate((where, *_values(priced)), 1):
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a stranger's words stay text, even "=HYPERLINK(…)"
    book.save(file)
    return len(lines)


def _lines(mail: AnsweredMail) -> Iterator[tuple[str, Priced]]:
    yield from (("the mail", each) for each in mail.body.lines)
    for enclosure in mail.enclosures:
        yield from _enclosed(enclosure)


def _enclosed(enclosure: AnsweredEnclosure) -> Iterator[tuple[str, Priced]]:
    if enclosure.answered:
        yield from ((enclosure.name, each) for each in enclosure.answered.lines)
    for inner in enclosure.inside:
        yield from _enclosed(inner)


def _values(priced: Priced) -> tuple[str | Decimal, ...]:
    line = priced.line
    said = next((each.answer for each in priced.said if each.function == "BASE"), None)
    written = (line.hts, line.country, line.description, line.quantity, line.value)
    if isinstance(said, Answer):
        rate = said.value if isinstance(said.value, Decimal) else str(said.value)
        return *written, rate, "", "; ".join(f"{c.source}, {c.place}" for c in said.cites)
    return *written, "", str(said or ""), ""
