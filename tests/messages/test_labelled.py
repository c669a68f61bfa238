"""The rules against what a person says of real titles and bodies; docs/csms.md has the figures."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import pytest
from tests.messages.conftest import Labelled
from tests.messages.measure import by_kind, measured

from tariffline.law.bulletin import Bulletin
from tariffline.law.message_facts import Understood, understand
from tariffline.law.message_kinds import MessageKind, kind_of

Find = Callable[[Understood], set[Hashable]]

FINDINGS: dict[str, Find] = {
    "dates": lambda facts: {(str(said.day), said.sense.value) for said in facts.dates},
    "hts": lambda facts: set(facts.hts),
    "cases": lambda facts: set(facts.cases),
    "countries": lambda facts: set(facts.countries),
    "messages": lambda facts: {str(relation.number) for relation in facts.relations},
}


def test_the_sample_is_large_and_its_kinds_are_ours(labelled_titles: list[Labelled]) -> None:
    assert len(labelled_titles) >= 200
    assert {each.kind for each in labelled_titles} == {kind.value for kind in MessageKind}


@pytest.mark.parametrize("half", ["tuning", "held out", "fresh"])
def test_kinds_of_titles(labelled_titles: list[Labelled], half: str) -> None:
    pairs = [(e.kind, kind_of(e.title, "").value) for e in labelled_titles if e.half == half]
    assert len(pairs) >= 100
    assert sum(true == given for true, given in pairs) / len(pairs) >= 0.9, by_kind(pairs)


def test_kinds_of_titles_that_another_hand_labelled(labelled_titles: list[Labelled]) -> None:
    """Where one ends and the next begins, people differ: a deployment, or how to file since?"""
    mine = [each for each in labelled_titles if each.half == "another hand"]
    pairs = [(each.kind, kind_of(each.title, "").value) for each in mine]
    assert len(pairs) == 60
    assert sum(true == given for true, given in pairs) / len(pairs) >= 0.8, by_kind(pairs)


def test_operational_and_duty_are_hardly_ever_missed(labelled_titles: list[Labelled]) -> None:
    kinds = by_kind((each.kind, kind_of(each.title, "").value) for each in labelled_titles)
    assert kinds["operational"].recall >= 0.95, kinds
    assert kinds["duty change"].recall >= 0.95, kinds


def test_kinds_of_bodies(
    bodies: dict[str, Bulletin], labelled_bodies: dict[str, dict[str, Any]]
) -> None:
    given = {number: understand(bodies[number]).kind.value for number in labelled_bodies}
    assert given == {number: labels["kind"] for number, labels in labelled_bodies.items()}
    assert bodies.keys() == labelled_bodies.keys()


@pytest.mark.parametrize("what", FINDINGS)
def test_what_bodies_name(
    bodies: dict[str, Bulletin], labelled_bodies: dict[str, dict[str, Any]], what: str
) -> None:
    pairs = [
        (
            {tuple(each) if isinstance(each, list) else each for each in labels.get(what, ())},
            FINDINGS[what](understand(bodies[number])),
        )
        for number, labels in labelled_bodies.items()
    ]
    found = measured(pairs)
    assert found.precision >= 0.95, (found, pairs)
    assert found.recall >= 0.95, (found, pairs)
