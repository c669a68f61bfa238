"""The words of an element: footnote marks taken off, broken lines joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tariffline.sources.federal_register.markup import local

_SKIPPED = frozenset(
    {
        "FTREF", "PRTPAGE", "FTNT", "GPOTABLE", "GPH", "footnote", "table", "script", "style",
        "img", "figure", "MATH",
    }
)  # fmt: skip
_BREAKS = frozenset({"LI", "br", "p", "P", "div", "li", "FP"})
_MARK = re.compile(r"[\[(\\]?\s*(\d{1,3}|[*†‡#§]{1,3}|[a-z])\s*[\])\\]?")
_SUPERIOR = frozenset({"51"})  # GPO's type faces for raised letters
_NOTE_CLASS = re.compile(r"footnote|superscript|-uslm-sgm:SU\b|-uslm-sgm:FTREF")
_PAGE_CLASS = re.compile(r"printed-page|unprinted|page-number")
# "g/m" with a raised 2 is a power, not a note.
_UNIT = re.compile(r"(?:\b[cdkm]?m|\b(?:in|inch|ft)|/m)$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BEFORE = re.compile(r"\s+([,;:.)\]])(?=[\s,;:.)]|$)")
_AFTER = re.compile(r"([(\[])\s+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")


def words(element: Element) -> str:
    """The words of the element, without the marks of its footnotes."""
    return worded(element)[0]


def worded(element: Element, *, in_cell: bool = False) -> tuple[str, tuple[str, ...]]:
    """The words, and the footnote marks taken off.

    Raised figures of text ("m²") stay; in a cell of a table every raised figure is a mark.
    """
    marks: list[str] = []
    said = "".join(_pieces(element, marks, in_cell))
    return tidy(said), tuple(marks)


def tidy(text: str) -> str:
    """One blank between words, none before a stop or after a bracket."""
    joined = " ".join(_INVISIBLE.sub("", text).split())
    return _AFTER.sub(r"\1", _BEFORE.sub(r"\1", joined)).strip()


def _pieces(element: Element, marks: list[str], in_cell: bool) -> Iterator[str]:
    before = element.text or ""
    yield before
    for child in element:
        name = local(child)
        if name and name not in _SKIPPED and not _PAGE_CLASS.search(child.get("class", "")):
            is_power = not in_cell and bool(_UNIT.search(before))
            yield from _child(child, name, marks, in_cell, is_power=is_power)
        before = child.tail or ""
        yield before


def _child(
    child: Element, name: str, marks: list[str], in_cell: bool, *, is_power: bool
) -> Iterator[str]:
    if name in _BREAKS:
        yield " "
    if _is_raised(child, name, in_cell):
        said = "".join(child.itertext()).strip()
        mark = _MARK.fullmatch(said)
        if mark and is_power:
            yield said.translate(_RAISED)
            return
        if mark or not said:
            marks.extend([mark[1]] if mark else [])
            return
    yield from _pieces(child, marks, in_cell)
    if name in _BREAKS:
        yield " "


def _is_raised(child: Element, name: str, in_cell: bool) -> bool:
    if name in ("SU", "sup"):
        return True
    if name == "E":
        return in_cell and child.get("T") in _SUPERIOR
    return bool(_NOTE_CLASS.search(f"{child.get('style', '')} {child.get('class', '')}"))
