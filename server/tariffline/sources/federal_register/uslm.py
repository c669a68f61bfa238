"""USLM, the XML schema of GPO's newer conversions: a notice in namespaces, its tables in XHTML.

https://github.com/usgpo/uslm. The old names stand in the style of each element
("-uslm-sgm:HD1"), which tells more than the new ones.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from tariffline.law.notice_paper import Paper
from tariffline.sources.federal_register.builder import Builder
from tariffline.sources.federal_register.grid import html_table
from tariffline.sources.federal_register.markup import local
from tariffline.sources.federal_register.words import words

ROOTS = frozenset({"notice", "rule", "proposedRule"})

_STYLE = re.compile(r"-uslm-sgm:([A-Z0-9-]+)")
_VOLUME = re.compile(r"/us/fr/(\d{1,3})/")
_HEAD = {"AGENCY": "agency", "SUBAGY": "agency", "DEPDOC": "docket", "SUBJECT": "subject"}
_HEAD_TAGS = {"subject": "subject"}
_LEVELS = {"HED": 1, "HD1": 2, "HD2": 3, "HD3": 4, "HD4": 5, "HD5": 6}
_UNTOLD = frozenset({"signatures", "signature", "billingCode"})


def read_uslm(notice: Element) -> Paper:
    """The paper of a notice."""
    builder = Builder()
    volume = _VOLUME.search(notice.get("identifier", ""))
    if volume:
        builder.volume(int(volume[1]))
    _walk(notice, builder)
    return builder.finished()


def _walk(element: Element, builder: Builder) -> None:
    for child in element:
        name, style = local(child), _style(child)
        if name == "meta":
            _meta(child, builder)
        elif style in _HEAD or name in _HEAD_TAGS:
            builder.head(_HEAD.get(style) or _HEAD_TAGS[name], words(child))
        elif style == "AGY":
            builder.head("agency", words(child).removeprefix("AGENCY:").strip())
        elif name in ("heading", "headingText"):
            builder.heading(_LEVELS.get(style, 2), words(child))
        elif name in ("p", "chapeau", "continuation"):
            builder.paragraph(words(child))
            _enclosed(child, builder)
        elif name not in _UNTOLD:
            _part(child, name, builder)


def _part(child: Element, name: str, builder: Builder) -> None:
    if name == "table":
        builder.table(html_table(child))
    elif name == "footnote":
        builder.footnote(words(child))
    elif name in ("figure", "img"):
        builder.picture(words(child) or child.get("src", "") or "without a name")
    elif name == "frDocId":
        builder.fr_doc(words(child))
    else:
        _walk(child, builder)


def _enclosed(paragraph: Element, builder: Builder) -> None:
    for child in paragraph.iter():
        if local(child) in ("table", "footnote", "figure"):
            _part(child, local(child), builder)


def _meta(meta: Element, builder: Builder) -> None:
    for child in meta:
        said = words(child)
        if local(child) == "docNumber":
            builder.document(said)
        elif local(child) == "startingPage" and said.isdecimal():
            builder.page(int(said))


def _style(element: Element) -> str:
    found = _STYLE.search(element.get("style", ""))
    return found[1] if found else ""
