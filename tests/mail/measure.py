"""Precision and recall per kind of mention: `python -m tests.mail.measure [tuning] [--misses]`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.mail.labelled_set import Labelled, labelled

KINDS = (
    "hts", "case", "csms", "fr", "entry", "container", "country", "money", "rate_claim",
    "incoterm", "party",
)  # fmt: skip
# A kind's values are as good as equal: numbers by digits, money by amount.
Fact = tuple[str, str]


@dataclass(frozen=True)
class Score:
    """How many mentions are right, found in all, labelled in all."""

    right: int
    found: int
    labelled: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0


def scores(halves: Iterable[str]) -> dict[str, Score]:
    """By kind, over the halves together."""
    right, found, marked = Counter[str](), Counter[str](), Counter[str]()
    for half in halves:
        for mail in labelled(half):
            said, meant = _said(mail), _meant(mail)
            found.update(kind for kind, _ in said.elements())
            marked.update(kind for kind, _ in meant.elements())
            right.update(kind for kind, _ in (said & meant).elements())
    return {kind: Score(right[kind], found[kind], marked[kind]) for kind in KINDS}


def misses(half: str) -> Iterator[str]:
    for mail in labelled(half):
        said, meant = _said(mail), _meant(mail)
        for kind, value in sorted((said - meant).elements()):
            yield f"{mail.name}: too much {kind} {value}"
        for kind, value in sorted((meant - said).elements()):
            yield f"{mail.name}: missed {kind} {value}"


def _said(mail: Labelled) -> Counter[Fact]:
    return Counter(
        (m.kind.value, _same(m.kind, m.value)) for m in mail.read().mentions if m.kind in KINDS
    )


def _meant(mail: Labelled) -> Counter[Fact]:
    return Counter((kind, _same(kind, value)) for kind, value, _, _ in mail.marks)


def _same(kind: str, value: str) -> str:
    if kind == "hts":
        return value.replace(".", "")
    if kind == "money":
        currency, amount = value.split(" ")
        return f"{currency} {float(amount):.4f}"
    return value


if __name__ == "__main__":
    halves = [each for each in sys.argv[1:] if not each.startswith("-")] or ["tuning", "held_out"]
    for half in halves:
        print(f"{half}: {sum(1 for _ in labelled(half))} mails")
        for kind, score in scores([half]).items():
            print(f"  {kind:10} {score.precision:.3f} {score.recall:.3f} of {score.labelled}")
        if "--misses" in sys.argv:
            print(*misses(half), sep="\n")
