"""A short run of the fuzzer over the reading of mails, and that it would find a fault."""

from __future__ import annotations

import pytest
from tests.fuzz.mail import Chance, Check, Target, fuzz, page, text

from tariffline.mail.reading import Reading, read_text


@pytest.mark.parametrize("check", [text, page])
def test_nothing_fails_on_what_chance_writes(check: Check) -> None:
    target = Target(check)
    fuzz(target, range(300), Chance(1))
    assert len(target.seen) > 5, "its inputs get nowhere"


def test_a_planted_fault_is_found_with_its_input() -> None:
    def faulty(words: str) -> Reading:
        reading = read_text(words)
        assert not any(mention.kind == "case" for mention in reading.mentions)
        return reading

    target = Target(faulty)
    with pytest.raises(AssertionError):
        fuzz(target, range(5_000), Chance(1))
    assert any(mention.kind == "case" for mention in read_text(target.words).mentions)
