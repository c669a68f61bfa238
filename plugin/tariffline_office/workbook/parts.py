"""Small edits of a package's other parts, as text: all that is not meant stays the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from tariffline_office.workbook.answers import Change
from tariffline_office.workbook.book import TablePart
from tariffline_office.workbook.cellxml import written
from tariffline_office.workbook.columns import GENERAL
from tariffline_office.workbook.sheet import column_letter
from tariffline_office.workbook.styles import Styles

WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What follows <calcPr> in a workbook: ECMA-376, 18.2.27, CT_Workbook.
_AFTER_CALC = re.compile(
    r"<(?:\w+:)?(?:oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes|webPublishing|"
    r"fileRecoveryPr|webPublishObjects|extLst)\b|</(?:\w+:)?workbook>"
)
_CALC = re.compile(r"<(?:\w+:)?calcPr\b[^>]*?(?=/?>)")
_FULL = re.compile(r"""\sfullCalcOnLoad=(?:"[^"]*"|'[^']*')""")
_ON_LOAD = re.compile(r"""\srefreshOnLoad=(?:"[^"]*"|'[^']*')""")
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SHEETS = re.compile(r"<((?:\w+:)?)sheets\b[^>]*>(.*?)</(?:\w+:)?sheets>", re.DOTALL)


def recalculated(xml: str) -> str:
    """The workbook part with the wish that all is computed anew when it is opened."""
    found = _CALC.search(xml)
    if found:
        return (
            xml[: found.start()]
            + _FULL.sub("", found[0])
            + ' fullCalcOnLoad="1"'
            + xml[found.end() :]
        )
    at = _AFTER_CALC.search(xml)
    sheets = _SHEETS.search(xml)
    if at is None or sheets is None:
        raise ValueError("the workbook part has no end")
    return f'{xml[: at.start()]}<{sheets[1]}calcPr fullCalcOnLoad="1"/>{xml[at.start() :]}'


def with_sheet(xml: str, name: str, relation: str) -> str:
    """The workbook part with one sheet more, at the end."""
    sheets = _SHEETS.search(xml)
    if sheets is None:
        raise ValueError("the workbook part lists no sheets")
    number = max(map(int, re.findall(r"""\ssheetId=["'](\d+)""", sheets[2])), default=0) + 1
    at = sheets.end(2)
    declared = "" if "xmlns:r=" in xml else f' xmlns:r="{relations_of(is_strict=is_strict(xml))}"'
    new = (
        f'<{sheets[1]}sheet name={quoteattr(name)} sheetId="{number}" r:id="{relation}"{declared}/>'
    )
    return xml[:at] + new + xml[at:]


def is_strict(xml: str) -> bool:
    """Whether a workbook part is in the strict dialect: all that is added must be, too."""
    return _STRICT_MAIN in xml


def relations_of(*, is_strict: bool) -> str:
    """The namespace of relations, and what the kinds of them begin with."""
    return _STRICT_RELATIONS if is_strict else _RELATIONS


def with_relation(xml: str, kind: str, target: str) -> tuple[str, str]:
    """A part of relations with one more, and its id."""
    known = set(re.findall(r"""\sId=["']([^"']*)["']""", xml))
    relation = next(
        name for n in range(1, len(known) + 2) if (name := f"rIdTariffline{n}") not in known
    )
    new = f'<Relationship Id="{relation}" Type="{kind}" Target={quoteattr(target)}/>'
    return _before_end(xml, "Relationships", new), relation


def with_type(xml: str, part: str, kind: str) -> str:
    """The content types with one part more."""
    if f'PartName="/{part}"' in xml:
        return xml
    new = f'<Override PartName="/{part}" ContentType="{kind}"/>'
    return _before_end(xml, "Types", new)


