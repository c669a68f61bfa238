"""/v1/watches: the lists by name, and one more line for one of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from tests.conftest import TODAY
from tests.web.conftest import settings

from tariffline.app import create_app
from tariffline.store.database import open_database
from tariffline.store.watches import Channel, Pair, Watches

ADDRESS = "http://receiver.example/secret-path"


@pytest.fixture
def watching(tmp_path: Path) -> FlaskClient:
    """A service with one watch list."""
    engine = open_database(tmp_path)
    now = datetime(2026, 5, 1, tzinfo=UTC)
    Watches(engine).add("parts", Channel.WEBHOOK, ADDRESS, "signs it", [Pair("0901")], 0, now)
    engine.dispose()
    return create_app(settings(tmp_path), lambda: TODAY).test_client()


def test_the_lists_are_named_without_where_their_alerts_go(watching: FlaskClient) -> None:
    response = watching.get("/v1/watches")
    assert response.get_json() == {"watches": [{"name": "parts", "lines": 1}]}


def test_a_line_is_added_once(watching: FlaskClient) -> None:
    line = {"hts": "8471.30.01.00", "country": "China"}
    told = [watching.post("/v1/watches/parts/lines", json=line).get_json() for _ in range(2)]
    assert [each["added"] for each in told] == [True, False]
    assert (told[0]["hts"], told[0]["country"]) == ("8471300100", "CN")
    assert watching.get("/v1/watches").get_json()["watches"][0]["lines"] == 2


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("none", {"hts": "0901"}, 404, "there is no watch “none”; there are: parts"),
        ("parts", {"hts": "cats"}, 400, "hts:"),
        ("parts", {"hts": "0901", "country": "Narnia"}, 400, "Narnia"),
        ("parts", {"number": "0901"}, 400, "is not as /docs describes it"),
        ("parts", ["0901"], 400, "is not as /docs describes it"),
    ],
)
def test_what_can_not_be_watched_is_refused(
    watching: FlaskClient, path: str, body: object, status: int, words: str
) -> None:
    response = watching.post(f"/v1/watches/{path}/lines", json=body)
    assert response.status_code == status
    assert words in response.get_json()["error"]["message"]


def test_a_form_of_another_page_adds_nothing(watching: FlaskClient) -> None:
    form = watching.post(
        "/v1/watches/parts/lines", data='{"hts": "0902"}', content_type="text/plain"
    )
    assert form.status_code == 415
    assert watching.get("/v1/watches").get_json()["watches"][0]["lines"] == 1
