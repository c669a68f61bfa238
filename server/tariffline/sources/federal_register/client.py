"""Asking the Federal Register's API for the notices of AD/CVD since a day, and for their texts.

https://www.federalregister.gov/developers/documentation/api/v1: a search gives pages of results,
each with the address of the next, and no more than some thousand results in all. So where the
pages end before the count does, the search goes on from the last day that it gave.

A published document never changes, so what is known by number is not fetched again.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode, urljoin, urlsplit

import msgspec
import requests

from tariffline.law.notice import Notice
from tariffline.law.notice_cases import cases
from tariffline.law.notice_paper import Paper
from tariffline.sources import SourceError
from tariffline.sources.federal_register.article import Article, notice_of
from tariffline.sources.federal_register.documents import xml_papers
from tariffline.sources.http import PATIENCE, Patience, get

BASE_URL = "https://www.federalregister.gov"

_SEARCH = "/api/v1/documents.json"
_AGENCIES = ("international-trade-administration", "international-trade-commission")
_FIELDS = (
    "document_number", "title", "abstract", "action", "dates", "agencies", "docket_ids",
    "citation", "publication_date", "full_text_xml_url", "html_url", "correction_of",
    "toc_subject", "type",
)  # fmt: skip
_PER_PAGE = 100
_MOST_PAGES = 1_000
_PAUSE = 0.2  # seconds between requests: the API has no limit in writing, so we set one
_ABOUT = re.compile(
    r"(?i)anti-?dumping|countervailing|\b7[03]1[-–]TA[-–]\d|five-year|sunset|less[- ]than[- ]fair"
)


class _Page(msgspec.Struct, frozen=True):
    count: int = 0
    next_page_url: str | None = None
    results: list[Article] = []


def none_known(_number: str) -> bool:
    """Nothing is known yet: every document is fetched."""
    return False


def fetch(
    session: requests.Session,
    base_url: str,
    since: date,
    *,
    is_known: Callable[[str], bool] = none_known,
    patience: Patience = PATIENCE,
    pause: float = _PAUSE,
) -> Iterator[Notice]:
    """The notices published since a day, oldest first; those known by number are left out.

    Each is read from its full text; where that doesn't come, from its record, and the notice says
    so in `unread`. Raises SourceError when the search does not come whole.
    """
    for article in search(session, base_url, since, patience=patience, pause=pause):
        if not is_known(article.document_number):
            time.sleep(pause)
            yield _noticed(session, base_url, article, patience)


def search(
    session: requests.Session,
    base_url: str,
    since: date,
    *,
    patience: Patience = PATIENCE,
    pause: float = _PAUSE,
) -> Iterator[Article]:
    """The records of AD/CVD documents since a day, oldest first, each once."""
    met: set[str] = set()
    while True:
        before, last = len(met), since
        came = counted = 0
        for page in _pages(session, _first_page(base_url, since), patience, pause):
            came, counted = came + len(page.results), page.count
            for article in page.results:
                last = article.publication_date or last
                if article.document_number not in met:
                    met.add(article.document_number)
                    if _is_remedy(article):
                        yield article
        if came >= counted:
            return
        if len(met) == before:
            raise SourceError(
                f"{base_url} gave only part of the documents of {last} and no way to the rest; "
                f"try again later. What is loaded stays in use"
            )
        since = last


def _pages(
    session: requests.Session, url: str, patience: Patience, pause: float
) -> Iterator[_Page]:
    """The pages of one search, from the first."""
    for _ in range(_MOST_PAGES):
        page = _page(session, url, patience)
        yield page
        if not page.next_page_url or not page.results:
            return
        url = _on_same_host(url, page.next_page_url)
        time.sleep(pause)
    raise SourceError(f"{url} gives page after page without an end; try again later")


def _first_page(base_url: str, since: date) -> str:
    asked = [
        ("conditions[publication_date][gte]", since.isoformat()),
        ("order", "oldest"),
        ("per_page", str(_PER_PAGE)),
        *(("conditions[agencies][]", agency) for agency in _AGENCIES),
        *(("fields[]", name) for name in _FIELDS),
    ]
    return f"{base_url.rstrip('/')}{_SEARCH}?{urlencode(asked)}"


def _page(session: requests.Session, url: str, patience: Patience) -> _Page:
    data, _ = _body(session, url, patience)
    try:
        return msgspec.json.decode(data, type=_Page)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise SourceError(
            f"{url.partition('?')[0]} answered with something else than the API's JSON "
            f"({problem}); open the address in a browser, or check --base-url"
        ) from problem


def _body(session: requests.Session, url: str, patience: Patience) -> tuple[bytes, str]:
    """The body and its type; asked again where the connection breaks within it.

    Raises SourceError when it doesn't come.
    """
    for tried in range(patience.tries):
        if tried:
            time.sleep(patience.pause(tried - 1))
        with get(session, url, stream=True) as answer:
            try:
                return answer.content, answer.headers.get("Content-Type", "")
            except requests.RequestException:
                continue
    raise SourceError(
        f"{url.partition('?')[0]}: the connection broke {patience.tries} times; try again later. "
        f"What is loaded stays in use"
    )


def _on_same_host(asked: str, following: str) -> str:
    """An address that an answer names, on the host that was asked, whatever host it names."""
    parts = urlsplit(following)
    return urljoin(asked, f"{parts.path}?{parts.query}" if parts.query else parts.path)


def _noticed(
    session: requests.Session, base_url: str, article: Article, patience: Patience
) -> Notice:
    if not article.full_text_xml_url:
        return _without_text(article, "the API names no full text yet")
    try:
        paper = _text(session, _on_same_host(base_url, article.full_text_xml_url), patience)
    except SourceError as problem:
        return _without_text(article, str(problem))
    return notice_of(article, paper)


def _without_text(article: Article, why: str) -> Notice:
    notice = notice_of(article, None)
    return replace(notice, unread=(*notice.unread[:-1], f"full text: {why}"))


def _text(session: requests.Session, url: str, patience: Patience) -> Paper:
    """The full text; asked again where it came cut off, though whole by its length.

    Raises SourceError when it doesn't come, or comes as something else.
    """
    problem = SourceError(f"{url} did not come")
    for tried in range(patience.tries):
        if tried:
            time.sleep(patience.pause(tried - 1))
        data, kind = _body(session, url, patience)
        if "html" in kind:
            raise SourceError(f"{url} answered with a page instead of XML")
        try:
            papers = xml_papers(data)
        except SourceError as error:
            problem = error
            continue
        if papers:
            return papers[0]
        raise SourceError(f"{url} holds no notice")
    raise problem


def _is_remedy(article: Article) -> bool:
    """Whether it is a notice about AD/CVD; rules of procedure say nothing of any case."""
    if article.type in ("Rule", "Proposed Rule"):
        return False
    return bool(_ABOUT.search(article.about) or cases(article.about))
