"""The shared strings of a workbook: kept packed, unpacked when a cell shows one."""

from __future__ import annotations

import re
from array import array

from tariffline_office.workbook.cellxml import text_of

_ITEM = re.compile(rb"<si\b[^>]*?(?:/>|>.*?</si>)", re.DOTALL)


class SharedStrings:
    """The strings of `xl/sharedStrings.xml`, given as UTF-8 without prefixes, by number."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._ends = array("Q")
        self._starts = array("Q")
        for item in _ITEM.finditer(xml):
            self._starts.append(item.start())
            self._ends.append(item.end())
        self._known: dict[int, str] = {}

    def __call__(self, number: int) -> str:
        """Raises ValueError for a number that there is none of."""
        text = self._known.get(number)
        if text is None:
            if not 0 <= number < len(self._starts):
                raise ValueError(f"there is no shared string {number}")
            text = text_of(self._xml[self._starts[number] : self._ends[number]])
            self._known[number] = text
        return text
