"""Which duty a stated rate is said to be, by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tariffline.desk.claims import Of
from tariffline.mail.mention import Mention

_BASE = re.compile(
    r"\b(?:base|general|mfn|column [12]|most[- ]favou?red|normal trade)\b", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:total(?:s|ling)?|all[- ]in|combined|altogether|overall|in all|effective (?:duty )?rate"
    r"|all duties|duties together)\b",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\b(?:additional|surcharge|extra|on top)\b", re.IGNORECASE)
_DEPOSIT = re.compile(r"\b(?:deposit|anti-?dumping|countervailing|ad/?cvd|ad/cv)\b", re.IGNORECASE)
_PROGRAMME = re.compile(
    r"\b(301|232|201|122|338)\b|\b(ieepa|reciprocal|fentanyl|opioid)", re.IGNORECASE
)
# How the names of the programmes begin that a word stands for.
_NAMES = {
    "ieepa": ("IEEPA",),
    "reciprocal": ("IEEPA, reciprocal",),
    "fentanyl": ("IEEPA, synthetic opioids", "IEEPA, northern"),
    "opioid": ("IEEPA, synthetic opioids", "IEEPA, northern"),
}
# Rates of another day, where no date says which; and rates that the mail says do not hold.
_OTHER_DAY = re.compile(
    r"\b(?:will (?:be|become|rise|drop|fall|go)|going to be|used to be|(?:last|next) (?:year|month)"
    r"|(?:in|from|since|until|till|before|after|by) (?:[a-z]{3,9}\.? )?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\bnot|n't|\bno longer|\binstead of|\brather than)(?: at| the)?\s*$", re.IGNORECASE
)
# What divides the words about one rate from those about the next: “2.9% + 25% (301)”.
_BEFORE = re.compile(r"[;,](?=\s)|\+|\band\b|%", re.IGNORECASE)
_AFTER = re.compile(r"[;,.](?=\s)|\+|\band\b|\d[\d.,]* ?%", re.IGNORECASE)
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a rate: which duty, of which programmes, that it holds not, or not today."""

    of: Of
    named: tuple[str, ...]
    deposit: bool
    denied: bool
    other_day: bool


def words_around(text: str, claim: Mention) -> Words:
    """Read the words around a claim on its line."""
    before = text[max(0, claim.start - _AROUND) : claim.start].rpartition("\n")[2]
    after = text[claim.end : claim.end + _AROUND].partition("\n")[0]
    around = f"{_BEFORE.split(before)[-1]}{claim.written}{_AFTER.split(after)[0]}"
    named = _named(around)
    return Words(
        of=_of(around, named),
        named=named,
        deposit=bool(_DEPOSIT.search(around)),
        denied=bool(_DENIED.search(before)),
        other_day=bool(_OTHER_DAY.search(around)),
    )


def _of(around: str, named: tuple[str, ...]) -> Of:
    if _BASE.search(around):
        return Of.BASE
    if named:
        return Of.ADDED
    if _ALL.search(around):
        return Of.ALL
    return Of.ADDED if _ADDED.search(around) else Of.UNSAID


def _named(around: str) -> tuple[str, ...]:
    found = (section or word.lower() for section, word in _PROGRAMME.findall(around))
    names = (_NAMES.get(each, (f"Section {each}",)) for each in found)
    return tuple(dict.fromkeys(name for several in names for name in several))
