"""Reading a rate of duty as the schedule prints it: column 1 general, column 2, or one
programme's part of column 1 special.

Every text of the schedule either reads to exact components or is one of the wordings named in
`PROSE`, which only a person can apply. Anything else raises: an unknown text is never a zero.

Columns and forms of rates: HTS General Note 3, https://hts.usitc.gov
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache, cached_property


class Kind(StrEnum):
    """The form of a rate."""

    FREE = "free"
    AD_VALOREM = "ad valorem"
    SPECIFIC = "specific"
    COMPOUND = "compound"
    PARTS = "per part"
    BOUNDED = "minimum/maximum"
    APPLICABLE = "applicable subheading"
    PROSE = "prose"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class AdValorem:
    """A share of a value: 5 % is Fraction(1, 20).

    `on` is the value as printed ("the case"); empty for the customs value of the whole article.
    """

    rate: Fraction
    on: str = ""


@dataclass(frozen=True, slots=True)
class Specific:
    """Dollars per unit of quantity.

    `unit` is the schedule's abbreviation in one spelling ("kg", "pf. liter", "thousand pins");
    `on` narrows what is counted ("drained weight"); empty for the article as it is.
    """

    amount: Decimal
    unit: str
    on: str = ""


Component = AdValorem | Specific


@dataclass(frozen=True)
class Rate:
    """A rate of duty: its form, its text as printed, and the components to add up.

    For APPLICABLE the components come on top of the rate of the article's own subheading (a
    negative one is taken off it). `at_least` and `at_most` bound a BOUNDED rate.
    """

    kind: Kind
    text: str
    components: tuple[Component, ...] = ()
    at_least: tuple[Component, ...] = ()
    at_most: tuple[Component, ...] = ()

    @cached_property
    def number(self) -> Decimal | None:
        """The rate as one number on the customs value: 0 when free, 0.05 for 5 %, else None.

        33 1/3 % has no exact decimal: 16 digits here, the exact fraction in `components`.
        """
        match self.kind, self.components:
            case Kind.FREE, _:
                return Decimal(0)
            case Kind.AD_VALOREM, (AdValorem(rate=rate, on=""),):
                return Context(prec=16).divide(Decimal(rate.numerator), Decimal(rate.denominator))
            case _:
                return None


class RateError(ValueError):
    """A rate text that cannot be read; the message quotes it."""


# As printed -> as meant. Each row is a misprint found in an official edition.
MISPRINTS = (
    ("37% /", "37%"),
    ("inthe applicable", "in the applicable"),
    ("thebattery", "the battery"),
    ("on case and strap", "on the case and strap"),
    ("drained weght", "drained weight"),
    ("m2of recording", "m2 of recording"),
    ("thou- sand", "thousand"),
    ("but not less 2.831562¢", "but not less than 2.831562¢"),
    ("appli- cable", "applicable"),
    ("sub- chapter", "subchapter"),
    ("The rate applicable, to", "The rate applicable to"),
)

_UNITS = (
    r"1,000(?: pins)?|1000|article|bbl|clean kg|doz\.|g|gross|head|jewel(?: over 7)?|kg|lin\. m|"
    r"line/ ?gross|liter|m|m2|m3|pack|pf\. ?liter|pr\.|t|thousand"
)
# As printed -> its one spelling.
_SPELLINGS = {
    "1,000": "thousand",
    "1,000 pins": "thousand pins",
    "1000": "thousand",
    "line/ gross": "line/gross",
    "pf.liter": "pf. liter",
}

# What an ad valorem rate is laid on, and what a specific one counts, when not the whole article.
_FULL_VALUE = "the full value of the imported article"
_VALUED = (
    rf"{_FULL_VALUE}|the (?:apparatus|battery|case|entire set|fair retail value|movement)|"
    r"the movement and case|the (?:case and )?strap, band or bracelet|"
    r"the cost of such (?:goods or repairs|parts|parts or materials)|the value of the rifle|"
    r"the value of the telescopic sight, if any|the value of the [A-Za-z.-]+ content"
)
_COUNTED = (
    "contents and container|drained weight|entire contents of container|immediate containers|"
    "including weight of container|recording surface|total sugars|(?:[a-z]+ ){1,2}content"
)

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_AD_VALOREM = re.compile(
    rf"(?:(?P<percent>{_NUMBER})|(?P<whole>[0-9]+) (?P<over>[1-9])/(?P<under>[1-9]))(?:%| percent)"
    rf"(?: (?:on|upon|of) (?P<on>{_VALUED}))?"
)
_SPECIFIC = re.compile(
    rf"(?:\$(?P<dollars>{_NUMBER})|(?P<cents>{_NUMBER})¢)"
    rf"(?: each| ?/ ?(?P<unit>{_UNITS}))"
    rf"(?:(?: on| of|,) (?P<on>{_COUNTED}))?"
)
_PLUS = re.compile(r" ?\+ ?")
_APPLICABLE = re.compile(
    r"The duty (?:rate )?provided (?:for )?in "
    r"(?:the applicable subheading|such subheading|subheadings [0-9]{4}[0-9., or]+[0-9])"
    r"(?: ?(?P<sign>\+|plus|minus) ?(?:a duty of )?(?P<added>.+?))?\.?"
)
_BOUNDED = re.compile(
    r"(?P<rate>.+), but not less than (?P<least>.+?)(?: nor more than (?P<most>.+))?"
)

# Words without a rate in them. A bracket closes and holds lower case: "(see U.S. note 3)" or
# "(a)", never a list of programme symbols.
_WORDS = r"(?:[^%¢$()]|\((?:[a-z]|See )[^%¢$()]*\))+"
_PROVISION = r"[0-9]{4}\.[0-9]{2}\.[0-9]{2}"

# The wordings that are no arithmetic on the article's own value or quantity, by their form.
PROSE = {
    form: re.compile(pattern)
    for form, pattern in (
        ("set out in other provisions", rf"See {_PROVISION}(?:(?:-|, ){_PROVISION})*"),
        (
            "set out in a note",
            r"See (?:additional )?U\.S\. note [0-9]+(?:\([a-z]\))?(?: to this subchapter)?",
        ),
        ("as without this provision", r"[Nn]o [Cc]hange\.?"),
        ("free on a condition", rf"Free(?:, (?:under|for|subject to) {_WORDS}| \(See {_WORDS}\))"),
        (
            "the rate of another provision or article",
            rf"The (?:duty )?rate (?:of duty )?(?:applicable|provided for) {_WORDS}",
        ),
        ("a duty on part of the value", rf"A duty upon the (?:full )?value of {_WORDS}"),
        ("as much as another duty", rf"A duty (?:\(in lieu [^()]+\) )?equal to {_WORDS}"),
        (
            "sugar, by degrees of polarisation",
            rf"{_NUMBER}¢/kg less {_NUMBER}¢ ?/kg for each degree under 100 degrees "
            rf"\(and fractions of a degree in proportion\) but not less than {_NUMBER}¢ ?/kg",
        ),
        (
            "assembled watch parts, by piece",
            rf"{_NUMBER}% \+ {_NUMBER}¢/jewel \+ {_NUMBER}¢ for each other piece or part, "
            rf"but if consisting in part of a plate {_WORDS}",
        ),
    )
}

_WHOLE_WORDS = {"": Kind.BLANK, ":": Kind.BLANK, "Free": Kind.FREE}


@cache
def read_rate(text: str) -> Rate:
    """The rate that a normalised text prints (see `schedule.plain`).

    Raises RateError when the text is neither arithmetic nor a wording named in `PROSE`.
    """
    words = corrected(text, MISPRINTS)
    for read in (_wording, _applicable, _bounded, _sum):
        rate = read(words)
        if rate is not None:
            return replace(rate, text=text)
    raise RateError(f"rate {text!r} cannot be read: compare it with the official edition")


def corrected(text: str, misprints: Iterable[tuple[str, str]]) -> str:
    """The text with each misprint set right."""
    for printed, meant in misprints:
        text = text.replace(printed, meant)
    return text


def _wording(words: str) -> Rate | None:
    if words in _WHOLE_WORDS:
        return Rate(_WHOLE_WORDS[words], words)
    if any(pattern.fullmatch(words) for pattern in PROSE.values()):
        return Rate(Kind.PROSE, words)
    return None


def _applicable(words: str) -> Rate | None:
    match = _APPLICABLE.fullmatch(words)
    if match is None:
        return None
    if match["added"] is None:
        return Rate(Kind.APPLICABLE, words)
    added = _components(match["added"])
    if match["sign"] == "minus":
        added = _taken_off(added)
    return Rate(Kind.APPLICABLE, words, added) if added else None


def _bounded(words: str) -> Rate | None:
    match = _BOUNDED.fullmatch(words)
    if match is None:
        return None
    components, least = _components(match["rate"]), _components(match["least"])
    most = _components(match["most"]) if match["most"] else ()
    if not components or not least or (match["most"] and not most):
        return None
    return Rate(Kind.BOUNDED, words, components, least, most)


def _sum(words: str) -> Rate | None:
    components = _components(words)
    return Rate(_kind(components), words, components) if components else None


def _kind(components: tuple[Component, ...]) -> Kind:
    match components:
        case (AdValorem(),):
            return Kind.AD_VALOREM
        case (Specific(),):
            return Kind.SPECIFIC
    if any(isinstance(component, AdValorem) and component.on for component in components):
        return Kind.PARTS
    return Kind.COMPOUND


def _components(words: str) -> tuple[Component, ...]:
    """The parts between the plus signs; empty when any of them cannot be read."""
    components = [_component(part) for part in _PLUS.split(words)]
    known = tuple(component for component in components if component is not None)
    return known if len(known) == len(components) else ()


def _component(words: str) -> Component | None:
    if match := _AD_VALOREM.fullmatch(words):
        on = match["on"] or ""
        return AdValorem(_share(match), "" if on == _FULL_VALUE else on)
    if match := _SPECIFIC.fullmatch(words):
        unit = match["unit"] or "each"
        return Specific(_dollars(match), _SPELLINGS.get(unit, unit), match["on"] or "")
    return None


def _share(match: re.Match[str]) -> Fraction:
    if match["percent"]:
        return Fraction(match["percent"]) / 100
    return (int(match["whole"]) + Fraction(int(match["over"]), int(match["under"]))) / 100


def _dollars(match: re.Match[str]) -> Decimal:
    if match["dollars"]:
        return Decimal(match["dollars"])
    return Decimal(f"{match['cents']}e-2")  # unlike a division, exact whatever the context


def _taken_off(components: tuple[Component, ...]) -> tuple[Component, ...]:
    """What "minus" means; empty when it is more than a single ad valorem rate."""
    match components:
        case (AdValorem(rate=rate, on=on),):
            return (AdValorem(-rate, on),)
    return ()
