"""Precision and recall of a kind of finding, and the table that docs/csms.md shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """How many were right, found wrongly and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def measured(pairs: Iterable[tuple[set[Hashable], set[Hashable]]]) -> Measured:
    """Of pairs of what is true and what was found."""
    right = wrong = missed = 0
    for true, found in pairs:
        right += len(true & found)
        wrong += len(found - true)
        missed += len(true - found)
    return Measured(right, wrong, missed)


def by_kind(pairs: Iterable[tuple[str, str]]) -> dict[str, Measured]:
    """For each kind, of pairs of the true kind and the one given."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for true, given in pairs:
        if true == given:
            right[true] += 1
        else:
            wrong[given] += 1
            missed[true] += 1
    kinds = {*right, *wrong, *missed}
    return {kind: Measured(right[kind], wrong[kind], missed[kind]) for kind in sorted(kinds)}
