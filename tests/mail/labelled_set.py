"""The labelled mails: a mark {{kind=value|text}}, or {{kind|text}}, around each mention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tariffline.mail.reading import Reading, read_html, read_text

FOLDER = Path(__file__).parent / "labelled"
_MAIL = re.compile(r"^=== (?P<name>.+)\n", re.MULTILINE)
_MARK = re.compile(r"\{\{(?P<kind>\w+)(?:=(?P<value>[^|]+))?\|(?P<text>.*?)\}\}", re.DOTALL)


@dataclass(frozen=True)
class Labelled:
    """A mail without its marks, and what they say: kind, value, and where in a plain text."""

    name: str
    source: str
    marks: tuple[tuple[str, str, int, int], ...]

    @property
    def is_html(self) -> bool:
        return self.name.endswith(".html")

    def read(self) -> Reading:
        return read_html(self.source) if self.is_html else read_text(self.source)


def labelled(half: str) -> Iterator[Labelled]:
    """The mails of a half, `tuning` or `held_out`."""
    for file in sorted((FOLDER / half).glob("*.txt")):
        _, *pieces = _MAIL.split(file.read_text(encoding="utf-8"))
        for name, marked in zip(pieces[::2], pieces[1::2], strict=True):
            yield _unmarked(name, marked)


def _unmarked(name: str, marked: str) -> Labelled:
    source, marks, at = "", [], 0
    for mark in _MARK.finditer(marked):
        source += marked[at : mark.start()]
        value = mark["value"] or mark["text"]
        marks.append((mark["kind"], value, len(source), len(source) + len(mark["text"])))
        source += mark["text"]
        at = mark.end()
    return Labelled(name, source + marked[at:], tuple(marks))
