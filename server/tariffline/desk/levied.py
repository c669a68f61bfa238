"""What one way of a line's duty levies, and the law behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tariffline.law.answer import Cite
from tariffline.law.measure import Effect
from tariffline.law.outcome import Component, Outcome


@dataclass(frozen=True, slots=True)
class Law:
    """The citations of an outcome's components; in words, what bars the goods; and notes: on what
    is levied, and what could be claimed."""

    cites: tuple[Cite, ...]
    barred: tuple[str, ...]
    notes: tuple[str, ...]


def law_of(outcome: Outcome) -> Law:
    """The law of an outcome: the same for every question that has it."""
    cites = (*map(cite, components(outcome)), *map(cite, barring(outcome)))
    notes = (*_on_levied(outcome), *_claimable(outcome))
    return Law(cites, barred(outcome), notes)


def barred(outcome: Outcome) -> tuple[str, ...]:
    """What keeps the goods from being entered at all, in words; usually nothing."""
    return tuple(f"{each.heading}: {each.measure.note}" for each in barring(outcome))


def barring(outcome: Outcome) -> Iterator[Component]:
    """The rows by which the goods may not be entered; they levy and file nothing."""
    return (each for each in outcome.components if each.measure.effect is Effect.BARRED)


def components(outcome: Outcome) -> tuple[Component, ...]:
    """Everything but the base, in the order in which it is filed.

    A heading that frees from several programmes is filed once.
    """
    found = (*((outcome.instead,) if outcome.instead else ()), *outcome.components)
    filed = {
        (component.heading, component.programme.key if component.of_value != 0 else ""): component
        for component in found
        if component.measure.effect is not Effect.BARRED
    }
    return tuple(sorted(filed.values(), key=lambda each: each.programme.filing))


def cite(component: Component) -> Cite:
    """The heading and the law behind it."""
    measure = component.measure
    return Cite(measure.cite, component.heading, component.programme.name, component.programme.url)


def _on_levied(outcome: Outcome) -> Iterator[str]:
    for component in components(outcome):
        if component.measure.note and component.measure.effect is not Effect.NONE:
            yield f"{component.heading}: {component.measure.note}"


def _claimable(outcome: Outcome) -> Iterator[str]:
    for programme, measure in outcome.claimable:
        if not measure.goods.lists and not measure.goods.codes and not measure.free:
            continue  # open to all goods: WHY tells of it
        what = f" ({measure.note})" if measure.note else ""
        how = " or ".join(map(str, measure.claims))
        yield f"{measure.heading} could be claimed: {programme.name}{what}{how and f', {how}'}"
