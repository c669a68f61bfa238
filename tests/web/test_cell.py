"""GET /v1/cell/…: answers as plain text, for WEBSERVICE and scripts."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

EDITION = "sample, 90 lines, 2026 Rev 5"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("BASE?args=7307.91.50.10", "0.055"),
        ("BASE?args=8471.30.01.00&args=CN", "0"),
        ("BASE?args=0201.10.05.10", "4.4¢/kg"),
        ("base?args=7307915010&args=KR&args=&args=claim%3DKR", "0"),
        ("UNIT?args=8471.30.01.00", "No."),
        ("CHECK?args=0901.11.00.45&args=2025-06-30", "OK"),
        ("CHECK?args=0901.11.00.45&args=45838", "OK"),
        ("ASOF", EDITION),
    ],
)
def test_the_body_is_the_value(client: FlaskClient, question: str, value: str) -> None:
    response = client.get(f"/v1/cell/{question}")
    assert (response.status_code, response.text) == (200, value)
    assert response.mimetype == "text/plain"
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Tariffline-Error" not in response.headers


def test_the_edition_that_answered_stands_in_a_header(client: FlaskClient) -> None:
    past = client.get("/v1/cell/DESCRIPTION?args=8471.30.01.00&args=2025-03-01")
    assert past.headers["Tariffline-Edition"] == "sample, 78 lines, 2025 Basic"
    now = client.get("/v1/cell/DESCRIPTION?args=8471.30.01.00")
    assert now.headers["Tariffline-Edition"] == EDITION


def test_rows_are_lines_with_tabs(client: FlaskClient) -> None:
    lines = client.get("/v1/cell/SEARCH?args=horses&args=2").text.splitlines()
    cells = [line.split("\t") for line in lines]
    assert [number for number, _path in cells] == ["0101.21.00.10", "0101.21.00.20"]


@pytest.mark.parametrize(
    ("question", "code", "words"),
    [
        ("CHECK", "BAD_INPUT", "hts is empty; give the HTS number"),
        ("CHECK?args=", "BAD_INPUT", "hts is empty"),
        ("CHECK?args=%3D1%2B1", "BAD_INPUT", "“=1+1” is a formula"),
        ("CHECK?args=%ff%fe", "BAD_INPUT", "is not an HTS number"),
        ("CHECK?args=101210010", "BAD_INPUT", "lost its leading zero"),
        ("CHECK?args=0901.11.00.45", "NOT_IN_FORCE", "2025-06-30"),
        ("CHECK?args=0901.11", "AMBIGUOUS", "give one of"),
        ("CHECK?args=4202.99.99.99", "NOT_KNOWN", "load the whole schedule"),
        ("CHECK?args=8471.30.01.00&args=&args=more", "BAD_INPUT", "3 arguments were given"),
        ("SEARCH?args=horses&args=1000", "BAD_INPUT", "give 1 to 100"),
        ("SEARCH?args=xylophonist", "NOT_FOUND", "no line of"),
        ("RAET?args=8471", "BAD_INPUT", "“RAET” is not a function; there are: HTS"),
    ],
)
def test_an_error_is_words_that_no_sheet_takes_for_a_number(
    client: FlaskClient, question: str, code: str, words: str
) -> None:
    response = client.get(f"/v1/cell/{question}")
    assert response.status_code == 200
    assert response.text.startswith(f"{code}: ")
    assert words in response.text
    assert response.headers["Tariffline-Error"] == code
    assert "Tariffline-Edition" not in response.headers


def test_head_has_the_headers_and_no_body(client: FlaskClient) -> None:
    response = client.head("/v1/cell/BASE?args=7307.91.50.10")
    assert (response.status_code, response.text) == (200, "")
    assert response.headers["Tariffline-Edition"] == EDITION


def test_options_names_the_methods(client: FlaskClient) -> None:
    response = client.options("/v1/cell/BASE")
    assert response.status_code == 200
    assert response.allow.as_set() == {"get", "head", "options"}


def test_without_data_the_cell_says_how_to_load_it(empty: FlaskClient) -> None:
    response = empty.get("/v1/cell/BASE?args=8471.30.01.00")
    assert response.text.startswith("UNAVAILABLE: no schedule is loaded")
    assert response.headers["Tariffline-Error"] == "UNAVAILABLE"
