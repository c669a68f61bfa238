"""The file as a zip package: what is refused before it is read, what openpyxl would lose."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZipFile

from openpyxl.xml.functions import fromstring

from tariffline_office.workbook.sheet import WorkbookError

SUFFIXES = (".xlsx", ".xlsm")
MOST_BYTES = 1_000_000_000
MOST_RATIO = 200
BIG_MEMBER_BYTES = 10_000_000  # below this, a high ratio is only a sheet that repeats itself

_CONTENT_TYPES = "[Content_Types].xml"
# What zipfile raises for members it cannot unpack, and (SyntaxError) the parser for bad XML.
_DAMAGE = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, SyntaxError, ValueError, OSError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = ("sheet.main+xml", "sheet.macroenabled.main+xml")

# By the last word of the content type. A part that stands in neither table counts as lost.
_KEPT = {
    "main+xml", "worksheet+xml", "chartsheet+xml", "sharedstrings+xml", "styles+xml", "theme+xml",
    "core-properties+xml", "custom-properties+xml", "table+xml", "comments+xml",
    "externallink+xml", "pivottable+xml", "pivotcachedefinition+xml", "pivotcacherecords+xml",
    "relationships+xml", "vbaproject", "vbaprojectsignature",
    "extended-properties+xml",  # written anew; says nothing of the content
    "calcchain+xml",  # Excel makes it again
}  # fmt: skip
_LOST = {
    "drawing+xml": "charts, pictures and shapes",
    "chart+xml": "charts",
    "chartshapes+xml": "charts",
    "chartstyle+xml": "charts",
    "chartcolorstyle+xml": "charts",
    "chartex+xml": "charts",
    "themeoverride+xml": "charts",
    "vmldrawing": "form controls, header pictures",
    "controlproperties+xml": "form controls",
    "activex+xml": "form controls",
    "printersettings": "printer settings",
    "slicer+xml": "slicers",
    "slicercache+xml": "slicers",
    "timeline+xml": "timelines",
    "timelinecache+xml": "timelines",
    "threadedcomments+xml": "threaded comments",
    "person+xml": "threaded comments",
    "customxmlproperties+xml": "custom XML",
    "customproperty": "custom properties of sheets",
    "connections+xml": "data connections",
    "querytable+xml": "data connections",
    "sheetmetadata+xml": "dynamic arrays and linked data types",
    "oleobject": "embedded objects",
}
_EXTENSIONS = {  # https://learn.microsoft.com/openspecs/office_standards/ms-xlsx (2.2.4 and 2.2.6)
    "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}": "sparklines",
    "{78C0D931-6437-407D-A8EE-F0AAD7539E65}": "data bars, icon sets and newer conditional formats",
    "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}": "data bars, icon sets and newer conditional formats",
    "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}": "data validation that refers to other sheets",
    "{A8765BA9-456A-4DAB-B4F3-ACF838C121DE}": "slicers",
    "{3A4CF648-6AED-40F4-86FF-DC5316D8AED3}": "slicers",
    "{7E03D99C-DC04-49D9-9315-930204A7B6E9}": "timelines",
}
_EXTENSION = re.compile(rb"""<(?:\w+:)?ext\b[^>]*?\buri=["'](\{[^"'}]*\})["']""")
_OBJECT = re.compile(rb"""\bObjectType=["'](\w+)["']""")


def check_package(path: Path) -> None:
    """Raise WorkbookError, with the remedy, if the file at `path` cannot be refreshed at all."""
    if not path.is_file():
        raise WorkbookError(f"there is no file {path}; check the name and the folder")
    suffix = path.suffix.lower()
    if suffix in (".xls", ".xlsb", ".ods"):
        raise WorkbookError(
            f"{path.name} is in the {suffix} format; "
            "open it in Excel, save it as .xlsx, and refresh that"
        )
    if _magic(path) == _OLE:
        raise WorkbookError(
            f"{path.name} is encrypted, or an old .xls under another name; "
            "open it in Excel, take the password off or save it as .xlsx, and refresh that"
        )
    if suffix not in SUFFIXES or not zipfile.is_zipfile(path):
        raise WorkbookError(
            f"{path.name} is not an Excel workbook, or it is damaged; "
            "open it in Excel, save it as .xlsx, and refresh that"
        )
    try:
        with ZipFile(path) as package:
            _check_size(path, package)
            _check_content(path, package)
    except _DAMAGE as error:
        raise damaged(path, error) from error


def damaged(path: Path, error: object) -> WorkbookError:
    return WorkbookError(
        f"{path.name} is damaged ({error}); "
        "open it in Excel, let it repair the file, save it, and refresh that"
    )


def losses(path: Path) -> list[str]:
    """What a file loses when openpyxl writes it, in words with the parts concerned."""
    found: dict[str, list[str]] = {}
    with ZipFile(path) as package:
        for what, part in _lost(package, path.suffix.lower() == ".xlsm"):
            parts = found.setdefault(what, [])
            if part not in parts:
                parts.append(part)
    return [f"{what} ({', '.join(parts)})" for what, parts in sorted(found.items())]


def _magic(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_OLE))
    except PermissionError as error:
        raise WorkbookError(
            f"{path} cannot be read; close it in Excel, or ask for the right to read it"
        ) from error


