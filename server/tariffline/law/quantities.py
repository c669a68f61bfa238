"""Quantities of a line: "12", or with their units "12 kg; 5 doz.; 95 kg drained weight"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tariffline.law.money import cents
from tariffline.law.quoted import quoted
from tariffline.law.units import UNITS, Unit, line_units, part_of, unit_named

_MOST = 10_000_000_000  # an entry summary's 50-record holds ten digits before the decimals
_QUANTITY = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"\s*(?P<words>.*)"
)
_OF = re.compile(
    r"(?:on |of |, ?)?(?P<of>contents and container|entire contents of container|"
    r"immediate containers|including weight of container|recording surface|total sugars|"
    r"(?:[a-z0-9'-]+ ){1,4}(?:content|weight))"
)
_PROOF_LITER = UNITS["pf. liter"]


class QuantityError(ValueError):
    """The text states no quantity; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of a unit; without one it is the first unit of the line."""

    number: Fraction
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Quantities:
    """The quantities of a line: at most one of each thing that is measured."""

    stated: tuple[Quantity, ...] = ()

    def reported(self, units: Sequence[str]) -> Quantities:
        """As the line reports them: in its own units, to two decimals, half up.

        Two decimals are what a 50-record holds (ACE CATAIR, pages ESF-89 and 186). What no unit of
        the line measures is kept as given, for a rate may rest on it. `units` are those that the
        line prints.
        """
        own = line_units(units)
        return Quantities(tuple(_reported(quantity, own) for quantity in self.stated))

    def counted(self, unit: Unit) -> Fraction | None:
        """How many of a unit the goods are; None when nothing stated measures it."""
        for quantity in self.stated:
            measured = quantity.unit
            if measured and (measured.kind, measured.of) == (unit.kind, unit.of):
                return quantity.number * measured.size / unit.size
        return self._proof_liters(unit) if unit.kind == _PROOF_LITER.kind else None

    def _proof_liters(self, unit: Unit) -> Fraction | None:
        """Liters at a proof: 100 proof is half alcohol, as a proof liter is (27 CFR 27.11)."""
        liters, proof = self.counted(UNITS["liter"]), self.counted(UNITS["proof"])
        if liters is None or proof is None:
            return None
        return liters * proof / 100 / unit.size


NO_QUANTITIES = Quantities()


def parse_quantities(value: object) -> Quantities:
    """Read quantities: a number, or text with units, several of them between semicolons.

    What is measured may follow the unit, as rates print it: "95 kg drained weight", "3 kg lead
    content". "80 proof" beside liters gives the proof liters.

    Raises QuantityError with the value and the remedy.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise QuantityError(f"{quoted(value)} is not a quantity; write it as 12 kg")
    text = _text(value)
    found = tuple(_one(part.strip()) for part in text.split(";") if part.strip())
    if not found:
        raise QuantityError("no quantity given; write it as 12 kg")
    _check_stated_once(found, text)
    return Quantities(found)


def _text(value: str | int | float) -> str:
    if isinstance(value, str):
        return value
    if not 0 <= value < _MOST:  # neither NaN nor infinity is
        raise QuantityError(f"{quoted(value)} is not a quantity; write it as 12 kg")
    return f"{value:.15g}" if value >= 1e-4 or not value else f"{value:.10f}"


def _one(text: str) -> Quantity:
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise QuantityError(f"{quoted(text)} is not a quantity; write it as 12 kg")
    number = Fraction(match["number"].replace(",", ""))
    if number >= _MOST:
        raise QuantityError(f"{quoted(text)} is more than an entry summary can hold")
    return Quantity(number, _unit(match["words"].strip(), text) if match["words"] else None)


def _unit(words: str, text: str) -> Unit:
    if whole := unit_named(words):
        return whole
    parts = words.split(" ")
    for end in range(len(parts) - 1, 0, -1):
        unit = unit_named(" ".join(parts[:end]).rstrip(","))
        rest = _OF.fullmatch(" ".join(parts[end:]).lower())
        if unit and rest:
            return part_of(unit, rest["of"])
    raise QuantityError(
        f"{quoted(text)}: {quoted(words)} is not a unit we know; there are: {', '.join(UNITS)}"
    )


def _check_stated_once(found: Sequence[Quantity], text: str) -> None:
    if len(found) > 1 and any(quantity.unit is None for quantity in found):
        raise QuantityError(f"{quoted(text)}: give each quantity its unit, as in 12 kg; 5 doz.")
    measured = [(q.unit.kind, q.unit.of) if q.unit else None for q in found]
    if len(set(measured)) < len(measured):
        raise QuantityError(
            f"{quoted(text)} states the same quantity twice; state each once, with its unit"
        )


def _reported(quantity: Quantity, own: Sequence[Unit]) -> Quantity:
    if quantity.unit is None:
        if not own:
            return quantity
        quantity = replace(quantity, unit=own[0])
    for unit in own:
        number = Quantities((quantity,)).counted(unit)
        if number is not None:
            return Quantity(Fraction(cents(number)), unit)
    return quantity
