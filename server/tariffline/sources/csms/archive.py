"""CBP's archive of messages, a PDF: number, title and date of each, month by month.

https://www.cbp.gov/document/guidance/csms-archive (publication 5325-0126). Titles run over several
lines, some as long as a paragraph; months differ in where they break. Numbers are linked through
a shortener that says nothing; the address is computed from the number instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tariffline.law.bulletin import Bulletin, Form
from tariffline.law.message_number import FIRST_ID, bulletin_address
from tariffline.sources import SourceError

_EASTERN = ZoneInfo("America/New_York")
_NUMBER = re.compile(r"(?:\[\[)?([0-9]{8})(?:\]\])?(?=\s|$)", re.ASCII)
_SENT = re.compile(
    r"(?:^|\s)([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})(?:\s+([0-9]{1,2}:[0-9]{2}))?$", re.ASCII
)
_FRAME = re.compile(
    r"CSMS Archive|Publication # .*|(?:CSMS ?#)? ?(?:Message Title Sent)?"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" 0?1,? .*\bto\b.*"
)


def read_archive(data: bytes) -> list[Bulletin]:
    """The messages that the archive lists, in its order.

    Raises SourceError when the PDF is not the archive, or has text that no row takes: a row lost
    without a word would be a message that nobody hears of.
    """
    try:
        pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    except (PyPdfError, ValueError, KeyError, OSError) as problem:
        raise SourceError(
            f"the file can't be read as a PDF ({problem}); download it again"
        ) from problem
    if not pages or "CSMS Archive" not in pages[0]:
        raise SourceError(
            "the PDF is not CBP's archive of CSMS messages (its first page does not say “CSMS "
            "Archive”); download it from cbp.gov, publication 5325"
        )
    lines = (line.strip() for page in pages for line in page.splitlines())
    return [_bulletin(row) for row in _rows(lines)]


def _rows(lines: Iterable[str]) -> Iterator[str]:
    """Each row as one line of text.

    A title may end a line with a date, or go on with an HTS number of eight digits; so a row ends
    where a date is the last word and the next line begins with a message's number.
    """
    row = ""
    for line in lines:
        if _FRAME.fullmatch(line):
            continue
        if _SENT.search(row) and _NUMBER.match(line):
            yield row
            row = line
        else:
            row = f"{row} {line}".strip()
    yield row


def _bulletin(row: str) -> Bulletin:
    number, sent = _NUMBER.match(row), _SENT.search(row)
    if not number or not sent or int(number[1]) < FIRST_ID:
        raise SourceError(
            f"the archive has text that is no message with number, title and date: {row[:80]!r}"
        )
    title, day, time = row[number.end() : sent.start()], sent[1], sent[2]
    try:
        written = f"{day} {time or '0:00'}"
        local = datetime.strptime(written, "%m/%d/%Y %H:%M").replace(tzinfo=_EASTERN)
        moment = datetime.fromisoformat(local.isoformat())
    except ValueError as problem:
        raise SourceError(f"message {number[1]} of the archive has the date {day}") from problem
    return Bulletin(
        number=number[1],
        title=" ".join(title.split()),
        sent_on=moment.date(),
        sent_at=moment if time else None,
        body="",
        url=bulletin_address(number[1]),
        form=Form.ARCHIVE,
    )
