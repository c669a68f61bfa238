"""What a message names: HTS numbers, AD/CVD cases, countries and other messages.

Three publications number in digits alone, so a number is taken for what it is only where its form
or the words beside it say so; the rest is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tariffline.law.code import CodeError, parse_code
from tariffline.law.countries import COUNTRIES
from tariffline.law.message_number import (
    MessageNumber,
    MessageNumberError,
    parse_message_number,
)

# Dotted numbers in every grouping that CBP writes, 9903.0125 and 8536.50.9065 included; a price and
# a share of a hundred are no number.
_DOTTED = re.compile(
    r"(?<![\w.$€£#/-])(?<!\$ )\d{4}\.(?:\d{4}(?:\d{2})?|\d{2}(?:\.\d{2}){0,2}|\d{2}\.\d{4})"
    r"(?![\w%]|\.\d|,\d{3})"
)
# Ten digits in a row are also telephone numbers: they count in a text that speaks of the tariff.
_TEN = re.compile(r"(?<![\w.$#+/-])\d{10}(?![\w%]|\.\d)")
_TARIFF = re.compile(
    r"(?i)\bHTS(?:US)?\b|harmonized tariff|statistical|classification|\bheadings?\b"
)
_LABELLED = re.compile(
    r"(?i)\b(?:HTS(?:US)?|(?:sub)?headings?)(?:\s+(?:numbers?|codes?|nos?\.?|and|or))*"
    r"[\s#:]*(\d{4}|\d{6}|\d{8})(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+or\s+)(\d{4}|\d{6}|\d{8}))*"
    r"(?![\w.]\d|\d)"
)
_RUN = re.compile(r"\d{4,8}")

_CASE = re.compile(r"(?<![\w-])([AC])[-–‑ ]?(\d{3})[-–‑ ]?(\d{3})(?:[-–‑ ]?\d{3})?(?![\w-])")

_ONE = r"(?:\d{2}\s?[-–‑]\s?\d{6}|\d{8,9})"
_CSMS = re.compile(
    rf"(?i)\bCSMS\b(?:[\s#:.()]|messages?|msgs?|nos?\b|numbers?|and\b|related)*"
    rf"({_ONE}(?:(?:[\s,;&#]|and\b|CSMS\b)+{_ONE})*)(?!\d)"
)
_ONE_NUMBER = re.compile(rf"(?<!\d){_ONE}(?!\d)")
_ADCVD_MESSAGE = re.compile(
    r"(?i)(?<!CSMS )\bmessages?\s*(?:nos?\b\.?|numbers?|#)[\s:#]*(\d{7})(?!\d)"
)

_AUTHORITY = re.compile(
    r"\b(?:(?:Presidential )?Proclamation \d{4,5}|(?:Executive Order|E\.O\.|EO) \d{5}"
    r"|\d{2,3} (?:FR|Fed\. Reg\.) \d{1,3},?\d{3}|19 C\.?F\.?R\.? (?:part )?\d+(?:\.\d+)?"
    r"|\d{1,2} U\.?S\.?C\.? \d+[a-z]?)"
)

# Names of countries that are also something else stand only behind these words.
_NAMES = {country.name: country.iso for country in COUNTRIES.values() if country.iso != "US"}
_ALSO = {
    "People’s Republic of China": "CN",
    "People's Republic of China": "CN",
    "PRC": "CN",
    "South Korea": "KR",
    "Republic of Korea": "KR",
    "Korea": "KR",
    "Burma": "MM",
    "Lao People’s Democratic Republic": "LA",
    "Lao People's Democratic Republic": "LA",
    "Russian Federation": "RU",
    "Turkey": "TR",
    "Türkiye": "TR",
    "Viet Nam": "VN",
    "Vietnam": "VN",
    "Kosovo": "XK",
    "Macau": "MO",
    "Great Britain": "GB",
    "U.K.": "GB",
    "UK": "GB",
}
_ELSEWHERE = frozenset({"Georgia", "Jersey", "Guinea", "Chad", "Turkey", "Niger", "Guam"})
_ISO = {**_NAMES, **_ALSO}
_COUNTRY = re.compile(
    r"(?<!New )(?<!North )(?<![\w-])("
    + "|".join(re.escape(name) for name in sorted(_ISO, key=len, reverse=True))
    + r")(?![\w-])"
)
_OF = re.compile(r"(?:\b(?:of|from|and|with|in)|,)\s+(?:the\s+)?$")


def hts_numbers(text: str) -> tuple[str, ...]:
    """The HTS numbers and headings named, as digits (4 to 10), each once, in reading order."""
    found = [(match.start(), match.group()) for match in _DOTTED.finditer(text)]
    if _TARIFF.search(text):
        found += [(match.start(), match.group()) for match in _TEN.finditer(text)]
    for match in _LABELLED.finditer(text):
        found += [
            (match.start() + run.start(), run.group()) for run in _RUN.finditer(match.group())
        ]
    return tuple(dict.fromkeys(_digits(written for _, written in sorted(found))))


def _digits(written: Iterator[str]) -> Iterator[str]:
    for number in written:
        try:
            digits = parse_code(number).digits
        except CodeError:
            continue
        if digits[:2] != "77":  # reserved: no goods, so no number
            yield digits


def cases(text: str) -> tuple[str, ...]:
    """The AD/CVD cases named, as A-570-910; a company's suffix is left off."""
    found = (f"{match[1]}-{match[2]}-{match[3]}" for match in _CASE.finditer(text))
    return tuple(dict.fromkeys(found))


def countries(text: str) -> tuple[str, ...]:
    """The countries named, by ISO code, in reading order. The United States is none of them."""
    found = (
        _ISO[match[1]]
        for match in _COUNTRY.finditer(text)
        if match[1] not in _ELSEWHERE or _OF.search(text, max(0, match.start() - 12), match.start())
    )
    return tuple(dict.fromkeys(found))


def messages(text: str) -> Iterator[tuple[int, MessageNumber]]:
    """Other CSMS messages named, each with the place of the words that name it.

    Only where “CSMS” stands before: a number of eight digits alone may be an HTS number.
    """
    for match in _CSMS.finditer(text):
        for number in _ONE_NUMBER.finditer(match[1]):
            try:
                yield match.start(), parse_message_number(number.group())
            except MessageNumberError:
                continue


def authorities(text: str) -> tuple[str, ...]:
    """The law that the text names: executive orders, proclamations, notices, regulations."""
    found = (" ".join(match.group().split()) for match in _AUTHORITY.finditer(text))
    return tuple(dict.fromkeys(found))


def adcvd_messages(text: str) -> tuple[str, ...]:
    """The AD/CVD message numbers (YDDDNNN) that the text calls a message's number."""
    return tuple(dict.fromkeys(_ADCVD_MESSAGE.findall(text)))
