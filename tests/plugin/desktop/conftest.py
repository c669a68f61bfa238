"""Functions of desktop Excel against a service that knows a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fakes.service import FakeService, NoAnswerError
from tests.plugin.conftest import FUNCTIONS

from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile
from tariffline_office.client import Service
from tariffline_office.desktop.asking import Asking
from tariffline_office.front_desk import FrontDesk


def _search(text: str, n: str | None = None) -> list[list[object]]:
    found: list[list[object]] = [
        ["0101.21.00.10", "Horses", 0.0275],
        ["0101.21.00.20", "Mares", None],
    ]
    return found[: int(n)] if n else found


def _needs(hts: str, *rest: object) -> object:
    raise NoAnswerError("NEEDS", f"the melt country of {hts}")


@pytest.fixture
def service() -> Iterator[FakeService]:
    told = {**FUNCTIONS, "SEARCH": _search, "CHANGES": lambda hts, since=None: [], "HTS": _needs}
    with FakeService(told) as running:
        yield running


@pytest.fixture
def asking(service: FakeService, cache_path: Path) -> Iterator[Asking]:
    with (
        Service(service.url, backoff_seconds=0) as client,
        Cache(client.url, CacheFile(cache_path)) as cache,
    ):
        yield Asking(FrontDesk(client, cache))
