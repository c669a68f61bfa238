"""The words of an HTML page as people see them: lines of text, and the parts that have a name."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {
        "address", "article", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p",
        "pre", "section", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr",
    }
)  # fmt: skip
_SPACES = re.compile(r"[^\S\n\t]+")
# A tag without an end: html.parser looks for its end once more from each that follows, which takes
# the square of their number (https://github.com/python/cpython/issues/135661).
_OPEN_TAG = re.compile(r"<(?=[A-Za-z/][^<>]*(?:<|$))")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")


class Words(HTMLParser):
    """Reads a page. `parts` holds the words of the named elements, by id, class or tag, the
    first of each; `canonical` the address that the page names as its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: dict[str, str] = {}
        self.canonical = ""
        self._said: list[str] = []
        self._open: list[tuple[str, tuple[str, ...], int]] = []  # tag, names, where it began
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical = given.get("href") or ""
        self._separate(tag)
        if tag == "li":
            self._said.append("• ")
        if tag in _VOID:
            return
        self._unseen += tag in _UNSEEN
        names = (given.get("id") or "", *(given.get("class") or "").split(), tag)
        self._open.append((tag, names, len(self._said)))

    def handle_endtag(self, tag: str) -> None:
        if not any(open_tag == tag for open_tag, _, _ in self._open[-200:]):
            return
        while self._open:
            open_tag, names, began = self._open.pop()
            self._unseen -= open_tag in _UNSEEN
            self._name(names, began)
            if open_tag == tag:
                break
        self._separate(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._said.append(data.replace("\n", " ").replace("\t", " "))

    def close(self) -> None:
        """End the page: what is still open is taken to its end."""
        super().close()
        while self._open:
            _, names, began = self._open.pop()
            self._name(names, began)

    @property
    def text(self) -> str:
        """All words of the page."""
        return tidy("".join(self._said))

    def _separate(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._said.append("\n")
        elif tag in _CELLS:
            self._said.append("\t")

    def _name(self, names: tuple[str, ...], began: int) -> None:
        wanted = [name for name in names if name in _NAMED and name not in self.parts]
        for name in wanted:
            self.parts[name] = tidy("".join(self._said[began:]))


_NAMED = frozenset({"title", "bulletin_subject", "dateline", "bulletin_body"})


def words(html: str) -> Words:
    """Read a page, however it is broken."""
    page = Words()
    whole, end, rest = html.rpartition(">")
    page.feed(_OPEN_TAG.sub("&lt;", whole + end) + rest.replace("<", "&lt;"))
    page.close()
    return page


def tidy(text: str) -> str:
    """Lines without double blanks or empty ones; the cells of a row between bars."""
    lines = []
    for line in _INVISIBLE.sub("", text).split("\n"):
        cells = (_SPACES.sub(" ", cell).strip() for cell in line.split("\t"))
        if joined := " | ".join(cell for cell in cells if cell not in ("", "•")):
            lines.append(joined)
    return "\n".join(lines)
