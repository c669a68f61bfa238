"""A use in other words is the use that rows ask for."""

import pytest

from tariffline.desk.measures import shipped
from tariffline.law.facts import parse_facts
from tariffline.law.uses import use_said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Automotive  Parts", "auto parts"),
        ("vanity", "kitchen cabinets"),
        ("drones", "unmanned aircraft"),
        ("bread boxes", "bread boxes"),
    ],
)
def test_what_is_said_is_what_is_meant(said: str, meant: str) -> None:
    assert use_said(said) == meant
    assert dict(parse_facts(f"use={said}").said)["use"] == meant


def test_no_use_that_a_row_asks_for_is_taken_for_another() -> None:
    for programme in shipped().programmes:
        for measure in programme.measures:
            for condition in (*measure.conditions, *measure.claims):
                if condition.fact == "use":
                    assert use_said(str(condition.value)) == condition.value
