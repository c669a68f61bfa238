"""The list of the latest bulletins that GovDelivery gives to pages that embed it (JSONP)."""

from __future__ import annotations

import re

import msgspec

from tariffline.law.bulletin import Bulletin, Form
from tariffline.law.message_number import bulletin_address
from tariffline.sources import SourceError
from tariffline.sources.csms.frame import heading, sent_at

# GDWidgets[0].update([{"subject": …, "pub_date": "07/21/2026 05:26 PM EDT", "href": …}, …])
_CALL = re.compile(r"\.update\s*\(\s*(\[.*\])\s*\)\s*;?\s*$", re.DOTALL)


class _Item(msgspec.Struct):
    subject: str
    pub_date: str = ""
    href: str = ""


_read = msgspec.json.Decoder(list[_Item]).decode


def read_widget(data: bytes) -> list[Bulletin]:
    """The messages listed, newest first; bulletins that are no CSMS messages are left out.

    Raises SourceError when it is not the widget's call.
    """
    text = data.decode("utf-8", "replace").strip()
    call = _CALL.search(text)
    try:
        items = _read(call[1] if call else text)
    except msgspec.DecodeError as problem:
        raise SourceError(
            f"the widget's answer is not a list of bulletins ({problem}); try again later"
        ) from problem
    return [bulletin for item in items if (bulletin := _bulletin(item))]


def _bulletin(item: _Item) -> Bulletin | None:
    known = heading(item.subject)
    if known is None:
        return None
    sent = sent_at(item.pub_date)
    url = bulletin_address(known.number) or item.href.partition("?")[0]
    day = sent.date() if sent else None
    return Bulletin(known.number, known.title, day, sent, "", url, Form.WIDGET)
