"""Facts about a shipment that only the importer knows, as one text: "usmca=yes; melt=US"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from tariffline.law.countries import CountryError, parse_country
from tariffline.law.dates import DateError, parse_date
from tariffline.law.money import MoneyError, parse_money
from tariffline.law.programmes import PROGRAMMES
from tariffline.law.quoted import quoted
from tariffline.law.uses import use_said

Said = bool | str | Decimal | date | tuple[str, ...]


class FactsError(ValueError):
    """The text states no fact we know; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Stated facts by name, what each says, and the special programmes claimed."""

    stated: tuple[tuple[str, str], ...] = ()
    claims: tuple[str, ...] = ()
    said: tuple[tuple[str, Said], ...] = ()


NO_FACTS = Facts()

_YES_NO = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False}
_YES_NO |= {"false": False, "0": False}
_SHARE = re.compile(r"(?P<number>\d{1,3}(?:\.\d+)?|\.\d+)\s*(?P<percent>%?)")
_PROVISION = re.compile(r"98\d\d\.?\d\d\.?\d\d(?:\.?\d\d)?")
_HEADING = re.compile(r"99\d\d\.\d\d\.\d\d")
_SEVERAL = re.compile(r"[,+ ]+")


def _yes_no(text: str) -> bool:
    try:
        return _YES_NO[text.lower()]
    except KeyError:
        raise FactsError("write yes or no") from None


def _share(text: str) -> Decimal:
    found = _SHARE.fullmatch(text)
    if not found:
        raise FactsError("write a share such as 0.4 or 40%")
    try:
        share = Decimal(found["number"]) / (100 if found["percent"] else 1)
    except InvalidOperation:
        raise FactsError("write a share such as 0.4 or 40%") from None
    if share > 1:
        raise FactsError("a share is at most 1; write 0.4 or 40%")
    return share


def _yes_no_or_provision(text: str) -> bool | str:
    if _PROVISION.fullmatch(text):
        return text.replace(".", "")
    try:
        return _yes_no(text)
    except FactsError:
        raise FactsError("write the provision claimed, such as 9802.00.80, or yes or no") from None


def _share_or_dollars(text: str) -> Decimal | str:
    """A share, or dollars as "$6000": they become one with the value of the goods."""
    if not text.startswith("$"):
        return _share(text)
    try:
        return f"${parse_money(text)}"
    except MoneyError as error:
        raise FactsError(str(error)) from None


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except DateError as error:
        raise FactsError(str(error)) from None


def _country(text: str) -> str:
    try:
        return parse_country(text).iso
    except CountryError as error:
        raise FactsError(str(error)) from None


def _metal_from(text: str) -> str:
    """CBP takes UN where nobody knows (CSMS 65340246)."""
    return "unknown" if text.lower() in ("unknown", "un") else _country(text)


def _headings(text: str) -> tuple[str, ...]:
    headings = tuple(filter(None, _SEVERAL.split(text)))
    for heading in headings:
        if not _HEADING.fullmatch(heading):
            raise FactsError(f"{quoted(heading)} is no heading of chapter 99; write 9903.82.03")
    return headings


def _symbols(text: str) -> tuple[str, ...]:
    symbols = tuple(symbol.strip().upper() for symbol in text.split(",") if symbol.strip())
    for symbol in symbols:
        if symbol not in PROGRAMMES:
            raise FactsError(
                f"{quoted(symbol)} is not a special programme symbol; "
                f"there are: {', '.join(PROGRAMMES)}"
            )
    return symbols


def _words(text: str) -> str:
    return " ".join(text.lower().split())


def _ordinary(text: str) -> str:
    if text.lower() != "ordinary":
        raise FactsError("write assume=ordinary")
    return "ordinary"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a fact means, and how what is said of it is read."""

    meaning: str
    read: Callable[[str], Said]


