"""Reading the schedule as USITC exports it, in JSON or CSV (https://hts.usitc.gov → Export).

A file is read whole or refused: a schedule that lost lines on the way would answer "not found"
for goods that are dutiable.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Sequence

import msgspec

from tariffline.law.schedule import Footnote, Row, places, plain
from tariffline.sources import SourceError
from tariffline.sources.usitc.soundness import unsound

LARGEST = 200_000_000  # bytes; an export has 14 million, so anything near this is not one
MUST_EXCEED = 30_000  # rows; every edition of 2025 and 2026 has more than 35,000

# Chapter 77 is reserved by the Harmonized System for future use.
CHAPTERS = frozenset(f"{n:02d}" for n in range(1, 100)) - {"77"}

COLUMNS = {
    "HTS Number": "htsno",
    "Indent": "indent",
    "Description": "description",
    "Unit of Quantity": "units",
    "General Rate of Duty": "general",
    "Special Rate of Duty": "special",
    "Column 2 Rate of Duty": "other",
    "Quota Quantity": "quota_quantity",
    "Additional Duties": "additional_duties",
}
"""The header of the official CSV, and the field each column fills."""

_GZIP = b"\x1f\x8b"
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{4}(?:\.?\d\d){0,3}", re.ASCII)
_INDENT = re.compile(r"\d{1,2}", re.ASCII)  # "0" to "11", sometimes "03"
_JSON_PLACE = re.compile(r"(?P<what>.*) - at `\$\[(?P<index>\d+)\]\.?(?P<field>.*)`")
_REMEDY = "download the export from https://hts.usitc.gov again"


class _PrintedNote(msgspec.Struct):
    columns: tuple[str, ...]
    value: str


class _PrintedRow(msgspec.Struct, rename="camel", kw_only=True):
    """A row as the file has it. USITC writes `additionalDuties` twice, once misspelt."""

    htsno: str
    indent: str
    description: str
    superior: str | None
    units: tuple[str, ...] | None
    general: str | None
    special: str | None
    other: str | None
    footnotes: tuple[_PrintedNote, ...] | None
    quota_quantity: str | None
    additional_duties: str | None = None
    addiitional_duties: str | None = None


_read_json = msgspec.json.Decoder(list[_PrintedRow]).decode
_read_units = msgspec.json.Decoder(tuple[str, ...]).decode


def read_export(data: bytes, *, whole: bool = True) -> tuple[Row, ...]:
    """The rows of an official export: JSON or CSV in UTF-8, or gzip of either.

    Texts come normalised (`plain`), numbers as digits. The CSV prints no footnotes. A rate may be
    any text: whether it can be read is a matter of the answer that needs it.

    `whole=False` accepts a part of the schedule, such as a sample; otherwise more than 30,000
    rows, every chapter and a sound whole (see `soundness`) are asked for. Raises SourceError naming
    what is wrong and where.
    """
    text = _text(unpack(data))
    is_csv = text.lstrip('" \r\n').startswith("HTS Number")
    printed = _printed_in_csv(text) if is_csv else _printed_in_json(text)
    rows = tuple(_row(turn, each) for turn, each in enumerate(printed, 1))
    if not rows:
        raise SourceError(f"the export has no rows; {_REMEDY}")
    _check_order(rows)
    if whole:
        _check_whole(rows)
        if fault := unsound(rows):
            raise SourceError(f"{fault}: the file was altered or is no schedule; {_REMEDY}")
    return rows


def unpack(data: bytes) -> bytes:
    """The document in `data`, which may be gzip. Raises SourceError if that is broken or a bomb."""
    if data[:2] != _GZIP:
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            document = packed.read(LARGEST + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(f"the gzip file is broken or cut short ({error}); {_REMEDY}") from error
    if len(document) > LARGEST:
        raise SourceError(
            f"the gzip file unpacks to more than {LARGEST:,} bytes, so it is no schedule; {_REMEDY}"
        )
    return document


def is_html(document: bytes) -> bool:
    """Whether a page for people came: USITC answers with one when it is down or refuses."""
    return bool(_HTML.match(document))


def _text(document: bytes) -> str:
    if is_html(document):
        raise SourceError(f"an HTML page came instead of the schedule; {_REMEDY}")
    try:
        text = document.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"the file is not UTF-8 text (byte {error.start:,}), so it was cut short, or saved "
            f"again by another program; {_REMEDY}"
        ) from error
    if not text.strip():
        raise SourceError(f"the file is empty; {_REMEDY}")
    return text


def _printed_in_json(text: str) -> list[_PrintedRow]:
    try:
        return _read_json(text)
    except msgspec.ValidationError as error:
        raise SourceError(f"{_json_place(str(error))}; {_REMEDY}") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise SourceError(
            f"the file is neither the JSON nor the CSV export, or it was cut short ({error}); "
            f"{_REMEDY}"
        ) from error


def _json_place(message: str) -> str:
    """The decoder's message, its path (`$[3].general`) told as a row, counted from 1, and field."""
    found = _JSON_PLACE.fullmatch(message)
    if not found:
        return f"the file is not a list of rows: {message}"
    field = f", field {found['field']}" if found["field"] else ""
    return f"row {int(found['index']) + 1:,}{field}: {found['what']}"


