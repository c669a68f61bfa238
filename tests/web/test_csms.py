"""The addresses and pages of CBP's messages, over the bundled sample."""

from __future__ import annotations

from flask.testing import FlaskClient

EZVPN = "39291311"


def test_a_message_as_json(client: FlaskClient) -> None:
    found = client.get(f"/v1/csms/{EZVPN}").get_json()
    assert found["title"] == "Information on the Retirement of the Current Cisco EzVPN Solution"
    assert (found["kind"], found["sent_on"], found["effective"]) == (
        "operational",
        "2019-08-09",
        "2019-12-31",
    )
    assert found["sent_at"] == "2019-08-09T09:39:00-04:00"
    assert found["url"].endswith("USDHSCBP-25789af")
    assert len(found["questions"]) == 4


def test_the_page_shows_everything_that_a_broker_wants(client: FlaskClient) -> None:
    page = client.get(f"/csms/{EZVPN}").text
    for words in (
        "operational",
        "9 August 2019",
        "https://content.govdelivery.com/bulletins/gd/USDHSCBP-25789af",
        "Information on the Retirement of the Current Cisco EzVPN Solution",
        "Plain-English explanation",
        "Message body",
        "CBP is in the process of implementing a modernized solution",
        "will continue to work with the updated version.",
        "Frequently asked questions",
        "What is CSMS 39291311?",
        "When was CSMS 39291311 published?",
        "Is CSMS 39291311 binding?",
        "impacted by this change and must take action",
        "2019-12-31",
        "Related guides",
    ):
        assert words in page, words
    assert "Update your subscriptions" not in page


def test_other_spellings_lead_to_the_page(client: FlaskClient) -> None:
    answer = client.get("/csms/CSMS%20%23%2039291311")
    assert (answer.status_code, answer.location) == (302, f"/csms/{EZVPN}")


def test_numbers_of_other_publications_are_refused(client: FlaskClient) -> None:
    answer = client.get("/v1/csms/5189402")
    assert answer.status_code == 400
    assert "antidumping" in answer.get_json()["error"]["message"]
    assert client.get("/v1/csms/60000001").status_code == 404
    assert client.get("/csms/60000001").status_code == 404


def test_search_by_words_and_filters(client: FlaskClient) -> None:
    def found(query: str) -> list[str]:
        messages = client.get(f"/v1/csms?{query}").get_json()["messages"]
        return [each["number"] for each in messages]

    assert found("q=ezvpn") == [EZVPN]
    assert found("q=ezvpn&kind=operational&since=2019-08-09&until=2019-08-09") == [EZVPN]
    assert found("kind=quota") == []
    assert found("q=ezvpn&hts=8471") == []
    assert EZVPN in client.get("/csms?q=router").text
    assert "No message at hand matches" in client.get("/csms?q=zeppelin").text


def test_filters_that_can_not_be_read_are_refused_by_name(client: FlaskClient) -> None:
    for query, words in (
        ("kind=gossip", "is not a kind"),
        ("since=soon", "since: "),
        ("hts=cats", "hts: "),
        ("case=910", "case: "),
        ("country=Narnia", "country: "),
        ("limit=0", "limit is 0"),
    ):
        answer = client.get(f"/v1/csms?{query}")
        assert answer.status_code == 400, query
        assert words in answer.get_json()["error"]["message"]


def test_what_to_do(client: FlaskClient) -> None:
    reply = client.get("/v1/csms/todo?since=2019-08-01").get_json()
    [task] = reply["tasks"]
    assert task["number"] == EZVPN
    assert "asks somebody to act" in task["reasons"]
    assert client.get("/v1/csms/todo").get_json()["tasks"] == []
    assert "must take action" in client.get("/csms/todo?since=2019-08-01").text


def test_functions_answer_from_it(client: FlaskClient) -> None:
    cell = client.get(f"/v1/cell/CSMS?args={EZVPN}&args=effective")
    assert cell.text == "2019-12-31"
    rows = client.get("/v1/cell/CSMSSEARCH?args=EzVPN").text
    assert rows.startswith(f"{EZVPN}\t2019-08-09\t")


def test_the_feed_tells_the_message(client: FlaskClient) -> None:
    changes = client.get("/v1/changes?kind=message").get_json()["changes"]
    assert [change["scope"]["message"] for change in changes] == [EZVPN]
    assert changes[0]["effective"] == "2019-12-31"
    assert changes[0]["cite"]["url"].endswith("25789af")
    assert f"/csms/{EZVPN}" in client.get("/changes?kind=message").text
    assert f"/csms/{EZVPN}" in client.get("/changes.atom?kind=message").text


def test_nothing_loaded_is_said(empty: FlaskClient) -> None:
    assert empty.get(f"/v1/csms/{EZVPN}").status_code == 503
    assert "tariffline sync csms" in empty.get("/csms").text


def test_a_hostile_title_is_words_only(client: FlaskClient) -> None:
    page = client.get("/csms?q=%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in page
