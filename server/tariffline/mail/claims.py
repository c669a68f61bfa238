"""Rates of duty that a mail states: “duty is 3.9 %”, “duty-free”, “4.4¢/kg”."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tariffline.mail.labels import Label
from tariffline.mail.mention import Kind
from tariffline.mail.sight import Found, Sight

# “5,5 %” is how much of Europe writes 5.5 %.
_PERCENT = re.compile(
    r"(?<![\w.,/-])(\d{1,3}(?:\.\d{1,4}|,\d{1,2})?) ?(?:%|percent\b|per cent\b|pct\b)"
)
_SPECIFIC = re.compile(
    r"(?<![\w.,])(?P<cents>\d+(?:\.\d+)?) ?(?:¢|cents?\b) ?(?:/|per|a) ?(?P<unit>[a-z]{1,10}\b)"
    r"\.?(?: ?(?:\+|plus|and) ?(?P<percent>\d{1,3}(?:\.\d{1,4})?) ?%)?"
)
_FREE = re.compile(
    r"\b(?:duty[ -]free(?! (?:shops?|stores?|limit|allowance))|free of duty"
    r"|duty(?: rate)?(?: is|:) free)\b"
    r"|\bfree\b(?= of duty)|(?<=claimed )free\b",
    re.IGNORECASE,
)
_BARE_FREE = re.compile(
    r"\b(?:Free|FREE|free)\b(?! (?:of charge|sample|trade|call|time|days|on board|shipping))"
)
# What a share is of: a duty, by the words around it; and what it is of otherwise.
_DUTY = re.compile(
    r"\b(?:dut(?:y|ies)|tariffs?|ad valorem|column [12]|mfn|(?:general|base|duty) rate"
    r"|deposits?\b(?= rate)"
    r"|cash deposit|ieepa|reciprocal|fentanyl|(?:section |sect\. ?|sec\. ?)?(?:301|232|201|122"
    r"|338)\b)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:discount|off\b|vat|gst|deposit|balance|cotton|polyester|elastane|wool|nylon|humidity"
    r"|commission"
    r"|mpf|hmf|processing fee|maintenance fee"
    r"|margin|interest|on-time|content|by weight|advance|prepaid|down payment|confirmed|sure)\b",
    re.IGNORECASE,
)
# What is charged on goods that the sentence numbers is a duty, where nothing else is spoken of.
_CHARGED = re.compile(
    r"\b(?:rates?|pay(?:s|ing)?|paid|ow(?:e[sd]?|ing)|lev(?:y|ies|ied)|appl(?:y|ies|ied)"
    r"|assess(?:e[sd])?|charge[sd]?|dutiable|customs)\b",
    re.IGNORECASE,
)
_NOT_CHARGED = re.compile(
    r"\b(?:exchange|success|defect|scrap|reject(?:ion)?|growth|inflation|tax|fee|freight|insurance"
    r"|bank|loan|fill|yield|tolerance|moisture|royalt(?:y|ies)|invoice|price|insured)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?](?=\s+[A-Z\"(])|;(?=\s)|\n|\t")
_DEPOSIT = re.compile(r"\b(?:cash deposit|deposit rate)\b", re.IGNORECASE)
_REACH = 60  # characters of the same sentence
_CLOSE = 16  # as near as “10% discount” and “30% deposit”
_GAP = 40
_NO_WORDS = re.compile(r"(?: from(?: [A-Z][a-z]+){1,3})?(?: at)?[^a-z\n%]*")
_NUMBER = re.compile(r"\d")
_MOST = 500  # percent


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a pattern stands in a text, for many questions about short stretches."""

    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, pattern: re.Pattern[str], words: str) -> _Places:
        spans = [found.span() for found in pattern.finditer(words)]
        return cls([start for start, _ in spans], [end for _, end in spans])

    def within(self, start: int, end: int) -> bool:
        """Whether one stands wholly in the stretch."""
        index = bisect_left(self.starts, start)
        return index < len(self.ends) and self.ends[index] <= end

    def last_end(self, before: int) -> int:
        """The end of the last one before a place; 0 when there is none."""
        index = bisect_right(self.ends, before) - 1
        return self.ends[index] if index >= 0 else 0

    def next_start(self, after: int) -> int | None:
        index = bisect_left(self.starts, after)
        return self.starts[index] if index < len(self.starts) else None