def _printed_in_csv(text: str) -> Iterator[_PrintedRow]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader)
        if missing := [title for title in COLUMNS if title not in header]:
            raise SourceError(f"the CSV has no column “{missing[0]}”; {_REMEDY}")
        fields = [COLUMNS.get(title, "") for title in header]
        for cells in reader:
            if cells:  # some exports have an empty line after the header
                yield _printed_in_cells(reader.line_num, fields, cells)
    except csv.Error as error:
        raise SourceError(
            f"line {reader.line_num:,} of the CSV is broken or cut short ({error}); {_REMEDY}"
        ) from error


def _printed_in_cells(line: int, fields: Sequence[str], cells: Sequence[str]) -> _PrintedRow:
    if len(cells) != len(fields):
        raise SourceError(
            f"line {line:,} of the CSV has {len(cells)} cells where its header has {len(fields)}; "
            f"{_REMEDY}"
        )
    cell = dict(zip(fields, cells, strict=True))
    return _PrintedRow(
        htsno=cell["htsno"],
        indent=cell["indent"],
        description=cell["description"],
        superior=None if cell["htsno"] else "true",
        units=_units_in_cell(line, cell["units"]),
        general=cell["general"],
        special=cell["special"],
        other=cell["other"],
        footnotes=None,
        quota_quantity=cell["quota_quantity"],
        additional_duties=cell["additional_duties"],
    )


def _units_in_cell(line: int, cell: str) -> tuple[str, ...]:
    """USITC writes ["No.","kg"] in the cell; spreadsheets made of it often say No., kg."""
    if not cell.startswith("["):
        return tuple(cell.split(","))
    try:
        return _read_units(cell)
    except msgspec.DecodeError as error:
        raise SourceError(
            f"line {line:,} of the CSV, Unit of Quantity: {cell!r} cannot be read; {_REMEDY}"
        ) from error


def _row(turn: int, printed: _PrintedRow) -> Row:
    return Row(
        code=_code(turn, printed),
        indent=_indent(turn, printed.indent),
        description=plain(printed.description),
        units=tuple(unit for text in printed.units or () if (unit := plain(text))),
        general=plain(printed.general),
        special=plain(printed.special),
        other=plain(printed.other),
        footnotes=tuple(Footnote(n.columns, plain(n.value)) for n in printed.footnotes or ()),
        quota=plain(printed.quota_quantity),
        additional=plain(printed.additional_duties) or plain(printed.addiitional_duties),
    )


def _code(turn: int, printed: _PrintedRow) -> str:
    number = printed.htsno.strip()
    if not number and printed.superior:
        return ""
    if not _NUMBER.fullmatch(number):
        raise SourceError(
            f"row {turn:,}, field htsno: {printed.htsno!r} is not a number of 4, 6, 8 or 10 "
            f"digits; {_REMEDY}"
        )
    return number.replace(".", "")


def _indent(turn: int, text: str) -> int:
    if not _INDENT.fullmatch(text):
        raise SourceError(f"row {turn:,}, field indent: {text!r} is not a depth; {_REMEDY}")
    return int(text)


def _check_order(rows: Sequence[Row]) -> None:
    try:
        places(rows)
    except ValueError as error:
        raise SourceError(f"{error}, each once; {_REMEDY}") from error


def _check_whole(rows: Sequence[Row]) -> None:
    missing = sorted(CHAPTERS - {row.code[:2] for row in rows})
    if len(rows) > MUST_EXCEED and not missing:
        return
    chapters = f"and has nothing of chapters {', '.join(missing)}" if missing else "in all chapters"
    raise SourceError(
        f"the export is cut short or a part only: it has {len(rows):,} rows (a whole edition has "
        f"more than {MUST_EXCEED:,}) {chapters}; {_REMEDY}"
    )
