"""What the base duty depends on beside the number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tariffline.law.countries import Country
from tariffline.law.facts import Facts


@dataclass(frozen=True, slots=True)
class Shipment:
    """Where the goods are from (None: not said), when they are entered, what is claimed."""

    origin: Country | None
    day: date
    facts: Facts
