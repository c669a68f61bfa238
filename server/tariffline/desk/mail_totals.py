"""What the line items of a mail add up to: value and base duty, by currency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tariffline.desk.mail_answers import Priced
from tariffline.law.answer import Answer

_AMOUNT = re.compile(r"([A-Z]{3}) (\d{1,15}(?:\.\d{1,6})?)")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of lines in one currency.

    `base_duty` is that of the lines that have one; `without` counts the others, such as those of a
    specific rate. Duties of chapter 99, cash deposits and fees are in none.
    """

    currency: str
    lines: int
    value: Decimal
    base_duty: Decimal
    without: int


def base_duty(priced: Priced) -> Decimal | None:
    """The base duty of a line, to the cent; None where rate or value is no number."""
    return _duty(priced, "BASE")


def all_duties(priced: Priced) -> Decimal | None:
    """Base and additional duties of a line; None where one is no number or a fact decides."""
    return _duty(priced, "RATE")


def _duty(priced: Priced, function: str) -> Decimal | None:
    worth = amount(priced)
    said = next((each.answer for each in priced.said if each.function == function), None)
    if worth is None or not isinstance(said, Answer) or not isinstance(said.value, Decimal):
        return None
    return (worth[1] * said.value).quantize(_CENT, ROUND_HALF_UP)


def totals(lines: Iterable[Priced]) -> tuple[Total, ...]:
    """The sums by currency, in the order in which the currencies come."""
    found: dict[str, Total] = {}
    for priced in lines:
        if worth := amount(priced):
            currency, value = worth
            before = found.get(currency, Total(currency, 0, Decimal(0), Decimal(0), 0))
            duty = base_duty(priced)
            found[currency] = Total(
                currency,
                before.lines + 1,
                before.value + value,
                before.base_duty + (duty or 0),
                before.without + (duty is None),
            )
    return tuple(found.values())


def amount(priced: Priced) -> tuple[str, Decimal] | None:
    """Currency and sum of a line's value, where it tells both."""
    told = _AMOUNT.fullmatch(priced.line.value)
    return (told[1], Decimal(told[2])) if told else None
