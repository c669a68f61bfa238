"""Facts about a shipment that only the importer knows, as one text: "usmca=yes; melt=US"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tariffline.law.programmes import PROGRAMMES
from tariffline.law.quoted import quoted

# What may be stated, and what it means. A function uses those that bear on it.
VOCABULARY = {
    "claim": "the special programme claimed on the entry, by its symbol: claim=KR, or claim=S",
    "usmca": "yes when USMCA treatment is claimed (the same as claim=S)",
    "melt": "country where the steel was melted and poured",
    "smelt": "country where the aluminum was smelted",
    "cast": "country where the aluminum was last cast",
    "metal": "share of the value that is metal content, such as 0.4",
    "use": "what the article is for, such as auto parts",
}
_YES_NO = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False}
_YES_NO |= {"false": False, "0": False}


class FactsError(ValueError):
    """The text states no fact we know; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Stated facts by name, and the special programmes claimed."""

    stated: tuple[tuple[str, str], ...] = ()
    claims: tuple[str, ...] = ()


NO_FACTS = Facts()


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
    for part in filter(None, (p.strip() for p in value.split(";"))):
        name, equals, said = (p.strip() for p in part.partition("="))
        name = name.lower()
        if not equals or not said:
            raise FactsError(
                f"{quoted(part)} is not name=value; write facts as “usmca=yes; melt=US”"
            )
        if name not in VOCABULARY:
            raise FactsError(
                f"{quoted(name)} is not a fact we know; there are: {', '.join(VOCABULARY)}"
            )
        if name in stated:
            raise FactsError(f"“{name}” is stated twice; state it once")
        stated[name] = said
    return Facts(tuple(stated.items()), _claims(stated))


def _claims(stated: dict[str, str]) -> tuple[str, ...]:
    claims = [symbol.strip().upper() for symbol in stated.get("claim", "").split(",")]
    claims = [symbol for symbol in claims if symbol]
    for symbol in claims:
        if symbol not in PROGRAMMES:
            raise FactsError(
                f"{quoted(symbol)} is not a special programme symbol; "
                f"there are: {', '.join(PROGRAMMES)}"
            )
    usmca = stated.get("usmca", "no").lower()
    if usmca not in _YES_NO:
        raise FactsError(f"{quoted('usmca=' + stated['usmca'])}: write usmca=yes or usmca=no")
    if _YES_NO[usmca] and "S" not in claims:
        claims.append("S")
    return tuple(claims)
