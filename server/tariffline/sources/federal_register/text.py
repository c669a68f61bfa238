"""The plain text of a notice: the API's raw text, and the text layer of a printed page.

Print breaks words and lines, sets tables between rules of dashes or with leaders of dots, and
brackets footnotes with strokes (\\1\\). A printed page also carries the ends of other notices; the
notice asked for is the one that ends with its own document number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tariffline.law.notice_paper import Paper
from tariffline.sources import SourceError
from tariffline.sources.federal_register.builder import Builder
from tariffline.sources.federal_register.led_tables import led_tables
from tariffline.sources.federal_register.text_grid import MARK, RULE, text_tables
from tariffline.sources.federal_register.words import tidy

_END = re.compile(r"\[FR Doc\.?[^\]]{3,40}Filed[^\]]{3,40}\]")
_LABEL = re.compile(
    r"^(AGENCY|ACTION|SUMMARY|(?:EFFECTIVE |APPLICABLE )?DATES?|ADDRESSES"
    r"|FOR FURTHER INFORMATION(?: CONTACT)?|SUPPLEMENTARY INFORMATION):\s*(.*)$"
)
_FURNITURE = re.compile(
    r"^[ \t]*(?:\d+[ \t]+)?Federal Register\s*/\s*Vol\..*$|^[ \t]*VerDate .*$"
    r"|^[ \t]*\[\[Page [A-Z]?\d+\]\][ \t]*$"
    r"|^[ \t]*BILLING CODE .*$|^[ \t]*\w+ on DSK\w+ with .*$",
    re.MULTILINE,
)
_VOLUME = re.compile(r"Federal Register\s*[/,]?\s*(?:Volume|Vol\.)\s*(\d{1,3})")
_PAGES = re.compile(r"\[(?:Pages?|\[Page) (\d+)")
_HEADING = re.compile(
    r"^(?:[A-Z][\w'’/\-]*|of|the|and|for|in|on|to|a|an|\(?[A-Z]+\)?)(?: \S+){0,11}$"
)
_PARTED = re.compile(r"[a-z]-$")
_DASHED = re.compile(r"\w[-–]$")
_FOOTNOTE = re.compile(r"\\(?:\d{1,3}|[*†‡])\\")
_AGENCY = re.compile(r"DEPARTMENT OF|.*TRADE COMMISSION|International Trade Administration$")
_DOCKET = re.compile(r"^[ \t]*\[[AC][-–]\d{3}[^\]]*\]", re.MULTILINE)


def read_text(text: str, number: str = "") -> Paper:
    """The paper of a plain text; of several notices in it that of document `number`, else the
    first that has a case number."""
    own = _own_part(text, number)
    builder = Builder()
    if volume := _VOLUME.search(text):
        builder.volume(int(volume[1]))
    if page := _PAGES.search(own):
        builder.page(int(page[1]))
    if end := _END.search(own):
        builder.fr_doc(end.group())
    _lines(own, builder)
    return builder.finished()


def read_pdf(data: bytes, number: str = "") -> Paper:
    """The paper of a PDF that has a text layer.

    Raises SourceError when it can't be read, or has none.
    """
    try:
        pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    except (PyPdfError, ValueError, KeyError, OSError, RecursionError) as problem:
        raise SourceError(
            f"the file can't be read as a PDF ({problem}); download it again from govinfo.gov"
        ) from problem
    text = "\n".join(pages)
    if not text.strip():
        raise SourceError(
            "the PDF has no text, only pictures; fetch the notice as XML from federalregister.gov"
        )
    return read_text(text, number)


def _own_part(text: str, number: str) -> str:
    """The words up to the end of the notice, from the end of the one before it."""
    begin, parts = 0, []
    for end in _END.finditer(text):
        parts.append(text[begin : end.end()])
        begin = end.end()
    wanted = [part for part in parts if number and number in part.replace("–", "-")[-120:]]
    cased = [part for part in parts if _DOCKET.search(part)]
    return (wanted or cased or parts or [text])[0]


def _lines(text: str, builder: Builder) -> None:
    """Head, labels, tables and paragraphs, told apart by what a line looks like."""
    lines = _FURNITURE.sub("", text.replace("\r", "")).split("\n")
    docket = _DOCKET.search(text)
    if docket:
        builder.head("docket", tidy(docket.group()))
    _head(lines, builder)
    tables = list(text_tables(lines)) or list(led_tables(lines))
    inside = {index for first, last, _ in tables for index in range(first, last)}
    starts = {first: table for first, _, table in tables}
    paragraph: list[str] = []
    has_label = False
    for index, line in enumerate(lines):
        if index in starts:
            _end(paragraph, builder)
            builder.table(starts[index])
        if index in inside:
            continue
        label = _LABEL.match(line.strip())
        has_label = has_label or bool(label)
        if label:
            _end(paragraph, builder)
            builder.heading(1, f"{label[1]}:")
            paragraph = [label[2]]
        elif not line.strip() or RULE.match(line):
            _end(paragraph, builder)
        elif has_label:
            paragraph.append(line.strip())
    _end(paragraph, builder)


def _head(lines: Sequence[str], builder: Builder) -> None:
    """Agency and title: what stands before the first label."""
    first = next((i for i, line in enumerate(lines) if _LABEL.match(line.strip())), 0)
    head = [line.strip() for line in lines[:first]]
    start = max((i for i, line in enumerate(head) if _AGENCY.match(line)), default=-1)
    if start > 0 and head[start].startswith("International") and "DEPARTMENT" in head[start - 1]:
        start -= 1
    if start < 0:
        builder.head("agency", tidy(" ".join(head)))
        return
    said = [line for line in head[start:] if line]
    names = [line for line in said if line.isupper() or "Administration" in line]
    builder.head("agency", tidy(" ".join(names)))
    title = [line for line in said if line not in names and not line.startswith("[")]
    builder.head("subject", tidy(_joined(title)))


def _end(paragraph: list[str], builder: Builder) -> None:
    whole = _joined(paragraph)
    said = tidy(MARK.sub("", whole))
    paragraph.clear()
    if _FOOTNOTE.match(whole):
        builder.footnote(said)
        return
    if said and len(said) < 90 and _HEADING.match(said) and not said.endswith((".", ",", ":")):
        builder.heading(2, said)
    else:
        builder.paragraph(said)


def _joined(lines: Sequence[str]) -> str:
    """One line; a word that the print parted is whole again, a number's dash stays."""
    said: list[str] = []
    for line in lines:
        before = said[-1] if said else ""
        if _PARTED.search(before[-2:]) and line[:1].islower():
            said[-1] = before[:-1]
        elif said and not _DASHED.search(before[-2:]):
            said.append(" ")
        said.append(line)
    return "".join(said).strip()
