"""What xlwings has no words for, asked of Excel's own objects: by COM, on macOS by AppleScript.

https://learn.microsoft.com/office/vba/api/overview/excel/object-model
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet
    from xlwings.main import Table

MOST_CHARACTERS = 255  # of a text property: https://learn.microsoft.com/office/vba/api/office.documentproperties.add
_TEXT_PROPERTY = 4  # msoPropertyTypeString
_QUERY = 3  # xlSrcQuery
_ON_MAC = sys.platform == "darwin"

# Where it is told which cells hold errors; on macOS xlwings fails over blocks that ask for it.
TELLS_ERRORS = not _ON_MAC


def is_read_only(book: Book) -> bool:
    return bool(book.api.read_only.get() if _ON_MAC else book.api.ReadOnly)


def counts_from_1904(book: Book) -> bool:
    """Whether dates are days since 1904, not since 1900."""
    return bool(book.api.date_1904.get() if _ON_MAC else book.api.Date1904)


def is_structure_protected(book: Book) -> bool:
    """On macOS it shows when the sheet is added."""
    return False if _ON_MAC else bool(book.api.ProtectStructure)


def is_protected(sheet: Sheet) -> bool:
    return bool(sheet.api.protect_contents.get() if _ON_MAC else sheet.api.ProtectContents)


def is_query(table: Table) -> bool:
    """Whether a query fills the table; not told on macOS."""
    return False if _ON_MAC else table.api.SourceType == _QUERY


def exact_numbers(area: Range) -> list[list[Any]]:
    """The numbers of a block whole: those in a currency format come with four decimals else."""
    values = area.api.Value2
    return [list(row) for row in values] if isinstance(values, tuple) else [[values]]


def text_property(book: Book, name: str) -> str:
    """A custom property of the workbook; on macOS none is read."""
    return next((str(each.Value) for each in _properties(book) if each.Name == name), "")


def set_text_property(book: Book, name: str, text: str) -> None:
    """On macOS, and if the text is too long, it is not set."""
    if _ON_MAC or len(text) > MOST_CHARACTERS:
        return
    for each in _properties(book):
        if each.Name == name:
            each.Value = text
            return
    # Name, LinkToContent, Type, Value: by position, for late-bound objects know no names.
    book.api.CustomDocumentProperties.Add(name, False, _TEXT_PROPERTY, text)


def _properties(book: Book) -> Iterator[Any]:
    return iter(()) if _ON_MAC else iter(book.api.CustomDocumentProperties)
