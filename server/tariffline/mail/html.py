"""HTML to the text a reader sees.

Tokens are told apart as the HTML standard does it (https://html.spec.whatwg.org/#tokenization), in
one pass. Not with html.parser: in Python 3.11 a page of 200 KB that only opens comments takes it
half a minute, and mail comes from strangers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_TAG_NAME = re.compile(r"[a-z][^\s/>]*", re.IGNORECASE)
# The rest of a tag: its attributes, whose quoted values may hold ">".
_TAG_REST = re.compile(r"""[^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+>""")
_HIDDEN = frozenset({"script", "style", "title", "template", "noscript", "textarea", "xml"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl",
    "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "ol", "p", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_SIGNATURE = re.compile(r"""\b(?:id|class)\s*=\s*["']?[^"'>]{0,60}signature""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_RUNS = re.compile(r" {2,}")
_MOST_QUOTED = 5

Token = tuple[str, str, str]  # text | open | close, the text or the tag's name, its attributes


def plain(source: str) -> str:
    """The text of a page: cells divided by tabs, quotations marked by ">", as in plain mail."""
    page = _Lines()
    for kind, name, rest in _tokens(source):
        if kind == "text":
            page.text(unescape(name).replace("\x00", ""))
        elif name == "pre":
            page.preformatted(1 if kind == "open" else -1)
        elif name == "blockquote":
            page.quote(1 if kind == "open" else -1)
        elif name in _CELLS:
            page.cell(kind == "open")
        elif name in _BLOCKS:
            page.block(name)
        if kind == "open" and rest and _SIGNATURE.search(rest):
            page.signature()
    return page.finished()


class _Lines:
    """The lines as they grow."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quoted = 0
        self._preformatted = 0
        self._in_cell = False
        self._cells = 0

    def text(self, words: str) -> None:
        if not self._preformatted or self._in_cell:
            self._line.append(_BLANKS.sub(" ", words))
            return
        first, *others = words.replace("\r\n", "\n").split("\n")
        self._line.append(first)
        for line in others:
            self._end(always=True)
            self._line.append(line)

    def preformatted(self, deeper: int) -> None:
        """Plain mail comes as one <pre>: its lines are lines."""
        self.block("pre")
        self._preformatted = max(0, self._preformatted + deeper)

    def quote(self, deeper: int) -> None:
        self._end()
        self._quoted = max(0, self._quoted + deeper)

    def cell(self, opens: bool) -> None:
        if opens and self._cells:
            self._line.append("\t")
        self._cells += opens
        self._in_cell = opens

    def block(self, name: str) -> None:
        """A new line; within a cell a blank, so that a row stays one line."""
        if name in ("tr", "table"):
            self._in_cell, self._cells = False, 0
        if self._in_cell:
            self._line.append(" ")
        else:
            self._end(always=name == "br")

    def signature(self) -> None:
        self._end()
        self._lines.append("-- ")

    def finished(self) -> str:
        self._end()
        return "\n".join(self._lines)

    def _end(self, always: bool = False) -> None:
        line = "".join(self._line)
        if not self._preformatted:  # there, columns stand by their blanks
            line = "\t".join(_RUNS.sub(" ", cell.strip(" ")) for cell in line.split("\t"))
        self._line.clear()
        if line.strip() or always:
            self._lines.append("> " * min(self._quoted, _MOST_QUOTED) + line)


def _tokens(source: str) -> Iterator[Token]:
    """Text and tags; comments, declarations and what is never shown are left out."""
    at = 0
    while (opens := source.find("<", at)) >= 0:
        if opens > at:
            yield "text", source[at:opens], ""
        after = source[opens + 1 : opens + 2]
        if after in ("!", "?"):
            at = _after_comment(source, opens)
        elif found := _TAG_NAME.match(source, opens + 1 + (after == "/")):
            name = found.group().lower()
            rest = _TAG_REST.match(source, found.end())
            if rest is None:  # the page ends within a tag: the standard drops it
                return
            at = rest.end()
            yield ("close" if after == "/" else "open"), name, rest.group()
            if name in _HIDDEN and after != "/":
                at = _after_hidden(source, name, at)
        else:
            yield "text", "<", ""
            at = opens + 1
    yield "text", source[at:], ""


def _after_comment(source: str, opens: int) -> int:
    mark = "-->" if source.startswith("<!--", opens) else ">"
    ends = source.find(mark, opens + 2)
    return len(source) if ends < 0 else ends + len(mark)


def _after_hidden(source: str, name: str, at: int) -> int:
    ends = re.compile(rf"</{name}\b", re.IGNORECASE).search(source, at)
    return len(source) if ends is None else ends.start()
