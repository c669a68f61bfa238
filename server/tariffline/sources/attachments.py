"""What an attachment says, as text; or why it is not read. Mail comes from strangers.

Nothing is run or fetched; sizes are bounded before anything is unpacked.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from pathlib import PurePath
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tariffline.sources import SourceError
from tariffline.sources.letters import Letter, read_letter

MOST_BYTES = 6 * 2**20
MOST_UNPACKED = 64 * 2**20
MOST_CHARACTERS = 1_000_000
MOST_ROWS = 20_000
MOST_PAGES = 200
MOST_TAGS = 1_200_000  # of a workbook's XML: some 300,000 cells
_DIVIDERS = (",", ";", "\t", "|")

# What openpyxl and pypdf raise over a broken file.
_BROKEN_BOOK = (BadZipFile, ParseError, KeyError, ValueError, TypeError, AttributeError, OSError)
_BROKEN_PDF = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError)

_MACROS = (".xlsm", ".xlsb", ".xltm", ".xlam", ".docm", ".dotm", ".pptm")
_REMEDIES = {
    ".xls": "save it as .xlsx",
    ".doc": "save it as text or PDF",
    ".docx": "save it as text or PDF",
    ".zip": "unpack it and attach what is in it",
    **dict.fromkeys(_MACROS, "it may hold macros; save it as .xlsx or PDF"),
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What an attachment says: text, the source of a page, or a mail of its own.

    `left_out`: in words what of it was not read, "" when all was.
    """

    text: str = ""
    html: str = ""
    letter: Letter | None = None
    left_out: str = ""


def read_attachment(name: str, data: bytes) -> Contents:
    """Read .txt, .csv, .tsv, .html, .xlsx, .pdf (its text), .eml and .msg, by the name's end.

    Raises SourceError, which names the file, why it is not read, and the remedy.
    """
    if len(data) > MOST_BYTES:
        raise SourceError(
            f"{name} has {len(data):,} bytes; at most {MOST_BYTES:,} are read: attach less"
        )
    match PurePath(name).suffix.lower():
        case ".txt" | ".tsv":
            return _as_text(decoded(data))
        case ".csv":
            return _as_text(_table(decoded(data)))
        case ".htm" | ".html":
            source, left_out = cut(decoded(data))
            return Contents(html=source, left_out=left_out)
        case ".xlsx":
            return _as_text(*_book(name, data))
        case ".pdf":
            return _as_text(*_pdf(name, data))
        case ".eml" | ".msg":
            return Contents(letter=read_letter(data))
        case other:
            remedy = _REMEDIES.get(other, "attach it as text, CSV, XLSX, PDF, EML or MSG")
            raise SourceError(f"{name} is not read: {remedy}")


def decoded(data: bytes) -> str:
    """Text as Excel and mail programs write it: UTF-8, UTF-16 with its mark, or Windows Latin."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def cut(text: str) -> tuple[str, str]:
    """As much of a text as is read, and in words what is left out, "" for nothing."""
    if len(text) <= MOST_CHARACTERS:
        return text, ""
    return text[:MOST_CHARACTERS], f"only the first {MOST_CHARACTERS:,} characters are read"


def _as_text(text: str, left_out: str = "") -> Contents:
    read, too_long = cut(text)
    return Contents(text=read, left_out=too_long or left_out)


def _table(text: str) -> str:
    """A CSV file as lines of cells divided by tabs: a quoted cell may hold the divider."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    divider = max(_DIVIDERS, key=first.count)
    if divider not in first:
        return text
    rows = csv.reader(StringIO(text, newline=""), delimiter=divider)
    try:
        return "\n".join("\t".join(_cell(value) for value in row) for row in rows)
    except csv.Error:  # a cell of 128 KiB, such as an open quote makes of all that follows
        return text


def _book(name: str, data: bytes) -> tuple[str, str]:
    """The sheets as lines of cells divided by tabs, and what is left out."""
    try:
        _must_be_small(name, data)
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        try:
            sheets = [list(_rows(sheet.values)) for sheet in book.worksheets]
        finally:
            book.close()
    except SourceError:
        raise
    except _BROKEN_BOOK as problem:
        raise SourceError(f"{name} can't be read as a workbook ({problem}); save it anew") from None
    long = any(len(rows) > MOST_ROWS for rows in sheets)
    text = "\n\n".join("\n".join(rows[:MOST_ROWS]) for rows in sheets)
    return text, f"only the first {MOST_ROWS:,} rows of a sheet are read" if long else ""


def _must_be_small(name: str, data: bytes) -> None:
    """What a workbook unpacks to is bounded before it is read: each cell costs time and memory."""
    with ZipFile(BytesIO(data)) as packed:
        members = packed.infolist()
        if any(member.filename.endswith("vbaProject.bin") for member in members):
            raise SourceError(f"{name} holds macros under another name; save it as .xlsx anew")
        if sum(member.file_size for member in members) > MOST_UNPACKED:
            raise SourceError(f"{name} unpacks to more than {MOST_UNPACKED:,} bytes; attach less")
        xml = (member for member in members if member.filename.endswith(".xml"))
        if sum(packed.read(member).count(b"<") for member in xml) > MOST_TAGS:
            raise SourceError(f"{name} has more cells than are read; attach the sheet that matters")


def _rows(values: Iterator[tuple[object, ...]]) -> Iterator[str]:
    """The rows of a sheet, one more than are read where there are more."""
    for row in islice(values, MOST_ROWS + 1):
        yield "\t".join(_cell(value) for value in row).rstrip("\t")


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else " ".join(str(value).split())


def _pdf(name: str, data: bytes) -> tuple[str, str]:
    """The text of the pages, and what is left out."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise SourceError(f"{name} is encrypted; attach it without a password")
        pages = reader.pages[:MOST_PAGES]
        text = "\n\n".join(page.extract_text() for page in pages)
        long = len(reader.pages) > MOST_PAGES
    except SourceError:
        raise
    except _BROKEN_PDF as problem:
        raise SourceError(f"{name} can't be read as a PDF ({problem}); save it anew") from None
    if not text.strip():
        raise SourceError(f"{name} holds no text (scanned pages?); attach the document itself")
    return text, f"only the first {MOST_PAGES:,} pages are read" if long else ""
