"""Whether it lives, whether it can answer, and what it has done."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from tests.conftest import TODAY
from tests.web.conftest import settings

from tariffline.app import create_app
from tariffline.desk.intake import Arrival, take_in
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore


def counted(client: FlaskClient, name: str, **labels: str) -> float:
    """The value of a counter now; 0 before its first count."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    samples = (sample for family in families for sample in family.samples)
    found = (s.value for s in samples if (s.name, s.labels) == (name, labels))
    return next(found, 0.0)


def test_alive(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok"})


def test_ready_with_the_edition_in_force(client: FlaskClient) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.get_json() == {
        "status": "ok",
        "edition": "sample, 90 lines, 2026 Rev 5",
        "effective": "2026-04-06",
    }


def test_alive_but_not_ready_without_an_edition(empty: FlaskClient) -> None:
    assert empty.get("/healthz").status_code == 200
    response = empty.get("/readyz")
    assert response.status_code == 503
    assert response.get_json() == {"status": "no schedule is loaded", "edition": None}


def test_ready_as_soon_as_another_process_has_loaded(
    tmp_path_factory: pytest.TempPathFactory, arrivals: tuple[Arrival, ...]
) -> None:
    home = tmp_path_factory.mktemp("home")
    client = create_app(settings(home), lambda: TODAY).test_client()
    assert client.get("/readyz").status_code == 503
    engine = open_database(home)
    take_in(ScheduleStore(engine), home, arrivals[0])
    engine.dispose()
    assert client.get("/readyz").get_json()["edition"] == "sample, 78 lines, 2025 Basic"


def test_requests_are_counted_by_route_and_status(client: FlaskClient) -> None:
    labels = {"route": "/v1/hts/<number>", "status": "400"}
    before = counted(client, "tariffline_requests_total", **labels)
    client.get("/v1/hts/laptop")
    client.get("/v1/hts/desktop")
    assert counted(client, "tariffline_requests_total", **labels) == before + 2


def test_questions_are_counted_by_function_and_outcome(client: FlaskClient) -> None:
    answered = {"function": "CHECK", "outcome": "ANSWERED"}
    refused = {"function": "CHECK", "outcome": "BAD_INPUT"}
    before = [counted(client, "tariffline_rows_total", **each) for each in (answered, refused)]
    rows = ["8471.30.01.00", "junk", "8471.30.01.00"]
    client.post("/v1/ask", json={"calls": [{"function": "check", "columns": [rows]}]})
    client.get("/v1/cell/CHECK?args=junk")
    after = [counted(client, "tariffline_rows_total", **each) for each in (answered, refused)]
    assert after == [before[0] + 2, before[1] + 2]


def test_unknown_names_make_no_labels_of_their_own(client: FlaskClient) -> None:
    client.post("/v1/ask", json={"calls": [{"function": "RAET", "columns": []}]})
    client.get("/v1/cell/RAET")
    client.get("/raet")
    assert "raet" not in client.get("/metrics").text.lower()
