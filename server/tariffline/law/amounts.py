"""What a rate of duty comes to: in dollars and cents, for goods of a value and quantities.

The formulas are those of ACE CATAIR appendix F (CBP, duty computation codes 0 to 7, C, D and E).
Ad valorem rates are laid on whole dollars (19 CFR 159.3); the duty of one HTS number is rounded
once, half a cent up (CATAIR, Entry Summary Create/Update, usage note hh).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache

from tariffline.law.answer import ErrorCode, Unknown
from tariffline.law.money import cents, dollars, whole_dollars
from tariffline.law.quantities import NO_QUANTITIES, Quantities
from tariffline.law.rates import AdValorem, Component, Kind, Rate, Specific
from tariffline.law.units import Unit, part_of, unit_of

_EXACT, _SHORT = Context(prec=40), Context(prec=6)


class _MissingError(Exception):
    """What must be known of the goods first."""


@dataclass(frozen=True, slots=True)
class Goods:
    """What a rate is laid on.

    `value`: the entered value in dollars; `quantities`: as the line reports them (see
    `Quantities.reported`); `parts`: the value of a part, by the words of the rate ("the case").
    """

    value: Decimal
    quantities: Quantities = NO_QUANTITIES
    parts: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one part of a rate comes to: a share of dollars, or dollars on so many of a unit."""

    component: Component
    base: Fraction
    exact: Fraction

    def __str__(self) -> str:
        match self.component:
            case AdValorem(rate=rate, on=on):
                part = f" ({on})" if on else ""
                return f"{_decimal(rate * 100)}% of {dollars(Decimal(int(self.base)))}{part}"
            case Specific() as specific:
                unit = _words(_unit(specific))
                return f"{_price(specific.amount)} × {_decimal(self.base)} {unit}"


@dataclass(frozen=True, slots=True)
class Amount:
    """A duty in dollars and cents, exactly, and the parts it is the sum of.

    `bound` says that a minimum or maximum of the rate took the place of its own sum.
    """

    duty: Decimal
    exact: Fraction
    parts: tuple[Taken, ...] = ()
    bound: str = ""

    @property
    def basis(self) -> str:
        """How it came about: "4.4¢ × 12 kg + 5% of $10,000"."""
        return self.bound + (" + ".join(map(str, self.parts)) or "free")


_FREE = Amount(Decimal("0.00"), Fraction(0))


def amount(rate: Rate, goods: Goods) -> Amount | Unknown:
    """The duty of a rate on goods. For an "applicable subheading" rate: what it adds to that duty.

    NEEDS names each quantity or value that is missing; NOT_KNOWN quotes a rate that is words or
    blank.
    """
    if rate.kind is Kind.FREE:
        return _FREE
    if rate.kind in (Kind.PROSE, Kind.BLANK):
        message = f"the rate “{rate.text}” is no arithmetic on the value or a quantity"
        return Unknown(ErrorCode.NOT_KNOWN, f"{message}; work it out by hand")
    try:
        return _bounded(rate, goods) if rate.kind is Kind.BOUNDED else _sum(rate.components, goods)
    except _MissingError:
        missing = _missing(rate, goods)
        needs = ", ".join(missing)
        return Unknown(ErrorCode.NEEDS, f"“{rate.text}” needs {needs}", missing)


def _sum(components: Iterable[Component], goods: Goods, bound: str = "") -> Amount:
    """What components come to together. Raises _MissingError."""
    parts = tuple(_taken(component, goods) for component in components)
    exact = parts[0].exact if len(parts) == 1 else sum((p.exact for p in parts), Fraction(0))
    return Amount(cents(exact), exact, parts, bound)


def _bounded(rate: Rate, goods: Goods) -> Amount:
    own = _sum(rate.components, goods)
    least = _sum(rate.at_least, goods, "not less than ")
    most = _sum(rate.at_most, goods, "not more than ") if rate.at_most else None
    found = least if own.exact < least.exact else own
    return most if most and found.exact > most.exact else found


def _missing(rate: Rate, goods: Goods) -> tuple[str, ...]:
    """What the goods lack for any part of the rate, in the order of its text."""
    lacking: list[str] = []
    for component in (*rate.components, *rate.at_least, *rate.at_most):
        try:
            _taken(component, goods)
        except _MissingError as missing:
            lacking.append(str(missing))
    return tuple(dict.fromkeys(lacking))


def _taken(component: Component, goods: Goods) -> Taken:
    """One part of the duty. Raises _MissingError."""
    if isinstance(component, AdValorem):
        value = int(whole_dollars(_value(component, goods)))
        return Taken(component, Fraction(value), component.rate * value)
    unit = _unit(component)
    number = goods.quantities.counted(unit)
    if number is None:
        raise _MissingError(_needed(unit, goods))
    return Taken(component, number, Fraction(component.amount) * number)


def _value(component: AdValorem, goods: Goods) -> Decimal:
    if not component.on:
        return goods.value
    if component.on not in goods.parts:
        what = component.on.removeprefix("the value of ")
        raise _MissingError(f"the value of {what}")
    return goods.parts[component.on]


@cache
def _unit(component: Specific) -> Unit:
    unit = unit_of(component.unit)
    return part_of(unit, component.on) if component.on else unit


def _needed(unit: Unit, goods: Goods) -> str:
    """The quantity that is wanted, and what was given instead."""
    wanted = f"the quantity in {_words(unit)}"
    if unit.kind == "proof liters":
        wanted += " (or liters and their proof)"
    given = [_words(each.unit) for each in goods.quantities.stated if each.unit]
    return f"{wanted}, not in {' and '.join(given)}" if given else wanted


def _words(unit: Unit) -> str:
    return f"{unit.name} {unit.of}" if unit.of else unit.name


def _price(amount: Decimal) -> str:
    if amount < 1:
        return f"{_decimal(Fraction(amount) * 100)}¢"
    return f"${_decimal(Fraction(amount))}"


def _decimal(number: Fraction) -> str:
    """As a decimal where it is one; else to six digits."""
    exact = _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
    shown = exact if Fraction(exact) == number else _SHORT.plus(exact)
    text = f"{shown:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
