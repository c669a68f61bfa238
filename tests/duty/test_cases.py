"""Every case that a broker wrote, asked through the functions that a workbook asks through."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.duty.case_file import CASES, Case, Component, read_cases

from tariffline.desk.records import Desk
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.law.answer import Answer, ErrorCode, Unknown

ALL = read_cases(CASES)
OF_SAMPLES = read_cases(CASES / "samples")


def stack(desk: Desk, case: Case) -> Answer | Unknown:
    asked = [case.line, case.country, case.value, case.day.isoformat(), case.quantity, case.facts]
    return one(desk, CATALOGUE["STACK"], asked)


def rate(desk: Desk, case: Case) -> Answer | Unknown:
    return one(desk, CATALOGUE["RATE"], [case.line, case.country, case.day.isoformat(), case.facts])


def agree(desk: Desk, case: Case) -> None:
    if case.needs:
        needs(desk, case)
        return
    found = stack(desk, case)
    assert isinstance(found, Answer), f"{case.source}: {found}"
    assert isinstance(found.value, tuple)
    rows = [row for row in found.value if isinstance(row, tuple)]
    told = {Component(str(h), Decimal(str(r)), Decimal(str(d))) for h, _, r, d, _ in rows}
    assert told == case.components, f"{case.why}; {case.source}"
    assert sum(component.amount for component in told) == case.total
    whole = one(
        desk,
        CATALOGUE["DUTY"],
        [case.line, case.country, case.value, case.day.isoformat(), case.quantity, case.facts],
    )
    assert isinstance(whole, Answer)
    assert whole.value == case.total


def needs(desk: Desk, case: Case) -> None:
    found = rate(desk, case)
    assert isinstance(found, Unknown), f"{case.why}; {case.source}: {found}"
    assert found.code is ErrorCode.NEEDS
    low, high = case.needs
    assert f"between {low} and {high};" in found.message


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_what_the_law_says_is_what_is_answered(official_desk: Desk, case: Case) -> None:
    agree(official_desk, case)


@pytest.mark.parametrize("case", OF_SAMPLES, ids=lambda case: case.title)
def test_the_samples_alone_answer_some(desk: Desk, case: Case) -> None:
    agree(desk, case)


def test_there_are_enough_cases() -> None:
    assert len(ALL) >= 150
    assert len(OF_SAMPLES) >= 10


@pytest.mark.parametrize("case", [*ALL, *OF_SAMPLES], ids=lambda case: case.title)
def test_a_case_adds_up(case: Case) -> None:
    assert case.total == sum(component.amount for component in case.components)
    assert bool(case.needs) != bool(case.components)
