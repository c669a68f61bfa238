"""The lines to watch, out of a workbook, a table, a mail or plain text."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import MIMEPart
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import PurePath
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook

from tariffline.law.code import CodeError, parse_code
from tariffline.law.countries import CountryError, parse_country
from tariffline.store.watches import Pair

Printed = Callable[[str], bool]

_HEADINGS_WITHIN = 20  # rows
_HTS = (
    "hts", "hts number", "hts no", "hts code", "htsus", "htsus number", "htsus code", "us hts",
    "tariff number", "tariff code", "tariff classification", "commodity code", "hs code",
)  # fmt: skip
_COUNTRY = (
    "country of origin", "origin", "origin country", "coo", "country of manufacture",
    "country code", "country",
)  # fmt: skip
_BETWEEN_WORDS = re.compile(r"[\W_]+")

# Six digits at least, for a year and a price look like a heading; six apart only with a dot, for a
# year and its month do, too. No part of a longer word or number, nor of a sum of money.
_NUMBER = re.compile(
    r"(?<![\w.,$€£¥\-])(?<![$€£¥]\s)"
    r"(?:\d{3,4}[.\-–\s]\d{2}[.\-–\s]?\d{2}(?:[.\-–\s]?\d{2})?|\d{3,4}\.\d{2}|\d{6,10})"
    r"(?![\w\-]|[.,]\d)"
)

# What openpyxl raises over a broken workbook; TypeError over an attribute it doesn't know.
_BROKEN = (BadZipFile, ParseError, KeyError, ValueError, TypeError, OSError)


class ListError(ValueError):
    """The file can't be read; the message names it and the remedy."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The lines found, and in words what was not understood, with its place."""

    pairs: tuple[Pair, ...] = ()
    problems: tuple[str, ...] = ()

    @classmethod
    def of(cls, parts: Iterable[Listed]) -> Listed:
        """Several as one, each line once."""
        every = list(parts)
        pairs = dict.fromkeys(pair for part in every for pair in part.pairs)
        return cls(tuple(pairs), tuple(words for part in every for words in part.problems))


def read_list(name: str, data: bytes, printed: Printed) -> Listed:
    """Read a file by its kind: .xlsx and .xlsm, .csv and .tsv, .eml, .txt.

    A table has its HTS and country columns by their headings. Elsewhere every number is taken that
    is spelled as an HTS number and is `printed` (by its digits) in the schedule. Raises ListError.
    """
    match PurePath(name).suffix.lower():
        case ".xlsx" | ".xlsm":
            return _from_workbook(name, data)
        case ".csv" | ".tsv":
            return _from_csv(name, data, printed)
        case ".eml":
            return _from_mail(data, printed)
        case ".txt":
            return _from_text(_decoded(data), printed)
    raise ListError(f"{name} is none of .xlsx, .csv, .txt, .eml; save it as one of them")


def _from_workbook(name: str, data: bytes) -> Listed:
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        try:
            tables = [_table(sheet.title, sheet.values) for sheet in book.worksheets]
        finally:
            book.close()
    except _BROKEN as problem:
        raise ListError(f"{name} can't be read as a workbook ({problem}); save it anew") from None
    found = [table for table in tables if table]
    if not found:
        raise ListError(
            f"{name}: no sheet has a column of HTS numbers within its first {_HEADINGS_WITHIN} "
            "rows; give it the heading “HTS”"
        )
    return Listed.of(found)


def _from_csv(name: str, data: bytes, printed: Printed) -> Listed:
    text = _decoded(data)
    delimiter = max(",;\t", key=text[:10_000].count)
    try:
        rows = list(csv.reader(StringIO(text), delimiter=delimiter))
    except csv.Error as problem:
        raise ListError(f"{name} can't be read as a table ({problem}); save it anew") from None
    return _table(name, rows) or _from_text(text, printed)


def _table(place: str, rows: Iterable[Sequence[object]]) -> Listed | None:
    """The lines of a table; None when no row has the heading of the HTS numbers."""
    numbered = enumerate(rows, 1)
    for row, cells in numbered:
        headings = [_normalised(cell) for cell in cells]
        hts = _column(headings, _HTS)
        if hts is not None:
            country = _column(headings, _COUNTRY)
            return Listed.of(_row(f"{place} row {n}", c, hts, country) for n, c in numbered)
        if row == _HEADINGS_WITHIN:
            break
    return None


def _row(place: str, cells: Sequence[object], hts: int, country: int | None) -> Listed:
    number = cells[hts] if hts < len(cells) else None
    if number is None or not str(number).strip():
        return Listed()
    try:
        code = parse_code(number).digits
    except CodeError as problem:
        return Listed(problems=(f"{place} is not watched: {problem}",))
    written = cells[country] if country is not None and country < len(cells) else None
    if written is None or not str(written).strip():
        return Listed((Pair(code),))
    try:
        return Listed((Pair(code, parse_country(written).iso),))
    except CountryError as problem:
        return Listed((Pair(code),), (f"{place} is watched for any country: {problem}",))


def _normalised(heading: object) -> str:
    """`Country-of-Origin:` → `country of origin`."""
    return _BETWEEN_WORDS.sub(" ", str(heading or "").replace(".", "")).strip().casefold()


def _column(headings: list[str], wanted: Sequence[str]) -> int | None:
    return next((headings.index(name) for name in wanted if name in headings), None)


def _from_mail(data: bytes, printed: Printed) -> Listed:
    """The subject, the text, and those attachments that are lists themselves."""
    mail = message_from_bytes(data, policy=policy.default)
    body = mail.get_body(("plain", "html"))
    texts = [str(mail["Subject"] or ""), _body_text(body) if body else ""]
    return Listed.of(
        [
            *(_from_text(text, printed) for text in texts),
            *(_from_attachment(part, printed) for part in mail.iter_attachments()),
        ]
    )


def _from_attachment(part: MIMEPart, printed: Printed) -> Listed:
    name, content = part.get_filename(), part.get_payload(decode=True)
    if not name or not isinstance(content, bytes):
        return Listed()
    try:
        return read_list(name, content, printed)
    except ListError as problem:
        return Listed(problems=(f"an attachment is not read: {problem}",))


def _body_text(body: MIMEPart) -> str:
    content = str(body.get_content())
    if body.get_content_subtype() != "html":
        return content
    words = _Words()
    words.feed(content)
    words.close()
    return "\n".join(words.found)


class _Words(HTMLParser):
    """The text of an HTML page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _from_text(text: str, printed: Printed) -> Listed:
    return Listed(tuple(dict.fromkeys(map(Pair, _printed_numbers(text, printed)))))


def _printed_numbers(text: str, printed: Printed) -> Iterator[str]:
    for found in _NUMBER.finditer(text):
        try:
            digits = parse_code(found.group()).digits
        except CodeError:
            continue
        if printed(digits):
            yield digits


def _decoded(data: bytes) -> str:
    """As Excel and mail programs write text: UTF-8, UTF-16 with its mark, or Windows Latin."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
