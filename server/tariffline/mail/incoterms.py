"""Incoterms: the eleven of 2020 and the two of 2010 still in use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tariffline.mail.mention import Kind
from tariffline.mail.sight import Found, Sight

TERMS = ("EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF", "DAT", "DDU")
# A place with a capital, a bracket, an end or one of the words that come after a term.
_TERM = re.compile(
    rf"(?<![\w-])(?!CFR (?:parts? )?\d)(?:{'|'.join(TERMS)})(?= {{1,3}}[A-ZÀ-Þ0-9$€]|[,;)./]"
    rf"|\s*$| (?:our|your|port|destination"
    r"|origin|named|per|basis|terms?|price|incoterms?|value)\b|\t)",
    re.MULTILINE,
)


def incoterms(sight: Sight) -> Iterator[Found]:
    """Terms in capitals, with what comes after a term."""
    for found in _TERM.finditer(sight.words):
        yield Found(Kind.INCOTERM, found.group(), *found.span())
