"""Antidumping and countervailing duty cases, and CBP's messages about them.

A-570-910 is A or C, Commerce's code of the country, the case and, where a company has its own,
three digits more. In ACE it is written without dashes (CATAIR, AD/CVD case information).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tariffline.law.remedy_case import COUNTRY_OF
from tariffline.mail.labels import Label
from tariffline.mail.mention import Kind
from tariffline.mail.sight import Found, Sight

_DASHED = re.compile(
    r"(?<![\w-])([AC]) ?- ?(\d{3}) ?- ?(\d{3})(?:-(\d{3}))?(?![\w]|-\w)", re.IGNORECASE
)
_JOINED = re.compile(r"(?<![\w-])([AC])[ -]?(\d{3})[ -]?(\d{3})(?:[ -]?(\d{3}))?(?![\w]|[-.]\d)")
_MESSAGE = re.compile(
    r"\b(?:CBP|AD/?CVD|ADD?|CVD) messages?(?: (?:no\.?|number))?[ :#]{0,3}(\d{7})(?!\d)"
    r"|\bmessage (?:no\.?|number)[ :#]{0,3}(\d{7})(?!\d)",
    re.IGNORECASE,
)


def cases(sight: Sight) -> Iterator[Found]:
    """Case numbers with dashes; without them where Commerce has such a country."""
    for found in _DASHED.finditer(sight.words):
        yield _case(found)
    for found in _JOINED.finditer(sight.words):
        spaced = " " in found.group()
        if found[2] in COUNTRY_OF and (not spaced or sight.label(found.start()) is Label.CASE):
            yield _case(found)


def messages(sight: Sight) -> Iterator[Found]:
    """CBP's AD/CVD message numbers: the year's last digit, the day of the year, a running one."""
    for found in _MESSAGE.finditer(sight.words):
        group = 1 if found[1] else 2
        if 1 <= int(found[group][1:4]) <= 366:
            yield Found(Kind.ADCVD_MESSAGE, found[group], *found.span(group))


def _case(found: re.Match[str]) -> Found:
    parts = [found[1].upper(), *found.groups()[1:]]
    return Found(Kind.CASE, "-".join(part for part in parts if part), *found.span())
