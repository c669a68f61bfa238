"""The shared strings of a workbook: kept packed, unpacked when a cell shows one."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from tariffline_office.workbook.cellxml import text_of

_END = b"</si>"
_ANY_END = re.compile(rb"<si\s*/>|</si>")
_PREFIX = re.compile(rb"<(\w+):sst\b")
_STRIDE = 1_000_000  # bytes


class SharedStrings:
    """The strings of `xl/sharedStrings.xml`, given as UTF-8, by number."""

    def __init__(self, xml: bytes) -> None:
        prefix = _PREFIX.search(xml, 0, 1_000)
        if prefix:
            xml = re.sub(rb"<(/?)" + prefix[1] + b":", rb"<\1", xml)
        self._xml = xml
        self._ends = array("Q", _ends(xml))
        self._known: dict[int, str] = {}

    def __call__(self, number: int) -> str:
        """Raises ValueError for a number that there is none of."""
        text = self._known.get(number)
        if text is None:
            if not 0 <= number < len(self._ends):
                raise ValueError(f"there is no shared string {number}")
            start = self._ends[number - 1] if number else 0
            text = text_of(self._xml[start : self._ends[number]])
            self._known[number] = text
        return text


def _ends(xml: bytes) -> Iterator[int]:
    """Where each string ends; the next begins there."""
    if re.search(rb"<si\s*/>", xml):
        yield from (item.end() for item in _ANY_END.finditer(xml))
        return
    at = 0
    while (stop := xml.find(_END, at + _STRIDE)) >= 0 or at < len(xml):
        items = xml[at : stop if stop >= 0 else len(xml)].split(_END)
        for item in items if stop >= 0 else items[:-1]:
            at += len(item) + len(_END)
            yield at
        if stop < 0:
            return
