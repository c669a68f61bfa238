"""AD/CVD case numbers as people and systems write them.

A-570-910 is A (antidumping) or C (countervailing), Commerce's code of the country, the case; three
characters more name a company's own case. ACE writes it without dashes: A570910003 (CATAIR, AD/CVD
case information query).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tariffline.law.quoted import quoted

CANCELLED = "999"  # the suffix of a case number that ACE no longer uses

# Commerce's country codes and the ISO codes of today, as its notices and case lists pair them.
COUNTRY_OF = {
    "122": "CA", "201": "MX", "274": "TT", "301": "CO", "307": "VE", "331": "EC", "337": "CL",
    "351": "BR", "357": "AR", "400": "IS", "401": "SE", "403": "NO", "405": "FI", "409": "DK",
    "412": "GB", "421": "NL", "423": "BE", "427": "FR", "428": "DE", "433": "AT", "437": "HU",
    "441": "CH", "449": "LV", "455": "PL", "457": "LT", "469": "ES", "471": "PT", "475": "IT",
    "479": "HR", "484": "GR", "485": "RO", "489": "TR", "499": "LV", "507": "IR", "508": "IL",
    "517": "SA", "520": "AE", "523": "OM", "525": "BH", "533": "IN", "535": "PK", "542": "LK",
    "549": "TH", "552": "VN", "555": "KH", "557": "MY", "559": "SG", "560": "ID", "565": "PH",
    "570": "CN", "580": "KR", "582": "HK", "583": "TW", "588": "JP", "602": "AU", "614": "NZ",
    "714": "MA", "723": "TN", "729": "EG", "791": "ZA", "801": "RS", "821": "RU", "822": "BY",
    "823": "UA", "831": "AM", "834": "KZ", "841": "MD", "851": "CZ", "856": "SI", "891": "HR",
    "893": "BA",
}  # fmt: skip

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_CASE = re.compile(r"([AC])[-. ]*(\d{3})[-. ]*(\d{3})(?:[-. ]*([A-Z0-9]{3}))?", re.IGNORECASE)
_LABEL = re.compile(r"(?i)^(?:case|ad/?cvd|add?|cvd)\b(?:\s+(?:case|no\b\.?|number))*[\s:#]*")


class CaseError(ValueError):
    """The text is no AD/CVD case; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case, `number` as A-570-910, and `suffix` of a company's own case ("" for the whole)."""

    number: str
    suffix: str = ""

    def __str__(self) -> str:
        return f"{self.number}-{self.suffix}" if self.suffix else self.number

    @property
    def origin(self) -> str:
        """The ISO code of the country that the number names; "" where we do not know its code."""
        return COUNTRY_OF.get(self.number[2:5], "")


def parse_case(value: object) -> CaseNumber:
    """Read a case number: A-570-910, A570910, a–570–910, A-570-910-001, with a label or quotes.

    Raises CaseError with the value and the remedy.
    """
    if not isinstance(value, str):
        raise CaseError(f"{quoted(value)} is not an AD/CVD case; write it as A-570-910")
    text = " ".join(value.translate(_DASHES).split()).strip(" []()\"'“”.,;")
    found = _CASE.fullmatch(_LABEL.sub("", text))
    if found is None:
        raise CaseError(f"{quoted(value)} is not an AD/CVD case; write it as A-570-910")
    kind, country, digits, suffix = found.groups()
    return CaseNumber(f"{kind.upper()}-{country}-{digits}", (suffix or "").upper())


def is_countervailing(case: str) -> bool:
    """Whether a case number is of a countervailing duty (C), not of an antidumping duty (A)."""
    return case.startswith("C")
