"""Which country, number and day go with a mention: those of its sentence, line, paragraph, mail."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from tariffline.mail.mention import Kind, Mention, PartKind
from tariffline.mail.reading import Reading

# What divides a text, from the smallest pieces to the largest.
_SENTENCES = re.compile(r"[.!?;](?=\s)|\n")
_LINES = re.compile(r"\n")
_PARAGRAPHS = re.compile(r"\n[>\t ]*\n")

_AS_OF = re.compile(
    r"\b(?:as of|entered|entry date|entries|effective|filed|dated?|on|since)\W*$", re.IGNORECASE
)
_QUOTED_ON = re.compile(r"[^\w\n]{0,8}(?:On|Sent|Date|Gesendet|Am)\b", re.IGNORECASE)
_LONGEST_AS_OF = 14


class Setting:
    """The surroundings of the mentions of a text; `sent`: the day of the mail."""

    def __init__(self, reading: Reading, sent: date) -> None:
        self._reading = reading
        self._sent = sent
        self._countries = _Places(reading, Kind.COUNTRY)
        self._numbers = _Places(reading, Kind.HTS)
        self._dates = _Places(reading, Kind.DATE)

    def country(self, number: Mention) -> str:
        """The country that an HTS number is told with, "" where none is.

        “7307.91 from Korea” rather than “China and 7307.91”; beyond the sentence only where one
        country is named, for a wrong origin is worse than none.
        """
        before, after = self._countries.in_sentence(number)
        if after and not self._numbers.any_between(number.end, after.start):
            return after.value
        found = before or after or self._countries.only_one(number)
        return found.value if found else ""

    def number(self, claim: Mention) -> Mention | None:
        """The HTS number that a rate is claimed of: the one before it in the sentence, else after.

        Beyond the sentence only where there is one.
        """
        before, after = self._numbers.in_sentence(claim)
        return before or after or self._numbers.only_one(claim)

    def day(self, claim: Mention) -> date:
        """The day a claim speaks of: its sentence's, that of the quoted mail, or the mail's."""
        if named := self._named(claim):
            return named
        if claim.part is PartKind.QUOTED:
            before = bisect_left(self._headers, claim.start, key=_start)
            if before:
                return date.fromisoformat(self._headers[before - 1].value)
        return self._sent

    def names_day(self, claim: Mention) -> bool:
        """Whether the claim's sentence says of which day it speaks."""
        return self._named(claim) is not None

    def _named(self, claim: Mention) -> date | None:
        for told in filter(None, self._dates.in_sentence(claim)):
            lead = self._reading.text[max(0, told.start - _LONGEST_AS_OF) : told.start]
            if _AS_OF.search(lead):
                return date.fromisoformat(told.value)
        return None

    @cached_property
    def _headers(self) -> list[Mention]:
        """The dates in the headers of the mails that are quoted."""
        text = self._reading.text
        lines = ((each, text.rfind("\n", 0, each.start) + 1) for each in self._dates.all)
        return [each for each, line in lines if _QUOTED_ON.match(text, line)]


class _Places:
    """The mentions of one kind, by the pieces of the text that they stand in."""

    def __init__(self, reading: Reading, kind: Kind) -> None:
        self.all = [each for each in reading.mentions if each.kind is kind]
        self._sentences = _Pieces(_SENTENCES, reading.text, self.all)
        self._larger = [_Pieces(look, reading.text, self.all) for look in (_LINES, _PARAGRAPHS)]
        self._meant = [each for each in self.all if each.part is not PartKind.SIGNATURE]

    def in_sentence(self, mention: Mention) -> tuple[Mention | None, Mention | None]:
        """The last one before a mention and the first one after it, in its sentence."""
        there = self._sentences.around(mention)
        index = bisect_left(there, mention.start, key=_start)
        before = there[index - 1] if index else None
        return before, (there[index] if index < len(there) else None)

    def only_one(self, mention: Mention) -> Mention | None:
        """The one of the line, the paragraph, or the whole text, where it says no other."""
        for there in self._wider(mention):
            if there:
                return there[0] if len({each.value for each in there}) == 1 else None
        return None

    def any_between(self, start: int, end: int) -> bool:
        index = bisect_left(self.all, start, key=_start)
        return index < len(self.all) and self.all[index].start < end

    def _wider(self, mention: Mention) -> Iterator[Sequence[Mention]]:
        for pieces in self._larger:
            yield pieces.around(mention)
        yield self._meant


class _Pieces:
    """A text cut by a pattern, with the mentions of each piece in order."""

    def __init__(self, look: re.Pattern[str], text: str, mentions: Sequence[Mention]) -> None:
        self._cuts = [found.start() for found in look.finditer(text)] if mentions else []
        self._held: dict[int, list[Mention]] = defaultdict(list)
        for mention in mentions:
            self._held[self._piece(mention)].append(mention)

    def around(self, mention: Mention) -> Sequence[Mention]:
        return self._held.get(self._piece(mention), ())

    def _piece(self, mention: Mention) -> int:
        return bisect_left(self._cuts, mention.start)


def _start(mention: Mention) -> int:
    return mention.start
