"""The shared strings of a workbook: kept packed, unpacked when a cell shows one."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

from tariffline_office.workbook.cellxml import text_of

_END = b"</si>"
_ANY_END = re.compile(rb"<si\s*/>|</si>")
_PREFIX = re.compile(rb"<(\w+):sst\b")
_STRETCH = 4_096  # bytes, about; a string is looked for within one stretch


class SharedStrings:
    """The strings of `xl/sharedStrings.xml`, given as UTF-8, by number.

    A sheet's questions show a few thousand of a million: only where stretches begin is noted.
    """

    def __init__(self, xml: bytes) -> None:
        prefix = _PREFIX.search(xml, 0, 1_000)
        if prefix:
            xml = re.sub(rb"<(/?)" + prefix[1] + b":", rb"<\1", xml)
        self._xml = xml
        self._has_empty = re.search(rb"<si\s*/>", xml) is not None
        self._starts = array("Q", [0])
        self._first = array("Q", [0])  # the number of the first string in each stretch
        self._known: dict[int, str] = {}
        at = 0
        while (stop := xml.find(_END, at + _STRETCH)) >= 0:
            end = stop + len(_END)
            self._first.append(self._first[-1] + self._count(at, end))
            self._starts.append(end)
            at = end

    def __call__(self, number: int) -> str:
        """Raises ValueError for a number that there is none of."""
        text = self._known.get(number)
        if text is None:
            text = self._known[number] = text_of(self._item(number))
        return text

    def _count(self, start: int, end: int) -> int:
        if self._has_empty:
            return len(_ANY_END.findall(self._xml, start, end))
        return self._xml.count(_END, start, end)

    def _item(self, number: int) -> bytes:
        stretch = bisect_right(self._first, number) - 1
        if stretch >= 0:
            start, end = (*self._starts[stretch : stretch + 2], len(self._xml))[:2]
            items = _ANY_END.split(self._xml[start:end])
            place = number - self._first[stretch]
            if place < len(items) - 1:  # behind the last end stands no string
                return items[place]
        raise ValueError(f"there is no shared string {number}")
