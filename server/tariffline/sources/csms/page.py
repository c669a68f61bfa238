"""A bulletin's page at content.govdelivery.com, and the pages CBP kept before July 2019."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from tariffline.law.bulletin import Bulletin, Form
from tariffline.law.message_number import bulletin_address
from tariffline.sources import SourceError
from tariffline.sources.csms.frame import Heading, heading, own_words, sent_at
from tariffline.sources.csms.words import Words, words

_EASTERN = ZoneInfo("America/New_York")
_HEX = re.compile(r"(?:bulletins/(?:gd/)?(?:USDHSCBP-)?)([0-9a-f]{6,8})(?![0-9a-f])")
# https://apps.cbp.gov/csms/viewmssg.asp?Recid=N: number, Title:, Date:, To:, then the message.
_OLD_TITLE = re.compile(r"(?m)^Title:[ |]*(.+)$")
_OLD_DATE = re.compile(r"(?m)^Date:[ |]*(\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}:\d{2} [AP]M)$")
_OLD_TO = re.compile(r"(?m)^To:[ |]*.*$")


def read_page(data: bytes, address: str = "") -> Bulletin:
    """The message of a page; `address` is where it was found, "" when it is a file.

    Raises SourceError when it is no page of a CSMS message, or its number and address disagree.
    """
    page = words(data.decode("utf-8", "replace"))
    if (title := _OLD_TITLE.search(page.text)) and (date := _OLD_DATE.search(page.text)):
        return _old_page(page.text, title[1], date[1], address)
    known = heading(_subject(page)) or heading(page.text)
    if known is None:
        raise SourceError(
            "the page is not a CSMS message: its title names no number such as CSMS # 39291311"
        )
    url = page.canonical or address or bulletin_address(known.number)
    _check_address(known, url)
    sent = sent_at(page.parts.get("dateline", "")) or sent_at(page.text)
    return Bulletin(
        number=known.number,
        title=known.title,
        sent_on=sent.date() if sent else None,
        sent_at=sent,
        body=own_words(page.parts.get("bulletin_body") or page.text, known),
        url=url,
        form=Form.PAGE,
    )


def _subject(page: Words) -> str:
    return page.parts.get("bulletin_subject") or page.parts.get("title") or ""


def _check_address(known: Heading, url: str) -> None:
    """The address of a new number is its hexadecimal; of an old one it says nothing."""
    found = _HEX.search(url)
    if found and not known.number.old and int(found[1], 16) != int(known.number):
        raise SourceError(
            f"the page says CSMS # {known.number}, its address is that of {int(found[1], 16)}; "
            f"save the page again from {bulletin_address(known.number)}"
        )


def _old_page(text: str, title: str, date: str, address: str) -> Bulletin:
    known = heading(text)
    if known is None:
        raise SourceError("the page names no number such as CSMS #14-000283")
    sent = datetime.strptime(date, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=_EASTERN)
    begins = _OLD_TO.search(text) or _OLD_DATE.search(text)
    body = text[begins.end() :].strip() if begins else ""
    return Bulletin(known.number, title.strip(), sent.date(), sent, body, address, Form.PAGE)
