"""What is described is there, and what is there is described."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tariffline.functions import CATALOGUE
from tariffline.functions.catalogue import Function
from tariffline.law.answer import ErrorCode

Document = dict[str, Any]


@pytest.fixture(scope="module")
def openapi(client: FlaskClient) -> Document:
    document: Document = client.get("/openapi.json").get_json()
    return document


def test_it_says_which_openapi_it_is(openapi: Document) -> None:
    assert openapi["openapi"] == "3.1.0"
    assert openapi["info"]["title"] == "Tariffline"
    assert openapi["info"]["version"]


def test_every_function_has_its_cell(openapi: Document) -> None:
    for function in CATALOGUE.values():
        cell = openapi["paths"][f"/v1/cell/{function.name}"]["get"]
        assert function.summary == cell["summary"]
        assert all(parameter.help in cell["description"] for parameter in function.parameters)


def test_every_described_operation_is_routed(app: Flask, openapi: Document) -> None:
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("127.0.0.1")
        for path, operations in openapi["paths"].items():
            for method in operations:
                assert adapter.match(path.replace("{number}", "8471.30.01.00"), method.upper())


def test_every_route_of_the_api_is_described(app: Flask, openapi: Document) -> None:
    routes = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()}
    api = {route for route in routes if route.startswith("/v1/")}
    assert api - {"/v1/cell/{name}"} <= set(openapi["paths"])


def test_every_operation_has_its_own_name_and_its_responses(openapi: Document) -> None:
    operations = [each for path in openapi["paths"].values() for each in path.values()]
    names = [each["operationId"] for each in operations if "operationId" in each]
    assert len(names) == len(set(names))
    for operation in operations:
        assert operation["summary"]
        assert all(response["description"] for response in operation["responses"].values())


def test_every_path_parameter_is_described(openapi: Document) -> None:
    for path, operations in openapi["paths"].items():
        for operation in operations.values():
            described = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "path"}
            assert described == set(re.findall(r"{(\w+)}", path))


def test_every_reference_leads_to_a_schema(openapi: Document) -> None:
    references = list(_references(openapi))
    assert references
    for reference in references:
        name = reference.removeprefix("#/components/schemas/")
        assert name in openapi["components"]["schemas"]


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


@pytest.mark.parametrize("function", CATALOGUE.values(), ids=lambda function: function.name)
def test_every_example_is_answered_by_the_sample(client: FlaskClient, function: Function) -> None:
    arguments = urlencode([("args", str(value)) for value in function.example])
    response = client.get(f"/v1/cell/{function.name}?{arguments}")
    assert response.status_code == 200
    assert response.text
    assert "Tariffline-Error" not in response.headers, response.text


def test_the_page_names_functions_parameters_and_error_codes(client: FlaskClient) -> None:
    page = client.get("/docs").text
    for function in CATALOGUE.values():
        assert function.signature in page
        assert all(parameter.name in page for parameter in function.parameters)
    assert all(code in page for code in ErrorCode)
