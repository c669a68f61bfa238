"""Refreshes a workbook inside the service itself, which is asked without the way over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec

from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheError, CacheFile
from tariffline_office.client import Service, ServiceError
from tariffline_office.front_desk import FrontDesk
from tariffline_office.workbook.closed_file import PROTECTED, SIGNATURE
from tariffline_office.workbook.columns import split_names
from tariffline_office.workbook.headings import named_columns
from tariffline_office.workbook.refresh import Order, refresh
from tariffline_office.workbook.sheet import WorkbookError


class Door(Protocol):
    """The service from inside: its address, and what it replies to the same JSON as over HTTP."""

    @property
    def url(self) -> str:
        """Where others find the service."""

    def ask(self, body: bytes) -> bytes:
        """POST /v1/ask."""

    def changes(self, after: int, limit: int) -> bytes:
        """GET /v1/changes."""


class _Inside(Service):
    """The client of a service that it lives in."""

    def __init__(self, door: Door) -> None:
        super().__init__(door.url)
        self._door = door

    def _send(self, method: str, path: str, **body: Any) -> bytes:
        if (method, path) == ("POST", "/v1/ask"):
            return self._door.ask(json.dumps(body["json"]).encode())
        return self._door.changes(**body["params"])


def refresh_given(
    given: Path,
    out: Path,
    wish: Mapping[str, Sequence[str]],
    door: Door,
    tell: Callable[[str], None],
) -> bytes:
    """Refresh the workbook `given` into `out`; `wish` has the options of the command by name.

    Gives JSON: `summary` as the command prints it, or `refused`, the words why. Whatever `tell`
    raises ends the work.
    """
    try:
        order = _order(given, out, wish)
        with _Inside(door) as service, Cache(service.url, CacheFile(None)) as cache:
            summary = refresh(order, FrontDesk(service, cache), tell)
    except (WorkbookError, ServiceError, CacheError) as error:
        return msgspec.json.encode({"refused": str(error)})
    told = msgspec.to_builtins(summary, builtin_types=(bytes,))
    return msgspec.json.encode({"summary": {**told, "out": out.name}})


def _order(given: Path, out: Path, wish: Mapping[str, Sequence[str]]) -> Order:
    """Raises WorkbookError for a wish that can't be read."""
    allowed = wish.get("allow", ())
    for each in allowed:
        if each not in (PROTECTED, SIGNATURE):
            raise WorkbookError(f"allow is “{each}”; it may be {PROTECTED} or {SIGNATURE}")
    return Order(
        given,
        out,
        next(iter(wish.get("sheet", ())), None),
        named_columns(wish.get("map", ())),
        split_names(",".join(wish.get("columns", ()))),
        allowed,
    )
