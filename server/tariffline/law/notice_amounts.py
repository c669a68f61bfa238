"""Rates as tables and sentences print them: shares, or dollars for a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = re.compile(
    r"(?<![\w.,])(?P<dollar>(?:US)?\$\s?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    r"|\.\d+)(?![\d,]*\d)"
)
_WORDS_OF_RATE = re.compile(
    r"(?i)%|\bper\s?cent(?:age)?\b(?: points?)?|\bad valorem\b|\bdollars?\b|\bUS(?:D)?\b|\bcents?\b"
)
_PER_UNIT = re.compile(
    r"(?i)(?:/|\bper\s+|\ba\s+)(kilograms?|kilogrammes?|kgs?|pounds?|lbs?|metric tons?|MTs?"
    r"|tonnes?|short tons?|tons?|liters?|litres?|gallons?|pieces?|units?|square met(?:er|re)s?"
    r"|dozens?|pairs?|watts?|thousand pieces)\b\.?"
)
_UNITS = (
    ("kg", ("kg", "kilo")),
    ("lb", ("lb", "pound")),
    ("metric ton", ("metric", "mt", "tonne")),
    ("short ton", ("short",)),
    ("ton", ("ton",)),
    ("litre", ("lit",)),
    ("m2", ("square",)),
)
_MONEY = re.compile(r"(?i)\$|\bdollars?\b|\bUSD\b")
_CENTS = re.compile(r"(?i)\bcents?\b|¢")
_NOT_A_RATE = re.compile(
    r"(?i)n\.?/?a\.?|none|not applicable|not available|[-–—.…*\s]*|\(?[*†‡#\d]{0,2}\)?"
)
_NOT_PLAIN = re.compile(r"[<>±≤≥]|^[-−–]\s*[.\d]")
_WORD = re.compile(r"[a-z]+")
# What may stand beside a rate and leaves it the rate that it is.
_REMARKS = frozenset(
    {
        "de", "minimis", "zero", "afa", "adverse", "facts", "available", "total", "partial", "net",
        "average", "weighted", "or", "and", "i", "e", "as", "amended", "final", "preliminary",
        "adjusted", "rate", "margin", "unchanged", "no", "change", "based", "on", "in", "part",
        "excluded", "exclusion", "of", "from", "order", "applicable", "not", "the",
    }
)  # fmt: skip
_EDGES = " \t\n.;:,*†‡#()[]–—-"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Amount:
    """A rate as printed: a share, or dollars per `unit`; `value` None where words stand alone."""

    value: Decimal | None
    unit: str
    remark: str


class AmountError(ValueError):
    """The text is no single rate."""


def unit_of(words: str) -> str:
    """The unit that words about money name ("dollars per kilogram"), "" for a share."""
    found = _PER_UNIT.search(words)
    if not found or not (_MONEY.search(words) or _CENTS.search(words) or "unit" in words.lower()):
        return ""
    return _unit(found[1])


def read_amount(text: str, unit: str = "") -> Amount | None:
    """The rate of a cell, None where it says that there is none.

    `unit` is what the column's label names. "de minimis" and "zero" without a number are words:
    zero is 0, the other has no value. Raises AmountError where several numbers or unknown words
    stand, which nobody should guess about.
    """
    said = " ".join(text.split()).replace("\u00a0", " ")
    if _NOT_A_RATE.fullmatch(said) and not any(c.isdigit() for c in said):
        return None
    numbers = list(_NUMBER.finditer(said))
    if len(numbers) > 1:
        raise AmountError(said)
    if not numbers:
        return _in_words(said)
    number = numbers[0]
    around = f"{said[: number.start()]} {said[number.end() :]}"
    own = _PER_UNIT.search(around)
    if own:
        unit, around = _unit(own[1]), _PER_UNIT.sub(" ", around, count=1)
    value = Decimal(number["number"].replace(",", ""))
    if number["dollar"] and not unit:
        raise AmountError(said)  # dollars, and nobody says for what
    if any(c.isdigit() for c in around):
        raise AmountError(said)
    if not unit or _CENTS.search(around):
        value /= _HUNDRED
    remark = _remark(around)
    if _NOT_PLAIN.search(said) or not _REMARKS.issuperset(_WORD.findall(remark.lower())):
        raise AmountError(said)  # "see note 3", "less than 0.5", "-1.27": no rate as it stands
    return Amount(value, unit, remark)


def _in_words(said: str) -> Amount:
    plain = said.strip(_EDGES).lower()
    if re.fullmatch(r"zero(?: percent)?(?:,? \(?de minimis)?", plain):
        return Amount(Decimal(0), "", plain)
    if re.fullmatch(r"(?:zero or |zero/)?de minimis", plain):
        return Amount(None, "", plain)
    raise AmountError(said)


def _remark(around: str) -> str:
    left = _WORDS_OF_RATE.sub(" ", around)
    return " ".join(left.split()).strip(_EDGES)


def _unit(written: str) -> str:
    low = written.lower()
    for unit, beginnings in _UNITS:
        if low.startswith(beginnings):
            return unit
    return low.removesuffix("s")
