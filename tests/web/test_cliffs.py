"""The cliff calendar for a set of lines."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from tests.web.conftest import settings

from tariffline.app import create_app
from tariffline.desk.sample import load_sample
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore


@pytest.fixture
def early(tmp_path: Path) -> FlaskClient:
    """The sample on 1 June 2025: the editions of July 2025 and of April 2026 are ahead."""
    engine = open_database(tmp_path)
    load_sample(ScheduleStore(engine), tmp_path, lambda: datetime(2026, 5, 1, tzinfo=UTC))
    engine.dispose()
    return create_app(settings(tmp_path), lambda: date(2025, 6, 1)).test_client()


def test_a_line_learns_its_days_and_its_money(early: FlaskClient) -> None:
    line = {"hts": "0201.10.50.10", "country": "KR", "facts": "claim=KR", "value": 100_000}
    body = json.loads(early.post("/v1/cliffs", json={"lines": [line]}).text, parse_float=Decimal)
    assert body["at_risk"] == {"2026-04-06": Decimal("-1700.00")}
    [rate] = [cliff for cliff in body["cliffs"] if cliff["what"].startswith("rate")]
    assert (rate["day"], rate["number"]) == ("2026-04-06", "0201.10.50.10")
    assert "1.7% (KR)" in rate["what"]


def test_a_programme_that_ends_costs_its_preference(early: FlaskClient) -> None:
    line = {"hts": "7307.91.50.10", "country": "KE", "facts": "claim=D", "value": "1000.00"}
    body = json.loads(early.post("/v1/cliffs", json={"lines": [line]}).text, parse_float=Decimal)
    ends = [cliff for cliff in body["cliffs"] if "African Growth" in cliff["what"]]
    assert [(cliff["day"], cliff["at_risk"]) for cliff in ends] == [
        ("2027-01-01", Decimal("55.00"))
    ]


def test_a_line_without_value_has_days_but_no_money(early: FlaskClient) -> None:
    body = early.post("/v1/cliffs", json={"lines": [{"hts": "0901.11.00.45"}]}).get_json()
    assert any("discontinued" in cliff["what"] for cliff in body["cliffs"])
    assert all(cliff["at_risk"] is None for cliff in body["cliffs"])
    assert body["at_risk"] == {}


@pytest.mark.parametrize(
    "body", [{}, {"lines": [{"hts": "laptop"}]}, {"lines": [{"hts": "8471", "country": "Mars"}]}]
)
def test_what_can_not_be_read_is_refused(early: FlaskClient, body: object) -> None:
    response = early.post("/v1/cliffs", json=body)
    assert response.status_code == 400
    assert response.get_json()["error"]["code"] == "BAD_INPUT"
