"""The parts of a package and what they are to each other: sheets, tables, names, types."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from tariffline_office.workbook.cellxml import in_cell
from tariffline_office.workbook.members import Members
from tariffline_office.workbook.serials import SINCE_1900, SINCE_1904
from tariffline_office.workbook.sheet import LAST_COLUMN, LAST_ROW, Area, column_number

CONTENT_TYPES = "[Content_Types].xml"
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding=["']([\w.-]+)["'][^>]*\?>\s*""")
_AREA = re.compile(r"([A-Za-z]{1,3})?([0-9]+)?(?::([A-Za-z]{1,3})?([0-9]+)?)?")
_RANGE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]+\$?\d*(?::\$?[A-Z]+\$?\d*)?)")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table of a sheet. `area` holds its headings and its totals row, if it has them."""

    part: str
    name: str
    area: Area
    heading_rows: int
    totals_rows: int
    is_query: bool
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet by its name and its part."""

    name: str
    part: str
    tables: tuple[TablePart, ...]


class NamedRange(NamedTuple):
    """A name, the formula that it stands for, and the sheet that it is of, if it is one's own."""

    name: str
    text: str
    sheet: str | None


class Book:
    """What the package says of itself. Raises ValueError, KeyError or ParseError if damaged."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self.part = self._main_part()
        self.root = parsed(members.read(self.part))

    @cached_property
    def sheets(self) -> list[SheetPart]:
        """The worksheets in their order; sheets that are a chart or a dialogue are left out."""
        related = self.related(self.part)
        found = []
        for sheet in every(self.root, "sheet"):
            kind, part = related[relation(sheet)]
            if kind == "worksheet":
                found.append(SheetPart(sheet.get("name", ""), part, tuple(self._tables(part))))
        return found

    @property
    def sheet_names(self) -> list[str]:
        return [sheet.get("name", "") for sheet in every(self.root, "sheet")]

    @cached_property
    def defined_names(self) -> Mapping[str, str]:
        """What each name stands for; of several sheets' own names all that they stand for."""
        found: dict[str, list[str]] = {}
        for each in every(self.root, "definedName"):
            found.setdefault(each.get("name", "").casefold(), []).append(each.text or "")
        return {name: ",".join(texts) for name, texts in found.items()}

    def ranges(self, sheet: str) -> dict[str, Area]:
        """The named ranges of one column that lie in a sheet and may be read there."""
        return ranges_in(sheet, self._named())

    def _named(self) -> Iterator[NamedRange]:
        for name in every(self.root, "definedName"):
            scope = name.get("localSheetId")
            of_sheet = self.sheet_names[int(scope)] if scope is not None else None
            yield NamedRange(name.get("name", ""), (name.text or "").strip(), of_sheet)

    @property
    def epoch(self) -> datetime:
        uses_1904 = any(p.get("date1904") in ("1", "true") for p in every(self.root, "workbookPr"))
        return SINCE_1904 if uses_1904 else SINCE_1900

    @property
    def is_strict(self) -> bool:
        """Whether it is in the strict dialect: ISO/IEC 29500-1, annex A."""
        return "purl.oclc.org" in self.root.tag

    @property
    def is_structure_protected(self) -> bool:
        return any(
            p.get("lockStructure") in ("1", "true") for p in every(self.root, "workbookProtection")
        )

    @cached_property
    def is_signed(self) -> bool:
        return any(name.lower().startswith("_xmlsignatures/") for name in self._members.by_name)

    @property
    def pivot_caches(self) -> list[str]:
        found = self.related(self.part).values()
        return [part for kind, part in found if kind == "pivotCacheDefinition"]

    def one(self, kind: str) -> str | None:
        """The part of a kind that the workbook has at most one of: styles, sharedStrings."""
        parts = (part for found, part in self.related(self.part).values() if found == kind)
        return next((part for part in parts if part in self._members), None)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to, by id: the kind and the part. What is outside is left out."""
        rels = self._members.named(rels_of(part))
        if rels not in self._members:
            return {}
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                self._members.named(_resolved(part, each.get("Target", ""))),
            )
            for each in parsed(self._members.read(rels))
            if each.get("TargetMode") != "External"
        }

    def _main_part(self) -> str:
        for kind, part in self.related("").values():
            if kind == "officeDocument":
                return part
        raise ValueError("it has no main part")

    def _tables(self, sheet: str) -> Iterator[TablePart]:
        for kind, part in self.related(sheet).values():
            if kind == "table" and part in self._members:
                table = parsed(self._members.read(part))
                yield TablePart(
                    part,
                    table.get("displayName", ""),
                    area(table.get("ref", "A1")),
                    int(table.get("headerRowCount", "1")),
                    int(table.get("totalsRowCount", "0")),
                    table.get("tableType") == "queryTable",
                    tuple(in_cell(c.get("name", "")) for c in every(table, "tableColumn")),
                )


def ranges_in(sheet: str, names: Iterable[NamedRange]) -> dict[str, Area]:
    """The named ranges of one column that lie in a sheet and may be read there."""
    found = {}
    for name, text, of_sheet in names:
        match = _RANGE.fullmatch(text)
        if match is None or name.startswith("_xlnm.") or of_sheet not in (None, sheet):
            continue
        where = match[1].replace("''", "'") if match[1] else match[2]
        place = area(match[3])
        if where.casefold() == sheet.casefold() and place.first_column == place.last_column:
            found[name] = place
    return found


def rels_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relation(element: Element) -> str:
    """Its relationship id, in the usual or the strict namespace."""
    return next((v for n, v in element.attrib.items() if n.endswith("relationships}id")), "")


def every(root: Element, name: str) -> list[Element]:
    """The elements of that name anywhere below, in whichever namespace."""
    return [each for each in root.iter() if each.tag.rpartition("}")[2] == name]


def parsed(xml: bytes) -> Element:
    """The root. A document type is refused: none belongs here, and it may swell without end."""
    root: Element = fromstring(xml, forbid_dtd=True)
    return root


def area(text: str) -> Area:
    """A range as the parts write it: B2:D9, $B$2, B:D, 2:9. Raises ValueError for what is none."""
    found = _AREA.fullmatch(text.replace("$", ""))
    if found is None or not text:
        raise ValueError(f"“{text}” is no range of cells")
    first, top, last, bottom = found.groups()
    single = ":" not in text
    return Area(
        int(top or 1),
        column_number(first or "A"),
        int(bottom or (top if single and top else LAST_ROW)),
        column_number(last) if last else column_number(first) if single and first else LAST_COLUMN,
    )


def as_utf8(xml: bytes) -> bytes:
    """The same XML in UTF-8, if it is in another encoding."""
    if xml[:2] in _UTF16:
        text = xml.decode("utf-16").encode()
    else:
        declared = _DECLARED.match(xml)
        encoding = declared[1].decode().lower() if declared else "utf-8"
        if encoding in ("utf-8", "utf8", "us-ascii", "ascii"):
            return xml.removeprefix(b"\xef\xbb\xbf")
        text = xml.decode(encoding).encode()
    return _DECLARED.sub(b'<?xml version="1.0" encoding="UTF-8"?>\n', text, count=1)


def _resolved(part: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
