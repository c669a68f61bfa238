"""Packages with parts that only Excel knows, in other encodings, and in the strict dialect."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl import load_workbook
from tests.fakes.made import LAST, make
from tests.fakes.packages import parts_of, write_parts
from tests.fakes.refreshing import refresh_file
from tests.fakes.service import FakeService

from tariffline_office.workbook.closed_file import PROTECTED, SIGNATURE, ClosedFile
from tariffline_office.workbook.sheet import WorkbookError

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
# Content of no meaning to us; slicers and their like are related to the workbook or a sheet.
FOREIGN = {
    "xl/slicers/slicer1.xml": b"<slicers xmlns='urn:x'><slicer name='Land'/></slicers>",
    "xl/slicerCaches/slicerCache1.xml": b"<slicerCacheDefinition xmlns='urn:x'/>",
    "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments xmlns='urn:x'/>",
    "xl/persons/person.xml": b"<personList xmlns='urn:x'/>",
    "xl/printerSettings/printerSettings1.bin": bytes(range(256)),
    "xl/vbaProject.bin": bytes(range(255, -1, -1)),
    "customXml/item1.xml": b"<any>thing</any>",
    "xl/ctrlProps/ctrlProp1.xml": b"<formControlPr xmlns='urn:x'/>",
    "docMetadata/LabelInfo.xml": b"<labels/>",
    "strange über.dat": b"\0\1\2",
}
PIVOTS = {
    "xl/pivotTables/pivotTable1.xml": b"<pivotTableDefinition xmlns='urn:x'/>",
    "xl/pivotCache/pivotCacheRecords1.xml": b"<pivotCacheRecords xmlns='urn:x' count='0'/>",
}
CACHE = "xl/pivotCache/pivotCacheDefinition1.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make("xlsxwriter_formulas", tmp_path)


def edit(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    parts = parts_of(path)
    change(parts)
    write_parts(path, parts)


def rates(path: Path) -> list[object]:
    sheet = load_workbook(path)["Parts"]
    [column] = [c.column for c in sheet[1] if c.value == "Tariffline: Base rate"]
    return [sheet.cell(row, column).value for row in range(2, LAST + 1)]


def test_parts_of_others_keep_every_byte(service: FakeService, path: Path) -> None:
    edit(path, lambda parts: parts.update(FOREIGN))
    refresh_file(service, path)
    kept = parts_of(path)
    assert {name: kept[name] for name in FOREIGN} == FOREIGN


def test_a_pivot_keeps_its_parts_and_is_made_anew_when_opened(
    service: FakeService, path: Path
) -> None:
    def add(parts: dict[str, bytes]) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        parts.update(PIVOTS)
        parts[CACHE] = b"<pivotCacheDefinition xmlns='urn:x' refreshOnLoad='0' a='1'/>"
        rels = parts["xl/_rels/workbook.xml.rels"].decode()
        new = (
            f'<Relationship Id="rIdP" Type="{kind}/pivotCacheDefinition" '
            'Target="pivotCache/pivotCacheDefinition1.xml"/></Relationships>'
        )
        parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", new).encode()

    edit(path, add)
    refresh_file(service, path)
    kept = parts_of(path)
    assert {name: kept[name] for name in PIVOTS} == PIVOTS
    assert kept[CACHE] == b"<pivotCacheDefinition xmlns='urn:x' a='1' refreshOnLoad=\"1\"/>"


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
@pytest.mark.parametrize("part", [SHEET, BOOK, "xl/sharedStrings.xml", "xl/styles.xml"])
def test_parts_in_other_encodings(
    service: FakeService, path: Path, part: str, encoding: str
) -> None:
    def encode(parts: dict[str, bytes]) -> None:
        said = encoding.removesuffix("-sig")
        text = parts[part].decode().replace('encoding="UTF-8"', f'encoding="{said}"')
        parts[part] = text.encode(encoding, "xmlcharrefreplace")

    edit(path, encode)
    refresh_file(service, path)
    assert rates(path)[0] == 0.055


@pytest.mark.parametrize("part", [SHEET, BOOK, "xl/sharedStrings.xml", "xl/styles.xml"])
def test_parts_with_prefixes(service: FakeService, path: Path, part: str) -> None:
    def prefix(parts: dict[str, bytes]) -> None:
        head, start, rest = parts[part].partition(b"?>")
        named = re.sub(rb"<(/?)(\w+)(?=[\s/>])", rb"<\1x:\2", rest)
        parts[part] = head + start + named.replace(b" xmlns=", b" xmlns:x=", 1)

    edit(path, prefix)
    refresh_file(service, path)
    assert rates(path)[0] == 0.055
    assert not refresh_file(service, path).written


def test_names_of_parts_in_other_letters(service: FakeService, path: Path) -> None:
    """OPC takes large and small letters for the same; openpyxl doesn't, so ours reads it back."""
    was = parts_of(path)
    others = {"_rels", "workbook.xml"}
    renamed = {
        "/".join(each if each in others else each.title() for each in name.split("/")): content
        for name, content in was.items()
    }
    write_parts(path, renamed)
    assert refresh_file(service, path).written
    after = parts_of(path)
    assert {name.lower() for name in was} == {name.lower() for name in after} - {
        "xl/worksheets/tariffline_report.xml"
    }
    with ClosedFile(path) as file:
        assert "Tariffline: Base rate" in file.sheets[0].top().rows[0]
        assert file.last_report() is not None
    assert not refresh_file(service, path).written


