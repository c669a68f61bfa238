"""The service over the bundled sample, on the tests' own day, without a socket."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from tests.conftest import TODAY

from tariffline.app import create_app
from tariffline.desk.sample import load_sample
from tariffline.settings import Settings
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore

Json = dict[str, Any]
AskMany = Callable[..., list[Json]]


def settings(home: Path) -> Settings:
    return Settings(home=home, usitc="http://127.0.0.1:9", log="WARNING")


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    home = tmp_path_factory.mktemp("web")
    engine = open_database(home)
    load_sample(ScheduleStore(engine), home, lambda: datetime(2026, 5, 1, 12, tzinfo=UTC))
    engine.dispose()
    return create_app(settings(home), lambda: TODAY)


@pytest.fixture(scope="session")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def empty(tmp_path: Path) -> FlaskClient:
    """A service over an empty data folder."""
    return create_app(settings(tmp_path), lambda: TODAY).test_client()


@pytest.fixture(scope="session")
def ask(client: FlaskClient) -> AskMany:
    """Asks calls in one request that must succeed; their results, numbers as exact decimals."""

    def asked(*calls: Json, detail: str = "value") -> list[Json]:
        response = client.post("/v1/ask", json={"calls": calls, "detail": detail})
        assert response.status_code == 200, response.text
        results: list[Json] = json.loads(response.text, parse_float=Decimal)["results"]
        return results

    return asked
