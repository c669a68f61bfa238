"""A document's record in the API: title, abstract, dates, docket, citation, and where its text is.

https://www.federalregister.gov/developers/documentation/api/v1
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import msgspec

from tariffline.law.notice import Notice
from tariffline.law.notice_paper import Paper, Paragraph
from tariffline.law.notice_reading import read
from tariffline.sources import SourceError

_NAMELESS = "No summary provided."


class Agency(msgspec.Struct, frozen=True):
    """An agency as the API names it."""

    name: str | None = None
    raw_name: str | None = None


class Article(msgspec.Struct, frozen=True):
    """A document of the API; what a search leaves out is None or empty."""

    document_number: str
    title: str = ""
    abstract: str | None = None
    action: str | None = None
    dates: str | None = None
    agencies: list[Agency] = []
    docket_ids: list[str] | None = None
    citation: str | None = None
    publication_date: date | None = None
    full_text_xml_url: str | None = None
    html_url: str | None = None
    correction_of: str | None = None
    toc_subject: str | None = None
    body_html: str | None = None
    type: str | None = None

    @property
    def about(self) -> str:
        """What tells of what it is about, without its text."""
        parts = (self.title, *(self.docket_ids or ()), self.toc_subject or "", self.action or "")
        return "; ".join(parts)


def parse_article(data: bytes) -> Article:
    """An API answer about one document.

    Raises SourceError when it is something else.
    """
    try:
        return msgspec.json.decode(data, type=Article)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise SourceError(
            f"the JSON is no document of the Federal Register's API ({problem}); fetch it from "
            f"https://www.federalregister.gov/api/v1/documents/<number>.json"
        ) from problem


def notice_of(article: Article, text: Paper | None) -> Notice:
    """The facts of a document: those of its text, completed with those of its record.

    Without a text the abstract is all there is to read, and the remainder says so.
    """
    paper = _merged(article, text)
    notice = read(
        paper,
        source="Federal Register",
        url=article.html_url or "",
        published=article.publication_date,
    )
    corrects = (article.correction_of,) if article.correction_of else ()
    return replace(
        notice,
        document=article.document_number,
        citation=article.citation or notice.citation,
        corrects=tuple(dict.fromkeys((*map(_number, corrects), *notice.corrects))),
        unread=notice.unread if text else (*notice.unread, "full text: not at hand"),
    )


def _merged(article: Article, text: Paper | None) -> Paper:
    agency = "; ".join(each.name or each.raw_name or "" for each in article.agencies)
    abstract = "" if article.abstract in (None, _NAMELESS) else article.abstract or ""
    own = Paper(
        document=article.document_number,
        agency=agency,
        docket="; ".join(article.docket_ids or ()),
        subject=article.title,
        action=article.action or "",
        summary=abstract,
        dates=article.dates or "",
        blocks=(Paragraph(abstract),) if abstract else (),
        footnotes=(),
        filed=None,
        volume=0,
        page=0,
    )
    if text is None:
        return own
    return replace(
        text,
        agency=text.agency or own.agency,
        docket=text.docket or own.docket,
        subject=text.subject or own.subject,
        action=text.action or own.action,
        summary=text.summary or own.summary,
        dates=text.dates or own.dates,
    )


def _number(written: str) -> str:
    """`correction_of` is a document's number, or the address of its record."""
    found = re.search(r"documents/([^/?]+?)(?:\.json)?(?:\?|$)", written)
    return found[1] if found else written
