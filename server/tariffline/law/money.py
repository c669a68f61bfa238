"""Dollars: read from what people write, rounded as on an entry summary, shared out to the cent.

Rounding: 19 CFR 159.3 for entered values; ACE CATAIR, Entry Summary Create/Update (CBP, July
2026), usage note hh "Standard Rounding", for everything in cents: half and more goes up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from tariffline.law.quoted import quoted

CENT = Decimal("0.01")
_MOST = 10_000_000_000  # an entry summary's 50-record holds ten digits of whole dollars
_WRITTEN = re.compile(r"(?:(?:US|USD) ?)?\$? ?(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
                      r"(?P<cents>\.[0-9]{0,2})?(?: ?USD)?")  # fmt: skip
# Never the default context, which anyone may have changed.
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_DOLLAR = Decimal(1)


class MoneyError(ValueError):
    """The value is no amount of dollars; the message says what to write instead."""


def parse_money(value: object) -> Decimal:
    """Read dollars: 14172, 1234.5, "$1,234.50", "USD 1234.50"; at most ten digits of dollars.

    A number from a cell is rounded to the cent, for computed cells carry fractions of one. A text
    with three decimals is refused: 1.234 may be meant as a thousand.

    Raises MoneyError with the value and the remedy.
    """
    amount = _read(value)
    if amount >= _MOST:
        raise MoneyError(f"{quoted(value)} is too much: an entry summary holds $9,999,999,999")
    return amount


def _read(value: object) -> Decimal:
    if isinstance(value, str):
        found = _WRITTEN.fullmatch(value.strip())
        if found is None:
            raise MoneyError(_remedy(value))
        return Decimal(found["whole"].replace(",", "") + (found["cents"] or "").rstrip("."))
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise MoneyError(_remedy(value))
    if value != value or not 0 <= value < 10 * _MOST:  # a Decimal NaN can't even be compared
        raise MoneyError(_remedy(value))
    if isinstance(value, float):  # Excel keeps 17 digits and shows 15: …34999999999994 is …35
        return cents(Decimal(f"{abs(value):.15g}"))
    return cents(Decimal(value))


def _remedy(value: object) -> str:
    return f"{quoted(value)} is not an amount of dollars; write it as 1234.50 or $1,234.50"


def cents(exact: Fraction | Decimal) -> Decimal:
    """To the cent, half a cent and more up (19 CFR 159.3; usage note hh)."""
    if isinstance(exact, Decimal):
        return exact.quantize(CENT, context=EXACT)
    numerator, denominator = exact.as_integer_ratio()
    pennies = (abs(numerator) * 200 + denominator) // (2 * denominator)
    return EXACT.scaleb(Decimal(pennies if numerator >= 0 else -pennies), -2)


def whole_dollars(value: Decimal) -> Decimal:
    """The value as entered: whole dollars, fifty cents and more up (19 CFR 159.3)."""
    return value.quantize(_DOLLAR, context=EXACT)


def dollars(amount: Decimal) -> str:
    """As words show it: $1,234.50, and whole dollars without cents."""
    return f"${amount:,.2f}".removesuffix(".00")


def shared_out(total: Decimal, weights: Sequence[tuple[int, Decimal]]) -> dict[int, Decimal]:
    """The total in cents, shared by weight; the shares sum exactly to it.

    `weights` are (line number, weight). Each share is cut to the cent; the cents left over go to
    the largest fractions cut off, among equal ones to the lower line number. So the order in which
    the lines come does not matter. Where nothing weighs anything, all weigh the same.
    """
    if not weights:
        raise ValueError("nothing to share the total out to")
    whole = sum(Fraction(weight) for _, weight in weights)
    equal = Fraction(1, len(weights))
    pennies = int(total.scaleb(2, EXACT))
    exact = {
        line: pennies * (Fraction(weight) / whole if whole else equal) for line, weight in weights
    }
    shares = {line: int(share) for line, share in exact.items()}
    left = pennies - sum(shares.values())
    by_fraction = sorted(exact, key=lambda line: (shares[line] - exact[line], line))
    for line in by_fraction[:left]:
        shares[line] += 1
    return {line: Decimal(share).scaleb(-2, EXACT) for line, share in shares.items()}
