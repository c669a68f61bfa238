"""Cells as xlwings hands them over, as the service is asked, and as COM takes them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from tariffline_office.client import Failure, Scalar
from tariffline_office.kept import Kept
from tariffline_office.workbook.arguments import argument as workbook_argument

# A currency comes as Decimal, an error as its text (`err_to_str`), an empty cell as None.
Cell = str | float | int | bool | datetime | Decimal | None
Shown = str | float | bool

ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
WRONG_QUESTION = frozenset({"BAD_INPUT", "AMBIGUOUS", "NEEDS"})

_MOST_CHARACTERS = 32_767  # in a cell


def argument(cell: Cell, kind: str) -> str | None:
    """A cell as text for the service; None if it is empty.

    A date comes as a datetime from a cell that is formatted so, as a number of days from any other
    and from a function such as TODAY.
    """
    return workbook_argument(float(cell) if isinstance(cell, Decimal) else cell, kind)


def shown(value: Scalar | Failure | None) -> Shown:
    """A value as a cell holds it, an error as text that begins with Excel's own name of it.

    COM gives no error values out of Python (https://github.com/xlwings/xlwings/issues/776): our
    VBA module makes them of these texts. Excel's numbers are doubles; as a Decimal, COM would cut
    a number to four places.
    """
    if isinstance(value, Failure):
        excels = "#VALUE!" if value.code in WRONG_QUESTION else "#N/A"
        return f"{excels} {_said(value)}"[:_MOST_CHARACTERS]
    if value is None:
        return ""
    if isinstance(value, str):
        return value[:_MOST_CHARACTERS]
    return value if isinstance(value, bool) else float(value)


def words(known: Kept | Failure | None) -> str:
    """What stands behind a cell: why there is no answer, or of which law it is and until when."""
    match known:
        case None:
            return ""
        case (Failure() as failure) | Kept(answer=Failure() as failure):
            return _said(failure)[:_MOST_CHARACTERS]
        case Kept():
            until = f"; holds until {known.good.last}" if known.good.last else ""
            return f"{known.edition}{until}; asked {known.asked_at:%Y-%m-%d %H:%M} UTC"


def _said(failure: Failure) -> str:
    return f"{failure.code}: {failure.message}"
