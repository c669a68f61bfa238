"""CBP's messages (CSMS) and the Federal Register, as they are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tariffline.mail.mention import Kind
from tariffline.mail.sight import Found, Sight

# Since July 2019 a number is GovDelivery's own, of eight digits; before, year and running number.
_NUMBER = r"(?:[3-9]\d{7}|[01]\d-\d{6})"
_AND = r"(?:, and |, | and | & |; |/)(?:CSMS ?#? ?)?"
_CSMS = re.compile(
    r"\bCSMS[ :#]{0,3}(?:(?:messages?|msgs?\.?|bulletins?|numbers?|nos?\.?)[ :#]{0,3}){0,2}"
    rf"(?P<list>{_NUMBER}(?!\d)(?:{_AND}{_NUMBER}(?!\d)){{0,50}})",
    re.IGNORECASE,
)
_OLD = re.compile(r"(?<![\w-])[01]\d-00\d{4}(?![\w-])")
_NEAR = 24
_EACH = re.compile(_NUMBER)
_FR = re.compile(
    r"(?<![\w.])(?P<volume>\d{2,3}) {1,2}(?:FR|F\.R\.|Fed\. ?Reg\.|Federal Register) {1,2}"
    r"(?P<page>\d{1,3},\d{3}|\d{1,6})(?![\w]|-\d|,\d)"
)
_DOCUMENT = re.compile(
    r"\b(?:FR Doc\.?|Federal Register doc(?:ument|\.)?|FR document)(?: (?:no\.?|number))?[ :#]{1,3}"
    r"(?P<number>(?:19|20)?\d{2}-\d{4,5})(?![\w-])",
    re.IGNORECASE,
)


def csms(sight: Sight) -> Iterator[Found]:
    """The numbers that are called CSMS, and those that a list goes on with."""
    for found in _CSMS.finditer(sight.words):
        for number in _EACH.finditer(sight.words, *found.span("list")):
            yield Found(Kind.CSMS, number.group(), *number.span())
    yield from _old(sight.words)


def _old(words: str) -> Iterator[Found]:
    """Numbers of the old form in a sentence that speaks of CSMS."""
    for found in _OLD.finditer(words):
        start, end = found.span()
        if "CSMS" in words[max(0, start - _NEAR) : end + _NEAR]:
            yield Found(Kind.CSMS, found.group(), start, end)


def register(sight: Sight) -> Iterator[Found]:
    """Volume and page, 91 FR 21790, and numbers of documents, 2025-05887."""
    for found in _FR.finditer(sight.words):
        page = found["page"].replace(",", "")
        yield Found(Kind.FR, f"{found['volume']} FR {page}", *found.span())
    for found in _DOCUMENT.finditer(sight.words):
        yield Found(Kind.FR, found["number"], *found.span("number"))
