"""A cell of a sheet's XML: what it holds, and how a result is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from xml.sax.saxutils import escape

from tariffline_office.workbook.serials import from_serial
from tariffline_office.workbook.sheet import CellValue, Uncomputed

_TYPE = re.compile(rb"""\st=["'](\w+)["']""")
_STYLE = re.compile(rb"""\ss=["']([0-9]+)["']""")
_VALUE = re.compile(rb"<v[^>]*>([^<]*)</v>|<v[^>]*/>")
_TEXT = re.compile(rb"<t(?:\s[^>]*)?>([^<]*)</t>")
_PHONETIC = re.compile(rb"<rPh\b.*?</rPh>", re.DOTALL)
_ENTITY = re.compile(r"&(?:#(\d+)|#x([0-9a-fA-F]+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
# ECMA-376, 22.9.2.19 ST_Xstring: a character that XML can't hold, by its number.
_ESCAPED = re.compile(r"_x((?![dD][89a-fA-F])[0-9A-Fa-f]{4})_")
_TAG = re.compile(rb"<(/?)(?=\w)")
_WHOLE = re.compile(rb"-?[0-9]+")


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells of one workbook: `shared` gives its shared strings, `is_date` tells by style."""

    shared: Callable[[int], str]
    is_date: Callable[[int], bool]
    epoch: datetime

    def value(self, tail: bytes) -> CellValue:
        """What a cell shows; `tail` is its XML behind the address.

        Raises ValueError for what is no cell.
        """
        found = _TYPE.search(tail, 0, tail.find(b">"))
        kind = found[1] if found else b"n"
        if kind == b"inlineStr":
            return text_of(tail) or None
        match = _VALUE.search(tail)
        if match is None or not match[1]:
            is_stored = match is not None and kind == b"str"  # the empty text
            return Uncomputed.FORMULA if has_formula(tail) and not is_stored else None
        if kind == b"s":
            return self.shared(int(match[1])) or None
        if kind == b"d":
            return _iso_date(unescaped(match[1]))
        if kind in (b"str", b"e"):
            return unescaped(match[1]) or None
        if kind == b"b":
            return match[1].strip() == b"1"
        return self._number(match[1].strip(), style_of(tail))

    def _number(self, digits: bytes, style: int) -> CellValue:
        if not digits:
            return None
        number = int(digits) if _WHOLE.fullmatch(digits) else float(digits)
        if not self.is_date(style):
            return number
        try:
            return from_serial(number, self.epoch)
        except (OverflowError, ValueError):
            return number


def _iso_date(text: str) -> CellValue:
    """What a cell of dates in words holds (ECMA-376, 18.18.11); other text as it is."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text or None


def style_of(tail: bytes) -> int:
    found = _STYLE.search(tail, 0, tail.find(b">"))
    return int(found[1]) if found else 0


def has_formula(tail: bytes) -> bool:
    return b"<f" in tail


def without_result(tail: bytes, prefix: str = "") -> bytes | None:
    """A cell without the result that a formula gave it; None if it has none.

    `prefix` is that of the sheet's own elements: `x:`.
    """
    if not _VALUE.search(tail):
        return None
    end = tail.find(b">")
    looks = _TYPE.sub(b"", tail[:end])
    if not has_formula(tail):  # one that an array formula fills
        return looks + b"/>"
    return looks + _TAG.sub(rb"<\1" + prefix.encode(), _VALUE.sub(b"", tail[end:], 1))


def text_of(xml: bytes) -> str:
    """The text of a string item, without its looks and its phonetic hints."""
    return "".join(unescaped(part) for part in _TEXT.findall(_PHONETIC.sub(b"", xml)))


def unescaped(xml: bytes) -> str:
    text = xml.decode("utf-8", "replace").replace("\r\n", "\n")  # XML 1.0, 2.11
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return in_cell(text)


def in_cell(text: str) -> str:
    """A text of the file as a cell shows it."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    return chr(int(decimal) if decimal else int(hexadecimal, 16))


def written(value: str | Decimal | None, style: int, prefix: str = "") -> bytes:
    """The XML of a cell behind its address. Text stands in place, so it is never a formula."""
    looks = f' s="{style}"' if style else ""
    if value is None or value == "":
        return f"{looks}/>".encode()
    if isinstance(value, Decimal):
        return f"{looks}><{prefix}v>{float(value)!r}</{prefix}v></{prefix}c>".encode()
    text = escape(_ESCAPED.sub(r"_x005F_x\1_", value))
    keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
    inner = f"<{prefix}is><{prefix}t{keep}>{text}</{prefix}t></{prefix}is></{prefix}c>"
    return f'{looks} t="inlineStr">{inner}'.encode()
