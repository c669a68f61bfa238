"""Merchandise that pays no merchandise processing fee, as rows with their citations.

The rules: 19 U.S.C. 58c(b); 19 CFR 24.23(c). In short they stand in usage note m of the ACE CATAIR,
Entry Summary Create/Update (CBP, July 2026, page ESF-161), and by programme in CBP's MPF table,
https://www.cbp.gov/document/guidance/merchandise-processing-fee-mpf-table.

A programme that has no row here (GSP, AGOA, Jordan, Morocco, Japan …) exempts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tariffline.law.programmes import PROGRAMMES


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why a line pays no MPF, and by what rule.

    `verified` is false where the rule was read, but not the list it refers to.
    """

    reason: str
    source: str
    verified: bool = True

    def __str__(self) -> str:
        doubt = "" if self.verified else "; the list of countries was not verified"
        return f"{self.reason} ({self.source}{doubt})"


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A programme whose claim exempts entries from `first` to `last`."""

    source: str
    first: date = date.min
    last: date = date.max


_TABLE = "19 CFR 24.23(c); CBP's MPF table"
_USMCA = _Claimed("19 CFR 24.23(c)(3); FR Doc. 2025-00550", first=date(2020, 7, 1))
_NAFTA = _Claimed("19 CFR 24.23(c)(3)", last=date(2020, 6, 30))

# By the symbol that is claimed. Goods within a tariff preference level are not originating: none
# of these exempts them but USMCA's S+.
CLAIMED = {
    "AU": _Claimed("19 CFR 24.23(c)(8)"),
    "BH": _Claimed("19 CFR 24.23(c)(9)"),
    "CA": _NAFTA,
    "CL": _Claimed("19 CFR 24.23(c)(7)"),
    "CO": _Claimed(_TABLE),
    "IL": _Claimed("19 CFR 24.23(c)(5)"),
    "KR": _Claimed(_TABLE),
    "MX": _NAFTA,
    "OM": _Claimed(_TABLE),
    "P": _Claimed("19 CFR 24.23(c)(10)"),
    "P+": _Claimed("19 CFR 24.23(c)(10)"),
    "PA": _Claimed(_TABLE),
    "PE": _Claimed(_TABLE),
    "S": _USMCA,
    "S+": _USMCA,
    "SG": _Claimed("19 CFR 24.23(c)(6)"),
}

# HTS general note 4(b)(i), written down without its text at hand: hence `verified=False` below.
_LEAST_DEVELOPED = """\
AF AO BF BI BJ BT CD CF DJ ET GM GN GW HT KH KI KM LR LS MG ML MM MR MW MZ NE NP RW SB SL SN SO SS
ST TD TG TL TV TZ UG VU WS YE ZM"""

# By origin, "irrespective of whether preference is claimed" (CBP's MPF table).
_ORIGINS = (
    (frozenset({"IL"}), Exemption("product of Israel", "19 CFR 24.23(c)(5)")),
    (
        frozenset({"AS", "GU", "MP", "UM", "VI"}),
        Exemption("product of a U.S. insular possession", "19 CFR 24.23(c)(1)(ii)"),
    ),
    (
        PROGRAMMES["E"].countries,
        Exemption("product of a Caribbean Basin beneficiary", "19 CFR 24.23(c)(1)(iii)"),
    ),
    (
        frozenset(_LEAST_DEVELOPED.split()),
        Exemption(
            "product of a least-developed beneficiary developing country",
            "19 CFR 24.23(c)(1)(iv); HTS general note 4(b)(i)",
            verified=False,
        ),
    ),
)

# AE Table 9 of the CATAIR: of chapter 98 these pay the fee, and on the dutiable part only.
ON_DUTIABLE_PART = ("98020060", "98020080")
DUTIABLE_PART_SOURCE = "19 CFR 24.23(c)(2)"
_CHAPTER_98 = Exemption("entered under chapter 98", "19 CFR 24.23(c)(1)(i)")


def exemption(
    day: date, origin: str, claims: tuple[str, ...] = (), provision: str = ""
) -> Exemption | None:
    """Why goods entered on the day pay no MPF; None when they pay it.

    `origin`: ISO code; `claims`: symbols of the special programmes claimed; `provision`: digits of
    the chapter 98 provision claimed, "" for none.
    """
    if provision.startswith("98") and not provision.startswith(ON_DUTIABLE_PART):
        return _CHAPTER_98
    for symbol in claims:
        row = CLAIMED.get(symbol)
        if row and row.first <= day <= row.last:
            return Exemption(f"{symbol} is claimed: {PROGRAMMES[symbol].name}", row.source)
    return next((why for countries, why in _ORIGINS if origin in countries), None)
