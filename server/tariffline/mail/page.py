"""A text as the rules read it: one dash, one blank, no invisible marks; and the way back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from tariffline.mail.mention import Kind, Mention

_DASHES = "‐‑‒–—−﹣－"
_BLANKS = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_QUOTES = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "′": "'", "″": '"'}
_NEW_LINES = {
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u0085": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
}
# Soft hyphens, joiners, marks of direction: nothing a reader sees.
_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u2060\ufeff"
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_WIDE = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)}

_SAME = str.maketrans(
    {
        **_WIDE,
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_BLANKS, " "),
        **_QUOTES,
        **_NEW_LINES,
    }
)


@dataclass(frozen=True, slots=True)
class Page:
    """`words` is the text as the rules read it; `at[i]` is where its i-th character stands.

    The last of `at` is the end of the text.
    """

    text: str
    words: str
    at: Sequence[int] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Page:
        """Every character is read as at most one, so a place in `words` is a place in the text."""
        same = text.translate(_SAME)
        if not any(mark in same for mark in _INVISIBLE):
            return cls(text, same, range(len(text) + 1))
        at = [place for place, character in enumerate(same) if character not in _INVISIBLE]
        return cls(text, "".join(same[place] for place in at), [*at, len(text)])

    def mention(self, kind: Kind, value: str, start: int, end: int) -> Mention:
        """What stands at `words[start:end]`, by its place in the text."""
        first, last = self.at[start], self.at[end - 1] + 1
        return Mention(kind, value, self.text[first:last], first, last)
