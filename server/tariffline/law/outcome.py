"""What the additional duties of one line come to, in one of the ways that are open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tariffline.law.facts import Said
from tariffline.law.measure import Measure, Programme


@dataclass(frozen=True, slots=True)
class Ask:
    """What is not known and decides: the fact or list, in words, and the ways it may be."""

    name: str
    words: str
    options: tuple[Said, ...]
    ordinary: Said


@dataclass(frozen=True, slots=True)
class Component:
    """What one heading levies: `rate` on `share` of the value (None: turns on the base's amount).

    Nothing is levied by a heading that exempts; it is filed all the same.
    """

    programme: Programme
    measure: Measure
    heading: str
    rate: Decimal | None
    share: Decimal

    @property
    def filed(self) -> str:
        """The heading as a line of the entry; "" where a note exempts and names no heading."""
        return self.heading if self.heading.startswith("99") else ""

    @property
    def of_value(self) -> Decimal | None:
        """The rate on the whole value."""
        return None if self.rate is None else self.rate * self.share


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way it may turn out: components in order, what could be claimed, what was supposed.

    `part`: the share of the value that the base duty, or what stands in its place, is laid on.
    """

    base: Decimal | None
    part: Decimal
    instead: Component | None
    components: tuple[Component, ...]
    claimable: tuple[tuple[Programme, Measure], ...]
    supposed: tuple[tuple[Ask, Said], ...]

    @property
    def total(self) -> Decimal | None:
        """Everything as a share of the value; None where a part is not ad valorem."""
        rate = self.instead.rate if self.instead else self.base
        base = None if rate is None else rate * self.part
        parts = [base, *(component.of_value for component in self.components)]
        known = [part for part in parts if part is not None]
        return sum(known, Decimal(0)) if len(known) == len(parts) else None
