"""MPF and HMF over HTTP."""

from __future__ import annotations

from decimal import Decimal

from flask.testing import FlaskClient
from tests.web.conftest import AskMany


def test_a_column_of_values_is_answered_each_by_its_day(ask: AskMany) -> None:
    days = ["2026-02-01", "2025-09-30", "2026-10-01", "2026-02-01"]
    values = [14172, "$5,000,000", 14172, "-1"]
    (result,) = ask({"function": "MPF", "columns": [values, days]})
    assert result["answers"] == [Decimal("49.09"), Decimal("634.62"), None, None]
    later, negative = result["errors"]
    assert (later["index"], later["code"]) == (2, "NOT_KNOWN")
    assert "fiscal year 2027" in later["message"]
    assert (negative["index"], negative["code"]) == (3, "BAD_INPUT")
    assert "value: “-1” is not an amount of dollars" in negative["message"]


def test_without_a_date_both_are_of_today(ask: AskMany) -> None:
    mpf, hmf = ask(
        {"function": "MPF", "columns": [[14172]]}, {"function": "HMF", "columns": [[14172]]}
    )
    assert (mpf["answers"], hmf["answers"]) == ([Decimal("49.09")], [Decimal("17.72")])


def test_full_detail_says_until_when_and_by_which_notice(ask: AskMany) -> None:
    (result,) = ask({"function": "MPF", "columns": [14172, "2026-02-01"]}, detail="full")
    (answer,) = result["answers"]
    assert (answer["edition"], answer["valid_until"]) == ("MPF of fiscal year 2026", "2026-09-30")
    assert answer["cites"][0]["source"] == "90 FR 34665, CBP Dec. 25-10"
    assert answer["scope"]["hts"] is None


def test_a_cell_needs_no_schedule(empty: FlaskClient) -> None:
    assert empty.get("/v1/cell/MPF?args=14172&args=2026-02-01").text == "49.09"
    assert empty.get("/v1/cell/HMF?args=$14,172.00&args=2026-02-01").text == "17.72"


def test_no_edition_of_the_schedule_is_blamed_for_a_fee(client: FlaskClient) -> None:
    reply = client.get("/v1/blame/MPF?args=14172&args=2026-02-01")
    assert "MPF does not rest on the schedule" in reply.text
