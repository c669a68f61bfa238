"""The description of the addresses of watch lists."""

from __future__ import annotations

from typing import Any

from tariffline.web.openapi_parts import path, problems


def watches() -> dict[str, Any]:
    """GET /v1/watches"""
    return {
        "operationId": "watches",
        "summary": "The watch lists: their names, and how many lines each has",
        "responses": {"200": {"description": "name and lines of each"}},
    }


def watch(watched: object) -> dict[str, Any]:
    """POST /v1/watches/{name}/lines"""
    return {
        "operationId": "watch",
        "summary": "Watch one more line by a list that there is",
        "description": "Lists are made by `tariffline watch add`, which says where alerts go.",
        "parameters": [path("name", "the list's name")],
        "requestBody": {"required": True, "content": {"application/json": {"schema": watched}}},
        "responses": {
            "200": {"description": "The line, and whether it was added or watched already"},
            **problems("400", "404", "415"),
        },
    }