def test_the_strict_dialect(service: FakeService, path: Path) -> None:
    def make_strict(parts: dict[str, bytes]) -> None:
        for name, content in parts.items():
            for loose, strict in (
                (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                 b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
                (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                 b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
            ):  # fmt: skip
                content = content.replace(loose, strict)
            parts[name] = content

    edit(path, make_strict)
    refresh_file(service, path)
    parts = parts_of(path)
    assert b"Base rate" in parts[SHEET]
    assert b"<v>0.055</v>" in parts[SHEET]
    loose = b"schemas.openxmlformats.org/spreadsheetml"
    assert not [name for name, content in parts.items() if loose in content]
    kinds = re.findall(rb'Type="([^"]+)"', parts["xl/_rels/workbook.xml.rels"])
    assert all(kind.startswith(b"http://purl.oclc.org/") for kind in kinds)
    assert not refresh_file(service, path).written


def test_a_signature_breaks_only_when_told(service: FakeService, path: Path) -> None:
    signature = {"_xmlsignatures/sig1.xml": b"<Signature/>"}
    edit(path, lambda parts: parts.update(signature))
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=r"digitally signed.*--allow signature"):
        refresh_file(service, path)
    assert path.read_bytes() == before
    assert refresh_file(service, path, allowed=[SIGNATURE]).written
    assert parts_of(path)["_xmlsignatures/sig1.xml"] == b"<Signature/>"


def protect_the_sheet(parts: dict[str, bytes]) -> None:
    end = b"</sheetData>"
    parts[SHEET] = parts[SHEET].replace(end, end + b'<sheetProtection sheet="1" objects="1"/>')


def protect_the_structure(parts: dict[str, bytes]) -> None:
    views = b"<bookViews>"
    locked = b'<workbookProtection lockStructure="1"/>'
    parts[BOOK] = parts[BOOK].replace(views, locked + views)


@pytest.mark.parametrize(
    ("protect", "message"),
    [
        (protect_the_sheet, "sheet “Parts” is protected.*--allow protected"),
        (protect_the_structure, "structure of the workbook is protected.*--allow protected"),
    ],
)
def test_protection_holds_until_told(
    service: FakeService,
    path: Path,
    protect: Callable[[dict[str, bytes]], None],
    message: str,
) -> None:
    edit(path, protect)
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=message):
        refresh_file(service, path)
    assert path.read_bytes() == before
    assert refresh_file(service, path, allowed=[PROTECTED]).written
    after = parts_of(path)
    assert b"Protection" in after[SHEET] + after[BOOK]
    assert rates(path)[0] == 0.055


def test_columns_that_only_look_like_ours_are_refused(service: FakeService, path: Path) -> None:
    edit(path, lambda parts: parts.update(renamed(parts, "Value", "Tariffline: Margin")))
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match="“Tariffline: Margin” names no function"):
        refresh_file(service, path)
    assert path.read_bytes() == before


def renamed(parts: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    strings = "xl/sharedStrings.xml"
    return {strings: parts[strings].replace(f">{old}<".encode(), f">{new}<".encode())}


def test_the_choice_of_columns_is_remembered_for_all_to_read(
    service: FakeService, path: Path
) -> None:
    edit(path, lambda parts: parts.update(renamed(parts, "HTS", "Code")))
    refresh_file(service, path, mapping={"hts": "Code"}, results=["CHECK", "UNIT"])
    assert remembered(path) == {"Tariffline columns": '{"hts": "Code", "columns": "CHECK, UNIT"}'}
    headings = [cell.value for cell in load_workbook(path)["Parts"][1]]
    assert headings[7:] == ["Tariffline: Check", "Tariffline: Unit", "Tariffline: Edition"]
    again = refresh_file(service, path)
    assert (again.written, again.rows) == (False, 6)


def test_another_choice_replaces_what_was_remembered(service: FakeService, path: Path) -> None:
    refresh_file(service, path, results=["CHECK"])
    refresh_file(service, path, results=["UNIT"])
    assert remembered(path) == {"Tariffline columns": '{"columns": "UNIT"}'}


def remembered(path: Path) -> dict[str, str]:
    """What File, Info, Properties shows."""
    properties = fromstring(parts_of(path)["docProps/custom.xml"])
    return {each.attrib["name"]: "".join(each.itertext()) for each in properties}
