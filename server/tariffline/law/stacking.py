"""How the additional duties of one line add up on one day.

Programmes are tried in their order; in each the first heading that fits decides. Where a heading
turns on a fact that nobody stated, or on a list that is not at hand, both ways are followed: the
outcomes together are what may be due, and the asks are what would decide it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from tariffline.law.facts import Said
from tariffline.law.measure import Condition, Effect, Goods, Measure, Programme

_ALL = Decimal(1)
_NONE = Decimal(0)
_MOST_OUTCOMES = 256


@dataclass(frozen=True, slots=True)
class Case:
    """One line of an entry, as far as additional duties depend on it.

    `listed`: the lists that hold the number; `worded`: those that name it in a sentence, so that
    the words decide; `unread`: those that are not at hand and may hold it. `base` is the base duty
    as a share of the value (None: not known, for it is specific). `free`: entered free of duty
    under the programme that is claimed.
    """

    code: str
    listed: frozenset[str]
    worded: frozenset[str]
    unread: frozenset[str]
    origin: str
    day: date
    facts: Mapping[str, Said]
    base: Decimal | None
    column_2: bool
    free: bool

    @property
    def ordinary(self) -> bool:
        return "assume" in self.facts

    def certifies(self, measure: Measure) -> bool:
        headings = self.facts.get("heading", ())
        return isinstance(headings, tuple) and (
            measure.heading in headings or (measure.at_least or "-") in headings
        )


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
    """One way it may turn out: components in order, what could be claimed, what was supposed."""

    base: Decimal | None
    instead: Component | None
    components: tuple[Component, ...]
    claimable: tuple[tuple[Programme, Measure], ...]
    supposed: tuple[tuple[Ask, Said], ...]

    @property
    def total(self) -> Decimal | None:
        """Everything as a share of the value; None where a part is not ad valorem."""
        base = self.instead.rate if self.instead else self.base
        parts = [base, *(component.of_value for component in self.components)]
        known = [part for part in parts if part is not None]
        return sum(known, _NONE) if len(known) == len(parts) else None


class TooManyAsksError(ValueError):
    """So much is unknown that following every way would not help anybody."""


def outcomes(case: Case, programmes: Sequence[Programme]) -> tuple[Outcome, ...]:
    """Every way it may turn out, given what is known. Raises TooManyAsksError."""
    waiting: list[dict[Ask, Said]] = [{}]
    found: list[Outcome] = []
    while waiting:
        supposed = waiting.pop()
        try:
            found.append(_Stacking(case, supposed).outcome(programmes))
        except _UndecidedError as undecided:
            ask = undecided.ask
            waiting += [{**supposed, ask: option} for option in reversed(ask.options)]
        if len(found) + len(waiting) > _MOST_OUTCOMES:
            raise TooManyAsksError(f"more than {_MOST_OUTCOMES} ways are open")
    return tuple(found)


class _UndecidedError(Exception):
    def __init__(self, ask: Ask) -> None:
        super().__init__(ask.words)
        self.ask = ask


class _On(Enum):
    """Whether a list holds the number."""

    NO = auto()
    YES = auto()
    WORDED = auto()
    UNREAD = auto()


@dataclass(slots=True)
class _Stacking:
    """One walk through the programmes under one set of suppositions."""

    case: Case
    supposed: Mapping[Ask, Said]
    taken: dict[str, Decimal] = field(default_factory=dict)
    claimable: list[tuple[Programme, Measure]] = field(default_factory=list)
    assumed: dict[Ask, Said] = field(default_factory=dict)

    def outcome(self, programmes: Iterable[Programme]) -> Outcome:
        components: list[Component] = []
        instead: Component | None = None
        for programme in programmes:
            for component in self._levied(programme):
                if component.measure.effect is Effect.INSTEAD:
                    instead = component
                else:
                    components.append(component)
        return Outcome(
            base=self.case.base,
            instead=instead,
            components=tuple(components),
            claimable=tuple(self.claimable),
            supposed=(*self.supposed.items(), *self.assumed.items()),
        )

    def _levied(self, programme: Programme) -> Iterator[Component]:
        left = self._left(programme)
        claimable = len(self.claimable)
        for measure in programme.measures:
            if not self._fits(programme, measure, left):
                continue
            if measure.reduces:
                share = self.case.facts.get(measure.reduces)
                freed = min(left, share, measure.at_most) if isinstance(share, Decimal) else _NONE
                self._take(programme, measure, freed)
                yield Component(programme, measure, measure.heading, _NONE, _NONE)
                left -= freed
                continue
            component = self._component(programme, measure, left)
            if measure.on != "value" and component.share == 0:
                break  # none of that metal in it
            self._take(programme, measure, component.share)
            self._forget_what_costs_more(claimable, measure)
            yield component
            return
        self._forget_what_costs_more(claimable, None)

    def _forget_what_costs_more(self, since: int, decided: Measure | None) -> None:
        """Of what could be claimed, keep what frees: nobody claims a heading that levies more."""
        rate = decided.rate if decided else _NONE
        kept = [
            (programme, measure)
            for programme, measure in self.claimable[since:]
            if measure.effect is Effect.NONE or measure.rate < rate
        ]
        self.claimable[since:] = kept

    def _take(self, programme: Programme, measure: Measure, share: Decimal) -> None:
        if measure.takes:
            group = measure.takes_for or programme.group
            self.taken[group] = self.taken.get(group, _NONE) + share

    def _left(self, programme: Programme) -> Decimal:
        """The share of the value that the programmes it yields to have left."""
        taken = sum((self.taken.get(group, _NONE) for group in programme.yields), _NONE)
        return max(_NONE, _ALL - taken)

    def _component(self, programme: Programme, measure: Measure, left: Decimal) -> Component:
        share = left if measure.on == "value" else self._content(measure, left)
        heading, rate = measure.heading, measure.rate
        if measure.effect is not Effect.TOTAL:
            return Component(programme, measure, heading, rate, share)
        if self.case.base is None:
            return Component(programme, measure, heading, None, share)
        if self.case.base >= rate:
            return Component(programme, measure, measure.at_least or heading, _NONE, share)
        return Component(programme, measure, heading, rate - self.case.base, share)

    def _content(self, measure: Measure, left: Decimal) -> Decimal:
        """The share of the value that is the metal; not stated, it may be all of it or nothing.

        Ordinarily all: content that is not known is reported as the whole value.
        """
        for name in (measure.on, "metal"):
            if isinstance(said := self.case.facts.get(name), Decimal):
                return min(said, left)
        words = f"the share of the value that is {measure.on} ({measure.on}=0.4)"
        share = self._decided(measure, Ask(measure.on, words, (left, _NONE), left))
        return min(share, left) if isinstance(share, Decimal) else left

    def _fits(self, programme: Programme, measure: Measure, left: Decimal) -> bool:
        case = self.case
        if not measure.in_force(case.day) or not measure.of(case.origin):
            return False
        if measure.column_2 not in (None, case.column_2) or (measure.free and not case.free):
            return False
        if measure.spent is not (left == 0) and (
            measure.spent or measure.effect is not Effect.NONE
        ):
            return False
        if measure.shared and left == _ALL:
            return False
        certified = case.certifies(measure)
        on = self._on(measure.goods, _On.YES)
        but = self._on(measure.but, _On.NO)
        if on is _On.NO or but is _On.YES or self._on(measure.among, _On.YES) is _On.NO:
            return False
        if certified:
            return True
        return (
            self._claimed(programme, measure, on)
            and self._meant(measure, measure.goods, on)
            and not self._meant(measure, measure.but, but)
            and all(self._met(measure, condition) for condition in measure.conditions)
        )

    def _on(self, goods: Goods, empty: _On) -> _On:
        case = self.case
        if not goods.lists and not goods.codes:
            return empty
        if case.code.startswith(goods.codes) or not case.listed.isdisjoint(goods.lists):
            return _On.YES
        if not case.worded.isdisjoint(goods.lists):
            return _On.WORDED
        return _On.UNREAD if not case.unread.isdisjoint(goods.lists) else _On.NO

    def _claimed(self, programme: Programme, measure: Measure, on: _On) -> bool:
        """Whether the importer comes forward with what the heading wants; else it could be claimed.

        An exemption that only words narrow down must be claimed too: they name the goods.
        """
        worded = on is _On.WORDED and measure.effect is Effect.NONE
        if not measure.must_be_claimed and not worded:
            return True
        facts = self.case.facts
        stated = [claim for claim in measure.claims if claim.fact in facts]
        if any(claim.met(facts[claim.fact]) for claim in stated):
            return True
        if not stated:
            self.claimable.append((programme, measure))
        return False

    def _meant(self, measure: Measure, goods: Goods, on: _On) -> bool:
        """Whether the goods are meant; asked for where words decide or the list is not at hand."""
        if on is _On.WORDED:
            names = sorted(self.case.worded.intersection(goods.lists))
            words = f"whether the goods are those that the words of {', '.join(names)} mean"
        elif on is _On.UNREAD:
            names = sorted(self.case.unread.intersection(goods.lists))
            words = f"the list of {', '.join(names)}, which is not loaded"
        else:
            return on is _On.YES
        return self._decided(measure, Ask(" ".join(names), words, (True, False), False)) is True

    def _met(self, measure: Measure, condition: Condition) -> bool:
        if condition.fact in self.case.facts:
            return condition.met(self.case.facts[condition.fact])
        ask = Ask(condition.fact, str(condition), (True, False), False)
        if condition.test == "=" and self._is_supposed_otherwise(ask):
            return False  # one article is not for two uses
        return self._decided(measure, ask) is True

    def _is_supposed_otherwise(self, ask: Ask) -> bool:
        return any(
            answer is True and each.name == ask.name and each.words != ask.words
            for each, answer in self.supposed.items()
        )

    def _decided(self, measure: Measure, ask: Ask) -> Said:
        if ask in self.supposed:
            return self.supposed[ask]
        if ask in self.assumed:
            return self.assumed[ask]
        if self.case.ordinary or self.case.code.startswith(measure.usual):
            self.assumed[ask] = ask.ordinary
            return ask.ordinary
        raise _UndecidedError(ask)
