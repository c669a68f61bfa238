"""The HTML of a notice, as federalregister.gov shows it and the API's body gives it."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from tariffline.law.notice_paper import Paper
from tariffline.sources.federal_register.builder import Builder
from tariffline.sources.federal_register.grid import html_table
from tariffline.sources.federal_register.markup import local, read_html
from tariffline.sources.federal_register.words import words

_LEVEL = re.compile(r"h([1-6])")
_SITE = re.compile(r"^Federal Register\s*:+\s*|\s*[|:]+\s*Federal Register$")
_FOOTNOTE = re.compile(r"(?:^|\s)footnotes?(?:\s|$)")
_PARAGRAPHS = frozenset({"p", "li", "dd", "dt", "pre", "blockquote"})
_HEAD_CLASSES = {
    "agency": "agency", "agency-name": "agency", "subagency": "agency", "docket": "docket",
    "document-headings": "agency", "docket-id": "docket", "title": "subject", "subject": "subject",
}  # fmt: skip
_SKIPPED = frozenset({"nav", "footer", "script", "style", "aside", "form", "button"})


def read_page(text: str) -> Paper:
    """The paper of a page or of the body of one."""
    builder = Builder()
    _walk(read_html(text), builder)
    return builder.finished()


def _walk(element: Element, builder: Builder) -> None:
    if (element.text or "").strip() and local(element) in ("div", "section", "html"):
        builder.paragraph(" ".join((element.text or "").split()))
    for child in element:
        name, classes = local(child), child.get("class", "")
        named = next((_HEAD_CLASSES[c] for c in classes.split() if c in _HEAD_CLASSES), "")
        if name in _SKIPPED:
            continue
        if _FOOTNOTE.search(classes) and name in ("div", "p", "li", "ol", "section"):
            builder.footnote(words(child))
        elif named and name != "div":
            builder.head(named, words(child))
        else:
            _block(child, name, builder)


def _block(child: Element, name: str, builder: Builder) -> None:
    level = _LEVEL.fullmatch(name)
    if name == "title":
        builder.title(_SITE.sub("", words(child)))
    elif level:
        builder.heading(int(level[1]), words(child))
    elif name == "table":
        builder.table(html_table(child))
    elif name in _PARAGRAPHS:
        said = words(child)
        builder.fr_doc(said) if said.startswith("[FR Doc") else builder.paragraph(said)
        for table in child.iter():
            if local(table) == "table":
                builder.table(html_table(table))
    elif name == "img":
        builder.picture(child.get("alt", "") or child.get("src", "") or "without a name")
    else:
        _walk(child, builder)
