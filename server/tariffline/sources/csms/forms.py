"""A file of messages in any official form, told apart by what it holds."""

from __future__ import annotations

import re

from tariffline.law.bulletin import Bulletin
from tariffline.sources import SourceError
from tariffline.sources.csms.archive import read_archive
from tariffline.sources.csms.feed import read_feed
from tariffline.sources.csms.mail import read_mail, read_text
from tariffline.sources.csms.page import read_page
from tariffline.sources.csms.widget import read_widget
from tariffline.sources.letters import MSG_MARK

_HTML = re.compile(rb"(?i)<(?:!doctype html|html|body|head|table|div|h1|p)\b")
_XML = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?.*?\?>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[ \t][^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2}")
_WIDGET = re.compile(rb"\w+(?:\[\d+\])?\.update\s*\(|\[\s*\{")

# A line of column names, or an object a line: read as the words of one message, it would mix many.
_RECORDS = re.compile(rb"\{|[^\r\n ]+(?:[,;\t][^\r\n ,;]+){2,}\r?\n")


def read_messages(data: bytes) -> list[Bulletin]:
    """The messages of a file: archive, page, mail, feed, widget, or the text of one message.

    Raises SourceError when none can be read.
    """
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF"):
        return read_archive(data)
    if start.startswith(MSG_MARK):
        return [read_mail(data)]
    if _XML.match(start):
        return read_feed(data)
    if _WIDGET.match(start):
        return read_widget(data)
    if _HEADERS.match(start):
        return [read_mail(data)]
    if _HTML.search(start):
        return [read_page(data)]
    if _RECORDS.match(start):
        raise SourceError(
            "the file is a table or a list of records, not messages as CBP publishes them; give "
            "the pages, mails, feeds or the archive themselves"
        )
    return [read_text(data)]
