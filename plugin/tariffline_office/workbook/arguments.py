"""A cell as an argument of a function: text that the service reads as Excel shows the cell."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from tariffline_office.workbook.serials import SINCE_1900
from tariffline_office.workbook.sheet import CellValue

# Excel keeps 17 digits of a number and shows 15: 33.300000000000004 is 33.3.
# https://learn.microsoft.com/office/troubleshoot/excel/floating-point-arithmetic-inaccurate-result
_CERTAIN = Context(prec=15)
_CENT = Decimal("0.01")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_DAYS = range(20_000, 80_000)  # since 1900, 1954 to 2119: as the service reads them


def argument(value: CellValue, kind: str, day_zero: datetime = SINCE_1900) -> str | None:
    """A cell's value as the service reads an argument of this kind; None where it is empty.

    A number of days is counted from the workbook's own `day_zero`. Money in a cell that holds a
    number is rounded to the cent, as the service does with numbers (19 CFR 159.3): computed cells
    carry fractions of one. A text goes as it is, and the service says if it has too many decimals.
    """
    if kind == "date" and (day := _day(value, day_zero)):
        return day.isoformat()
    if kind == "money" and isinstance(value, float) and value > 0:
        cents = certain(value).quantize(_CENT, ROUND_HALF_UP, Context(prec=60))
        return as_text(cents)
    return as_text(value)


def as_text(value: CellValue | Decimal) -> str | None:
    """What a cell shows: 101210010.0 → "101210010", a date → ISO."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        value = certain(value or 0)  # no minus before a zero
    if isinstance(value, Decimal):
        digits = f"{value:f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return None if value is None else str(value).strip() or None


def certain(number: float | Decimal) -> Decimal:
    """A number with the digits that are certain of it: of a binary double those are 15."""
    return _CERTAIN.create_decimal(number if isinstance(number, Decimal) else repr(number))


def _day(value: CellValue, day_zero: datetime) -> date | None:
    """The day of a cell that holds a number of days; None if it holds anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and day_zero != SINCE_1900 and _SERIAL.fullmatch(value.strip()):
        value = float(value)
    if not isinstance(value, int | float):
        return None
    days = int(value) + (day_zero - SINCE_1900).days
    return SINCE_1900.date() + timedelta(days=days) if days in _DAYS else None
