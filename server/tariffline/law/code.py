"""HTS numbers as people write them, and as the schedule prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tariffline.law.quoted import quoted

LEVELS = {2: "chapter", 4: "heading", 6: "subheading", 8: "rate line", 10: "statistical line"}

_TOO_LONG = 10**40  # no cell holds so long a number; Python may even refuse to write it out
_AS_PRINTED = re.compile(r"[0-9]{4}(?:\.[0-9]{2}){0,3}")
_GROUPED = re.compile(r"\d{2,4}(?:[.\-]\d{2,6}){1,3}")
_WHOLE_FLOAT = re.compile(r"([0-9]{6,10})\.0")  # a number that another program wrote as text
_QUOTES = "\"'`“”‘’«»"
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")


class CodeError(ValueError):
    """The text is not an HTS number; the message says why and what to write instead."""


@dataclass(frozen=True, slots=True)
class Code:
    """An HTS number: `digits` (2, 4, 6, 8 or 10 of them) and whether a zero was put back."""

    digits: str
    zero_restored: bool = False

    def __str__(self) -> str:
        return dotted(self.digits)

    @property
    def level(self) -> str:
        return LEVELS[len(self.digits)]


@lru_cache(maxsize=65_536)
def dotted(digits: str) -> str:
    """`8471300100` → `8471.30.01.00`, at any even length."""
    parts = [digits[:4], *(digits[i : i + 2] for i in range(4, len(digits), 2))]
    return ".".join(p for p in parts if p)


def parse_code(value: object) -> Code:
    """Read an HTS number in any usual spelling.

    Understood: 8471300100, 8471.30.01.00, 8471.30.0100, 8471 30 01 00, 847130, quotes, en dashes,
    trailing dots and blanks, whole numbers from a cell. An odd number of digits is a number whose
    leading zero Excel dropped (101210010 is 0101.21.00.10): the zero is put back and
    `zero_restored` says so.

    Raises CodeError with the value and the remedy.
    """
    if isinstance(value, str) and _AS_PRINTED.fullmatch(value):
        return _checked(value.replace(".", ""), value)  # as most cells have it
    text = _text(value)
    cleaned = _INVISIBLE.sub("", text).translate(_DASHES).strip().strip(_QUOTES).strip()
    cleaned = re.sub(r"(?i)^(?:hts|htsus)\b[\s:#]*", "", cleaned).strip(" .-")
    if not cleaned:
        raise CodeError("no HTS number given; write one such as 8471.30.01.00")
    if cleaned[0] in "=+@":
        raise CodeError(f"{quoted(text)} is a formula, not an HTS number; give the value itself")
    cleaned = _WHOLE_FLOAT.sub(r"\1", cleaned) if _WHOLE_FLOAT.fullmatch(cleaned) else cleaned
    digits = re.sub(r"[.\-\s]", "", cleaned)
    if not (digits.isascii() and digits.isdigit()):
        raise CodeError(f"{quoted(text)} is not an HTS number; write digits such as 8471.30.01.00")
    if digits != cleaned and not _well_grouped(cleaned):
        raise CodeError(
            f"{quoted(text)} is not grouped as an HTS number; write it as 8471.30.01.00 "
            "(and format the column as text, so that Excel keeps its zeros)"
        )
    return _checked(digits, text)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise CodeError(f"{quoted(value)} is not an HTS number; give text or a whole number")
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")) or value != int(value):
            raise CodeError(
                f"{value} is a decimal number; format the column as text and write 8471.30.01.00"
            )
        value = int(value)
    if isinstance(value, int) and not 0 <= value < _TOO_LONG:
        raise CodeError(f"{quoted(value)} is not an HTS number; write digits such as 8471.30.01.00")
    return str(value)


def _well_grouped(cleaned: str) -> bool:
    """Whether the groups are 4 digits (3 with a lost zero), then pairs, the last ones joined."""
    grouped = re.sub(r"\s+", ".", cleaned)
    if not _GROUPED.fullmatch(grouped):
        return False
    first, *rest = re.split(r"[.\-]", grouped)
    return len(first) in (3, 4) and all(len(part) in (2, 4, 6) for part in rest)


def _checked(digits: str, text: str) -> Code:
    restored = len(digits) % 2 == 1
    if restored:
        digits = "0" + digits
    if len(digits) not in LEVELS:
        raise CodeError(
            f"{quoted(text)} has {len(digits) - restored} digits; an HTS number has 4, 6, 8 or 10"
        )
    if digits[:2] == "00":
        raise CodeError(f"{quoted(text)}: there is no chapter 00; chapters run from 01 to 99")
    return Code(digits, restored)
