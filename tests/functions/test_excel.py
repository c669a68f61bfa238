"""What Excel is told of the catalogue, by Excel's own rules.

https://learn.microsoft.com/office/dev/add-ins/excel/custom-functions-json
https://learn.microsoft.com/office/dev/add-ins/excel/custom-functions-naming
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tariffline.functions import CATALOGUE
from tariffline.functions.excel import bindings, metadata

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


def test_only_watch_streams_and_all_can_be_cancelled() -> None:
    streams = [name for name, each in DESCRIBED.items() if each["options"].get("stream")]
    assert streams == ["WATCH"]
    assert all(each["options"]["cancelable"] for each in DESCRIBED.values())


def test_facts_are_words_and_a_number_cell_may_hold_a_tariff_number() -> None:
    types = {told["name"]: told["type"] for told in DESCRIBED["BASE"]["parameters"]}
    assert types == {"hts": "any", "country": "any", "date": "any", "facts": "string"}
