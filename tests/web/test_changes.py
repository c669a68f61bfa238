"""The feed over HTTP: pages, Atom, the page for people, and blame."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_reader_meets_every_change_once(client: FlaskClient) -> None:
    seen: list[int] = []
    after = 0
    while True:
        body = client.get(f"/v1/changes?after={after}&limit=7").get_json()
        seen += [change["seq"] for change in body["changes"]]
        after = body["next"]
        if after >= body["head"]:
            break
    assert seen == list(range(1, body["head"] + 1))
    assert client.get(f"/v1/changes?after={after}").get_json()["changes"] == []


def test_a_change_names_its_scope_its_dates_and_its_document(client: FlaskClient) -> None:
    body = client.get("/v1/changes?hts=0901110045").get_json()
    [gone] = [change for change in body["changes"] if change["kind"] == "discontinued"]
    assert gone["scope"] == {"hts": "0901110045", "origin": "", "case": None, "message": None}
    assert (gone["effective"], gone["until"]) == ("2025-07-01", None)
    assert gone["published"] == "2025-07-01"
    assert "0901.11.00.35" in gone["successors"]
    assert gone["cite"]["source"].startswith("HTS sample")


def test_filtered_pages_reach_the_end(client: FlaskClient) -> None:
    body = client.get("/v1/changes?kind=quota").get_json()
    assert body["changes"] == []
    assert body["next"] == body["head"]


def test_the_reply_of_ask_says_what_it_holds(client: FlaskClient) -> None:
    head = client.get("/v1/changes").get_json()["head"]
    asked = client.post("/v1/ask", json={"calls": [{"function": "ASOF", "columns": []}]})
    assert asked.get_json()["feed"] == head


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=x", "kind=news", "hts=laptop", "from=soon", "after=x"]
)
def test_bad_filters_are_refused_with_words(client: FlaskClient, query: str) -> None:
    response = client.get(f"/v1/changes?{query}")
    assert response.status_code == 400
    assert response.get_json()["error"]["code"] == "BAD_INPUT"


def test_atom_has_an_entry_a_change(client: FlaskClient) -> None:
    feed = ElementTree.fromstring(client.get("/changes.atom?hts=0901").data)
    entries = feed.findall(f"{ATOM}entry")
    assert any("0901.11.00.45: discontinued" in (e.findtext(f"{ATOM}title") or "") for e in entries)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids) > 0


def test_the_page_shows_changes_and_the_days_ahead(client: FlaskClient) -> None:
    text = client.get("/changes?hts=0901").text
    assert "0901.11.00.45" in text
    assert "0901.11.00.35" in text
    assert "African Growth and Opportunity Act" in text
    assert client.get("/changes?kind=description&from=2026-01-01").status_code == 200


def test_blame_names_the_edition_and_the_value_before(client: FlaskClient) -> None:
    body = client.get("/v1/blame/UNIT?args=8517.62.00.90").get_json()
    assert body["since"] == "2025-07-01"
    assert body["document"].endswith("2025 Rev 16")
    assert (body["before"]["value"], body["now"]["value"]) == ("kg", "No.")


def test_blame_of_a_discontinued_number(client: FlaskClient) -> None:
    body = client.get("/v1/blame/CHECK?args=0901.11.00.45").get_json()
    assert body["now"]["error"]["code"] == "NOT_IN_FORCE"
    assert (body["since"], body["before"]["value"]) == ("2025-07-01", "OK")


def test_blame_of_what_never_changed(client: FlaskClient) -> None:
    body = client.get("/v1/blame/BASE?args=8471.30.01.00").get_json()
    assert (body["since"], body["before"]) == ("2025-01-01", None)


@pytest.mark.parametrize("path", ["ASOF", "SEARCH?args=horses", "NOTHING"])
def test_blame_refuses_what_has_no_past(client: FlaskClient, path: str) -> None:
    assert client.get(f"/v1/blame/{path}").status_code in (400, 404)


def test_atom_reaches_every_change_by_its_older_pages(client: FlaskClient) -> None:
    head = client.get("/v1/changes").get_json()["head"]
    first = ElementTree.fromstring(client.get("/changes.atom").data)
    rest = ElementTree.fromstring(client.get("/changes.atom?below=1").data)
    seen = [entry.findtext(f"{ATOM}id") or "" for entry in first.findall(f"{ATOM}entry")]
    assert seen[0].endswith(f":{head}")
    assert not rest.findall(f"{ATOM}entry")


def test_a_position_of_another_feed_is_led_back(client: FlaskClient) -> None:
    body = client.get("/v1/changes?after=99999").get_json()
    assert (body["changes"], body["next"]) == ([], body["head"])


@pytest.mark.parametrize("last", ["abc", "-5", "9" * 30])
def test_a_stream_from_nowhere_is_refused_with_words(client: FlaskClient, last: str) -> None:
    headers = {"Accept": "text/event-stream", "Last-Event-ID": last}
    assert client.get("/v1/changes", headers=headers).status_code == 400
    assert client.get(f"/v1/changes?after={last}").status_code == 400