def _check_size(path: Path, package: ZipFile) -> None:
    members = package.infolist()
    total = sum(member.file_size for member in members)
    swollen = [
        member
        for member in members
        if member.file_size > BIG_MEMBER_BYTES
        and member.file_size > MOST_RATIO * max(member.compress_size, 1)
    ]
    if total > MOST_BYTES or swollen:
        raise WorkbookError(
            f"{path.name} unpacks to {total:,} bytes from {path.stat().st_size:,}: too much to be "
            "read safely; if it is an honest workbook, split it into smaller ones"
        )


def _check_content(path: Path, package: ZipFile) -> None:
    if spoilt := package.testzip():
        raise damaged(path, spoilt)
    if not any(kind.endswith(_WORKBOOKS) for kind in _content_types(package).values()):
        raise WorkbookError(
            f"{path.name} holds no .xlsx or .xlsm workbook; open it in Excel and save it as one"
        )


def _lost(package: ZipFile, with_macros: bool) -> Iterator[tuple[str, str]]:
    for part, kind in _content_types(package).items():
        word = kind.rpartition(".")[2]
        if word == "vmldrawing":
            if not _keeps_drawing(package.read(part), with_macros):
                yield _LOST[word], part
        elif word == "worksheet+xml":
            for what in _extensions(package, part):
                yield what, part
        elif word not in _KEPT and not part.startswith("docProps/"):
            yield _in_words(part, kind), part


def _content_types(package: ZipFile) -> Mapping[str, str]:
    """The content type of each part, in lower case: part names vary with the program."""
    kinds: dict[str, str] = {}
    if _CONTENT_TYPES in package.namelist():
        for element in fromstring(package.read(_CONTENT_TYPES)):
            name = element.get("PartName", "").lstrip("/") or "." + element.get("Extension", "")
            kinds[name.lower()] = element.get("ContentType", "").lower()
    return {
        part: kinds.get(part.lower()) or kinds.get("." + part.lower().rpartition(".")[2], "")
        for part in package.namelist()
        if not part.endswith("/") and part != _CONTENT_TYPES
    }


def _keeps_drawing(drawing: bytes, with_macros: bool) -> bool:
    """The boxes of comments are drawn anew; buttons are kept only together with their macros."""
    objects = set(_OBJECT.findall(drawing))
    return bool(objects) and (objects == {b"Note"} or with_macros)


def _extensions(package: ZipFile, part: str) -> Iterator[str]:
    xml = package.read(part)
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        xml = xml.decode("utf-16").encode()
    for uri in _EXTENSION.findall(xml):
        name = uri.decode().upper()
        yield _EXTENSIONS.get(name, f"an extension of the sheet, {name}")


def _in_words(part: str, kind: str) -> str:
    if kind.startswith("image/"):
        return "charts, pictures and shapes"
    if part.startswith("_xmlsignatures/"):
        return "the digital signature"
    if part.startswith("customXml/"):
        return "custom XML"
    return _LOST.get(kind.rpartition(".")[2], "other parts")
