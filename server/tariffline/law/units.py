"""Units of quantity: what each measures, and how many of its kind's base unit it is.

Units of the schedule: general statistical note 4 and CBP's ACE CATAIR appendix C. Factors of U.S.
customary units: NIST Handbook 44, appendix C, exact by definition but for the cubic ones, which
follow from the inch of 25.4 mm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its spelling, what it measures, and its size in that kind's base unit.

    `of` is what alone is measured ("lead content"), empty for the article as it is. Two units
    convert into each other only where both `kind` and `of` agree.
    """

    name: str
    kind: str
    size: Fraction
    of: str = ""


_LITER_A_GALLON = "3.785411784"

# kind | base | unit=size … No km2: CBP's code KM2 means a thousand square metres.
_TABLE = f"""\
weight|kg|g=0.001 mg=0.000001 t=1000 carat=0.0002 lb=0.45359237 oz=0.028349523125 \
toz=0.0311034768 short_ton=907.18474 long_ton=1016.0469088
number|No.|doz.=12 gross=144 hundreds=100 thousand=1000 thousand_pins=1000
pairs|pr.|doz._prs.=12
area|m2|cm2=0.0001 mm2=0.000001 sq._ft=0.09290304 sq._in=0.00064516 sq._yd=0.83612736
length|m|mm=0.001 cm=0.01 km=1000 in=0.0254 ft=0.3048 yd=0.9144 thousand_m=1000
volume|liter|ml=0.001 m3=1000 cm3=0.001 thousand_m3=1000000 gal={_LITER_A_GALLON} \
qt=0.946352946 pt=0.473176473 fl._oz=0.0295735295625 cu._ft=28.316846592 bbl=158.987294928
proof liters|pf. liter|pf._gal={_LITER_A_GALLON}
proof|proof|
clean weight|clean kg|clean_g=0.001
jewels|jewel|
jewels over 7|jewel over 7|
line gross|line/gross|
packs|pack|
doses|doses|
squares|square|
fibre length|Fiber m|
activity|GBq|
power|W|
energy|MWh|
"""

# What the schedule, CBP's codes and people write: the unit, and what alone it measures.
_SPELLINGS = {
    "No.": "no number num ea each unit units piece pieces pc pcs article articles head",
    "doz.": "doz dozen dozens dz dpc dzpcs dozpcs",
    "gross": "gross",
    "hundreds": "hundred hundreds hun",
    "thousand": "thousand thousands",
    "thousand pins": "thousandpins",
    "pr.": "pr prs pair pairs",
    "doz. prs.": "dozprs dozpr dozenpairs dpr dozpairs",
    "kg": "kg kgs kilo kilos kilogram kilograms",
    "g": "g gram grams gm",
    "t": "t tonne tonnes metricton metrictons mt",
    "carat": "carat carats car",
    "lb": "lb lbs pound pounds",
    "oz": "oz ounce ounces",
    "toz": "toz troyoz troyounce troyounces",
    "short ton": "shortton shorttons stn",
    "long ton": "longton longtons",
    "m2": "m2 sqm squaremeter squaremeters squaremetre squaremetres",
    "sq. ft": "sqft sft ft2 squarefoot squarefeet",
    "sq. in": "sqin sqi in2",
    "sq. yd": "sqyd syd yd2",
    "m": "m meter meters metre metres linm lnm",
    "in": "in inch inches",
    "ft": "ft foot feet",
    "yd": "yd yds yard yards",
    "liter": "liter liters litre litres l",
    "gal": "gal gallon gallons",
    "cm3": "cm3 cc",
    "bbl": "bbl bbls barrel barrels",
    "cu. ft": "cuft cft ft3",
    "pf. liter": "pfliter pfliters pflitre pflitres proofliter proofliters pfl",
    "pf. gal": "pfgal proofgallon proofgallons pfg",
    "clean kg": "cleankg cykg cyk",
    "clean g": "cleang cyg",
    "jewel": "jewel jewels jwl jwls",
    "jewel over 7": "jewelover7 jewelsover7",
    "line/gross": "line/gross grlines grosslines grl",
    "pack": "pack packs pk",
}

# Columns of units that measure a part of the article: "Pb kg", "kg ttl sug".
_CONTENTS = {
    "ag": "silver", "au": "gold", "co": "cobalt", "cr": "chromium", "cr2o3": "chromic oxide",
    "cu": "copper", "ir": "iridium", "mg": "magnesium", "mn": "manganese", "mo": "molybdenum",
    "naoh": "sodium hydroxide", "nh3": "ammonia", "ni": "nickel", "os": "osmium", "pb": "lead",
    "pd": "palladium", "pt": "platinum", "rh": "rhodium", "ru": "ruthenium", "sb": "antimony",
    "si": "silicon", "sn": "tin", "v": "vanadium", "v2o5": "vanadium pentoxide", "w": "tungsten",
    "zn": "zinc",
}  # fmt: skip
_MEASURED = {
    "kgamc": ("kg", "anhydrous morphine content"),
    "kgcmsc": ("kg", "cow's milk solids content"),
    "kgmsc": ("kg", "milk solids content"),
    "kgttlsug": ("kg", "total sugars"),
    "tadw": ("t", "air-dry weight"),
    "tdwb": ("t", "dry weight"),
}
_CONTENT = re.compile(r"(?P<element>[A-Z][A-Za-z0-9]*) (?P<unit>kg|g|t)")
_BLANKS = re.compile(r"[\s.]+")


def _folded(text: str) -> str:
    return _BLANKS.sub("", text).lower().replace("²", "2").replace("³", "3")


def _read_units() -> dict[str, Unit]:
    units = {}
    for line in _TABLE.splitlines():
        kind, base, others = line.split("|")
        units[base] = Unit(base, kind, Fraction(1))
        for other in others.split():
            name, size = other.replace("_", " ").split("=")
            units[name] = Unit(name, kind, Fraction(size))
    return units


UNITS = _read_units()
_BY_SPELLING = {_folded(name): unit for name, unit in UNITS.items()}
_BY_SPELLING |= {
    spelling: UNITS[name] for name, written in _SPELLINGS.items() for spelling in written.split()
}


def unit_named(text: str) -> Unit | None:
    """The unit of a spelling ("doz. prs.", "lbs", "Pb kg"); None when it is not known."""
    if found := _CONTENT.fullmatch(text.strip()):
        element = _CONTENTS.get(found["element"].lower())
        return part_of(UNITS[found["unit"]], f"{element} content") if element else None
    folded = _folded(text)
    if folded in _MEASURED:
        name, of = _MEASURED[folded]
        return part_of(UNITS[name], of)
    return _BY_SPELLING.get(folded)


def part_of(unit: Unit, of: str) -> Unit:
    """The unit, of a part of the article only. Proof liters always are of the alcohol in it."""
    if unit.kind == "proof liters" and of == "ethyl alcohol content":
        return unit
    return Unit(unit.name, unit.kind, unit.size, of)


def unit_of(text: str) -> Unit:
    """The unit that the schedule prints; one of its own kind where it is not known."""
    return unit_named(text) or Unit(text, text, Fraction(1))


def line_units(printed: Iterable[str]) -> tuple[Unit, ...]:
    """The units of a line as it prints them; none where no quantity is needed (X, or nothing).

    Some lines print two as one: "No. and kg".
    """
    each = (part.strip() for text in printed for part in text.split(" and "))
    return tuple(unit_of(part) for part in each if part not in ("", "X"))
