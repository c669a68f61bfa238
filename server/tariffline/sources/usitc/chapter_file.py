"""Fetching chapter 99 with its U.S. notes, which the JSON export does not hold, from USITC."""

from __future__ import annotations

import requests

from tariffline.sources import SourceError
from tariffline.sources.http import get
from tariffline.sources.usitc.export import LARGEST

# It gives the PDF of the edition in force: "Chapter 99", as the site's own download names it.
_CHAPTER = "/reststop/file?release=currentRelease&filename=Chapter%2099"


def fetch_chapter_99(session: requests.Session, base_url: str) -> bytes:
    """The PDF of the chapter. Raises SourceError when it does not come, or is something else."""
    url = base_url.rstrip("/") + _CHAPTER
    with get(session, url) as answer:
        data = answer.content
    if len(data) > LARGEST or not data.startswith(b"%PDF-"):
        raise SourceError(f"{url} gave no PDF; try again later, or load one you kept")
    return data
