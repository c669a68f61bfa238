"""What the description of every address is made of."""

from __future__ import annotations

from typing import Any


def query(name: str, help_text: str, kind: str = "string") -> dict[str, Any]:
    """A parameter of the query."""
    return {"name": name, "in": "query", "description": help_text, "schema": {"type": kind}}


def path(name: str, help_text: str) -> dict[str, Any]:
    """A part of the address."""
    schema = {"type": "string"}
    return {
        "name": name, "in": "path", "required": True, "description": help_text, "schema": schema,
    }  # fmt: skip


def problems(*statuses: str) -> dict[str, Any]:
    """The answers of an address that is refused, by HTTP status."""
    shape = '{"error": {"code": …, "message": …}}'
    return {status: {"description": f"Refused, as {shape}"} for status in statuses}
