"""Sentences of CBP's prose."""

from __future__ import annotations

import re

# A full stop ends a sentence before a capital, a digit or a quotation mark, but not inside "a.m.",
# "U.S. Customs", "No. 5", "Inc.".
_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:No|St|vs)\.)(?<!\b(?:Inc|Ltd|CFR)\.)\s+(?=[“\"(]?[A-Z0-9•-])"
)
_NOT_AN_END = re.compile(r"(?:\b[ap]\.m\.|\bU\.S\.|\be\.g\.|\bi\.e\.)$")


def sentences(text: str) -> list[str]:
    """The sentences of a text in lines; a line's end ends a sentence, too."""
    found: list[str] = []
    for line in text.splitlines():
        open_end = False
        for piece in _END.split(line):
            if open_end:
                found[-1] += f" {piece}"
            elif piece.strip():
                found.append(piece.strip())
            open_end = bool(_NOT_AN_END.search(piece))
    return found
