"""Edits of a text at some places; all else stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

Splice = tuple[int, int, bytes]  # from where to where, and what stands there afterwards


def spliced(text: bytes, splices: Sequence[Splice]) -> bytes:
    """The text with all edits, which are in order and apart."""
    if not splices:
        return text
    parts: list[bytes] = []
    at = 0
    for start, end, new in splices:
        parts += (text[at:start], new)
        at = end
    parts.append(text[at:])
    return b"".join(parts)
