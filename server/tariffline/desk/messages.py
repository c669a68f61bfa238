"""CBP's messages in memory: each understood when first asked for, and the threads they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from threading import Lock

from tariffline.law.bulletin import Bulletin
from tariffline.law.message_facts import Standing, Tie, Understood, subject_of, understand

_KEPT = 50_000  # understood messages kept over every reading of the store: all that there are
_SAME_MATTER = timedelta(days=60)  # an outage is not resolved by a message of another season
_SHORTEST_SUBJECT = 15  # letters: "Update" and "ACE In" are no subject

_understand = lru_cache(_KEPT)(understand)


@dataclass(frozen=True, slots=True)
class Link:
    """Another message of a thread. `later`: whether it is the other that speaks of this one.

    `basis`: the words that tie them, or that their titles are alike.
    """

    tie: Tie
    number: str
    title: str
    sent_on: date | None
    later: bool
    basis: str


class Messages:
    """The messages up to one reading of the store, newest first; read when first asked for."""

    def __init__(self, read: Callable[[], Sequence[Bulletin]]) -> None:
        self._read = read
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self.newest)

    def get(self, number: str) -> Bulletin | None:
        """A message by its number."""
        return self._by_number.get(number)

    def facts(self, bulletin: Bulletin) -> Understood:
        """What is understood of a message."""
        return _understand(bulletin)

    @cached_property
    def newest(self) -> list[Bulletin]:
        """Every message, the latest first."""
        with self._lock:
            return sorted(self._read(), key=_age, reverse=True)

    @property
    def known_to(self) -> date | None:
        """The date of the latest message."""
        return self.newest[0].sent_on if self.newest else None

    def thread(self, bulletin: Bulletin) -> list[Link]:
        """The messages it names, those that name it, and those of the same subject; by date."""
        found: dict[str, Link] = {}
        for relation in self.facts(bulletin).relations:
            found[relation.number] = self._link(relation.tie, relation.number, relation.words)
        for number, tie, words in self._named_by.get(bulletin.number, ()):
            found.setdefault(number, self._link(tie, number, words, later=True))
        for other in self._alike(bulletin):
            later = _age(other) > _age(bulletin)
            tie = _tie(other if later else bulletin)
            basis = "the same title"
            found.setdefault(other.number, self._link(tie, other.number, basis, later=later))
        return sorted(found.values(), key=lambda link: (str(link.sent_on or ""), link.number))

    @cached_property
    def _by_number(self) -> dict[str, Bulletin]:
        return {bulletin.number: bulletin for bulletin in self.newest}

    @cached_property
    def _named_by(self) -> dict[str, list[tuple[str, Tie, str]]]:
        """Who names whom: a message, then those that name it."""
        found: dict[str, list[tuple[str, Tie, str]]] = defaultdict(list)
        for bulletin in reversed(self.newest):
            for relation in self.facts(bulletin).relations:
                found[relation.number].append((bulletin.number, relation.tie, relation.words))
        return dict(found)

    @cached_property
    def _by_subject(self) -> dict[str, list[Bulletin]]:
        found: dict[str, list[Bulletin]] = defaultdict(list)
        for bulletin in self.newest:
            found[subject_of(bulletin.title)].append(bulletin)
        return dict(found)

    def _alike(self, bulletin: Bulletin) -> list[Bulletin]:
        subject = subject_of(bulletin.title)
        if len(subject) < _SHORTEST_SUBJECT or bulletin.sent_on is None:
            return []
        near = [
            other
            for other in self._by_subject.get(subject, ())
            if other.number != bulletin.number
            and other.sent_on
            and abs(other.sent_on - bulletin.sent_on) <= _SAME_MATTER
        ]
        standings = [self.facts(each).standing for each in (bulletin, *near)]
        return near if any(each is not Standing.NEW for each in standings) else []

    def _link(self, tie: Tie, number: str, basis: str, *, later: bool = False) -> Link:
        other = self.get(number)
        title, day = (other.title, other.sent_on) if other else ("", None)
        return Link(tie, str(number), title, day, later, basis)  # JSON knows plain text only


NO_MESSAGES = Messages(tuple)

_TIES = {
    Standing.UPDATE: Tie.UPDATES,
    Standing.CORRECTION: Tie.CORRECTS,
    Standing.RESOLVED: Tie.RESOLVES,
    Standing.REMINDER: Tie.REMINDS,
}


def _tie(later: Bulletin) -> Tie:
    return _TIES.get(_understand(later).standing, Tie.CITES)


def _age(bulletin: Bulletin) -> tuple[date, str]:
    """By date and number; a message without a date stands before all."""
    return bulletin.sent_on or date.min, bulletin.number.rjust(9, "0")
