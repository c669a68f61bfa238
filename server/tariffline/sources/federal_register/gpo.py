"""GPO's own XML of a notice (NOTICE, PREAMB, HD, P, GPOTABLE), as the API's full text gives it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from tariffline.law.notice_paper import Paper
from tariffline.sources.federal_register.builder import Builder
from tariffline.sources.federal_register.grid import gpo_table
from tariffline.sources.federal_register.markup import local
from tariffline.sources.federal_register.words import words

ROOTS = frozenset({"NOTICE", "RULE", "PRORULE"})

_HEAD = {"AGENCY": "agency", "SUBAGY": "agency", "DEPDOC": "docket", "SUBJECT": "subject"}
_PARAGRAPHS = frozenset({"P", "FP", "AMDPAR", "LSTSUB", "PARAUTH"})
_UNTOLD = frozenset({"SIG", "BILCOD", "FTREF", "CFR", "RIN"})
_LEVELS = {"HED": 1, "HD1": 2, "HD2": 3, "HD3": 4, "HD4": 5, "HD5": 6}
_WITHIN = frozenset({"GPOTABLE", "FTNT", "GPH"})


def read_gpo(notice: Element) -> Paper:
    """The paper of a NOTICE."""
    builder = Builder()
    _walk(notice, builder)
    return builder.finished()


def _walk(element: Element, builder: Builder) -> None:
    for child in element:
        name = local(child)
        if name in _HEAD:
            builder.head(_HEAD[name], words(child))
        elif name == "HD":
            builder.heading(_LEVELS.get(child.get("SOURCE", "HD1"), 2), words(child))
        elif name in _PARAGRAPHS:
            builder.paragraph(words(child))
            _enclosed(child, builder)
        elif name == "PRTPAGE":
            _page(child, builder)
        elif name not in _UNTOLD:
            _part(child, name, builder)


def _part(child: Element, name: str, builder: Builder) -> None:
    if name == "GPOTABLE":
        builder.table(gpo_table(child))
    elif name == "FTNT":
        builder.footnote(words(child))
    elif name == "GPH":
        builder.picture(words(child) or "without a name")
    elif name == "FRDOC":
        builder.fr_doc(words(child))
    else:
        _walk(child, builder)


def _enclosed(paragraph: Element, builder: Builder) -> None:
    """Tables, footnotes and new pages that a paragraph holds."""
    for child in paragraph.iter():
        name = local(child)
        if name == "PRTPAGE":
            _page(child, builder)
        elif name in _WITHIN:
            _part(child, name, builder)


def _page(element: Element, builder: Builder) -> None:
    if element.get("P", "").isdecimal():
        builder.page(int(element.get("P", "")))
