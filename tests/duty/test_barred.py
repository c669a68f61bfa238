"""Goods that may not be entered: whoever asks for their duty is told so first."""

from __future__ import annotations

from datetime import date

import pytest

from tariffline.desk.collected import Collected, collected
from tariffline.desk.records import Desk
from tariffline.desk.stack import Question
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.law.answer import Answer
from tariffline.law.code import parse_code
from tariffline.law.countries import parse_country
from tariffline.law.facts import parse_facts

LINE, HEADING = "8711.50.00.30", "Proclamation 11063"
TOLD = f"{HEADING}: excluded from importation since 29 September 2026"


@pytest.mark.parametrize(
    ("function", "asked"),
    [
        ("RATE", [LINE, "CA", "2026-09-29", "usmca=yes"]),
        ("DUTY", [LINE, "CA", 10000, "2026-09-29", None, "usmca=yes"]),
        ("STACK", [LINE, "CA", 10000, "2026-09-29", None, "usmca=yes"]),
        ("WHY", [LINE, "CA", "2026-09-29", "usmca=yes"]),
    ],
)
def test_every_answer_says_it_first_and_cites_it(
    official_desk: Desk, function: str, asked: list[object]
) -> None:
    found = one(official_desk, CATALOGUE[function], asked)
    assert isinstance(found, Answer)
    assert found.notes[0].startswith(TOLD)
    assert HEADING in {cite.place for cite in found.cites}


def test_it_is_no_row_of_the_stack(official_desk: Desk) -> None:
    found = one(official_desk, CATALOGUE["STACK"], [LINE, "CA", 10000, "2026-09-29"])
    assert isinstance(found, Answer)
    assert HEADING not in str(found.value)


def test_why_says_it_and_from_when(official_desk: Desk) -> None:
    on = one(official_desk, CATALOGUE["WHY"], [LINE, "CA", "2026-09-29", "usmca=yes"])
    eve = one(official_desk, CATALOGUE["WHY"], [LINE, "CA", "2026-09-28", "usmca=yes"])
    assert isinstance(on, Answer)
    assert isinstance(eve, Answer)
    assert f"  {TOLD}" in str(on.value)
    assert TOLD not in str(eve.value)
    assert f"From 2026-09-29: 50%; barred by {HEADING}" in str(eve.value)


def test_the_page_says_it(official_desk: Desk) -> None:
    question = Question(
        parse_code(LINE), parse_country("CA"), date(2026, 9, 29), parse_facts("usmca=yes")
    )
    found = collected(official_desk, question)
    assert isinstance(found, Collected)
    assert found.barred[0].startswith(TOLD)
