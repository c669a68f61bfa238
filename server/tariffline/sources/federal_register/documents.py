"""A file of the Federal Register in any of its forms, to notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from xml.etree.ElementTree import Element

from tariffline.law.notice import Notice
from tariffline.law.notice_paper import Paper
from tariffline.law.notice_reading import is_trade_remedy, read
from tariffline.sources import SourceError
from tariffline.sources.federal_register import gpo, uslm
from tariffline.sources.federal_register.article import notice_of, parse_article
from tariffline.sources.federal_register.markup import local, read_xml
from tariffline.sources.federal_register.page import read_page
from tariffline.sources.federal_register.text import read_pdf, read_text

_SOURCE = "Federal Register"
_PRE = re.compile(r"(?i)<pre\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_IN_NAME = re.compile(r"(?:(\d{4}-\d{2}-\d{2})_)?(?<![\d-])([CERZ]?\d{1,4}-\d{3,6})(?!\d)")


def xml_papers(data: bytes) -> list[Paper]:
    """The papers of an XML document: of a notice, or of every notice of an issue."""
    root = read_xml(data)
    return [_paper(element) for element in _notices(root)]


def read_xml_notices(data: bytes, name: str) -> list[Notice]:
    """The AD/CVD notices of a full-text XML, or of a whole issue."""
    papers = xml_papers(data)
    if not papers:
        raise SourceError(
            f"{name}: the XML holds no notice (NOTICE or notice); save the full-text XML of a "
            f"notice from federalregister.gov"
        )
    return _notices_of(papers, name)


def read_page_notice(text: str, name: str) -> list[Notice]:
    """The AD/CVD notice of an HTML page; the API's raw text comes as a page of one <pre>."""
    _, *parts = _PRE.split(text)
    raw = max(parts, key=len, default="").partition("</pre")[0]
    if "[FR Doc" in raw:
        return read_text_notice(unescape(_TAG.sub("", raw)), name)
    return _notices_of([read_page(text)], name)


def read_text_notice(text: str, name: str) -> list[Notice]:
    """The AD/CVD notice of a plain text."""
    return _notices_of([read_text(text, _named(name)[0])], name)


def read_pdf_notice(data: bytes, name: str) -> list[Notice]:
    """The AD/CVD notice of a PDF, which may also hold the ends of its neighbours."""
    return _notices_of([read_pdf(data, _named(name)[0])], name)


def read_article_notice(data: bytes, name: str) -> list[Notice]:
    """The AD/CVD notice of an API answer about one document."""
    article = parse_article(data)
    text = read_page(article.body_html) if article.body_html else None
    notice = notice_of(article, text)
    if not notice.cases and "dumping" not in article.about and "ountervail" not in article.about:
        raise _not_ours(name, article.title)
    return [notice]


def _notices(root: Element) -> Iterator[Element]:
    """The outermost elements that are notices or rules, in reading order."""
    if local(root) in gpo.ROOTS | uslm.ROOTS:
        yield root
        return
    for child in root:
        yield from _notices(child)


def _paper(element: Element) -> Paper:
    return gpo.read_gpo(element) if local(element) in gpo.ROOTS else uslm.read_uslm(element)


def _notices_of(papers: list[Paper], name: str) -> list[Notice]:
    ours = [paper for paper in papers if is_trade_remedy(paper)]
    if not ours:
        raise _not_ours(name, papers[0].subject)
    number, published = _named(name)
    found = [read(paper, source=_SOURCE, published=published) for paper in ours]
    if len(found) == 1 and not found[0].document:
        found = [replace(found[0], document=number)]
    return found


def _named(name: str) -> tuple[str, date | None]:
    """The document's number and its date, where the file's name says them, as in
    2016-04-15_2016-08229.xml."""
    found = _IN_NAME.search(name)
    if not found:
        return "", None
    try:
        return found[2], date.fromisoformat(found[1]) if found[1] else None
    except ValueError:
        return found[2], None


def _not_ours(name: str, title: str) -> SourceError:
    return SourceError(
        f"{name} is no notice of an antidumping or countervailing duty (its title: "
        f"“{title[:120] or 'none'}”); give one of Commerce (ITA) or the Trade Commission"
    )
