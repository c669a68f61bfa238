"""POST /v1/ask: bad input. Each gets its own error, and the service keeps serving."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from tests.web.conftest import AskMany, Json

from tariffline.functions import CATALOGUE

LAPTOP = "8471.30.01.00"
GOOD: Json = {"function": "BASE", "columns": [LAPTOP]}


def refused(client: FlaskClient, body: bytes | str, status: int = 400) -> str:
    """The message of a request refused as a whole; the next one is answered."""
    response = client.post("/v1/ask", data=body)
    assert response.status_code == status
    assert response.get_json()["error"]["code"] == "BAD_INPUT"
    assert client.post("/v1/ask", json={"calls": [GOOD]}).get_json()["results"][0]["answers"] == [0]
    message = response.get_json()["error"]["message"]
    assert isinstance(message, str)
    return message


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (" ", "not as /docs describes it"),
        ("{", "truncated"),
        ("calls", "malformed"),
        ("[]", "Expected `object`, got `array`"),
        ("{}", "missing required field `calls`"),
        ('{"calls": null}', "Expected `array`, got `null` - at `$.calls`"),
        ('{"calls": [1]}', "at `$.calls[0]`"),
        ('{"calls": [{}]}', "missing required field `function`"),
        ('{"calls": [{"function": 7, "columns": []}]}', "at `$.calls[0].function`"),
        ('{"calls": [{"function": "BASE", "columns": "8471"}]}', "at `$.calls[0].columns`"),
        ('{"calls": [{"function": "BASE", "rows": ["8471"]}]}', "at `$.calls[0].rows[0]`"),
        ('{"calls": [], "detail": "some"}', "Invalid enum value 'some'"),
        ('{"calls": [], "detial": "full"}', "unknown field `detial`"),
        ('{"calls": [{"function": "BASE", "colums": []}]}', "unknown field `colums`"),
        ('{"calls": [{"function": "BASE"}]}', "“BASE”: give either columns or rows"),
        ('{"calls": [{"function": "BASE", "columns": [], "rows": []}]}', "either columns or rows"),
        ('{"calls": [{"function": "BASE", "columns": [NaN]}]}', "malformed"),
        ('{"calls": [{"function": "BASE", "columns": [1e999]}]}', "out of range"),
        ('{"calls": [{"function": "BASE", "columns": ["\\ud800"]}]}', "truncated"),
        (b'{"calls": [{"function": "\xff"}]}', "utf-8"),
        ('{"calls": [{"function": "BASE", "columns": ' + "[" * 100_000, "recursion"),
    ],
    ids=lambda value: repr(value)[:50],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    client: FlaskClient, body: bytes | str, words: str
) -> None:
    assert words in refused(client, body)


def test_a_body_without_its_length_is_refused(client: FlaskClient) -> None:
    response = client.post("/v1/ask")
    assert response.status_code == 411
    assert "no Content-Length" in response.get_json()["error"]["message"]


def test_ten_megabytes_are_refused(client: FlaskClient) -> None:
    body = json.dumps({"calls": [{"function": "BASE", "columns": ["8" * 10_000_000]}]})
    assert refused(client, body, 413) == (
        "the request is larger than 8 MiB; send fewer rows at a time"
    )


@pytest.mark.parametrize("cell", ["1", "null", '"x"'])
def test_a_million_rows_and_one_are_refused(client: FlaskClient, cell: str) -> None:
    body = f'{{"calls":[{{"function":"CHECK","columns":[[{",".join([cell] * 1_000_001)}]]}}]}}'
    message = refused(client, body, 413)
    assert message == "1,000,001 rows in one request; send at most 250,000 at a time"


def test_rows_are_counted_over_all_calls(client: FlaskClient) -> None:
    empty_rows = "[],[[]" + ",[]" * 125_000 + "]"
    call = f'{{"function":"ASOF","rows":{empty_rows[3:]}}}'
    message = refused(client, f'{{"calls":[{call},{call}]}}', 413)
    assert message.startswith("250,002 rows in one request")


def test_as_many_rows_as_are_promised_are_answered(ask: AskMany) -> None:
    (result,) = ask({"function": "CHECK", "columns": [[LAPTOP] * 250_000]})
    assert result["answers"].count("OK") == 250_000


def test_one_long_row_among_many_short_ones_costs_no_more_than_it_holds(ask: AskMany) -> None:
    (result,) = ask({"function": "ASOF", "rows": [[1] * 200_000, *([[]] * 100_000)]})
    assert "200,000 arguments were given; it is ASOF()" in result["errors"][0]["message"]
    assert [error["index"] for error in result["errors"]] == [0]


def test_a_long_wrong_text_is_not_repeated_for_every_row(client: FlaskClient) -> None:
    calls = [
        {"function": "BASE", "columns": [[LAPTOP] * 1000, "", "", "x" * 100_000]},
        {"function": "HTS", "columns": [[LAPTOP] * 1000, "x" * 100_000]},
        {"function": "SEARCH", "columns": [["horses"] * 1000, "x" * 100_000]},
        {"function": "x" * 100_000, "columns": [[LAPTOP] * 1000]},
    ]
    response = client.post("/v1/ask", json={"calls": calls})
    assert response.status_code == 200
    assert len(response.data) < 2_000_000


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("", "hts is empty; give the HTS number"),
        ("   ", "hts is empty; give the HTS number"),
        (None, "hts is empty; give the HTS number"),
        ("laptop", "“laptop” is not an HTS number; write digits such as 8471.30.01.00"),
        ("4" * 40, "has 40 digits; an HTS number has 4, 6, 8 or 10"),
        (10**300, "is not an HTS number"),
        ("８４７１３００１００", "is not an HTS number"),
        ("٨٤٧١", "is not an HTS number"),
        ("=1+1", "“=1+1” is a formula, not an HTS number; give the value itself"),
        ("#N/A", "“#N/A” is not an HTS number"),
        (-8471, "is not an HTS number"),
        (84.71, "84.71 is a decimal number; format the column as text"),
        (True, "is not an HTS number; give text or a whole number"),
        (["8471"], "hts: give one value, not a list"),
        ({"hts": "8471"}, "hts: give one value, not a dict"),
        ("0000", "there is no chapter 00"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_wrong_number_gets_its_own_words(ask: AskMany, cell: object, words: str) -> None:
    (result,) = ask({"function": "CHECK", "columns": [[cell, LAPTOP]]})
    assert result["answers"] == [None, "OK"]
    (error,) = result["errors"]
    assert (error["index"], error["code"]) == (0, "BAD_INPUT")
    assert words in error["message"]


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (1, "Atlantis", "country: “Atlantis” is not a country we know"),
        (1, True, "country: "),
        (2, "next week", "date: “next week” is not a date; write it as 2026-05-01"),
        (2, "2026-02-30", "date: “2026-02-30” is not a date"),
        (2, 7, "date: “7” is not a date"),
        (2, "=TODAY()", "date: “=TODAY()” is not a date"),
        (2, "４５７１７", "is not a date"),
        (3, "usmca", "facts: “usmca” is not name=value"),
        (3, "colour=red", "facts: “colour” is not a fact we know; there are: claim"),
        (3, 1, "facts: “1” states no fact"),
    ],
)
def test_a_wrong_argument_is_named(ask: AskMany, column: int, value: object, words: str) -> None:
    arguments: list[object] = [LAPTOP, None, None, None]
    arguments[column] = value
    (result,) = ask({"function": "BASE", "columns": arguments})
    assert result["answers"] == [None]
    assert result["errors"][0]["code"] == "BAD_INPUT"
    assert words in result["errors"][0]["message"]


def test_ragged_columns_are_refused_for_every_row(ask: AskMany) -> None:
    (result,) = ask({"function": "BASE", "columns": [[LAPTOP, LAPTOP, LAPTOP], ["CN", "KR"]]})
    assert result["answers"] == [None] * 3
    assert [error["index"] for error in result["errors"]] == [0, 1, 2]
    assert "columns are of unequal length (2, 3)" in result["errors"][0]["message"]


@pytest.mark.parametrize("shape", [{"columns": [LAPTOP] * 5}, {"rows": [[LAPTOP] * 5]}])
def test_more_arguments_than_a_function_has_are_refused(ask: AskMany, shape: Json) -> None:
    (result,) = ask({"function": "BASE", **shape})
    (error,) = result["errors"]
    assert "5 " in error["message"]
    assert "were given; it is BASE(hts, country?, date?, facts?)" in error["message"]


def test_an_unknown_function_spoils_only_its_own_call(ask: AskMany) -> None:
    unknown, known = ask({"function": "RAET", "columns": [[LAPTOP, LAPTOP]]}, GOOD)
    assert unknown["answers"] == [None, None]
    assert [error["index"] for error in unknown["errors"]] == [0, 1]
    message = unknown["errors"][0]["message"]
    assert message.startswith("“RAET” is not a function; there are: HTS, DESCRIPTION")
    assert known["answers"] == [0]


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from([LAPTOP, "0101.21", "CN", "2026-05-01", 45717, "claim=KR", "horses"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=2),
    max_leaves=6,
)


@given(
    function=st.sampled_from([*CATALOGUE]),
    rows=st.lists(st.lists(ANYTHING, max_size=6), max_size=5),
    detail=st.sampled_from(["value", "full"]),
)
def test_every_row_gets_one_answer_or_one_error(
    ask: AskMany, function: str, rows: list[list[object]], detail: str
) -> None:
    (result,) = ask({"function": function, "rows": rows}, detail=detail)
    unanswered = [index for index, answer in enumerate(result["answers"]) if answer is None]
    assert len(result["answers"]) == len(rows)
    assert [error["index"] for error in result["errors"]] == unanswered
    assert all(error["code"] and error["message"] for error in result["errors"])
