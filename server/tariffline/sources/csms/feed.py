"""GovDelivery's news feeds: RSS 2.0 and Atom.

https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287
"""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tariffline.law.bulletin import Bulletin, Form
from tariffline.law.message_number import bulletin_address
from tariffline.sources import SourceError
from tariffline.sources.csms.frame import heading, own_words, sent_at
from tariffline.sources.csms.words import words

_ENTRIES = ("item", "entry")
_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "updated", "date")


def read_feed(data: bytes) -> list[Bulletin]:
    """The messages of a feed, in its order; other bulletins are left out.

    Raises SourceError when it is not a feed.
    """
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as problem:
        raise SourceError(f"the feed can't be read as XML ({problem}); save it again") from problem
    entries = [each for each in root.iter() if _name(each) in _ENTRIES]
    if not entries and _name(root) not in ("rss", "feed", "RDF"):
        raise SourceError(f"the XML is no RSS or Atom feed but “{_name(root)}”")
    return [bulletin for entry in entries if (bulletin := _bulletin(entry))]


def _bulletin(entry: Element) -> Bulletin | None:
    known = heading(_text(entry, ("title",)))
    if known is None:
        return None
    body, sent = words(_text(entry, _BODIES)).text, _sent(_text(entry, _DATES))
    return Bulletin(
        number=known.number,
        title=known.title,
        sent_on=sent.date() if sent else None,
        sent_at=sent,
        body=own_words(body, known),
        url=bulletin_address(known.number) or _link(entry),
        form=Form.FEED,
    )


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(entry: Element, names: tuple[str, ...]) -> str:
    """The first of the elements, by name, that says something."""
    for name in names:
        for child in entry:
            said = "".join(child.itertext()).strip() if _name(child) == name else ""
            if said:
                return said
    return ""


def _link(entry: Element) -> str:
    link = next((child for child in entry if _name(child) == "link"), None)
    address = "" if link is None else link.get("href") or (link.text or "").strip()
    return address.partition("?")[0]


def _sent(written: str) -> datetime | None:
    """RSS writes dates as mails do, Atom as ISO, the publisher elsewhere in its own way."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(written)
        except (ValueError, TypeError, IndexError):
            continue
        return moment if moment.tzinfo else None
    return sent_at(written)
