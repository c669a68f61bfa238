"""Numbers that prove themselves by a check digit: entries and containers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_uppercase

from tariffline.mail.labels import Label
from tariffline.mail.mention import Kind
from tariffline.mail.sight import Found, Sight

_ENTRY = re.compile(r"(?<![\w-])([A-Z0-9]{3})([ -]?)(\d{7})([ -]?)(\d)(?![\w]|-\w)")
_CONTAINER = re.compile(r"(?<![\w-])([A-Z]{3}[UJZ])[ -]?(\d{6})[ -]?(\d)(?![\w]|-\w)")


def entries(sight: Sight) -> Iterator[Found]:
    """Entry numbers B76-0324527-8; without dashes where they are called so."""
    for found in _ENTRY.finditer(sight.words):
        filer, first, serial, second, check = found.groups()
        dashed = first == second == "-"
        if not dashed and sight.label(found.start()) is not Label.ENTRY:
            continue
        if entry_check_digit(filer + serial) == int(check):
            yield Found(Kind.ENTRY, f"{filer}-{serial}-{check}", *found.span())
        elif dashed:
            yield Found(Kind.SHIELD, "", *found.span())


def entry_check_digit(number: str) -> int:
    """The check digit of a filer's code and serial number, such as B760324527: 8.

    CATAIR appendix E, https://www.cbp.gov/document/guidance/appendix-e-valid-entry-numbers. Letters
    count A to I, J to R as 1 to 9 and S to Z as 2 to 9. (A filer that has used up its ten million
    numbers may be allowed another digit; such a number is not known here.)
    """
    total = 0
    for place, character in enumerate(reversed(number)):
        value = _letter(character) if character.isalpha() else int(character)
        if place % 2 == 0:
            value = 2 * value if value < 5 else 2 * value - 9
        total += value
    return -total % 10


def _letter(letter: str) -> int:
    place = ascii_uppercase.index(letter)
    return place % 9 + 1 if letter < "S" else place - ascii_uppercase.index("S") + 2


def containers(sight: Sight) -> Iterator[Found]:
    """Container numbers whose check digit holds."""
    for found in _CONTAINER.finditer(sight.words):
        owner, serial, check = found.groups()
        holds = container_check_digit(owner + serial) == int(check)
        kind = Kind.CONTAINER if holds else Kind.SHIELD
        yield Found(kind, owner + serial + check if holds else "", *found.span())


def container_check_digit(number: str) -> int:
    """The check digit of four letters and six digits, by ISO 6346.

    Letters count from 10 and leave out the multiples of 11; the places weigh 1, 2, 4, …
    """
    values = (_counted(character) for character in number)
    return sum(value << place for place, value in enumerate(values)) % 11 % 10


def _counted(character: str) -> int:
    if character.isdigit():
        return int(character)
    value = 10 + ascii_uppercase.index(character)
    return value + (value - 1) // 10 - (value < 11) if value > 10 else value
