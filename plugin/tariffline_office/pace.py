"""How far long work has come: how much a second, and how long it will still take."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

Tell = Callable[[str], None]
_TELL_EVERY_SECONDS = 0.2


class Pace:
    """Tells of work on `total` parts, not more often than a person can read."""

    def __init__(
        self, what: str, total: int, tell: Tell, clock: Callable[[], float] = monotonic
    ) -> None:
        self._what, self._total, self._tell, self._clock = what, max(total, 1), tell, clock
        self._done = self._things = 0
        self._begun = self._told = clock()

    def advance(self, parts: int, things: int, name: str) -> None:
        """So many parts more are done, in which there were so many things (rows, answers)."""
        self._done += parts
        self._things += things
        now = self._clock()
        if now - self._told >= _TELL_EVERY_SECONDS:
            self._told = now
            self._tell(self._in_words(now - self._begun, name))

    def _in_words(self, seconds: float, name: str) -> str:
        share = min(self._done / self._total, 1)
        left = seconds / share - seconds if share else 0
        return (
            f"{self._what}: {self._things:,} {name}, {share:.0%}, "
            f"{self._things / seconds:,.0f} a second, {_clock_time(left)} left"
        )


def _clock_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
