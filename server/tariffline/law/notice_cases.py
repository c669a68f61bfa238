"""Cases that a publication names, and the country that each number stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tariffline.law.message_mentions import cases as cases_in_line
from tariffline.law.message_mentions import countries

# A number broken over lines, or set with spaces around its dashes.
_BROKEN = re.compile(r"(?<![\w-])([AC])\s?[-–‑—]\s?(\d{3})\s?[-–‑—]\s?(\d{3})(?!\d)")

# The three digits that Commerce gives a country; each read off titles of its own cases.
COUNTRIES_BY_NUMBER = {
    "122": "CA", "201": "MX", "274": "TT", "301": "CO", "307": "VE", "331": "EC", "337": "CL",
    "351": "BR", "357": "AR", "400": "IS", "401": "SE", "403": "NO", "405": "FI", "409": "DK",
    "412": "GB", "421": "NL", "423": "BE", "427": "FR", "428": "DE", "433": "AT", "437": "HU",
    "441": "CH", "449": "LV", "455": "PL", "457": "LT", "469": "ES", "471": "PT", "475": "IT",
    "479": "HR", "484": "GR", "485": "RO", "489": "TR", "499": "LV", "507": "IR", "508": "IL",
    "517": "SA",
    "520": "AE", "523": "OM", "525": "BH", "533": "IN", "535": "PK", "542": "LK", "549": "TH",
    "552": "VN", "555": "KH", "557": "MY", "559": "SG", "560": "ID", "565": "PH", "570": "CN",
    "580": "KR", "582": "HK", "583": "TW", "588": "JP", "602": "AU", "614": "NZ", "714": "MA",
    "723": "TN", "729": "EG", "791": "ZA", "801": "RS", "821": "RU", "822": "BY", "823": "UA",
    "831": "AM", "834": "KZ", "841": "MD", "851": "CZ", "856": "SI", "891": "HR",
    "893": "BA",
}  # fmt: skip

_FROM = re.compile(r"\b(?:From|FROM)\b")
# "AD" in capitals alone: rates are "ad valorem" in both laws.
_DUMPING = re.compile(r"(?i:\b(?:anti-?)?dumping\b|less[- ]than[- ]fair[- ]value)|\bLTFV\b|\bAD\b")
_SUBSIDY = re.compile(r"(?i:\bcountervail|\bsubsid)|\bCVD\b")


def cases(text: str) -> tuple[str, ...]:
    """The cases named, as A-570-910, each once in reading order."""
    return cases_in_line(_BROKEN.sub(r"\1-\2-\3", text))


def country_of(case: str) -> str:
    """The ISO code of the country of a case, "" where its number is not known."""
    return COUNTRIES_BY_NUMBER.get(case[2:5], "")


def countries_in(words: str) -> tuple[str, ...]:
    """The countries named, also in the capitals of a title or alone in a heading ("Turkey")."""
    return countries(_FROM.sub("from", f"from {words}"))


def narrowed(among: Sequence[str], words: str) -> tuple[str, ...]:
    """Those of the cases that the words speak of: by number, else by country, else by law.

    All of them where the words don't tell: nothing is guessed.
    """
    if len(among) < 2:
        return tuple(among)
    named = tuple(case for case in cases(words) if case in among)
    if named:
        return named
    where = countries_in(words)
    left = tuple(case for case in among if country_of(case) in where) or tuple(among)
    laws = {law for law, said in (("A", _DUMPING), ("C", _SUBSIDY)) if said.search(words)}
    if len(laws) == 1:
        left = tuple(case for case in left if case[0] in laws) or left
    return left
