"""Finds where each labelled paragraph of a U.S. note belongs: "(i)" follows (h) or opens a list.

Indentation does not tell, and labels are skipped, so the whole note is weighed: of all readings,
the one with the fewest surprises. Several are kept in step, as only later labels decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_READINGS_KEPT = 24
_OPENS = 1.0
_OPENS_A_STYLE_AGAIN = 3.0  # (a) under (a)
_OPENS_LATE = 6.0  # a list that begins with (ii), as its (i) is missing or misprinted
_LATEST = 3  # of a list that so begins, unless the note itself does
_SKIPS = 4.0  # (c), then (j), as what stood between was deleted
_IS_NO_LABEL = 7.0

_ROMAN = re.compile(r"(?=.)(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class _Level(NamedTuple):
    style: str
    value: int
    label: str


@dataclass(frozen=True, slots=True)
class _Reading:
    cost: float
    levels: tuple[_Level, ...] = ()
    before: _Reading | None = None
    is_label: bool = False


_BLANK = _Reading(0.0)
_WORST = _Reading(float("inf"))


def paths(labels: Sequence[str]) -> list[tuple[str, ...] | None]:
    """The path to each label of one note, in their order; None for what cannot be a label."""
    readings = [_BLANK]
    for label in labels:
        best: dict[tuple[_Level, ...], _Reading] = {}
        for reading in readings:
            for after in _continuations(reading, label):
                if after.cost < best.get(after.levels, _WORST).cost:
                    best[after.levels] = after
        readings = sorted(best.values(), key=lambda each: each.cost)[:_READINGS_KEPT]
    return _told(readings[0], len(labels))


def _told(last: _Reading, count: int) -> list[tuple[str, ...] | None]:
    told: list[tuple[str, ...] | None] = []
    reading: _Reading | None = last
    while reading and len(told) < count:
        path = tuple(level.label for level in reading.levels)
        told.append(path if reading.is_label else None)
        reading = reading.before
    return told[::-1]


def _continuations(reading: _Reading, label: str) -> Iterator[_Reading]:
    """What the label may be: the next of a list that is open, the first of a new one, or words."""
    levels = reading.levels
    yield _Reading(reading.cost + _IS_NO_LABEL, levels, reading)
    for style, value in _values(label):
        level = _Level(style, value, label)
        for depth, open_level in enumerate(levels):
            if open_level.style == style and value > open_level.value:
                skipped = value - open_level.value - 1
                cost = _SKIPS + min(skipped, _SKIPS) if skipped else 0.0
                kept = (*levels[:depth], level)
                yield _Reading(reading.cost + cost, kept, reading, is_label=True)
        if value == 1:
            again = any(each.style == style for each in levels)
            cost = _OPENS_A_STYLE_AGAIN if again else _OPENS
            yield _Reading(reading.cost + cost, (*levels, level), reading, is_label=True)
        elif not levels or _may_open_late(levels, level):
            for depth in range(len(levels) + 1):
                kept = (*levels[:depth], level)
                yield _Reading(reading.cost + _OPENS_LATE, kept, reading, is_label=True)


def _may_open_late(levels: Sequence[_Level], level: _Level) -> bool:
    return level.value <= _LATEST and all(each.style != level.style for each in levels)


def _values(label: str) -> Iterator[tuple[str, int]]:
    """The styles of numbering the label can be of, and its place in each: "i" is 9 and i."""
    if label.isdecimal():
        yield "1", int(label)
        return
    case = "A" if label.isupper() else "a"
    lower = label.lower()
    if set(lower) == {lower[0]} and lower.isalpha():
        yield case, ord(lower[0]) - ord("a") + 1 + 26 * (len(lower) - 1)
        if len(lower) == 2:
            yield case * 2, ord(lower[0]) - ord("a") + 1
    if _ROMAN.fullmatch(lower):
        yield f"roman {case}", _roman(lower)


def _roman(label: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in label]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
