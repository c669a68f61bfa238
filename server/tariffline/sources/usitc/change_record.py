"""Reads USITC's change records: PDFs of one table, its columns told apart by where they start.

A row's first line holds all its cells; what did not fit goes on below, under its own column.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pypdf import PdfReader

from tariffline.law.change_record import Action, ChangeRecord, Entry
from tariffline.law.code import dotted
from tariffline.law.dates import DateError, parse_date
from tariffline.sources import SourceError
from tariffline.sources.usitc.releases import edition_name

_HEADING = re.compile(r"item changed\s+nature of change\s+effective date\s+source", re.IGNORECASE)
_NAME = re.compile(r"\((?P<year>\d{4})(?: Revision (?P<revision>\d{1,3}))?\)", re.ASCII)
_CELL = re.compile(r"\S+(?: \S+)*")
_NATURE = re.compile(rf"(?=[A-Z])(?P<action>(?i:{'|'.join(Action)}))\b(?P<detail>.*)")
_DATE = re.compile(r"[A-Z][a-z]+ \d{1,2} ?, ?\d{4}", re.ASCII)
_EDITION = re.compile(r"Rev \d{1,3}|\d{4}", re.ASCII)
_NUMBER = re.compile(r"\b\d{4}\.\d\d(?:\.\d\d(?:\.?\d\d)?)?\b", re.ASCII)
_NOTE = re.compile(r"(?:general|statistical|u\.s\.) notes?\b", re.IGNORECASE)
_PLACE = re.compile(r",?\s*\b(subch|ch|section)\.?\s*([IVXL]+|\d{1,2})\b", re.IGNORECASE)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—", "-"))
_BROKEN_RANGE = re.compile(r"(?<=\S-) (?=\S)")

_DRIFT = 3  # characters by which the lines of one cell start apart in the laid-out text
_FIRST_YEAR = 1989  # the Harmonized Tariff Schedule took effect on 1 January 1989
_YEARS_AHEAD = 10  # records announce the next year or two; one says "June 30, 3025"
_REMEDY = "download the edition's “Change Record” from https://hts.usitc.gov again"


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table: each column that may wrap, its first piece first."""

    page: int
    what: list[_Cell]
    action: Action
    detail: list[_Cell]
    effective: str = ""
    source: list[_Cell] = field(default_factory=list)
    edition: str = ""


def read_change_record(data: bytes) -> ChangeRecord:
    """The change record in a PDF as USITC publishes it.

    Raises SourceError if it is no PDF, names no edition or has no table, or an empty one.
    """
    try:
        document = PdfReader(io.BytesIO(data))
        pages = [page.extract_text(extraction_mode="layout") for page in document.pages]
    except Exception as error:  # pypdf stumbles over damage with AttributeError and the like too
        raise SourceError(f"the file is no PDF, or a damaged one ({error}); {_REMEDY}") from error
    return read_pages(pages)


def read_pages(pages: Sequence[str]) -> ChangeRecord:
    """The change record in the text of its pages, laid out as printed. Raises like the above."""
    lines = [(page, line) for page, text in enumerate(pages, 1) for line in _lines(page, text)]
    top = next((at for at, (_, line) in enumerate(lines) if _HEADING.search(line)), len(lines))
    head = [_plain(line) for _, line in lines[:top]]
    name = _NAME.search(" ".join(head))
    rows, unread = _table(lines[top:])
    if not rows or not name:
        raise SourceError(
            "the file is no change record: it has no table “Item changed, Nature of change, "
            f"Effective date, Source” under the name of an edition; {_REMEDY}"
        )
    year, revision = int(name["year"]), name["revision"]
    edition = edition_name(f"{year}HTSRev{revision}" if revision else f"{year}HTSBasic")
    return ChangeRecord(
        edition=edition,
        printed=next((_date(line, year) for line in head if _DATE.fullmatch(line)), None),
        entries=tuple(_entry(row, edition, year) for row in rows),
        unread=tuple(unread),
    )


