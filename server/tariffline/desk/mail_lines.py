"""The line items of a mail or its attachments: rows of tables, else the numbers of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tariffline.desk.mail_setting import Setting
from tariffline.mail.labels import Label
from tariffline.mail.mention import Kind, Mention, PartKind
from tariffline.mail.reading import Reading
from tariffline.mail.table import Cell, TableRow

_OF_ONE = re.compile(
    r"\b(?:unit|each|u/price|per|ea|unitaire|unitario)\b|einzel|^\W*price\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """One item: its HTS number, and what the row says of it as written ("" where nothing).

    `country` is ISO alpha-2; `value` is the sum with its currency where it is told, such as
    USD 600.00, else as written.
    """

    hts: str
    country: str
    description: str = ""
    quantity: str = ""
    value: str = ""


def lines(reading: Reading, setting: Setting) -> tuple[Line, ...]:
    """The rows that hold an HTS number; without any, each number of the text once."""
    found = tuple(_from_rows(reading, setting))
    return found or tuple(dict.fromkeys(_from_text(reading, setting)))


def _from_rows(reading: Reading, setting: Setting) -> Iterator[Line]:
    mentions = {each.start: each for each in reading.mentions}
    for row in reading.rows:
        number = _in_cell(row, Label.HTS, mentions, Kind.HTS, reading.text)
        if number is None:
            continue
        country = _in_cell(row, Label.ORIGIN, mentions, Kind.COUNTRY, reading.text)
        yield Line(
            number.value,
            country.value if country else setting.country(number),
            _written(row.cell(Label.DESCRIPTION), reading.text),
            _written(row.cell(Label.QUANTITY), reading.text),
            _amount(row, mentions, reading.text),
        )


def _amount(row: TableRow, mentions: dict[int, Mention], text: str) -> str:
    """The value of a row: its last sum that is not the price of one."""
    sums = [cell for cell in row.cells if cell.label is Label.MONEY and _begins(cell, text)]
    whole = [cell for cell in sums if not _OF_ONE.search(cell.heading)]
    cell = next(reversed(whole or sums), None)
    mention = mentions.get(_begins(cell, text) or 0) if cell else None
    return mention.value if mention and mention.kind is Kind.MONEY else _written(cell, text)


def _begins(cell: Cell, text: str) -> int | None:
    """Where the words of a cell begin; None for an empty one."""
    words = text[cell.start : cell.end]
    return cell.start + len(words) - len(words.lstrip()) if words.strip() else None


def _in_cell(
    row: TableRow, label: Label, mentions: dict[int, Mention], kind: Kind, text: str
) -> Mention | None:
    """The mention that begins the row's last cell of a label."""
    for cell in reversed(row.cells):
        begins = _begins(cell, text) if cell.label is label else None
        mention = mentions.get(begins) if begins is not None else None
        if mention and mention.kind is kind:
            return mention
    return None


def _written(cell: Cell | None, text: str) -> str:
    return " ".join(text[cell.start : cell.end].split()) if cell else ""


def _from_text(reading: Reading, setting: Setting) -> Iterator[Line]:
    for mention in reading.mentions:
        if mention.kind is Kind.HTS and mention.part is not PartKind.SIGNATURE:
            yield Line(mention.value, setting.country(mention))
