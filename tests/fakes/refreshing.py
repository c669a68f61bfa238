"""A workbook refreshed from a fake service, with nothing kept from before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.fakes.service import FakeService

from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile
from tariffline_office.client import Service
from tariffline_office.front_desk import FrontDesk
from tariffline_office.workbook.refresh import Order, Summary, refresh


def refresh_file(
    service: FakeService, path: Path, out: Path | None = None, **order: Any
) -> Summary:
    """Refresh `path` into `out`; `order` are fields of `Order`."""
    with (
        Service(service.url, backoff_seconds=0) as client,
        Cache(client.url, CacheFile(None)) as cache,
    ):
        return refresh(
            Order(path, out or path, **order), FrontDesk(client, cache), lambda step: None
        )
