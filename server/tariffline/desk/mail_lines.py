"""The line items of a mail or its attachments: rows of tables, else the numbers of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tariffline.desk.mail_setting import Setting
from tariffline.mail.labels import Label
from tariffline.mail.mention import Kind, Mention, PartKind
from tariffline.mail.reading import Reading
from tariffline.mail.table import TableRow

MOST_LINES = 5_000


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
    return (found or tuple(dict.fromkeys(_from_text(reading, setting))))[:MOST_LINES]


def _from_rows(reading: Reading, setting: Setting) -> Iterator[Line]:
    mentions = {each.start: each for each in reading.mentions}
    for row in reading.rows:
        number = _in_cell(row, Label.HTS, mentions, Kind.HTS, reading.text)
        if number is None:
            continue
        country = _in_cell(row, Label.ORIGIN, mentions, Kind.COUNTRY, reading.text)
        amount = _in_cell(row, Label.MONEY, mentions, Kind.MONEY, reading.text)
        yield Line(
            number.value,
            country.value if country else setting.country(number),
            _written(row, Label.DESCRIPTION, reading.text),
            _written(row, Label.QUANTITY, reading.text),
            amount.value if amount else _written(row, Label.MONEY, reading.text),
        )


def _in_cell(
    row: TableRow, label: Label, mentions: dict[int, Mention], kind: Kind, text: str
) -> Mention | None:
    """The mention that begins the row's last cell of a label: an amount follows its unit price."""
    for cell in reversed(row.cells):
        if cell.label is label:
            words = text[cell.start : cell.end]
            mention = mentions.get(cell.start + len(words) - len(words.lstrip()))
            if mention and mention.kind is kind:
                return mention
    return None


def _written(row: TableRow, label: Label, text: str) -> str:
    cell = row.cell(label)
    return " ".join(text[cell.start : cell.end].split()) if cell else ""


def _from_text(reading: Reading, setting: Setting) -> Iterator[Line]:
    for mention in reading.mentions:
        if mention.kind is Kind.HTS and mention.part is not PartKind.SIGNATURE:
            yield Line(mention.value, setting.country(mention))
