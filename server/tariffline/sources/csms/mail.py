"""The mail that subscribers get for each message, as a file or as its text."""

from __future__ import annotations

import re

from tariffline.law.bulletin import Bulletin, Form
from tariffline.law.message_number import bulletin_address
from tariffline.sources import SourceError
from tariffline.sources.csms.frame import heading, own_words, sent_at
from tariffline.sources.csms.words import tidy, words
from tariffline.sources.letters import Letter, read_letter

_PASSED_ON = re.compile(r"(?i)^\s*(?:fwd?|re|wg|tr)\s*:")


def read_mail(data: bytes) -> Bulletin:
    """The message of a mail, .eml or .msg. Raises SourceError when it is none."""
    return from_letter(read_letter(data))


def from_letter(letter: Letter) -> Bulletin:
    """The message of a mail that was read. Raises SourceError when it is none."""
    text = words(letter.html).text if letter.html else tidy(letter.text)
    known = heading(letter.subject) or heading(text)
    if known is None:
        raise SourceError(
            f"the mail “{letter.subject[:60]}” names no number such as CSMS # 39291311 in its "
            f"subject or text"
        )
    # A mail that was passed on carries the date of who did so.
    own_date = None if _PASSED_ON.match(letter.subject) else letter.sent
    sent = sent_at(text) or own_date
    return Bulletin(
        number=known.number,
        title=known.title,
        sent_on=sent.date() if sent else None,
        sent_at=sent,
        body=own_words(text, known),
        url=bulletin_address(known.number),
        form=Form.MAIL,
    )


def read_text(data: bytes) -> Bulletin:
    """The message of plain text, as copied from a mail or a page. Raises SourceError."""
    return from_letter(Letter("", "", None, data.decode("utf-8", "replace"), "", ()))
