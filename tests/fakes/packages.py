"""What two workbooks differ in: part by part in bytes, a sheet element by element."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from tariffline_office.client import Failure
from tariffline_office.front_desk import Told
from tariffline_office.workbook.answers import Sheet
from tariffline_office.workbook.asking import Answers
from tariffline_office.workbook.closed_file import ClosedFile
from tariffline_office.workbook.columns import USUAL, missing, named, placed
from tariffline_office.workbook.headings import Layout
from tariffline_office.workbook.questions import read_questions
from tariffline_office.workbook.sheet import column_letter
from tariffline_office.workbook.writing import Job

SAID = Failure("NOT_FOUND", "<no> such & line")


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def refresh_some_sheet(path: Path, out: Path) -> tuple[str, str, list[str]] | None:
    """Fill new columns of the sheet that begins with most rows with one and the same error.

    Its name, its part and the letters of the columns; None if no sheet has rows.
    """
    with ClosedFile(path, ["protected"]) as file:
        tops = [(len(top.rows), sheet, top) for sheet in file.sheets if (top := sheet.top()).rows]
        if not tops:
            return None
        _, closed, top = max(tops, key=lambda found: found[0])
        headings = next(row for row, cells in enumerate(top.rows, 1) if cells)
        rows = read_questions(
            closed.name, [("hts", 1)], closed.read([1]), lambda raw: "8471", headings + 1, 1_048_576
        )
        rows.questions = [SAID]
        new = missing([], named(USUAL))
        results = placed([], new, closed.last_used_column() + 1)
        sheet = Sheet(closed.name, Layout(headings, {"hts": 1}), rows, results, len(new))
        file.write(Job([sheet], told_nothing(), lambda decisions: [], {}), out)
        return closed.name, closed.part.part, [column_letter(column) for _, column in results]


def told_nothing() -> Answers:
    """The answers of a service that was asked nothing: errors are all that is shown."""
    return Answers(Told({}, None, 0, "2026HTSRev5", datetime(2026, 6, 1, tzinfo=UTC)))


def elements(sheet: bytes, without: list[str]) -> Iterator[object]:
    """The elements of a sheet in order, but for the cells in some columns and what notes them."""
    yield from _elements(fromstring(sheet), without)


def _elements(element: Element, without: list[str], in_formula: bool = False) -> Iterator[object]:
    name = element.tag.rpartition("}")[2]
    attributes = dict(element.attrib)
    if name == "c" and attributes.get("r", "").rstrip("0123456789") in without:
        return
    if name in ("dimension", "cols") or (name == "v" and in_formula):
        return
    if name == "c" and any(child.tag.endswith("}f") for child in element):
        in_formula = True  # whose result may go with what it depends on
        attributes.pop("t", None)
    if name == "row":
        attributes.pop("spans", None)
    yield element.tag, attributes, (element.text or "").strip(), (element.tail or "").strip()
    for child in element:
        yield from _elements(child, without, in_formula)


def write_parts(path: Path, parts: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
