"""What an attachment says, as text; or why it is not read. Mail comes from strangers.

Nothing is run or fetched; sizes are bounded before anything is unpacked.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
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
    """What an attachment says: text, the source of a page, or a mail of its own."""

    text: str = ""
    html: str = ""
    letter: Letter | None = None


def read_attachment(name: str, data: bytes) -> Contents:
    """Read .txt, .csv, .tsv, .html, .xlsx, .pdf (its text), .eml and .msg, by the name's end.

    Raises SourceError, which names the file, why it is not read, and the remedy.
    """
    if len(data) > MOST_BYTES:
        raise SourceError(
            f"{name} has {len(data):,} bytes; at most {MOST_BYTES:,} are read: attach less"
        )
    match PurePath(name).suffix.lower():
        case ".txt" | ".csv" | ".tsv":
            return Contents(text=_cut(decoded(data)))
        case ".htm" | ".html":
            return Contents(html=_cut(decoded(data)))
        case ".xlsx":
            return Contents(text=_cut(_book(name, data)))
        case ".pdf":
            return Contents(text=_cut(_pdf(name, data)))
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


def _cut(text: str) -> str:
    return text[:MOST_CHARACTERS]


def _book(name: str, data: bytes) -> str:
    """The sheets as lines of cells divided by tabs."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            members = packed.infolist()
        if sum(member.file_size for member in members) > MOST_UNPACKED:
            raise SourceError(f"{name} unpacks to more than {MOST_UNPACKED:,} bytes; attach less")
        if any(member.filename.endswith("vbaProject.bin") for member in members):
            raise SourceError(f"{name} holds macros under another name; save it as .xlsx anew")
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        try:
            sheets = ["\n".join(_rows(sheet.values)) for sheet in book.worksheets]
        finally:
            book.close()
    except SourceError:
        raise
    except _BROKEN_BOOK as problem:
        raise SourceError(f"{name} can't be read as a workbook ({problem}); save it anew") from None
    return "\n\n".join(sheets)


def _rows(values: Iterator[tuple[object, ...]]) -> Iterator[str]:
    for number, row in enumerate(values):
        if number == MOST_ROWS:
            return
        yield "\t".join(_cell(value) for value in row).rstrip("\t")


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else " ".join(str(value).split())


def _pdf(name: str, data: bytes) -> str:
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise SourceError(f"{name} is encrypted; attach it without a password")
        pages = reader.pages[:MOST_PAGES]
        text = "\n\n".join(page.extract_text() for page in pages)
    except SourceError:
        raise
    except _BROKEN_PDF as problem:
        raise SourceError(f"{name} can't be read as a PDF ({problem}); save it anew") from None
    if not text.strip():
        raise SourceError(f"{name} holds no text (scanned pages?); attach the document itself")
    return text
