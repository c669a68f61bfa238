"""Who may ask, what every response carries, and what a fault of ours looks like."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

import pytest
from flask.testing import FlaskClient

from tariffline.functions import CATALOGUE


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8765", "localhost", "localhost:8765"])
@pytest.mark.parametrize("path", ["/", "/healthz", "/v1/hts/0901"])
def test_loopback_is_served(client: FlaskClient, host: str, path: str) -> None:
    assert client.get(path, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "10.0.0.5:8765", ""]
)
@pytest.mark.parametrize("path", ["/", "/healthz", "/v1/hts/0901", "/nowhere", "/v1/ask"])
def test_any_other_host_is_a_name_rebound_to_us(client: FlaskClient, host: str, path: str) -> None:
    response = client.get(path, headers={"Host": host})
    assert response.status_code == 400
    assert response.get_json()["error"]["code"] == "BAD_INPUT"
    assert "Open the service as http://127.0.0.1" in response.get_json()["error"]["message"]


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/hts/0901", "/v1/hts/0901", "/v1/cell/ASOF", "/nowhere", "/metrics"]
)
def test_browsers_are_told_to_trust_only_what_is_ours(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'self'"
    assert "Access-Control-Allow-Origin" not in headers


def test_a_page_that_is_not_there_is_a_page(client: FlaskClient) -> None:
    response = client.get("/nowhere")
    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert "there is no /nowhere" in response.text


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """CHECK has a fault of ours."""

    def fail(*_arguments: object) -> NoReturn:
        raise ZeroDivisionError("a secret of the inside")

    monkeypatch.setitem(CATALOGUE, "CHECK", replace(CATALOGUE["CHECK"], run=fail))


@pytest.mark.usefixtures("broken")
def test_a_fault_of_ours_is_told_without_its_inside_and_logged_with_it(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    call = {"function": "CHECK", "columns": ["8471.30.01.00"]}
    response = client.post("/v1/ask", json={"calls": [call]})
    assert response.status_code == 500
    assert response.get_json()["error"]["code"] == "UNAVAILABLE"
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "a secret of the inside" in caplog.text
    good = {"function": "BASE", "columns": ["8471.30.01.00"]}
    after = client.post("/v1/ask", json={"calls": [good]})
    assert after.get_json()["results"][0]["answers"] == [0]


@pytest.mark.usefixtures("broken")
def test_a_fault_in_a_cell_is_told_without_its_inside(client: FlaskClient) -> None:
    response = client.get("/v1/cell/CHECK?args=8471.30.01.00")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert client.get("/v1/cell/BASE?args=8471.30.01.00").text == "0"
