"""The printed pages of chapter 99's U.S. notes: PDF → text → lines without running heads."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from pypdf import PdfReader

from tariffline.sources import SourceError
from tariffline.sources.usitc.note_columns import untangled

_REMEDY = "download “Chapter 99” of the edition from https://hts.usitc.gov again"
_PAGE_NUMBER = re.compile(r"(?<!\S)99 ?- ?(?:(?P<subchapter>[IVX]+) ?- ?)?\d+$")
_HEAD = re.compile(r" *U\.S\. Notes(?P<continued> \(con\.\))?(?= *$|  )")
_DASHES = str.maketrans(dict.fromkeys("\u00ad‐‑‒–—", "-"))


class Line(NamedTuple):
    """A printed line. `apart`: a blank line or a new page stands above it."""

    subchapter: str
    page: str
    number: int
    text: str
    apart: bool
    first_on_page: bool


def text_of(data: bytes) -> str:
    """The text of the PDF as it is laid out, with a form feed between pages.

    Raises SourceError if it is no PDF or cannot be read.
    """
    try:
        document = PdfReader(io.BytesIO(data))
        pages = [page.extract_text(extraction_mode="layout") for page in document.pages]
    except Exception as error:  # pypdf stumbles over damage with AttributeError and the like too
        raise SourceError(f"the file is no PDF, or a damaged one ({error}); {_REMEDY}") from error
    return "\f".join(pages)


def lines(text: str) -> Iterator[Line]:
    """The lines of the notes. The pages of the tariff table have another head and are left out."""
    above, subchapter = 0, ""
    for page in text.split("\f"):
        printed = page.split("\n")
        head = next((at for at, line in enumerate(printed) if _HEAD.match(line)), None)
        number = next(filter(None, map(_page_number, printed[:head])), None)
        subchapter = number["subchapter"] or "" if number else subchapter
        if head is not None:
            name = number[0].replace(" ", "") if number else "without a number"
            for line in _below(printed, head):
                yield line._replace(subchapter=subchapter, page=name, number=above + line.number)
        above += page.count("\n")


def _below(printed: list[str], head: int) -> Iterator[Line]:
    """The page's lines from its head on, which may stand beside the first of them."""
    beside = _HEAD.sub(lambda words: " " * len(words[0]), printed[head])
    apart, first = True, True
    for at, line in enumerate(untangled([beside, *printed[head + 1 :]]), head + 1):
        if line.strip():
            yield Line("", "", at, line.strip().translate(_DASHES), apart, first)
            first = False
        apart = not line.strip()


def _page_number(line: str) -> re.Match[str] | None:
    return _PAGE_NUMBER.search(line.rstrip())
