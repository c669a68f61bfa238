"""An entry added up over HTTP: charges, fees, totals, and what is not known of them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient

FLANGE = {"hts": "7307.91.50.10", "country": "CN", "value": "$14,172.00"}
SHIRT = {"hts": "6109.10.00.12", "country": "VN", "value": 10000}
FRAME = {"hts": "7616.99.51.90", "country": "VN", "value": 1000}
CARCASS = {"hts": "0201.10.05.10", "country": "MX", "value": 5400}


def posted(client: FlaskClient, *lines: object, mode: str = "vessel", **more: object) -> Any:
    body = {"date": "2026-05-01", "mode": mode, "lines": lines, **more}
    response = client.post("/v1/entry", json=body)
    assert response.status_code == 200, response.text
    return json.loads(response.text, parse_float=Decimal)


def refused(client: FlaskClient, *lines: object, **more: object) -> str:
    body = {"date": "2026-05-01", "mode": "air", "lines": lines, **more}
    response = client.post("/v1/entry", json=body)
    assert response.status_code == 400, response.text
    error = response.get_json()["error"]
    assert error["code"] == "BAD_INPUT"
    return str(error["message"])


def test_an_entry_adds_up_to_the_cent(client: FlaskClient) -> None:
    found = posted(client, FLANGE, SHIRT)
    assert [
        [(charge["heading"], charge["duty"]) for charge in line["charges"]]
        for line in found["lines"]
    ] == [
        [
            ("9903.88.03", Decimal("3543.00")),
            ("9903.03.06", Decimal("0.00")),
            ("9903.82.02", Decimal("7086.00")),
            ("7307.91.50.10", Decimal("779.46")),
        ],
        [("9903.03.01", Decimal("1000.00")), ("6109.10.00.12", Decimal("1650.00"))],
    ]
    assert (found["value"], found["duty"]) == (24172, Decimal("14058.46"))
    assert (found["mpf"], found["hmf"]) == (Decimal("83.73"), Decimal("30.22"))
    assert found["total"] == found["known"] == Decimal("14172.41")
    assert sum(line["total"] for line in found["lines"]) == found["total"]
    assert found["not_known"] == []
    assert found["measures_known_to"] >= "2026-09-29"


def test_a_line_that_turns_on_a_fact_is_a_range_and_no_zero(client: FlaskClient) -> None:
    found = posted(client, SHIRT, FRAME, date="2025-12-15")
    line = found["lines"][1]
    assert (line["duty"], line["total"], line["charges"]) == (None, None, [])
    assert (line["least"], line["most"]) == (Decimal("225.00"), Decimal("525.00"))
    assert (line["why"]["code"], line["why"]["missing"]) == ("NEEDS", ["aluminum"])
    assert (found["duty"], found["total"]) == (None, None)
    assert found["mpf"] == Decimal("38.10")
    assert found["known"] == Decimal("3650.00") + found["mpf"] + found["hmf"]
    assert [each[:14] for each in found["not_known"]] == ["line 2: NEEDS:"]


def test_the_fact_that_decides_makes_it_a_sum(client: FlaskClient) -> None:
    found = posted(client, {**FRAME, "facts": "aluminum=1"}, date="2025-12-15")
    assert found["total"] is not None
    assert found["not_known"] == []


def test_a_note_that_exempts_is_no_heading_of_the_line(client: FlaskClient) -> None:
    chips = {"hts": "8471.50.01.50", "country": "CN", "value": 1000, "facts": "use=ai chips"}
    found = posted(client, chips, date="2026-01-20")
    assert [charge["heading"] for charge in found["lines"][0]["charges"]] == [
        "9903.88.03", "", "9903.01.33", "9903.79.01", "8471.50.01.50",
    ]  # fmt: skip
    assert found["total"] is not None


def test_a_specific_rate_needs_its_quantity(client: FlaskClient) -> None:
    missing = posted(client, CARCASS)["lines"][0]
    assert (missing["duty"], missing["least"], missing["why"]["missing"]) == (
        None,
        None,
        ["the quantity in kg"],
    )
    given = posted(client, {**CARCASS, "quantity": "1000 kg", "facts": "usmca=no"})["lines"][0]
    assert ("0201.10.05.10", Decimal("44.00")) in [
        (charge["heading"], charge["duty"]) for charge in given["charges"]
    ]


def test_hmf_is_for_what_comes_by_water(client: FlaskClient) -> None:
    assert posted(client, SHIRT, mode="air")["hmf"] == 0
    assert posted(client, SHIRT, mode="border water")["hmf"] == Decimal("12.50")


def test_a_small_hmf_turns_on_what_else_is_owed(client: FlaskClient) -> None:
    """At most $3.00 is collected only with other revenue, and the duty is not known."""
    line = {**FRAME, "country": "MX", "facts": "usmca=yes"}
    found = posted(client, line, date="2025-12-15")
    assert found["mpf"] == 0
    assert found["lines"][0]["why"] is not None
    assert (found["hmf"], found["total"]) == (None, None)
    assert any(each.startswith("HMF: ") for each in found["not_known"])


def test_chapter_98_wants_its_provision(client: FlaskClient) -> None:
    found = posted(client, SHIRT, {**FLANGE, "facts": "chapter98=yes"})
    assert found["lines"][1]["why"]["code"] == "NEEDS"
    assert (found["mpf"], found["total"], found["known"]) == (
        None, None, Decimal("2650.00") + found["hmf"],
    )  # fmt: skip


def test_a_claim_that_is_refused_exempts_nothing(client: FlaskClient) -> None:
    found = posted(client, {**SHIRT, "facts": "claim=KR"}, mode="air")
    assert found["lines"][0]["why"]["code"] == "BAD_INPUT"
    assert (found["mpf"], found["known"]) == (None, 0)


def test_informal_entries_pay_the_fixed_fee_and_have_a_limit(client: FlaskClient) -> None:
    small = {**SHIRT, "value": 2000}
    found = posted(client, small, mode="air", informal=True)
    assert (found["mpf"], found["duty"]) == (Decimal("2.69"), Decimal("530.00"))
    assert "more than an informal entry may hold" in refused(client, SHIRT, informal=True)


def test_every_wrong_line_is_named(client: FlaskClient) -> None:
    said = refused(client, {**SHIRT, "hts": "laptop"}, SHIRT, {**SHIRT, "value": -1})
    assert "line 1: hts: “laptop”" in said
    assert "line 3: value: “-1”" in said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"lines": []}, "0 lines; an entry has 1 to 999"),
        ({"lines": [SHIRT] * 1000}, "1,000 lines"),
        ({"mode": "balloon"}, "balloon"),
        ({"date": "yesterday"}, "date: “yesterday”"),
        ({"lines": [{**SHIRT, "facts": "melt"}]}, "line 1: facts: “melt”"),
        ({"lines": [{**SHIRT, "country": ""}]}, "line 1: country is missing"),
        ({"lines": [{**SHIRT, "price": 3}]}, "price"),
    ],
)
def test_what_can_not_be_read_is_refused(
    client: FlaskClient, more: dict[str, object], said: str
) -> None:
    assert said in refused(client, **more)


def test_without_a_schedule_lines_are_not_known_and_not_zero(empty: FlaskClient) -> None:
    found = posted(empty, SHIRT, mode="air")
    assert found["lines"][0]["why"]["code"] == "UNAVAILABLE"
    assert (found["duty"], found["total"]) == (None, None)
