"""The addresses and pages of AD/CVD cases, over the bundled sample."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

ROD = "A-821-824"
PIPE = "A-570-910"
GLYCINE = "A-570-836"


def test_a_case_as_json(client: FlaskClient) -> None:
    found = client.get(f"/v1/adcvd/{PIPE}").get_json()
    assert (found["number"], found["status"], found["since"]) == (
        PIPE, "order in force", "2008-07-22"
    )  # fmt: skip
    assert found["companions"] == ["C-570-911"]
    assert [each["name"] for each in found["segments"]] == [
        "administrative review", "sunset review", "investigation"
    ]  # fmt: skip
    assert found["rates"] == []


def test_the_page_shows_what_a_broker_wants(client: FlaskClient) -> None:
    page = client.get(f"/adcvd/{GLYCINE}?exporter=Somebody&description=crystalline+salt").text
    for words in (
        "A-570-836",
        "Glycine",
        "antidumping duty",
        "453.79%",
        "country-wide entity",
        "no rate of its own was found for “Somebody”",
        "Companies and rates",
        "For: sentences that speak of it",
        "Questions left open",
        "2922.49.40.20",
        "19 CFR 351.107",
        "https://www.federalregister.gov/d/2016-08229",
        "decides nothing: read the scope",
        "=TARIFF.DEPOSIT(&#34;A-570-836&#34;,&#34;Somebody&#34;)",
    ):
        assert words in page, words


def test_a_case_without_rates_says_so_and_never_zero(client: FlaskClient) -> None:
    page = client.get(f"/adcvd/{PIPE}").text
    assert "Not known is not zero" in page
    assert "None is at hand, so no HTS number finds this case." in page
    assert "0%" not in page


def test_other_spellings_lead_to_the_page(client: FlaskClient) -> None:
    answer = client.get("/adcvd/a570910?exporter=Foo")
    assert (answer.status_code, answer.location) == (302, f"/adcvd/{PIPE}?exporter=Foo")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/adcvd/A-570-999", 404),
        ("/v1/adcvd/nonsense", 400),
        ("/adcvd/A-570-999", 404),
        ("/adcvd/nonsense", 400),
        (f"/v1/adcvd/{PIPE}?dat=2020-01-01", 400),
        (f"/v1/adcvd/{PIPE}?date=never", 400),
        (f"/v1/adcvd/{PIPE}/deposit", 404),
        ("/v1/adcvd?country=Narnia", 400),
        ("/v1/adcvd?hts=abc", 400),
        ("/adcvd?q=xylophone", 200),
        ("/adcvd/pending", 200),
    ],
)
def test_what_is_refused_and_what_is_not(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_a_deposit_in_full(client: FlaskClient) -> None:
    path = f"/v1/adcvd/{GLYCINE}/deposit?exporter=Somebody&date=2016-06-01"
    found = client.get(path).get_json()["deposit"]
    assert (found["deposit"], found["step"], found["effective"]) == (
        4.5379, "country-wide entity", "2016-04-15"
    )  # fmt: skip
    assert found["passed"] == ["the exporter's own rate"]
    assert found["cite"]["place"] == "Cash Deposit Requirements, (3)"


def test_a_deposit_per_unit_has_its_unit(client: FlaskClient) -> None:
    found = client.get("/v1/adcvd/A-570-848-003/deposit").get_json()["deposit"]
    assert (found["deposit"], found["unit"], found["effective"]) == (5.07, "kg", "2002-04-22")
    page = client.get("/adcvd/A-570-848-003").text
    assert "needs the quantity in kg" in page


def test_search_by_words_and_filters(client: FlaskClient) -> None:
    def found(query: str) -> list[str]:
        return [each["number"] for each in client.get(f"/v1/adcvd?{query}").get_json()["cases"]]

    assert found("q=wire+rod") == ["A-520-808", ROD, "A-822-806"]
    assert found("q=A570910") == [PIPE]
    assert found("hts=8450.20") == ["A-201-842"]
    assert found("country=TW") == ["A-583-803"]
    assert found("q=xylophone") == []
    page = client.get("/adcvd?q=xylophone").text
    assert "That is no clearance" in page
    assert ">A-583-803</a>" in client.get("/adcvd").text


def test_as_it_was_known(client: FlaskClient) -> None:
    before = client.get(f"/v1/adcvd/{PIPE}?known=2020-01-01").get_json()
    assert (before["status"], before["segments"], before["known_on"]) == ("", [], "2020-01-01")
    assert "As it was known here" in client.get(f"/adcvd/{PIPE}?known=2020-01-01").text


def test_nothing_is_pending_in_the_sample(client: FlaskClient) -> None:
    assert client.get("/v1/adcvd/pending").get_json()["pending"] == []
    assert "No pending investigation" in client.get("/adcvd/pending").text


def test_no_match_in_a_cell_is_an_error_with_its_code(client: FlaskClient) -> None:
    answer = client.get("/v1/cell/ADCVD?args=7306.30.10.00&args=CN")
    assert answer.headers["Tariffline-Error"] == "NO_MATCH_NOT_CLEARANCE"
    assert answer.text.startswith("NO_MATCH_NOT_CLEARANCE: no order found by HTS + country")
    assert "A-570-910" in answer.text


def test_the_feed_names_the_cases(client: FlaskClient) -> None:
    (change,) = client.get("/v1/changes?kind=AD/CVD+case").get_json()["changes"]
    assert change["scope"] == {"hts": "", "origin": "", "case": None, "message": None}
    assert "read at once" in change["after"]


def test_an_empty_service_says_how_to_load(empty: FlaskClient) -> None:
    answer = empty.get("/v1/adcvd")
    assert answer.status_code == 503
    assert "tariffline sync adcvd" in answer.get_json()["error"]["message"]
    assert "No AD/CVD notice is loaded" in empty.get("/adcvd").text
    assert "No AD/CVD notice is loaded" in empty.get("/adcvd/pending").text


def test_the_page_of_a_line_names_the_cases_that_name_it(client: FlaskClient) -> None:
    page = client.get("/hts/0101.21.00.10").text
    assert "None at hand, to 2019-09-19, names this number. That is no clearance" in page


def test_cases_link_from_the_changes_and_from_atom(client: FlaskClient) -> None:
    page = client.get("/changes?kind=AD/CVD+case").text
    assert "9 cases in 12 notices, read at once" in page
    assert "AD/CVD case, effective" in client.get("/changes.atom").text