def _before_end(xml: str, root: str, new: str) -> str:
    end = re.search(rf"</((?:\w+:)?){root}>", xml)
    if end is None:
        raise ValueError(f"a part has no end of {root}")
    prefixed = new.replace("<", f"<{end[1]}", 1)
    return xml[: end.start()] + prefixed + xml[end.start() :]


def wider_table(xml: str, table: TablePart, headings: Sequence[str]) -> str:
    """The part of a table with more columns at its right end."""
    first_row, first, _, last = table.area
    old = f"{column_letter(first)}{first_row}:{column_letter(last)}"
    new = f"{column_letter(first)}{first_row}:{column_letter(last + len(headings))}"
    xml = re.sub(rf"""(\sref=["']){old}(?=\d)""", rf"\g<1>{new}", xml)
    ids = [int(i) for i in re.findall(r"""<(?:\w+:)?tableColumn\s[^>]*?\bid=["'](\d+)""", xml)]
    end = re.search(r"</((?:\w+:)?)tableColumns>", xml)
    if end is None:
        raise ValueError(f"the table {table.name} has no columns")
    added = "".join(
        f'<{end[1]}tableColumn id="{max(ids, default=0) + n}" name={quoteattr(heading)}/>'
        for n, heading in enumerate(headings, 1)
    )
    xml = xml[: end.start()] + added + xml[end.start() :]
    count = len(ids) + len(headings)
    return re.sub(
        r"""(<(?:\w+:)?tableColumns\s[^>]*?count=["'])\d+""", rf"\g<1>{count}", xml, count=1
    )


def refreshed_on_load(xml: str) -> str:
    """The definition of a pivot cache with the wish to be made anew when it is opened."""
    root = re.search(r"<(?:\w+:)?pivotCacheDefinition\b[^>]*?(?=/?>)", xml)
    if root is None or 'refreshOnLoad="1"' in root[0]:
        return xml
    tag = _ON_LOAD.sub("", root[0]) + ' refreshOnLoad="1"'
    return xml[: root.start()] + tag + xml[root.end() :]


def sheet_xml(
    rows: Iterable[Sequence[Change]], widths: Sequence[int], styles: Styles, *, is_strict: bool
) -> bytes:
    """A whole sheet."""
    main = _STRICT_MAIN if is_strict else _MAIN
    cols = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(widths, 1)
    )
    lines = [_row(number, cells, styles) for number, cells in enumerate(rows, 1) if cells]
    start = f'{_DECLARATION}<worksheet xmlns="{main}"><cols>{cols}</cols><sheetData>'
    return start.encode() + b"".join(lines) + b"</sheetData></worksheet>"


def _row(number: int, cells: Sequence[Change], styles: Styles) -> bytes:
    parts = [b'<row r="%d">' % number]
    for cell in cells:
        is_number = isinstance(cell.value, Decimal) and cell.number_format != GENERAL
        style = styles.with_format(0, cell.number_format) if is_number else 0
        parts.append(f'<c r="{column_letter(cell.column)}{number}"'.encode())
        parts.append(written(cell.value, style))
    return b"".join(parts) + b"</row>"


def with_property(xml: str | None, name: str, value: str) -> str:
    """The custom properties with one set to a text."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    xml = xml or f'{_DECLARATION}<Properties xmlns="{kind}" xmlns:vt="{types}"></Properties>'
    xml = re.sub(r"<((?:\w+:)?Properties\b[^>]*)/>\s*$", r"<\1></Properties>", xml)
    known = (
        r"<(?:\w+:)?property\s[^>]*?\bname="
        + re.escape(quoteattr(name))
        + r".*?</(?:\w+:)?property>"
    )
    xml = re.sub(known, "", xml, flags=re.DOTALL)
    number = max(map(int, re.findall(r"""\bpid=["'](\d+)""", xml)), default=1) + 1
    new = (
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" '
        f'name={quoteattr(name)}><vt:lpwstr xmlns:vt="{types}">{escape(value)}</vt:lpwstr>'
        "</property>"
    )
    return _before_end(xml, "Properties", new)
