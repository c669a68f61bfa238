"""What is refused before a workbook is read."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.parsers.expat import ExpatError

from tariffline_office.workbook.book import CONTENT_TYPES, parsed
from tariffline_office.workbook.members import DamagedError, Members
from tariffline_office.workbook.sheet import WorkbookError

SUFFIXES = (".xlsx", ".xlsm")
SHEETS = "xl/worksheets/sheet"
MOST_BYTES = 3_000_000_000
MOST_RATIO = 200
BIG_MEMBER_BYTES = 10_000_000  # below this, a high ratio is only a sheet that repeats itself

# What reading a damaged package ends in: SyntaxError is the XML parser's, the last three are of
# numbers and references that lead nowhere.
DAMAGE = (
    zipfile.BadZipFile, DamagedError, RuntimeError, EOFError, SyntaxError, OSError, ExpatError,
    ValueError, KeyError, IndexError,
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = ("sheet.main+xml", "sheet.macroenabled.main+xml")


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
        with Members(path) as members:
            _check_size(path, members)
            _check_members(path, members)
    except DAMAGE as error:
        raise damaged(path, error) from error


def damaged(path: Path, error: object) -> WorkbookError:
    return WorkbookError(
        f"{path.name} is damaged ({error}); "
        "open it in Excel, let it repair the file, save it, and refresh that"
    )


def _magic(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_OLE))
    except PermissionError as error:
        raise WorkbookError(
            f"{path} cannot be read; close it in Excel, or ask for the right to read it"
        ) from error


def _check_size(path: Path, members: Members) -> None:
    total = sum(member.file_size for member in members.by_name.values())
    swollen = [
        member
        for member in members.by_name.values()
        if member.file_size > BIG_MEMBER_BYTES
        and member.file_size > MOST_RATIO * max(member.compress_size, 1)
    ]
    if total > MOST_BYTES or swollen:
        raise WorkbookError(
            f"{path.name} unpacks to {total:,} bytes from {path.stat().st_size:,}: too much to be "
            "read safely; if it is an honest workbook, split it into smaller ones"
        )


def _check_members(path: Path, members: Members) -> None:
    """Unpack it once: what doesn't read back here would be lost later. Sheets are read anyway."""
    for name in members.by_name:
        if not name.startswith(SHEETS):
            for _ in members.pieces(name):
                pass
    if not any(kind.endswith(_WORKBOOKS) for kind in _content_types(members)):
        raise WorkbookError(
            f"{path.name} holds no .xlsx or .xlsm workbook; open it in Excel and save it as one"
        )


def _content_types(members: Members) -> list[str]:
    name = members.named(CONTENT_TYPES)
    if name not in members:
        return []
    return [each.get("ContentType", "").lower() for each in parsed(members.read(name))]
