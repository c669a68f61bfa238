"""The styles of a workbook: which show dates, and the few that results need beside them."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, unescape

from tariffline_office.workbook.serials import DATE_FORMATS, is_date_code

GENERAL = "General"
_EXCELS_OWN = {GENERAL: 0, "0": 1, "#,##0.00": 4}  # those that results have
_BY_NUMBER = {number: code for code, number in _EXCELS_OWN.items()}
_FIRST_OWN_FORMAT = 164  # ECMA-376, 18.8.30: below are Excel's own

_XFS = re.compile(r"<((?:\w+:)?)cellXfs\b[^>]*>(.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(r"<(?:\w+:)?xf\b[^>]*?(?:/>|>.*?</(?:\w+:)?xf>)", re.DOTALL)
_FORMAT_ID = re.compile(r'\snumFmtId="(\d+)"')
_APPLY = re.compile(r'\sapplyNumberFormat="[^"]*"')
_FORMATS = re.compile(r"<(?:\w+:)?numFmt\b[^>]*>")
_CODE = re.compile(r'\sformatCode="([^"]*)"')
_COUNT = re.compile(r'\scount="\d+"')


class Styles:
    """`xl/styles.xml`, given as UTF-8; `xml` is that with what was added."""

    def __init__(self, xml: bytes) -> None:
        text = xml.decode("utf-8")
        found = _XFS.search(text)
        self._text = text
        self._prefix = found[1] if found else ""
        self._xfs = _XF.findall(found[2]) if found else []
        self._as_read = len(self._xfs)
        self._codes = {
            int(known[1]): unescape(code[1], {"&quot;": '"'})
            for each in _FORMATS.findall(text)
            if (known := _FORMAT_ID.search(each)) and (code := _CODE.search(each))
        }
        self._own = len(self._codes)
        self._dates: dict[int, bool] = {}
        self._new: dict[int, str] = {}
        self._found: dict[tuple[int, str], int] = {}

    @property
    def has_grown(self) -> bool:
        return len(self._xfs) > self._as_read

    def format_of(self, style: int) -> str:
        """The number format that cells of `style` have; Excel's own by their number."""
        number = self._number_of(style)
        return self._codes.get(number) or _BY_NUMBER.get(number) or str(number)

    def is_date(self, style: int) -> bool:
        known = self._dates.get(style)
        if known is None:
            number = self._number_of(style)
            code = self._codes.get(number)
            known = is_date_code(code) if code else number in DATE_FORMATS
            self._dates[style] = known
        return known

    def _number_of(self, style: int) -> int:
        found = _FORMAT_ID.search(self._xfs[style]) if style < len(self._xfs) else None
        return int(found[1]) if found else 0

    def with_format(self, style: int, code: str) -> int:
        """The style that differs from `style` in its number format only."""
        if self.format_of(style) == code:
            return style
        known = self._found.get((style, code))
        if known is None:
            known = self._add(style, code)
            self._found[(style, code)] = known
        return known

    def xml(self) -> bytes:
        """The part with all that was added, and nothing else changed."""
        if not self.has_grown:
            return self._text.encode()
        text = _XFS.sub(lambda found: self._with_new_xfs(found[0]), self._text, count=1)
        return (self._with_new_formats(text) if self._new else text).encode()

    def _add(self, style: int, code: str) -> int:
        if not self._xfs:  # a part without styles: those of Excel hold
            return style
        xf = self._xfs[style] if style < len(self._xfs) else self._xfs[0]
        xf = _APPLY.sub("", xf)
        applied = f' numFmtId="{self._format_id(code)}" applyNumberFormat="1"'
        if _FORMAT_ID.search(xf):
            xf = _FORMAT_ID.sub(applied, xf, count=1)
        else:
            xf = re.sub(r"xf\b", "xf" + applied, xf, count=1)
        if xf in self._xfs:
            return self._xfs.index(xf)
        self._xfs.append(xf)
        return len(self._xfs) - 1

    def _format_id(self, code: str) -> int:
        if code in _EXCELS_OWN:
            return _EXCELS_OWN[code]
        for number, known in self._codes.items():
            if known == code:
                return number
        number = max([_FIRST_OWN_FORMAT - 1, *self._codes]) + 1
        self._codes[number] = self._new[number] = code
        return number

    def _with_new_xfs(self, xfs: str) -> str:
        at = xfs.rindex("</")
        start, end = _COUNT.sub(f' count="{len(self._xfs)}"', xfs[:at], count=1), xfs[at:]
        return start + "".join(self._xfs[self._as_read :]) + end

    def _with_new_formats(self, text: str) -> str:
        quoted = ((number, escape(code, {'"': "&quot;"})) for number, code in self._new.items())
        added = "".join(
            f'<{self._prefix}numFmt numFmtId="{number}" formatCode="{code}"/>'
            for number, code in quoted
        )
        end = f"</{self._prefix}numFmts>"
        if end in text:
            count = f'<{self._prefix}numFmts count="{self._own + len(self._new)}"'
            text = re.sub(rf"<{self._prefix}numFmts\b(?:\s+count=\"\d+\")?", count, text, count=1)
            return text.replace(end, added + end, 1)
        whole = f'<{self._prefix}numFmts count="{len(self._new)}">{added}{end}'
        empty = re.search(rf"<{self._prefix}numFmts\b[^>]*/>", text)
        if empty:
            return text[: empty.start()] + whole + text[empty.end() :]
        return re.sub(r"(<(?:\w+:)?styleSheet\b[^>]*>)", lambda m: m[0] + whole, text, count=1)