@dataclass(frozen=True, slots=True)
class _Speech:
    """What the words around a share speak of."""

    sight: Sight
    duty: _Places
    otherwise: _Places
    charged: _Places
    not_charged: _Places
    sentences: _Places
    numbers: list[int]  # where HTS numbers and cases end

    @classmethod
    def of(cls, sight: Sight) -> _Speech:
        kinds = (Kind.HTS, Kind.CASE)
        numbers = sorted(each.end for each in sight.found if each.kind in kinds)
        words = sight.words
        duty, otherwise = _Places.of(_DUTY, words), _Places.of(_OTHERWISE, words)
        charged, not_charged = _Places.of(_CHARGED, words), _Places.of(_NOT_CHARGED, words)
        sentences = _Places.of(_SENTENCE, words)
        return cls(sight, duty, otherwise, charged, not_charged, sentences, numbers)

    def is_duty(self, start: int, end: int) -> bool:
        """Whether the share at a place is a rate of duty."""
        cell = self.sight.cell(start)
        if cell and cell.label:
            return cell.label is Label.RATE
        first = max(self.sentences.last_end(start), start - _REACH)
        stop = self.sentences.next_start(end)
        last = end + _REACH if stop is None else min(stop, end + _REACH)
        near = self.own(max(first, start - _CLOSE), start, end, min(last, end + _CLOSE))
        if self.otherwise.within(near[0], start) or self.otherwise.within(end, near[1]):
            return bool(_DEPOSIT.search(self.sight.words, first, last))
        if self.duty.within(first, start) or self.duty.within(end, last) or self.follows(start):
            return True
        return self.is_charged(first, last)

    def is_charged(self, first: int, last: int) -> bool:
        """“Customs charged us 5.6% on 7307.91.50.10”: goods are numbered, and nothing else said."""
        index = bisect_right(self.numbers, first)
        return (
            index < len(self.numbers)
            and self.numbers[index] <= last
            and self.charged.within(first, last)
            and not self.otherwise.within(first, last)
            and not self.not_charged.within(first, last)
        )

    def own(self, first: int, start: int, end: int, last: int) -> tuple[int, int]:
        """The stretch around a share without what is said of another: “VAT 19%, duty 5.5%”."""
        words = self.sight.words
        another = _NUMBER.search(words, end, last)
        return max(first, words.rfind("%", first, start)), another.start() if another else last

    def is_free(self, start: int) -> bool:
        """Whether a bare “free” is a rate: alone in a column of rates, or after a number."""
        cell = self.sight.cell(start)
        if cell and cell.label:
            before = self.sight.words[cell.start : start]
            return cell.label is Label.RATE and not before.strip()
        return self.follows(start)

    def follows(self, start: int) -> bool:
        """Whether it goes with an HTS number or a case: “9903.88.03 at 25%”."""
        index = bisect_right(self.numbers, start) - 1
        between = self.sight.words[self.numbers[index] : start] if index >= 0 else "\n"
        return len(between) <= _GAP and _NO_WORDS.fullmatch(between) is not None


def claims(sight: Sight) -> Iterator[Found]:
    """Shares, cents a unit and “free”, where a duty is spoken of."""
    speech = _Speech.of(sight)
    specific = list(_SPECIFIC.finditer(sight.words))
    compound = {found.start("percent") for found in specific}
    for found in _PERCENT.finditer(sight.words):
        if found.start() in compound:
            continue
        share = Decimal(found[1].replace(",", "."))
        if share <= _MOST and speech.is_duty(*found.span()):
            yield Found(Kind.RATE_CLAIM, f"{(share / 100).normalize():f}", *found.span())
    for found in specific:
        more = f"+{found['percent']}%" if found["percent"] else ""
        rate = f"{found['cents']}¢/{found['unit']}{more}"
        yield Found(Kind.RATE_CLAIM, rate, *found.span())
    for found in _FREE.finditer(sight.words):
        yield Found(Kind.RATE_CLAIM, "0", *found.span())
    for found in _BARE_FREE.finditer(sight.words):
        if speech.is_free(found.start()):
            yield Found(Kind.RATE_CLAIM, "0", *found.span())
