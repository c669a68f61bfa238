"""Goods entered under a provision of chapter 98: which, and what of their value pays duty.

The notes of chapter 99 say the same of nearly every additional duty (U.S. notes 2, 20, 29, 31 to
subchapter III): none is due on goods properly entered under chapter 98, but for 9802.00.40, .50,
.60 and .80, where it is due on the value of the repairs, alterations or processing abroad, or on
the value less that of the products of the United States. Section 232 follows the terms of the
provision too, and takes the full value under 9802.00.60 (notes 16(b), 33, 37, 38, 39).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tariffline.law.code import dotted
from tariffline.law.facts import Said

# What pays duty under the provisions that free but a part, in the words of the schedule.
ON_PART = {
    "98020040": "the value of the repairs or alterations",
    "98020050": "the value of the repairs or alterations",
    "98020060": "the value of the processing outside the United States",
    "98020080": "the full value less that of the products of the United States",
}
# The programmes whose apparel is entered under subchapters of their own: AGOA, CBTPA.
SUBCHAPTERS = {"9819": "D", "9820": "R"}
_ANY = "98"


@dataclass(frozen=True, slots=True)
class Entered:
    """What is claimed. `digits`: of the provision, "98" where it was not named, "" for none.

    `share`: of the value that pays duty; None where it is a part that was not stated.
    """

    digits: str = ""
    share: Decimal | None = Decimal(1)

    def __str__(self) -> str:
        return dotted(self.digits)

    @property
    def is_named(self) -> bool:
        return len(self.digits) > len(_ANY)

    @property
    def on_part(self) -> str:
        """What pays duty, where that is a part of the value; "" elsewhere."""
        return ON_PART.get(self.digits[:8], "")


def entered(said: Mapping[str, Said]) -> Entered:
    """The provision of chapter 98 that the facts claim."""
    claimed = said.get("chapter98")
    if not claimed:
        return Entered()
    if not isinstance(claimed, str):
        return Entered(_ANY, Decimal(0))
    if claimed[:8] not in ON_PART:
        return Entered(claimed, Decimal(0))
    part = said.get("dutiable")
    return Entered(claimed, part if isinstance(part, Decimal) else None)
