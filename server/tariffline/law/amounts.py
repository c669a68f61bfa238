"""What a rate of duty comes to: in dollars and cents, for goods of a value and quantities.

The formulas are those of ACE CATAIR appendix F (CBP, duty computation codes 0 to 7, C, D and E).
Ad valorem rates are laid on whole dollars (19 CFR 159.3); the duty of one HTS number is rounded
once, half a cent up (CATAIR, Entry Summary Create/Update, usage note hh).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction

from tariffline.law.answer import ErrorCode, Unknown
from tariffline.law.money import cents, dollars, whole_dollars
from tariffline.law.quantities import Quantity, in_unit
from tariffline.law.rates import AdValorem, Component, Kind, Rate, Specific
from tariffline.law.units import Unit, part_of, unit_of

_EXACT, _SHORT = Context(prec=40), Context(prec=6)


@dataclass(frozen=True, slots=True)
class Goods:
    """What a rate is laid on.

    `value`: the entered value in dollars; `quantities`: as the line reports them (see
    `quantities.reported`); `parts`: the value of a part, by the words of the rate ("the case").
    """

    value: Decimal
    quantities: Sequence[Quantity] = ()
    parts: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Amount:
    """A duty: in dollars and cents, exactly, and how it came about ("5.5% of $10,000")."""

    duty: Decimal
    exact: Fraction
    basis: str


class _MissingError(Exception):
    """What must be known of the goods first."""


def amount(rate: Rate, goods: Goods) -> Amount | Unknown:
    """The duty of a rate on goods. For an "applicable subheading" rate: what it adds to that duty.

    NEEDS names each quantity or value that is missing; NOT_KNOWN quotes a rate that is words or
    blank.
    """
    if rate.kind is Kind.FREE:
        return Amount(Decimal("0.00"), Fraction(0), "free")
    if rate.kind in (Kind.PROSE, Kind.BLANK):
        message = f"the rate “{rate.text}” is no arithmetic on the value or a quantity"
        return Unknown(ErrorCode.NOT_KNOWN, f"{message}; work it out by hand")
    if missing := _missing(rate, goods):
        needs = ", ".join(missing)
        return Unknown(ErrorCode.NEEDS, f"“{rate.text}” needs {needs}", missing)
    exact, basis = _sum(rate.components, goods)
    if rate.kind is Kind.BOUNDED:
        exact, basis = _bounded(rate, goods, exact, basis)
    return Amount(cents(exact), exact, basis)


def _bounded(rate: Rate, goods: Goods, exact: Fraction, basis: str) -> tuple[Fraction, str]:
    least, at_least = _sum(rate.at_least, goods)
    if exact < least:
        exact, basis = least, f"not less than {at_least}"
    if rate.at_most:
        most, at_most = _sum(rate.at_most, goods)
        if exact > most:
            exact, basis = most, f"not more than {at_most}"
    return exact, basis


def _missing(rate: Rate, goods: Goods) -> tuple[str, ...]:
    """What the goods lack for any part of the rate, in the order of its text."""
    lacking: list[str] = []
    for component in (*rate.components, *rate.at_least, *rate.at_most):
        try:
            _taken(component, goods)
        except _MissingError as missing:
            lacking.append(str(missing))
    return tuple(dict.fromkeys(lacking))


def _sum(components: Iterable[Component], goods: Goods) -> tuple[Fraction, str]:
    taken = [_taken(component, goods) for component in components]
    return sum((part for part, _ in taken), Fraction(0)), " + ".join(basis for _, basis in taken)


def _taken(component: Component, goods: Goods) -> tuple[Fraction, str]:
    """One part of the duty and its basis. Raises _MissingError."""
    if isinstance(component, AdValorem):
        value = whole_dollars(_value(component, goods))
        on = f" ({component.on})" if component.on else ""
        percent = _decimal(component.rate * 100)
        return component.rate * Fraction(value), f"{percent}% of {dollars(value)}{on}"
    unit = _unit(component)
    number = in_unit(goods.quantities, unit)
    if number is None:
        raise _MissingError(_needed(unit, goods))
    return Fraction(component.amount) * number, (
        f"{_price(component)} × {_decimal(number)} {_words(unit)}"
    )


def _value(component: AdValorem, goods: Goods) -> Decimal:
    if not component.on:
        return goods.value
    if component.on not in goods.parts:
        what = component.on.removeprefix("the value of ")
        raise _MissingError(f"the value of {what}")
    return goods.parts[component.on]


def _unit(component: Specific) -> Unit:
    unit = unit_of(component.unit)
    return part_of(unit, component.on) if component.on else unit


def _needed(unit: Unit, goods: Goods) -> str:
    """The quantity that is wanted, and what was given instead."""
    wanted = f"the quantity in {_words(unit)}"
    if unit.kind == "proof liters":
        wanted += " (or liters and their proof)"
    given = [_words(each.unit) for each in goods.quantities if each.unit]
    return f"{wanted}, not in {' and '.join(given)}" if given else wanted


def _words(unit: Unit) -> str:
    return f"{unit.name} {unit.of}" if unit.of else unit.name


def _price(component: Specific) -> str:
    if component.amount < 1:
        return f"{_decimal(Fraction(component.amount) * 100)}¢"
    return f"${_decimal(Fraction(component.amount))}"


def _decimal(number: Fraction) -> str:
    """As a decimal where it is one; else to six digits."""
    exact = _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
    shown = exact if Fraction(exact) == number else _SHORT.plus(exact)
    text = f"{shown:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
