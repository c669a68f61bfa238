"""What is found in a mail, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a mention is. SHIELD is a number known to be something else (a telephone, an order)."""

    HTS = "hts"
    CASE = "case"
    CSMS = "csms"
    ADCVD_MESSAGE = "adcvd_message"
    FR = "fr"
    ENTRY = "entry"
    CONTAINER = "container"
    COUNTRY = "country"
    MONEY = "money"
    RATE_CLAIM = "rate_claim"
    INCOTERM = "incoterm"
    PARTY = "party"
    DATE = "date"
    SHIELD = "shield"


class PartKind(StrEnum):
    """Which part of a mail: what its sender wrote, what is quoted, what stands below the name."""

    NEW = "new"
    QUOTED = "quoted"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text, `text[start:end]`."""

    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing mentioned: `text[start:end]` is `written`, and `value` its one spelling.

    Values: hts 8471.30.01.00; case A-570-910 or, with a company, A-570-910-001; csms 68855869 or
    19-000252; fr 91 FR 21790 or 2025-05887; entry B76-0324527-8; container MSCU8345216; country
    ISO alpha-2; money USD 1234.50; rate_claim a share such as 0.039, 0 for free, or 4.4¢/kg;
    incoterm FOB; date 2026-05-01; party as written.
    """

    kind: Kind
    value: str
    written: str
    start: int
    end: int
    part: PartKind = PartKind.NEW
