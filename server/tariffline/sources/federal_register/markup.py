"""XML and HTML read safely into one sort of tree."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tariffline.sources import SourceError

LARGEST = 64_000_000  # bytes: a whole daily issue has about 30 million, a notice seldom one
_DEEPEST = 200  # elements in each other; the longest notices have about 20
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr",
    }
)  # fmt: skip
# Tags that a new one of their sort ends where their own end tag is left out.
_ENDED_BY = {
    "p": frozenset({"p", "table", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"}),
    "li": frozenset({"li"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
}
_OPEN_TAG = re.compile(r"<(?=[A-Za-z/!?][^<>]*(?:<|$))")


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def read_xml(data: bytes) -> Element:
    """The root of an XML document.

    Raises SourceError when it is none, is too large or too deep, or defines entities.
    """
    if len(data) > LARGEST:
        raise SourceError(
            f"the XML has {len(data):,} bytes, and the largest issue of the Federal Register a "
            f"third of it; save the notice alone"
        )
    try:
        root: Element = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as problem:
        raise SourceError(
            f"the notice can't be read as XML ({problem}); save it again from federalregister.gov"
        ) from problem
    _check_depth(root)
    return root


def read_html(text: str) -> Element:
    """The tree of a page, however it is broken."""
    if len(text) > LARGEST:
        raise SourceError(f"the page has {len(text):,} letters; save the notice alone")
    tree = _Tree()
    whole, end, rest = _without_comments(text).rpartition(">")
    tree.feed(_OPEN_TAG.sub("&lt;", whole + end) + rest.replace("<", "&lt;"))
    tree.close()
    root = tree.finished()
    _check_depth(root)
    return root


def _without_comments(text: str) -> str:
    """In one pass: Python's own reader looks for the end of each comment from its start anew."""
    kept = []
    while True:
        before, mark, rest = text.partition("<!--")
        kept.append(before)
        if not mark:
            return "".join(kept)
        _, end, text = rest.partition("-->")
        if not end:
            return "".join(kept)


def _check_depth(root: Element) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            raise SourceError(
                f"the document has more than {_DEEPEST} elements in each other, so it is no "
                f"notice; save it again from federalregister.gov"
            )
        level = [child for element in level for child in element]


class _Tree(HTMLParser):
    """Builds the tree; tags left open are ended as a browser would."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = TreeBuilder()
        self._builder.start("html", {})
        self._open: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("html", "body", "head"):
            return
        while self._open and tag in _ENDED_BY.get(self._open[-1], ()):
            self._end()
        self._unseen += tag in _UNSEEN
        self._builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID or len(self._open) >= _DEEPEST - 2:
            self._builder.end(tag)
        else:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._end() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._builder.data(data.replace("\x00", ""))

    def finished(self) -> Element:
        while self._open:
            self._end()
        self._builder.end("html")
        return self._builder.close()

    def _end(self) -> str:
        tag = self._open.pop()
        self._unseen -= tag in _UNSEEN
        self._builder.end(tag)
        return tag
