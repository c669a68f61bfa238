"""A file of AD/CVD publications in any form, told apart by what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tariffline.law.notice import Notice
from tariffline.sources import SourceError
from tariffline.sources.adcvd.cbp_messages import is_cbp_text, read_cbp_lines, read_cbp_text
from tariffline.sources.adcvd.ita_records import is_ita, read_ita
from tariffline.sources.adcvd.own_list import is_own_list, read_own_list
from tariffline.sources.federal_register.documents import (
    read_article_notice,
    read_page_notice,
    read_pdf_notice,
    read_text_notice,
    read_xml_notices,
)
from tariffline.sources.federal_register.markup import LARGEST

_FIRST_TAG = re.compile(
    rb"(?:(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?>\[.*?\]\s*+)?+>)\s*+)*+<([A-Za-z][\w:-]*+)",
    re.DOTALL,
)
_HTML = frozenset(
    {
        "html", "head", "body", "main", "article", "section", "div", "table", "span", "p", "h1",
        "h2", "h3", "h4", "h5", "h6", "ul", "ol",
    }
)  # fmt: skip
_JSON = re.compile(rb"\{\s*\"|\[\s*\{")
_PLAIN = re.compile(r"(?m)^(?:AGENCY|SUMMARY):|\[FR Doc\.")
_FORMS = (
    "a Federal Register notice (XML, HTML, text, PDF or the API's JSON), ITA's order records "
    "(JSON), CBP's AD/CVD messages (JSON lines or text) or your own list (CSV; see "
    "docs/adcvd-sources.md)"
)


def read(source: Path | bytes, name: str = "") -> Iterable[Notice]:
    """The notices of a file.

    `name` is the file's name, for messages and for the document number and date that it may carry.
    Raises SourceError when the file is in no form that is known, or not about AD/CVD.
    """
    if isinstance(source, Path):
        name = name or source.name
        source = _bytes_of(source)
    if len(source) > LARGEST:
        raise SourceError(f"{name or 'the file'} has {len(source):,} bytes; give {_FORMS}")
    return _read(source, name or "the file")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise SourceError(f"{path} can't be read ({problem.strerror})") from problem


def _read(data: bytes, name: str) -> list[Notice]:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF"):
        return read_pdf_notice(data, name)
    if _JSON.match(start):
        return _read_json(data, name)
    if tag := _FIRST_TAG.match(start):
        is_page = tag[1].decode("ascii", "replace").lower() in _HTML
        return read_page_notice(_text(data), name) if is_page else read_xml_notices(data, name)
    text = _text(data)
    if is_cbp_text(text):
        return [read_cbp_text(text)]
    if _PLAIN.search(text):
        return read_text_notice(text, name)
    if is_own_list(text):
        return read_own_list(text, name)
    raise SourceError(f"{name} is in no form that is known here; give {_FORMS}")


def _read_json(data: bytes, name: str) -> list[Notice]:
    if is_ita(data):
        return read_ita(data, name)
    if b'"message_no"' in data[:4096]:
        return read_cbp_lines(data, name)
    if b'"document_number"' in data:
        return read_article_notice(data, name)
    raise SourceError(f"{name} is JSON of another sort; give {_FORMS}")


def _text(data: bytes) -> str:
    """UTF-8, or what Excel on Windows writes where it is not asked for UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
