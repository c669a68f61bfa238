"""What GovDelivery shows now: the widget's list, then the page of each message not known whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from tariffline.law.bulletin import Bulletin
from tariffline.sources import SourceError
from tariffline.sources.csms.page import read_page
from tariffline.sources.csms.widget import read_widget
from tariffline.sources.http import PATIENCE, Patience, get, session

_WIDGET = "/accounts/USDHSCBP/widgets/USDHSCBP_WIDGET_2/0.json"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """The messages read, and in words the pages that could not be."""

    bulletins: tuple[Bulletin, ...]
    problems: tuple[str, ...]


def fetch(
    base_url: str,
    has_body: Callable[[str], bool],
    progress: Progress,
    patience: Patience = PATIENCE,
) -> Fetched:
    """The latest messages, with the bodies that `has_body` does not know by number.

    A page that does not come leaves its message without a body, to be tried again next time.
    Raises SourceError when the list does not come.
    """
    with session(patience) as asking:
        with get(asking, base_url + _WIDGET) as answer:
            listed = read_widget(answer.content)
        wanted = [each for each in listed if each.url and not has_body(each.number)]
        pages, problems = [], []
        for done, each in enumerate(wanted, 1):
            try:
                pages.append(_page(asking, base_url, each))
            except SourceError as problem:
                problems.append(f"CSMS {each.number}: {problem}")
            progress(done, len(wanted))
    return Fetched((*listed, *pages), tuple(problems))


def _page(asking: requests.Session, base_url: str, listed: Bulletin) -> Bulletin:
    with get(asking, base_url + urlsplit(listed.url).path) as answer:
        page = read_page(answer.content, listed.url)
    if page.number != listed.number:
        raise SourceError(f"its page is that of CSMS {page.number}")
    return page
