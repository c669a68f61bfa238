"""A mail that is one of CBP's messages, understood before the message is among the records."""

from __future__ import annotations

import re

from tariffline.desk.csms import MessageSheet, sheet_of
from tariffline.desk.records import Desk
from tariffline.sources import SourceError
from tariffline.sources.csms.frame import heading
from tariffline.sources.csms.mail import from_letter
from tariffline.sources.letters import Letter

_ANSWERED = re.compile(r"\s*(?:re|aw|sv|rv)\s*:", re.IGNORECASE)


def bulletin_of(desk: Desk, letter: Letter) -> MessageSheet | None:
    """The message that a mail is, also one that was passed on; None where it only speaks of one.

    What is at hand of the message goes before the mail: its words are CBP's alone.
    """
    if _ANSWERED.match(letter.subject) or heading(letter.subject) is None:
        return None
    try:
        found = from_letter(letter)
    except SourceError:
        return None
    known = desk.messages.get(found.number)
    whole = known if known and known.body else found
    return sheet_of(desk, whole) if whole.body else None
