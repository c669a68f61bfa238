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

from tariffline.law.chapter_98 import Entered
from tariffline.law.facts import Said
from tariffline.law.measure import Condition, Effect, Goods, Measure, Programme
from tariffline.law.outcome import Ask, Component, Outcome

_ALL = Decimal(1)
_NONE = Decimal(0)
_MOST_OUTCOMES = 256
NOT_CHAPTER_98 = Entered()


@dataclass(frozen=True, slots=True)
class Case:
    """One line of an entry, as far as additional duties depend on it.

    `listed`: the lists that hold the number; `worded`: those that name it in a sentence, so that
    the words decide; `unread`: those that are not at hand and may hold it. `base` is the base duty
    as a share of the value (None: not known, for it is specific). `free`: entered free of duty
    under the programme that is claimed. `entered`: under which provision of chapter 98.
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
    entered: Entered = NOT_CHAPTER_98

    @property
    def part(self) -> Decimal:
        """The share of the value that pays duty."""
        return _ALL if self.entered.share is None else self.entered.share

    @property
    def ordinary(self) -> bool:
        return "assume" in self.facts

    def certifies(self, measure: Measure) -> bool:
        headings = self.facts.get("heading", ())
        return isinstance(headings, tuple) and (
            measure.heading in headings or (measure.at_least or "-") in headings
        )


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
    metal: Decimal = _NONE
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
            part=self.case.part,
            instead=instead,
            components=tuple(components),
            claimable=tuple(self.claimable),
            supposed=(*self.supposed.items(), *self.assumed.items()),
        )

    def _levied(self, programme: Programme) -> Iterator[Component]:
        if not (whole := self._whole(programme)):
            return
        left = self._left(programme, whole)
        claimable = len(self.claimable)
        for measure in programme.measures:
            if not self._fits(programme, measure, left, whole):
                continue
            if measure.reduces or (measure.spent and left):
                left -= self._freed(programme, measure, left, whole)
                yield Component(programme, measure, measure.heading, _NONE, _NONE)
                continue
            component = self._component(programme, measure, left, whole)
            if measure.on != "value" and component.share == 0:
                break  # none of that metal in it
            self._take(programme, measure, component.share)
            self._forget_what_costs_more(claimable, measure)
            yield component
            return
        del self.claimable[claimable:]  # nothing is levied that a claim would free

    def _freed(
        self, programme: Programme, measure: Measure, left: Decimal, whole: Decimal
    ) -> Decimal:
        """The share that a heading frees of what is left, which the next ones levy on.

        What chapter 98 has left out is not freed again.
        """
        share = self.case.facts.get(measure.reduces)
        stated = min(share, measure.at_most) if isinstance(share, Decimal) else _NONE
        freed = min(left, max(_NONE, stated - (_ALL - whole)))
        self._take(programme, measure, freed)
        return freed

    def _forget_what_costs_more(self, since: int, decided: Measure) -> None:
        """Of what could be claimed, keep what frees: nobody claims a heading that levies more."""
        kept = [
            (programme, measure)
            for programme, measure in self.claimable[since:]
            if measure.effect is Effect.NONE or measure.rate < decided.rate
        ]
        self.claimable[since:] = kept

    def _take(self, programme: Programme, measure: Measure, share: Decimal) -> None:
        if measure.takes:
            group = measure.takes_for or programme.group
            self.taken[group] = self.taken.get(group, _NONE) + share

    def _whole(self, programme: Programme) -> Decimal:
        """The share of the value that pays duty: all of it, but for what chapter 98 frees."""
        entered = self.case.entered.digits
        return _ALL if entered.startswith(programme.full_value) else self.case.part

    def _left(self, programme: Programme, whole: Decimal) -> Decimal:
        """The share of the value that the programmes it yields to have left."""
        taken = sum((self.taken.get(group, _NONE) for group in programme.yields), _NONE)
        return max(_NONE, whole - taken) if taken else whole

    def _component(
        self, programme: Programme, measure: Measure, left: Decimal, whole: Decimal
    ) -> Component:
        share = left if measure.on == "value" else self._content(measure, left, whole)
        heading, rate = measure.heading, measure.rate
        if measure.effect is not Effect.TOTAL:
            return Component(programme, measure, heading, rate, share)
        if self.case.base is None:
            return Component(programme, measure, heading, None, share)
        if self.case.base >= rate:
            return Component(programme, measure, measure.at_least or heading, _NONE, share)
        return Component(programme, measure, heading, rate - self.case.base, share)

    def _content(self, measure: Measure, left: Decimal, whole: Decimal) -> Decimal:
        """The share of the value that is the metal; not stated, it may be all of it or nothing.

        Ordinarily all: content that is not known is reported as the whole value.
        """
        said, metal = (self.case.facts.get(name) for name in (measure.on, "metal"))
        if isinstance(said, Decimal):
            return self._counted(self._in_part(measure, said, left, whole))
        if isinstance(metal, Decimal):
            content = max(_NONE, metal - self.metal)
            return self._counted(self._in_part(measure, content, left, whole))
        words = f"the share of the value that is {measure.on} ({measure.on}=0.4)"
        share = self._decided(measure, Ask(measure.on, words, (left, _NONE), left))
        return min(share, left) if isinstance(share, Decimal) else left

    def _in_part(
        self, measure: Measure, content: Decimal, left: Decimal, whole: Decimal
    ) -> Decimal:
        """As much of the content as pays duty; of a part of the value it may be more or less."""
        most = min(content, left)
        least = min(left, max(_NONE, content - (_ALL - whole)))
        if least == most:
            return most
        words = f"how much of the {measure.on} is in the part of the value that pays duty"
        share = self._decided(measure, Ask(f"{measure.on} in the part", words, (most, least), most))
        return share if isinstance(share, Decimal) else most

    def _counted(self, share: Decimal) -> Decimal:
        """Metal that is counted once is not counted again under another metal's name."""
        self.metal += share
        return share

    def _fits(self, programme: Programme, measure: Measure, left: Decimal, whole: Decimal) -> bool:
        case = self.case
        if not measure.in_force(case.day) or not measure.of(case.origin):
            return False
        if measure.column_2 not in (None, case.column_2) or (measure.free and not case.free):
            return False
        if (measure.spent or measure.shared) and left == whole:
            return False
        if not measure.spent and left == 0 and measure.effect is not Effect.NONE:
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
