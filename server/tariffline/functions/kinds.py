"""The kinds of arguments: how each is read from a cell, JSON or the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from tariffline.law.code import Code, parse_code
from tariffline.law.countries import Country, parse_country
from tariffline.law.dates import parse_date
from tariffline.law.facts import Facts, parse_facts
from tariffline.law.message_number import MessageNumber, parse_message_number
from tariffline.law.money import parse_money
from tariffline.law.quantities import Quantities, parse_quantities
from tariffline.law.quoted import quoted
from tariffline.law.remedy_case import CaseNumber, parse_case


@dataclass(frozen=True, slots=True)
class Kind:
    """How an argument is read, and what JSON and people may write for it.

    `read` raises ValueError with a message a broker understands.
    """

    name: str
    read: Callable[[object], object]
    json_types: tuple[str, ...]
    example: str


def read_text(value: object) -> str:
    """Words as written. Raises ValueError for anything but text or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"{quoted(value)} is not text")
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def read_count(value: object) -> int:
    """A whole number. Raises ValueError naming the value."""
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError
        number = float(value)
        if number != int(number):
            raise ValueError
    except (ValueError, OverflowError):
        raise ValueError(f"{quoted(value)} is not a whole number; write such as 10") from None
    return int(number)


# Columns repeat countries, cases and numbers: each spelling is read once.
_read_code = lru_cache(maxsize=65_536, typed=True)(parse_code)
_read_case = lru_cache(maxsize=4_096, typed=True)(parse_case)
_read_country = lru_cache(maxsize=4_096, typed=True)(parse_country)

KINDS: dict[object, Kind] = {
    Code: Kind("hts", _read_code, ("string", "number"), "8471.30.01.00"),
    Country: Kind("country", _read_country, ("string", "number"), "CN"),
    CaseNumber: Kind("case", _read_case, ("string",), "A-570-910"),
    MessageNumber: Kind("message", parse_message_number, ("string", "number"), "39291311"),
    Decimal: Kind("money", parse_money, ("number", "string"), "1234.50"),
    Quantities: Kind("quantity", parse_quantities, ("number", "string"), "12 kg; 5 doz."),
    date: Kind("date", parse_date, ("string", "number"), "2026-05-01"),
    Facts: Kind("facts", parse_facts, ("string",), "usmca=yes; melt=US"),
    str: Kind("text", read_text, ("string", "number"), "cotton shirts"),
    int: Kind("count", read_count, ("number", "string"), "10"),
}
