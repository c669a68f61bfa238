"""What stands above the rows in a sheet's XML: its dimension and its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tariffline_office.workbook.sheet import column_letter
from tariffline_office.workbook.splice import Splice

_DIMENSION = re.compile(rb"""(<(?:\w+:)?dimension\s[^>]*?ref=["'])([^"']*)(["'])""")
_COLS_END = re.compile(rb"</(?:\w+:)?cols>")
_COL = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_HIDDEN = re.compile(rb"""\shidden=["'](?:1|true)["']""")
_SIZE = re.compile(rb"""\s(?:width|customWidth|bestFit)=["'][^"']*["']""")
_ENDS = re.compile(rb"""\b(min|max)=["']\d+["']""")
_SHEET_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b")
_CORNER = re.compile(r"^(\$?[A-Z]+\$?\d+)(?::\$?([A-Z]+)\$?(\d+))?$")


@dataclass(slots=True)
class Top:
    """What new columns need: their widths by column, the looks of their headings and cells."""

    widths: dict[int, int] = field(default_factory=dict)
    heading_style: int = 0
    cell_style: int = 0
    prefix: str = ""
    _styles: dict[int, int] = field(default_factory=dict)

    def splices(self, text: bytes) -> Iterator[Splice]:
        """The edits in what stands above the rows; reads the looks of columns on the way."""
        data = _SHEET_DATA.search(text)
        if data is None:
            return
        self.prefix = data[1].decode()
        columns = [_column(each) for each in _COL.findall(text)]
        for first, last, style in columns:
            if last - first < 1_000:
                self._styles |= dict.fromkeys(range(first, last + 1), style)
        if not self.widths:
            return
        if wider := _wider(_DIMENSION.search(text), max(self.widths)):
            yield wider
        for found in _COL.finditer(text):
            if _HIDDEN.search(found[0]) and (shown := self._shown(found[0])):
                yield *found.span(), shown
        added = self._added([(first, last) for first, last, _ in columns])
        if not added:
            return
        if end := _COLS_END.search(text):
            at = end.start()
        else:
            at = data.start()
            added = f"<{self.prefix}cols>{added}</{self.prefix}cols>"
        yield at, at, added.encode()

    def style_of_new(self, column: int) -> int:
        return self._styles.get(column, 0) or self.cell_style

    def _shown(self, hidden: bytes) -> bytes:
        """A run of hidden columns with ours among them shown; nothing if none of ours is.

        Whoever hides all columns beside a list would see none of its results.
        """
        first, last, _ = _column(hidden)
        ours = [column for column in sorted(self.widths) if first <= column <= last]
        parts = []
        for column in ours:
            parts.append(_run(hidden, first, column - 1))
            shown = _SIZE.sub(b"", _HIDDEN.sub(b"", _run(hidden, column, column)))
            size = b' width="%d" customWidth="1"' % self.widths[column]
            parts.append(re.sub(rb"col(?=\s)", b"col" + size, shown, count=1))
            first = column + 1
        return b"".join([*parts, _run(hidden, first, last)]) if ours else b""

    def _added(self, covered: Sequence[tuple[int, int]]) -> str:
        # A second <col> for a column that a range of columns already covers makes Excel repair
        # the file: such columns keep the width they have. And they must stand in order.
        behind = max((last for _, last in covered), default=0)
        return "".join(
            f'<{self.prefix}col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
            for column, width in sorted(self.widths.items())
            if column > behind
        )


def _run(col: bytes, first: int, last: int) -> bytes:
    """The same for other columns; nothing for none."""
    if first > last:
        return b""
    numbers = {b"min": first, b"max": last}
    return _ENDS.sub(lambda end: b'%s="%d"' % (end[1], numbers[end[1]]), col)


def _column(xml: bytes) -> tuple[int, int, int]:
    told = dict(re.findall(rb"""\b(min|max|style)=["'](\d+)["']""", xml))
    first = int(told.get(b"min", 1))
    return first, int(told.get(b"max", first)), int(told.get(b"style", 0))


def _wider(dimension: re.Match[bytes] | None, last: int) -> Splice | None:
    found = _CORNER.match(dimension[2].decode()) if dimension else None
    if dimension is None or found is None:
        return None
    first, letters, row = found.groups()
    if letters is None:
        letters, row = first.strip("$0123456789"), re.sub(r"\D", "", first)
    wide = max(column_letter(last), letters, key=lambda each: (len(each), each))
    return *dimension.span(2), f"{first}:{wide}{row}".encode()
