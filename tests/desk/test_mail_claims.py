"""Claims as they are made in sentences: denied, of another day, of a chapter, beside others."""

from __future__ import annotations

import pytest

from tariffline.desk.mailing import answer_mail
from tariffline.desk.records import Desk
from tariffline.sources.letters import Letter


def claims(desk: Desk, text: str) -> list[tuple[str, str]]:
    """Each rate claimed in a mail of 1 June 2026, and the verdict."""
    told = answer_mail(desk, Letter("", "", None, text, "", ()), lambda _f, _a: None).body.told
    return [(t.mention.value, t.checked.verdict.value) for t in told if t.checked]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Duty on 7307.91.50.10 is not 5.5%", [("0.055", "cannot tell")]),
        ("The duty on 7307.91.50.10 isn't 9%.", [("0.09", "cannot tell")]),
        ("duty on 7307.91.50.10 is 5.5%", [("0.055", "agrees")]),
        ("duty on 7307.91.50.10, rather than 9%, is", [("0.09", "cannot tell")]),
        ("7307.91.50.10 duty will be 9% from January 2030", [("0.09", "cannot tell")]),
        ("7307.91.50.10 duty used to be 9%", [("0.09", "cannot tell")]),
        ("7307.91.50.10 duty was 9% in 2019", [("0.09", "cannot tell")]),
        ("As of 2025-02-01 the duty on 7307.91.50.10 was 5.5%", [("0.055", "agrees")]),
        ("As of 2020-01-01 the duty on 7307.91.50.10 was 3%", [("0.03", "cannot tell")]),
        ("Everything of chapter 73 has a duty of 6.2%", [("0.062", "cannot tell")]),
        ("Heading 7307 has a duty rate of 3.3%", [("0.033", "cannot tell")]),
        ("We were quoted 5,5 % duty on 7307.91.50.10", [("0.055", "agrees")]),
        ("VAT 19%, duty 5.5% on 7307.91.50.10", [("0.055", "agrees")]),
        ("duty 5.5%, 10% discount on 7307.91.50.10", [("0.055", "agrees")]),
        ("the MPF is 0.3464%, duty on 7307.91.50.10 is 9%", [("0.09", "contradicted")]),
        ("7307.91.50.10 from China is duty free under USMCA", [("0", "contradicted")]),
        ("7307.91.50.10 from Mexico is duty free", [("0", "agrees")]),
    ],
)  # fmt: skip
def test_a_claim_in_its_sentence(desk: Desk, text: str, expected: list[tuple[str, str]]) -> None:
    assert claims(desk, text) == expected
