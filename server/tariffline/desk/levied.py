"""What one way of a line's duty levies, and the law behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tariffline.law.answer import Cite
from tariffline.law.stacking import Component, Outcome


@dataclass(frozen=True, slots=True)
class Law:
    """The citations of an outcome's components; what could be claimed and what was supposed, in
    words."""

    cites: tuple[Cite, ...]
    claimable: tuple[str, ...]
    supposed: tuple[str, ...]


def law_of(outcome: Outcome) -> Law:
    """The law of an outcome: the same for every question that has it."""
    return Law(
        tuple(map(cite, components(outcome))), tuple(_claimable(outcome)), tuple(_supposed(outcome))
    )


def components(outcome: Outcome) -> tuple[Component, ...]:
    """Everything but the base, in the order in which it is filed.

    A heading that frees from several programmes is filed once.
    """
    found = (*((outcome.instead,) if outcome.instead else ()), *outcome.components)
    filed = {
        (component.heading, component.programme.key if component.of_value != 0 else ""): component
        for component in found
    }
    return tuple(sorted(filed.values(), key=lambda each: each.programme.filing))


def cite(component: Component) -> Cite:
    """The heading and the law behind it."""
    measure = component.measure
    return Cite(measure.cite, component.heading, component.programme.name, component.programme.url)


def percent(share: Decimal) -> str:
    """0.165 as 16.5%."""
    return f"{(share * 100).normalize():f}%"


def _claimable(outcome: Outcome) -> Iterator[str]:
    for programme, measure in outcome.claimable:
        if not measure.goods.lists and not measure.goods.codes and not measure.free:
            continue  # open to all goods: WHY tells of it
        what = f" ({measure.note})" if measure.note else ""
        how = " or ".join(map(str, measure.claims))
        yield f"{measure.heading} could be claimed: {programme.name}{what}{how and f', {how}'}"


def _supposed(outcome: Outcome) -> Iterator[str]:
    for ask, said in outcome.supposed:
        yield f"{'supposed' if said else 'supposed not'}: {ask.words}"
