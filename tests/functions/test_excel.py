"""What Excel is told of the catalogue, by Excel's own rules.

https://learn.microsoft.com/office/dev/add-ins/excel/custom-functions-json
https://learn.microsoft.com/office/dev/add-ins/excel/custom-functions-naming
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tariffline.desk.records import Desk
from tariffline.functions import CATALOGUE
from tariffline.functions.catalogue import question
from tariffline.functions.excel import bindings, metadata
from tariffline.law.answer import ErrorCode, Unknown
from tariffline.law.code import Code
from tariffline.law.facts import NO_FACTS, Facts

FUNCTIONS = list(CATALOGUE.values())
METADATA = metadata(FUNCTIONS)
DESCRIBED: dict[str, Any] = {each["id"]: each for each in METADATA["functions"]}


def test_every_function_of_the_catalogue_is_there() -> None:
    assert list(DESCRIBED) == list(CATALOGUE)
    assert [each["name"] for each in bindings(FUNCTIONS)] == list(CATALOGUE)


def test_the_file_is_smaller_than_desktop_excel_takes() -> None:
    assert len(json.dumps(METADATA).encode()) < 1_000_000


@pytest.mark.parametrize("name", CATALOGUE)
def test_names_and_words_are_what_excel_allows(name: str) -> None:
    described = DESCRIBED[name]
    assert described["id"] == described["name"] == name
    assert re.fullmatch(r"[A-Z][A-Z0-9._]{2,63}", name)
    assert 1 <= len(described["description"]) <= 1_024
    assert described["helpUrl"] == f"/docs#{name}"
    assert len(described["parameters"]) <= 128


@pytest.mark.parametrize("name", CATALOGUE)
def test_parameters_are_typed_and_explained(name: str) -> None:
    declared = CATALOGUE[name].parameters
    for parameter, told in zip(declared, DESCRIBED[name]["parameters"], strict=True):
        assert told["name"] == parameter.name
        assert 1 <= len(told["description"]) <= 1_024
        assert told["type"] in ("any", "string", "number", "boolean")
        assert told.get("optional", False) is not parameter.required


@pytest.mark.parametrize("name", CATALOGUE)
def test_no_required_parameter_follows_an_optional_one(name: str) -> None:
    optional = [told.get("optional", False) for told in DESCRIBED[name]["parameters"]]
    assert optional == sorted(optional)


def test_a_question_takes_a_column_but_one_whose_answer_is_rows_takes_one_value() -> None:
    shapes = {
        name: {told["dimensionality"] for told in DESCRIBED[name]["parameters"]}
        for name in ("BASE", "WATCH", "SEARCH", "CHANGES")
    }
    assert shapes == {
        "BASE": {"matrix"},
        "WATCH": {"matrix"},
        "SEARCH": {"scalar"},
        "CHANGES": {"scalar"},
    }


def test_the_builder_knows_what_may_be_written_for_each_argument() -> None:
    bound = {each["name"]: each["parameters"] for each in bindings(FUNCTIONS)}
    assert [p["number"] for p in bound["SEARCH"]] == [False, True]
    assert all(p["example"] for parameters in bound.values() for p in parameters)


def test_only_watch_streams_and_all_can_be_cancelled() -> None:
    streams = [name for name, each in DESCRIBED.items() if each["options"].get("stream")]
    assert streams == ["WATCH"]
    assert all(each["options"]["cancelable"] for each in DESCRIBED.values())


def types(name: str) -> dict[str, str]:
    return {told["name"]: told["type"] for told in DESCRIBED[name]["parameters"]}


def test_a_single_value_has_its_own_type() -> None:
    assert types("SEARCH") == {"text": "string", "n": "number"}
    assert types("CSMSSEARCH") == {"text": "string", "n": "number"}


def test_a_number_of_the_schedule_and_a_date_may_be_a_number_or_a_text() -> None:
    assert types("CHANGES") == {"hts": "any", "since": "any"}


def test_a_range_is_of_any_type_for_one_cell_must_not_spoil_the_others() -> None:
    ranges = [
        told["type"]
        for each in METADATA["functions"]
        for told in each["parameters"]
        if told["dimensionality"] == "matrix"
    ]
    assert set(ranges) == {"any"}


def declared(desk: Desk, hts: Code, n: int = 1, facts: Facts = NO_FACTS) -> Unknown:
    """A function that the catalogue does not have.

    hts: a number of the schedule
    n: how many
    facts: what only the importer knows
    """
    return Unknown(ErrorCode.NOT_FOUND, "nothing")


@pytest.mark.parametrize(
    ("returns", "answers", "kinds"),
    [
        ("rate: a number", "rate", ["any", "any", "any"]),
        ("money", "value", ["any", "any", "any"]),
        ("text: as it is", "value", ["any", "any", "any"]),
        ("rows: line", "rows", ["any", "number", "string"]),
    ],
)
def test_any_function_is_described_by_what_it_declares(
    returns: str, answers: str, kinds: list[str]
) -> None:
    function = question(returns=returns, example=(), streams=answers == "rate")(declared)
    [bound] = bindings([function])
    [described] = metadata([function])["functions"]
    assert (bound["answers"], bound["streams"]) == (answers, answers == "rate")
    assert [told["type"] for told in described["parameters"]] == kinds
    assert ("stream" in described["options"]) is (answers == "rate")
