"""Additional duties as rows: what a heading of chapter 99 levies, on what, from whom, and when.

Law is data. A programme is a table of headings in the order in which they are tried; the first that
fits decides. The engine (`law.stacking`) knows the kinds named here, and no programme by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tariffline.law.facts import Said


class Effect(StrEnum):
    """What a heading does to the duty."""

    ADD = "add"  # a rate on top of the base
    TOTAL = "total"  # tops the base up to a rate; nothing where the base reaches it
    INSTEAD = "instead"  # takes the place of the base
    NONE = "none"  # levies nothing: an exemption, or goods left to another programme
    BARRED = "barred"  # no duty and no heading to file: such goods may not be entered at all


@dataclass(frozen=True, slots=True)
class Condition:
    """What a fact must say: `fact` compared by `test` (one of = != < <= > >=) with `value`."""

    fact: str
    test: str
    value: Said

    def __str__(self) -> str:
        if isinstance(self.value, bool):
            return f"{self.fact}{self.test}{'yes' if self.value else 'no'}"
        value = "+".join(self.value) if isinstance(self.value, tuple) else self.value
        return f"{self.fact}{self.test}{value}"

    def met(self, said: Said) -> bool:
        """Whether what was said meets it. Kinds agree, for both come from one vocabulary."""
        if self.test in ("=", "!="):
            return self._is(said) is (self.test == "=")
        if isinstance(said, Decimal) and isinstance(self.value, Decimal):
            return _compared(said, self.test, self.value)
        if isinstance(said, date) and isinstance(self.value, date):
            return _compared(said.toordinal(), self.test, self.value.toordinal())
        return False

    def _is(self, said: Said) -> bool:
        """The same; of several claims, that the one wanted is among them."""
        if isinstance(said, tuple) and isinstance(self.value, tuple):
            return set(self.value) <= set(said)
        return said == self.value


def _compared(said: Decimal | int, test: str, value: Decimal | int) -> bool:
    return {
        "<": said < value,
        "<=": said <= value,
        ">": said > value,
        ">=": said >= value,
    }[test]


@dataclass(frozen=True, slots=True)
class Goods:
    """Which goods: those on any of the lists or under any of the numbers; both empty: all.

    A list is named by the heading of chapter 99 whose goods it holds, or as a row names it.
    """

    lists: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One heading of chapter 99 as it stood from `start` to `end`, both included (None: open).

    `rate` is a share (0.25); `on` the value it is taken of: "value", or the name of the fact that
    says which share of the value ("steel"). `at_least` is the heading to file where the base
    reaches the total already. `origins` empty: any.

    `goods` are meant as far as they are `among` others, and none of `but`.
    `conditions` are facts that decide: unknown ones make the answer a range. `claims` are facts or
    certificates that the importer must come forward with: not stated, the heading does not apply,
    and is named as what could be claimed. Stating the heading itself stands for both.
    `usual`: numbers of which nobody is asked: what is not stated is as it ordinarily is.
    `takes`: what it levies on is no longer open to programmes that yield to its group, or to the
    group that `takes_for` names.
    `spent`: for goods of which earlier programmes left nothing; filed also for the part they took.
    `shared`: decides for goods of which they left less than the whole.
    `reduces`: the fact that says which share of the value is free, up to `at_most`.
    """

    heading: str
    effect: Effect
    rate: Decimal
    on: str
    at_least: str
    goods: Goods
    but: Goods
    among: Goods
    origins: frozenset[str]
    but_origins: frozenset[str]
    start: date
    end: date | None
    conditions: tuple[Condition, ...]
    claims: tuple[Condition, ...]
    certified: bool
    column_2: bool | None
    free: bool
    usual: tuple[str, ...]
    takes: bool
    takes_for: str
    spent: bool
    shared: bool
    reduces: str
    at_most: Decimal
    note: str
    cite: str

    @property
    def must_be_claimed(self) -> bool:
        return self.certified or bool(self.claims)

    def in_force(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def of(self, origin: str) -> bool:
        return (not self.origins or origin in self.origins) and origin not in self.but_origins


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list of goods that a programme refers to and that no publication at hand prints.

    Until it is loaded, whether a number stands on it is unknown: for the numbers under `codes`,
    and for those on any of `lists`. What is outside of both is known not to stand on it.
    """

    name: str
    what: str
    codes: tuple[str, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """Headings that exclude one another, in the order in which they are tried.

    `group` is what other programmes yield to, `yields` the groups whose levies come first: of the
    value they are levied on, nothing is left for this one. `filing` is its turn on an entry line
    (CSMS 64235342: Section 301, IEEPA, the general surcharges, Section 232, Section 201).
    `full_value`: provisions of chapter 98 (digits) under which it is levied on the full value.
    """

    key: str
    name: str
    law: str
    url: str
    group: str
    yields: tuple[str, ...]
    filing: int
    known_to: date
    full_value: tuple[str, ...]
    unprinted: tuple[NamedList, ...]
    measures: tuple[Measure, ...]

    @property
    def over(self) -> bool:
        """Whether all its headings have ended, as far as it is known."""
        ends = [measure.end for measure in self.measures]
        return all(end is not None and end <= self.known_to for end in ends)