# What may be stated. A function uses those that bear on it.
VOCABULARY = {
    "claim": Fact("the special programme claimed on the entry, by its symbol: claim=KR", _symbols),
    "usmca": Fact("yes when USMCA treatment is claimed (the same as claim=S)", _yes_no),
    "melt": Fact("country where the steel was melted and poured", _country),
    "smelt": Fact("country where the aluminum was smelted; or unknown", _metal_from),
    "cast": Fact("country where the aluminum was last cast; or unknown", _metal_from),
    "metal": Fact("share of the value that is metal content, such as 0.4", _share),
    "steel": Fact("share of the value that is steel content", _share),
    "aluminum": Fact("share of the value that is aluminum content", _share),
    "copper": Fact("share of the value that is copper content", _share),
    "metal_weight": Fact("share of the weight that is the listed metal", _share),
    "us_content": Fact("share of the value that is U.S. content", _share),
    "us_metal": Fact("share of the metal that was melted, smelted or cast in the U.S.", _share),
    "uk_metal": Fact("share of the metal that was melted, smelted or cast in the UK", _share),
    "use": Fact("what the article is for: auto parts, truck parts, civil aircraft, …", use_said),
    "loaded": Fact("day it was loaded on the vessel that brought it here", _day),
    "donation": Fact("yes for food, clothing and medicine given to relieve suffering", _yes_no),
    "informational": Fact("yes for books, films, artworks and other such materials", _yes_no),
    "baggage": Fact("yes for personal use, in a traveller's accompanied baggage", _yes_no),
    "postal": Fact(
        "yes when it comes by mail: until 23 July 2026 such goods paid otherwise, and are refused",
        _yes_no,
    ),
    "transshipped": Fact("yes when CBP found it transshipped to evade duties", _yes_no),
    "chapter98": Fact(
        "provision of chapter 98 that is claimed, and CBP agrees: chapter98=9801.00.10",
        _yes_no_or_provision,
    ),
    "dutiable": Fact(
        "what pays duty under 9802.00.40 to .80, as a share of the value or in dollars: the "
        "repairs or processing abroad, or the value less the U.S. components; 0.6 or $6,000",
        _share_or_dollars,
    ),
    "ftz": Fact("day of admission to a foreign trade zone in privileged foreign status", _day),
    "quota": Fact("open or filled: the quota that the measure leaves free", _words),
    "heading": Fact("headings of chapter 99 claimed or certified: heading=9903.82.03", _headings),
    "assume": Fact("ordinary: what is not stated is as it usually is", _ordinary),
}


def parse_facts(value: object) -> Facts:
    """Read facts: name=value, several divided by semicolons. Names are those of VOCABULARY.

    Raises FactsError naming the part that is not understood and the remedy.
    """
    if not isinstance(value, str):
        raise FactsError(f"{quoted(value)} states no fact; write facts as “usmca=yes; melt=US”")
    return _from_text(value)


@lru_cache(maxsize=4096)
def _from_text(value: str) -> Facts:
    stated: dict[str, str] = {}
    said: dict[str, Said] = {}
    for part in filter(None, (p.strip() for p in value.split(";"))):
        name, text = _named(part)
        if name in stated:
            raise FactsError(
                f"“{name}” is stated twice; state it once, as heading=A+B where several"
            )
        stated[name] = text
        said[name] = _said(name, text)
    return Facts(tuple(stated.items()), _claims(said), tuple(said.items()))


def _named(part: str) -> tuple[str, str]:
    name, equals, text = (p.strip() for p in part.partition("="))
    name = name.lower()
    if not equals or not text:
        raise FactsError(f"{quoted(part)} is not name=value; write facts as “usmca=yes; melt=US”")
    if name not in VOCABULARY:
        raise FactsError(
            f"{quoted(name)} is not a fact we know; there are: {', '.join(VOCABULARY)}"
        )
    return name, text


def _said(name: str, text: str) -> Said:
    try:
        return VOCABULARY[name].read(text)
    except FactsError as error:
        raise FactsError(f"{quoted(f'{name}={text}')}: {error}") from None


def _claims(said: dict[str, Said]) -> tuple[str, ...]:
    claimed = said.get("claim", ())
    claims = list(claimed) if isinstance(claimed, tuple) else []
    if said.get("usmca") is False and "S" in claims:
        raise FactsError("“usmca=no” and “claim=S” contradict each other; state one of them")
    if said.get("usmca") is True and "S" not in claims:
        claims.append("S")
    return tuple(claims)
