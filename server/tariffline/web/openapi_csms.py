"""The description of the addresses of CBP's messages."""

from __future__ import annotations

from typing import Any

from tariffline.web.openapi_parts import path, problems, query


def find_messages() -> dict[str, Any]:
    """GET /v1/csms"""
    return {
        "operationId": "find_messages",
        "summary": "CBP's messages (CSMS) by words and by what they are about",
        "parameters": [
            query("q", "words of title and body, or a CSMS number; without, newest first"),
            query("kind", "operational, duty change, …; may be repeated"),
            query("since", "sent on this date or later"),
            query("until", "sent on this date or earlier"),
            *_concerning(),
            query("limit", "how many at most, 1 to 200", "integer"),
        ],
        "responses": {"200": {"description": "Messages, best first"}, **problems("400")},
    }


def todo() -> dict[str, Any]:
    """GET /v1/csms/todo"""
    return {
        "operationId": "todo",
        "summary": "What CBP's messages ask of you, the most pressing first",
        "parameters": [
            query("since", "messages sent on this date or later; 30 days when left out"),
            query("until", "messages sent on this date or earlier"),
            *_concerning(),
            query("limit", "how many at most, 1 to 200", "integer"),
        ],
        "responses": {
            "200": {"description": "Tasks with score, reasons, what is asked, the next date"},
            **problems("400"),
        },
    }


def message() -> dict[str, Any]:
    """GET /v1/csms/{number}"""
    return {
        "operationId": "message",
        "summary": "Everything about one message",
        "parameters": [path("number", "the CSMS number, 39291311 or 19-000252")],
        "responses": {
            "200": {"description": "Title, body, kind, dates, lines, cases, thread, explanation"},
            **problems("400", "404", "503"),
        },
    }


def _concerning() -> list[dict[str, Any]]:
    return [
        query("hts", "an HTS number; todo: one of your own, may be repeated"),
        query("case", "an AD/CVD case, such as A-570-910; todo: one of your own"),
        query("country", "a country: ISO code, Census code or name; todo: an origin of yours"),
    ]