def _lines(page: int, text: str) -> list[str]:
    """A page's lines that say something: without its number, which is last if it is there."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[:-1] if lines and lines[-1].strip() == str(page) else lines


def _table(lines: Iterable[tuple[int, str]]) -> tuple[list[_Row], list[str]]:
    """The rows, and the lines that are part of none, nor is what goes on below them."""
    rows: list[_Row] = []
    unread: list[str] = []
    last: _Row | None = None
    for page, line in lines:
        cells = [_Cell(found.start(), found[0]) for found in _CELL.finditer(line)]
        if _HEADING.search(line):
            continue
        if row := _started(page, cells):
            rows.append(row)
            last = row
        elif not (last and _continued(last, cells)):
            unread.append(_plain(line))
            last = None
    return rows, unread


def _started(page: int, cells: Sequence[_Cell]) -> _Row | None:
    """The row that begins with this line, which names a nature of change in its second column.

    The statistical annexes are listed without a date and a source; all else has both.
    """
    for at, cell in enumerate(cells[1:], 1):
        if nature := _NATURE.fullmatch(cell.text):
            row = _Row(
                page=page,
                what=[*cells[:at]],
                action=Action(nature["action"].lower()),
                detail=[_Cell(cell.start, nature["detail"])],
            )
            return _dated(row, cells[at + 1 :])
    return None


def _dated(row: _Row, cells: Sequence[_Cell]) -> _Row | None:
    """The row with what follows the nature of change; None where that is no date and source."""
    if not cells:
        return row
    for at, cell in enumerate(cells[:-1]):
        if _is_date(cell):
            row.detail.extend(cells[:at])
            *source, last = cells[at + 1 :]
            named = bool(source and _EDITION.fullmatch(last.text))
            return replace(
                row,
                effective=cell.text,
                source=source if named else [*source, last],
                edition=last.text if named else "",
            )
    return None


def _continued(row: _Row, cells: Sequence[_Cell]) -> bool:
    """Whether the line stands under the row's columns; what it says is then added to them.

    One with a number first or a date of its own is a row, if one of an unknown nature.
    """
    if _NUMBER.fullmatch(cells[0].text) or any(map(_is_date, cells)):
        return False
    under: list[tuple[list[_Cell], _Cell]] = []
    for cell in cells:
        column = _column(row, cell)
        begun = any(other is column for other, _ in under)
        if not column or (cell.start > column[0].start + _DRIFT and not begun):
            return False
        under.append((column, cell))
    for column, cell in under:
        column.append(cell)
    return True


def _is_date(cell: _Cell) -> bool:
    return cell.text == "N/A" or bool(_DATE.fullmatch(cell.text))


def _column(row: _Row, cell: _Cell) -> list[_Cell]:
    """The column that a cell below the first line is part of; none if it stands left of all."""
    columns = [cells for cells in (row.what, row.detail, row.source) if cells]
    return next((c for c in reversed(columns) if c[0].start <= cell.start + _DRIFT), [])


def _entry(row: _Row, edition: str, year: int) -> Entry:
    return Entry(
        record=edition,
        edition=_made_in(row.edition, edition, year),
        page=row.page,
        action=row.action,
        detail=_joined(row.detail).removeprefix("(").removesuffix(")"),
        what=_thing(_joined(row.what)),
        effective=_date(row.effective, year),
        effective_text=row.effective,
        source=_joined(row.source),
    )


def _made_in(printed: str, edition: str, year: int) -> str:
    """The edition of a change, which the record of a Basic edition prints with each.

    There "2026" is the Basic edition itself, and "Rev 16" a revision of the year before.
    """
    if not printed:
        return edition
    return f"{year - 1} {printed}" if printed.startswith("Rev") else f"{printed} Basic"


def _thing(text: str) -> str:
    """ "U.S. Note 2(v), subch III, ch 99" → "U.S. note 2(v) to subchapter III of chapter 99"."""
    places = {kind.lower(): number for kind, number in _PLACE.findall(text)}
    named = {"subch": "subchapter", "ch": "chapter", "section": "section"}
    where = " of ".join(f"{word} {places[kind]}" for kind, word in named.items() if kind in places)
    thing = _PLACE.sub("", text).strip(" ,")
    thing = _NOTE.sub(lambda note: note[0].lower().replace("u.s.", "U.S."), thing)
    thing = _NUMBER.sub(lambda number: dotted(number[0].replace(".", "")), thing)
    return " to ".join(part for part in (thing, where) if part)


def _date(text: str, year: int) -> date | None:
    """The date, or None for "N/A" and for one that cannot be meant."""
    try:
        day = parse_date(text.replace(" ,", ","))
    except DateError:
        return None
    return day if _FIRST_YEAR <= day.year <= year + _YEARS_AHEAD else None


def _joined(cells: Iterable[_Cell]) -> str:
    return _plain(" ".join(cell.text for cell in cells))


def _plain(text: str) -> str:
    """White space folded and every dash a hyphen: editions print the same range with each kind."""
    folded = " ".join(text.translate(_DASHES).split())
    return _BROKEN_RANGE.sub("", folded)
