"""What was worked out, kept by all that it depends on."""

from __future__ import annotations

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(dict[K, V]):
    """Up to `most` of it; when that is full it starts afresh.

    An answer asks it several times: a cache that remembers what was asked last would cost more
    than what it saves.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, key: K, found: V) -> V:
        """Keep what was found, and give it back."""
        if len(self) >= self._most:
            self.clear()
        self[key] = found
        return found
