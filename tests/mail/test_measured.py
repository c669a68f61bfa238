"""How much is found, and how much of it is right: on mails labelled by hand, and on real ones."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from tests.mail.labelled_set import FOLDER, labelled
from tests.mail.measure import KINDS, scores

from tariffline.mail.reading import read_text

BOTH = ("tuning", "held_out")
# kind: least precision, least recall. What a broker acts on comes first.
LEAST = {"hts": (0.97, 0.95), "case": (0.97, 0.95)} | dict.fromkeys(KINDS[2:], (0.9, 0.9))


def test_the_set_has_150_mails_half_of_them_held_out() -> None:
    tuning, held_out = (sum(1 for _ in labelled(half)) for half in BOTH)
    assert tuning + held_out >= 150
    assert held_out >= tuning


@pytest.mark.parametrize("halves", [("tuning",), ("held_out",), BOTH])
def test_each_kind_is_found_as_well_as_promised(halves: tuple[str, ...]) -> None:
    for kind, score in scores(halves).items():
        precision, recall = LEAST[kind]
        assert score.labelled >= 4, kind
        assert score.precision >= precision, kind
        assert score.recall >= recall, kind


@pytest.mark.parametrize("half", BOTH)
def test_in_plain_text_a_number_is_found_where_it_is_marked(half: str) -> None:
    """Right by place too: mail by mail, the spans of HTS numbers and cases."""
    for mail in (each for each in labelled(half) if not each.is_html):
        found = [m for m in mail.read().mentions if m.kind in ("hts", "case")]
        marks = {
            (kind, start, end) for kind, _, start, end in mail.marks if kind in ("hts", "case")
        }
        misplaced = {(m.kind.value, m.start, m.end) for m in found} ^ marks
        assert not misplaced, mail.name


def test_real_messages_of_cbp(official_data: Path) -> None:
    expected = json.loads((FOLDER / "real.json").read_text(encoding="utf-8"))
    lines = (official_data / "csms" / "csms_bodies.jsonl").read_text(encoding="utf-8").splitlines()
    messages = {each["csms"]: each for each in map(json.loads, lines)}
    assert expected.keys() == messages.keys()
    for number, message in messages.items():
        mentions = read_text(f"{message['subject']}\n\n{message['body']}").mentions
        for kind, values in expected[number].items():
            found = Counter(m.value for m in mentions if m.kind == kind)
            assert found == Counter(values), (number, kind)
