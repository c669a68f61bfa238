"""Fuzz the reading of mails: `python -m tests.fuzz.mail --seconds 600`.

Bytes become texts and pages by hypothesis' `fuzz_one_input`, so any fuzzer that makes bytes can
drive `Target.one`: https://hypothesis.readthedocs.io/en/latest/extras.html#external-fuzzers
The loop here needs nothing else. It changes inputs that it has kept, and keeps those which find a
combination of kinds, parts and rows that none found before.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from hypothesis import given, settings
from tests.mail.test_properties import check_spans, texts

from tariffline.mail.html import plain
from tariffline.mail.reading import Reading, read_html, read_text

Check = Callable[[str], Reading]

_LONGEST = 4_096  # bytes of an input
_SLOWEST = 5  # seconds for one input, on a loaded machine


def text(words: str) -> Reading:
    """Any text: spans are exact, in order, and the same a second time."""
    reading = read_text(words)
    assert reading.text == words
    check_spans(reading)
    assert read_text(words) == reading
    return reading


def page(source: str) -> Reading:
    """Any page: its spans index the text it is turned into, which says the same by itself."""
    reading = read_html(source)
    check_spans(reading)
    assert reading.text == plain(source)
    assert "\x00" not in reading.text
    assert read_text(reading.text) == reading
    return reading


class Chance(random.Random):
    """Chance that comes again with its seed."""


class Target:
    """Checks what bytes become. `words`: the last of it; `seen`: what was found together."""

    def __init__(self, check: Check) -> None:
        self.words = ""
        self.seen: set[frozenset[str]] = set()

        @settings(deadline=None, database=None)
        @given(texts)
        def run(words: str) -> None:
            self.words = words
            started = time.process_time()
            reading = check(words)
            assert time.process_time() - started < _SLOWEST
            self.seen.add(_sight(reading))

        self.one: Callable[[bytes], bytes | None] = attrgetter("hypothesis.fuzz_one_input")(run)


def fuzz(target: Target, turns: Iterable[object], chance: Chance) -> int:
    """Feed the target one input a turn; how many were kept. Raises what the target does."""
    kept = [b""]
    for _ in turns:
        known = len(target.seen)
        used = target.one(_changed(chance, kept))
        if used is not None and len(target.seen) > known:
            kept.append(used)
    return len(kept)


def _changed(chance: Chance, kept: list[bytes]) -> bytes:
    """New bytes; or an input with a piece of another, of itself or of chance put in."""
    if chance.random() < 0.2:
        return chance.randbytes(chance.randrange(_LONGEST))
    base = chance.choice(kept)
    at = chance.randrange(len(base) + 1)
    until = min(len(base), at + chance.choice((0, 1, 4, 64)))
    other = chance.choice((chance.choice(kept), chance.randbytes(chance.randrange(64))))
    start = chance.randrange(len(other) + 1)
    return (base[:at] + other[start:] + base[until:])[:_LONGEST]


def _sight(reading: Reading) -> frozenset[str]:
    found = {f"{mention.kind} in {mention.part}" for mention in reading.mentions}
    return frozenset(found | {f"{len(row.cells)} cells" for row in reading.rows})


def _for(seconds: float) -> Iterator[None]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield


def main(arguments: list[str]) -> int:
    """Fuzz each target for its share of the time. What fails is raised, its input printed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.mail", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    asked = parser.parse_args(arguments)
    for check in (text, page):
        target = Target(check)
        try:
            kept = fuzz(target, _for(asked.seconds / 2), Chance(asked.seed))
        except Exception:
            print(f"{check.__name__} --seed {asked.seed}: {target.words!r}", file=sys.stderr)
            raise
        print(f"{check.__name__}: {len(target.seen)} combinations, {kept} inputs kept")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
