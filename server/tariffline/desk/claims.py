"""A rate that someone states of goods, and what comes of holding it against ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from tariffline.law.answer import Answer, Cite, Unknown, Value
from tariffline.law.code import Code
from tariffline.law.countries import Country
from tariffline.law.shares import percent


class Of(StrEnum):
    """Which duty a rate is said to be."""

    BASE = "base"
    ALL = "all"  # everything together
    ADDED = "added"  # an additional duty, or all of them
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Claim:
    """A rate stated of goods on a day: a share such as 0.039, or as printed (4.4¢/kg).

    `named`: how the names of the programmes begin that it is said to be of; empty: of any.
    """

    rate: str
    code: Code
    origin: Country | None
    day: date
    of: Of = Of.UNSAID
    named: tuple[str, ...] = ()

    @property
    def share(self) -> Decimal | None:
        """The rate as a share of the value, where it is one."""
        try:
            return Decimal(self.rate)
        except InvalidOperation:
            return None

    @property
    def goods(self) -> str:
        return f"{self.code} from {self.origin.name}" if self.origin else str(self.code)


class Verdict(StrEnum):
    """What comes of holding a claim against the law."""

    AGREES = "agrees"
    WAS_RIGHT = "was right"
    CONTRADICTED = "contradicted"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim and our answer, `words` says both. `until`: the last day the claim was right."""

    verdict: Verdict
    words: str
    claimed: str
    ours: Answer | Unknown | None = None
    until: date | None = None
    cites: tuple[Cite, ...] = ()


def cannot_tell(claimed: str, why: str, ours: Answer | Unknown | None = None) -> Checked:
    """A claim that there is nothing to hold against."""
    return Checked(Verdict.CANNOT_TELL, why, claimed, ours)


def shown(rate: Value) -> str:
    """A rate for people: 3.9%, Free, or as printed."""
    try:
        share = Decimal(str(rate))
    except InvalidOperation:
        return str(rate)
    return percent(share) if share else "Free"
