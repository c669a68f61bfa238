"""Reading column 1 special: which rate each preference programme gives.

A cell holds parts, "Free (A*,AU,BH) 2.5% (KR)": a rate and the symbols of the programmes that give
it. The symbols are those of HTS General Note 3(c)(i), https://hts.usitc.gov.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from tariffline.law.programmes import PROGRAMMES
from tariffline.law.rates import Kind, Rate, RateError, corrected, read_rate

# As printed -> as meant. Each row is a misprint found in an official edition.
MISPRINTS = (
    ("(PA (PA)", "(PA)"),
    ("99.19.04.14", "9919.04.14"),
    ("MA,.OM", "MA,OM"),
    ("D,E IL", "D,E,IL"),
    ("(B,C,)", "(B,C)"),
)

# A list of symbols has no lower case: "(see U.S. note 3)" belongs to the rate before it.
_PART = re.compile(r"\s*(?P<rate>.*?)\s*\((?P<symbols>[^a-z()]+)\)")


@dataclass(frozen=True, slots=True)
class SpecialRate:
    """One part: a rate and the programmes that give it.

    `programmes` is empty when the part names none (a bare "Free" in chapters 98 and 99).
    """

    rate: Rate
    programmes: tuple[str, ...]


@cache
def read_special(text: str) -> tuple[SpecialRate, ...]:
    """The parts of a normalised cell (see `schedule.plain`), as printed; none for an empty cell.

    Raises RateError when a part cannot be read, a symbol is unknown, or a programme is given two
    rates.
    """
    words = corrected(text, MISPRINTS)
    if not words:
        return ()
    parts = []
    end = 0
    while match := _PART.match(words, end):
        parts.append(SpecialRate(_printed_rate(match["rate"], text), _symbols(match, text)))
        end = match.end()
    rest = words[end:].strip()
    if rest and parts:
        raise RateError(f"special rate {text!r}: {rest!r} names no programme: add its symbols")
    if rest:
        return (SpecialRate(_printed_rate(rest, text), ()),)
    _check_given_once(parts, text)
    return tuple(parts)


def _printed_rate(words: str, text: str) -> Rate:
    rate = read_rate(words)
    if rate.kind is Kind.BLANK:
        raise RateError(f"special rate {text!r}: symbols without a rate: put the rate before them")
    return rate


def _symbols(match: re.Match[str], text: str) -> tuple[str, ...]:
    """The symbols between the brackets, each once: 2025 and 2026 editions print "L,KR,L"."""
    symbols = tuple(dict.fromkeys(part.strip() for part in match["symbols"].split(",")))
    for symbol in symbols:
        if symbol not in PROGRAMMES:
            raise RateError(
                f"special rate {text!r}: programme {symbol!r} is unknown: compare it with General "
                f"Note 3(c)(i); a new programme is a new row in law/programmes.py"
            )
    return symbols


def _check_given_once(parts: list[SpecialRate], text: str) -> None:
    times = Counter(symbol for part in parts for symbol in part.programmes)
    twice = [symbol for symbol, count in times.items() if count > 1]
    if twice:
        raise RateError(
            f"special rate {text!r}: programme {twice[0]!r} has two rates: compare it with the "
            f"official edition"
        )
