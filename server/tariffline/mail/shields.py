"""Numbers that are something else: addresses of the net, telephones, dates, weights."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tariffline.law.dates import DateError, parse_date
from tariffline.mail.mention import Kind
from tariffline.mail.sight import Found, Sight

# what it is: how it looks
_SHIELDS = {
    "address of a page": r"(?:https?://|www\.)[^\s<>\"]{1,2000}",
    "address of a mailbox": r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}",
    "address of a machine": r"(?<![\w.])(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}(?![\w.])",
    "telephone with country": r"(?<!\w)\+\d{1,3}[ .(-]{0,2}\d(?:[ .()-]{0,2}\d){6,11}(?!\d)",
    "telephone": r"(?<![\w.-])\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?![\w-]|\.\d)",
    "zip+4": r"(?<!\w)\d{5}-\d{4}(?![\w-])",
    "licence or plate": r"(?<!\w)1Z[0-9A-Z]{16}(?!\w)",
}
_SHIELD = re.compile("|".join(f"(?:{look})" for look in _SHIELDS.values()))
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}"
_DATE = re.compile(
    r"(?<![\w.,$/-])(?:(?:19|20)\d{2}(?P<dot>[.-])[01]\d(?P=dot)[0-3]\d|\d{1,2}/\d{1,2}/20\d{2}"
    rf"|\d{{1,2}}[ -]{_MONTH}[ ,-]{{1,2}}20\d{{2}}"
    rf"|{_MONTH}\.? \d{{1,2}},? {{1,2}}20\d{{2}})(?![\w-]|\.\d)"
)


def shields(sight: Sight) -> Iterator[Found]:
    """What no later rule may take a piece of."""
    for found in _SHIELD.finditer(sight.words):
        yield Found(Kind.SHIELD, "", *found.span())


def dates(sight: Sight) -> Iterator[Found]:
    """Dates with their year, day and month."""
    for found in _DATE.finditer(sight.words):
        try:
            day = parse_date(found.group().replace(".", "-") if found["dot"] else found.group())
        except DateError:
            continue
        yield Found(Kind.DATE, day.isoformat(), *found.span())
