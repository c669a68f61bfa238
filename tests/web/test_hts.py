"""GET /v1/hts: the schedule as resources."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tariffline.desk.sheet import Sheet


def test_a_line_is_a_sheet_with_everything_about_it(client: FlaskClient) -> None:
    sheet = client.get("/v1/hts/7307.91.50.10").get_json()
    assert set(sheet) == set(Sheet.__dataclass_fields__)
    assert (sheet["number"], sheet["level"]) == ("7307.91.50.10", "statistical line")
    assert sheet["reportable"] is True
    assert sheet["path"][0]["number"] == "7307"
    assert sheet["units"] == ["kg"]
    general, column_2 = sheet["columns"]
    assert (general["text"], general["printed_at"]) == ("5.5%", "7307.91.50")
    assert column_2["text"] == "45%"
    assert {special["symbol"] for special in sheet["special"]} >= {"KR", "S", "A*"}
    assert sheet["edition"]["effective"] == "2026-04-06"


def test_a_heading_lists_what_is_below_it(client: FlaskClient) -> None:
    sheet = client.get("/v1/hts/0901").get_json()
    assert (sheet["level"], sheet["reportable"]) == ("heading", False)
    assert "0901.11.00" in [below["number"] for below in sheet["below"]]


@pytest.mark.parametrize(
    "spelling",
    ["8471300100", "8471.30.0100", "8471-30-01-00", "8471%2030%2001%2000", "HTS%208471.30.01.00."],
)
def test_a_number_is_found_in_any_usual_spelling(client: FlaskClient, spelling: str) -> None:
    assert client.get(f"/v1/hts/{spelling}").get_json()["number"] == "8471.30.01.00"


def test_a_lost_zero_is_put_back_and_told(client: FlaskClient) -> None:
    sheet = client.get("/v1/hts/101210010").get_json()
    assert sheet["number"] == "0101.21.00.10"
    assert "its leading zero was lost" in sheet["notes"][0]


def test_a_date_chooses_the_edition(client: FlaskClient) -> None:
    sheet = client.get("/v1/hts/0901.11.00.45?date=2025-03-01").get_json()
    assert sheet["label"] == "sample, 78 lines, 2025 Basic"
    assert sheet["last_day"] == "2025-06-30"


def test_an_empty_date_is_today(client: FlaskClient) -> None:
    bare, empty = client.get("/v1/hts/0901"), client.get("/v1/hts/0901?date=")
    assert bare.get_json() == empty.get_json()


@pytest.mark.parametrize(
    ("address", "status", "code", "words"),
    [
        ("/v1/hts/laptop", 400, "BAD_INPUT", "hts: “laptop” is not an HTS number"),
        ("/v1/hts/8471.30.01.00?date=soon", 400, "BAD_INPUT", "date: “soon” is not a date"),
        ("/v1/hts?q=", 400, "BAD_INPUT", "no words to search for"),
        ("/v1/hts", 400, "BAD_INPUT", "no words to search for"),
        ("/v1/hts?q=horses&limit=0", 400, "BAD_INPUT", "give 1 to 100"),
        ("/v1/hts?q=horses&limit=101", 400, "BAD_INPUT", "give 1 to 100"),
        ("/v1/hts?q=horses&limit=ten", 400, "BAD_INPUT", "limit: “ten” is not a whole number"),
        ("/v1/hts?q=horses&limit=2.5", 400, "BAD_INPUT", "limit: “2.5” is not a whole number"),
        ("/v1/hts?q=horses&limit=inf", 400, "BAD_INPUT", "limit: “inf” is not a whole number"),
        ("/v1/hts/0901.11.00.45", 404, "NOT_IN_FORCE", "2025-06-30"),
        ("/v1/hts/4202.99.99.99", 404, "NOT_KNOWN", "load the whole schedule"),
        ("/v1/hts/0901?date=2024-12-31", 404, "NOT_KNOWN", "before the first edition"),
        ("/v1/hts/0901?date=2026-06-02", 404, "NOT_KNOWN", "has not come yet"),
        ("/v1/hts/84", 409, "AMBIGUOUS", "give one of"),
        ("/v1/heading/84", 404, "NOT_FOUND", "there is no /v1/heading/84; see /docs"),
    ],
)
def test_a_refusal_has_status_code_and_remedy(
    client: FlaskClient, address: str, status: int, code: str, words: str
) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert response.get_json()["error"]["code"] == code
    assert words in response.get_json()["error"]["message"]


def test_a_discontinued_number_names_what_stands_in_its_place(client: FlaskClient) -> None:
    error = client.get("/v1/hts/0901.11.00.45").get_json()["error"]
    assert "0901.11.00.50" in error["choices"]


def test_search_gives_lines_with_their_paths(client: FlaskClient) -> None:
    found = client.get("/v1/hts?q=horses&limit=2").get_json()
    assert found["edition"] == "sample, 90 lines, 2026 Rev 5"
    assert [each["line"] for each in found["lines"]] == ["0101.21.00.10", "0101.21.00.20"]
    assert all("Horses" in each["path"] for each in found["lines"])


def test_search_by_a_fragment_of_a_number(client: FlaskClient) -> None:
    lines = client.get("/v1/hts?q=7307.91").get_json()["lines"]
    assert lines
    assert all(each["line"].startswith("7307.91") for each in lines)


def test_a_search_that_finds_nothing_is_an_empty_list(client: FlaskClient) -> None:
    assert client.get("/v1/hts?q=xylophonist").get_json()["lines"] == []


@pytest.mark.parametrize("address", ["/v1/hts/0901", "/v1/hts?q=horses"])
def test_without_data_it_is_unavailable(empty: FlaskClient, address: str) -> None:
    response = empty.get(address)
    assert response.status_code == 503
    assert "tariffline sync usitc" in response.get_json()["error"]["message"]


def test_another_method_is_refused_with_those_that_serve(client: FlaskClient) -> None:
    response = client.delete("/v1/hts/0901")
    assert response.status_code == 405
    assert response.allow.as_set() == {"get", "head", "options"}
    assert response.get_json()["error"]["code"] == "BAD_INPUT"


@pytest.mark.parametrize(
    "path",
    ["/v1/hts/8471.30.01.00?dat=2019-01-01", "/v1/hts?query=horses", "/v1/changes?hst=0901"],
)
def test_a_misspelt_parameter_is_refused_not_passed_over(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 400
    assert "is not a parameter here" in response.get_json()["error"]["message"]


def test_a_misspelt_parameter_of_a_cell_is_an_error_in_the_cell(client: FlaskClient) -> None:
    text = client.get("/v1/cell/BASE?args=7307.91.50.10&country=RU").text
    assert text.startswith("BAD_INPUT: “country” is not a parameter here")
