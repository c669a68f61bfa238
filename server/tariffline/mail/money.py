"""Sums of money with their currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tariffline.mail.labels import Label
from tariffline.mail.mention import Kind
from tariffline.mail.sight import Found, Sight
from tariffline.mail.table import Cell

# As written: the ISO 4217 code.
_SYMBOLS = {
    "US$": "USD", "$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "HK$": "HKD", "NT$": "TWD",
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "RMB": "CNY",
}  # fmt: skip
_CODES = ("USD", "EUR", "GBP", "JPY", "CNY", "CAD", "MXN", "INR", "KRW", "TWD", "AUD", "CHF", "HKD",
          "SEK", "NOK", "DKK", "SGD", "THB", "VND", "BRL", "TRY", "PLN", "NZD")  # fmt: skip
_NAMES = {"dollars": "USD", "euros": "EUR", "pounds sterling": "GBP", "yen": "JPY"}
_CURRENCIES = {**_SYMBOLS, **{code: code for code in _CODES}, **_NAMES}

_BEFORE = "|".join(re.escape(each) for each in sorted((*_SYMBOLS, *_CODES), key=len, reverse=True))
_AFTER = "|".join((*_CODES, "RMB", "€", *_NAMES))
_AMOUNT = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}"
    r"|\d+(?:\.\d{1,4})?|\d+,\d{1,2})(?!\d)"
)
# After an amount: “$1.2 million”, “USD 12.5k”.
_FACTORS = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}
_TIMES = r" million\b|[kKM]\b|mn\b"
_MONEY = re.compile(
    rf"(?<![\w$])(?:(?P<before>{_BEFORE}) ?(?P<first>{_AMOUNT})(?![,.]?\d)(?P<times>{_TIMES})?"
    rf"|(?P<last>{_AMOUNT}) ?(?P<after>{_AFTER})(?!\w))"
)
# With blanks between the thousands, which outside of a cell may divide two numbers.
_SPACED = re.compile(
    rf"(?:(?P<before>{_BEFORE}) ?)?(?P<amount>\d{{1,3}}(?:\s\d{{3}})+,\d\d?)"
    rf"(?: ?(?P<after>{_AFTER}))?"
)
_NAMED = re.compile(rf"\b(?:{'|'.join(_CODES)})\b")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2}")


def money(sight: Sight) -> Iterator[Found]:
    """$1,234.50, USD 1234, EUR 7.310,00, 950 CAD; a rate per unit of a duty is no sum (¢/kg)."""
    yield from _spaced(sight)
    for found in _MONEY.finditer(sight.words):
        currency = _CURRENCIES[found["before"] or found["after"]]
        written = found["first"] or found["last"]
        value = amount(written)
        if found["times"]:
            value *= _FACTORS[found["times"].strip().lower()]
        yield Found(Kind.MONEY, f"{currency} {value:f}", *found.span())
    yield from _in_columns(sight)


def _spaced(sight: Sight) -> Iterator[Found]:
    """“1 234,50 €”, alone in a cell of sums."""
    for cell in _cells(sight):
        written = sight.words[cell.start : cell.end]
        found = _SPACED.fullmatch(written.strip())
        currency = found and _CURRENCIES.get(found["before"] or found["after"] or "")
        if found and currency:
            start = cell.start + len(written) - len(written.lstrip())
            value = amount("".join(found["amount"].split()))
            yield Found(Kind.MONEY, f"{currency} {value}", start, start + len(written.strip()))


def _cells(sight: Sight) -> Iterator[Cell]:
    return (cell for row in sight.rows for cell in row.cells if cell.label is Label.MONEY)


def _in_columns(sight: Sight) -> Iterator[Found]:
    """Bare amounts below a heading that names the currency: “Value (USD)”."""
    for cell in _cells(sight):
        named = _NAMED.search(cell.heading)
        written = sight.words[cell.start : cell.end].strip()
        if named and re.fullmatch(_AMOUNT, written):
            start = sight.words.index(written, cell.start)
            value = f"{named.group()} {amount(written)}"
            yield Found(Kind.MONEY, value, start, start + len(written))


def amount(written: str) -> Decimal:
    """1,234.50 and 1.234,50 alike; three digits after a single dot are decimals."""
    if _EUROPEAN.fullmatch(written):
        return Decimal(written.replace(".", "").replace(",", "."))
    return Decimal(written.replace(",", ""))
