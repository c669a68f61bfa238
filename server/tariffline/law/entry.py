"""An entry as it is stated: its date, how the goods arrive, its lines and their duties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Mode(StrEnum):
    """How the goods arrive; the HMF is for the first two."""

    VESSEL = "vessel"
    BORDER_WATER = "border water"
    AIR = "air"
    RAIL = "rail"
    ROAD = "road"

    @property
    def is_by_water(self) -> bool:
        return self in (Mode.VESSEL, Mode.BORDER_WATER)


@dataclass(frozen=True, slots=True)
class Charge:
    """One component of a line's duty: its HTS number (digits), its programme, dollars and cents."""

    heading: str
    programme: str
    duty: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an entry.

    `number` is its own in the entry; `value` the entered value in dollars; `origin` an ISO code;
    `claims` symbols of programmes; `provision` the digits of the chapter 98 number claimed;
    `dutiable_part` the dollars of value that pay duty under 9802.00.60 or 9802.00.80.
    """

    number: int
    value: Decimal
    origin: str
    duties: tuple[Charge, ...] = ()
    claims: tuple[str, ...] = ()
    provision: str = ""
    dutiable_part: Decimal | None = None

    @property
    def duty(self) -> Decimal:
        return sum((charge.duty for charge in self.duties), Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class Entry:
    """An automated entry: its entry date, how the goods arrive, its lines."""

    day: date
    mode: Mode
    lines: tuple[Line, ...]
    informal: bool = False
