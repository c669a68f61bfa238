"""What a workbook remembers of its columns, as a text that its custom properties show to all."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tariffline_office.workbook.book import Book, every, parsed
from tariffline_office.workbook.members import Members

PROPERTY = "Tariffline columns"
PART = "docProps/custom.xml"


def remembered(book: Book, members: Members) -> Mapping[str, str]:
    """Columns by role; empty where nothing is remembered, or it can't be read."""
    part = properties_part(book)
    if part is None or part not in members:
        return {}
    for each in every(parsed(members.read(part)), "property"):
        if each.get("name") == PROPERTY:
            return read_mapping("".join(each.itertext()))
    return {}


def properties_part(book: Book) -> str | None:
    return next((p for kind, p in book.related("").values() if kind == "custom-properties"), None)


def in_words(mapping: Mapping[str, str]) -> str:
    return json.dumps(dict(mapping), ensure_ascii=False)


def read_mapping(text: str) -> Mapping[str, str]:
    """What `in_words` wrote; empty if it is not that."""
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(told, dict):
        return {}
    return {str(role): column for role, column in told.items() if isinstance(column, str)}
