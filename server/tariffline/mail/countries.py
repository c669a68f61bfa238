"""Countries by name; by code only where origin is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tariffline.law.countries import COUNTRIES, CountryError, parse_country
from tariffline.mail.labels import Label
from tariffline.mail.mention import Kind
from tariffline.mail.sight import Found, Sight

# Names in mail beside the first names of the table of countries.
_OTHER_NAMES = (
    "PRC", "P.R.C.", "P.R. China", "PR China", "People's Republic of China", "Mainland China",
    "Viet Nam", "Korea", "South Korea", "S. Korea", "Republic of Korea", "ROK", "Korea, South",
    "North Korea", "DPRK", "Türkiye", "Turkiye", "Republic of Turkey", "UK", "U.K.",
    "Great Britain", "England", "Scotland", "UAE", "U.A.E.", "Czechia", "Holland", "Ivory Coast",
    "Russian Federation", "Myanmar", "Macau", "Hong Kong SAR", "Republic of China", "Swaziland",
    "Bosnia", "Brunei Darussalam", "Lao PDR", "Slovak Republic", "Macedonia", "Palestine",
    "KSA", "Republic of Moldova", "DR Congo", "Cape Verde", "East Timor", "The Netherlands",
)  # fmt: skip
# Of the origin of goods, before the words named in _OF_GOODS.
_ADJECTIVES = {
    "american": "US", "bangladeshi": "BD", "brazilian": "BR", "british": "GB", "cambodian": "KH",
    "canadian": "CA", "chinese": "CN", "french": "FR", "german": "DE", "indian": "IN",
    "indonesian": "ID", "italian": "IT", "japanese": "JP", "korean": "KR", "malaysian": "MY",
    "mexican": "MX", "russian": "RU", "spanish": "ES", "taiwanese": "TW", "thai": "TH",
    "turkish": "TR", "vietnamese": "VN",
}  # fmt: skip
_ADJECTIVE = re.compile(
    rf"\b({'|'.join(_ADJECTIVES)})(?=[ -](?:origin|made|goods|steel|alumini?um|manufactured)\b)",
    re.IGNORECASE,
)
# Names that are first of all something else: they need one of _FROM before them.
_AMBIGUOUS = frozenset({"georgia", "jordan", "chad", "guinea", "niger", "jersey", "togo", "mali"})
_FROM = re.compile(r"(?:\b(?:from|of|in|ex|origin|product of|made in)|[(:/]) ?$", re.IGNORECASE)
# What makes a name part of another one: before it, after it.
_NOT_AFTER = re.compile(r"(?:\b(?:New|Gulf of|South China|East China|Port|Lake|US|U\.S\.) ?|-)$")
_NOT_BEFORE = re.compile(
    r"\s?(?:Sea\b|Creek\b|City\b|Canal\b|Shipping\b|Airlines?\b|Inn\b|Ave|St\b|Street\b|Road\b|Rd\b"
    r"|Station\b|-Pacific|, [A-Z]{2} \d{5})"
)
_WORD = re.compile(r"[A-ZÀ-Þ][\w.'-]*")
_CODE = re.compile(r"(?<![\w.-])(?:[A-Z]{2}|[A-Z]{3}|U\.S\.A?\.)(?![\w-])")
_ORIGIN = re.compile(
    r"(?:origin|\bcoo|\bc/o|made in|ship(?:ped)? from|\bco|country) {0,3}[:=-]? {0,3}$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"[-'.]")
_LONGEST = 45
_HOME = "US"


def _key(word: str) -> str:
    return word.casefold().rstrip(".")


def _names() -> dict[str, list[tuple[str, str]]]:
    """By first word, the names that begin so, the longest first."""
    names = {country.name: iso for iso, country in COUNTRIES.items() if iso != _HOME}
    names |= {name: parse_country(name).iso for name in _OTHER_NAMES}
    by_word: dict[str, list[tuple[str, str]]] = {}
    for name, iso in sorted(names.items(), key=lambda item: -len(item[0])):
        first = _WORD.match(name)
        if first:
            by_word.setdefault(_key(first.group()), []).append((name.casefold(), iso))
    return by_word


_BY_WORD = _names()


def countries(sight: Sight) -> Iterator[Found]:
    """Names in capitals; adjectives before “origin”; codes after “origin” or in its column."""
    words = sight.words
    for word in _WORD.finditer(words):
        if named := _named(words, word):
            yield named
    for found in _ADJECTIVE.finditer(words):
        yield Found(Kind.COUNTRY, _ADJECTIVES[found[1].lower()], *found.span())
    for code in _CODE.finditer(words):
        if iso := _coded(sight, code):
            yield Found(Kind.COUNTRY, iso, *code.span())


def _named(words: str, word: re.Match[str]) -> Found | None:
    start = word.start()
    names = _BY_WORD.get(_key(word.group())) or _BY_WORD.get(_key(_FIRST.split(word.group())[0]))
    if not names:
        return None
    here = words[start : start + _LONGEST].casefold()
    for name, iso in names:
        end = start + len(name)
        if here.startswith(name) and not words[end : end + 1].isalnum():
            return Found(Kind.COUNTRY, iso, start, end) if _is_country(words, start, end) else None
    return None


def _is_country(words: str, start: int, end: int) -> bool:
    before = words[max(0, start - 16) : start]
    if _NOT_AFTER.search(before) or _NOT_BEFORE.match(words, end):
        return False
    return words[start:end].casefold() not in _AMBIGUOUS or bool(_FROM.search(before))


def _coded(sight: Sight, code: re.Match[str]) -> str | None:
    at = code.start()
    cell = sight.cell(at)
    if cell and cell.label is not Label.ORIGIN:
        return None
    before = sight.words[max(sight.line(at), at - 24) : at]
    if not cell and not _ORIGIN.search(before):
        return None
    try:
        return parse_country(code.group()).iso
    except CountryError:
        return None
