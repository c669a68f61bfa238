"""/v1/hts: the schedule as resources."""

from __future__ import annotations

from flask import Blueprint, Response, request

from tariffline.desk.searching import search
from tariffline.desk.sheet import sheet
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.web.asked import asked_code, asked_count, asked_date, only, refusal
from tariffline.web.wire import desk, json

hts = Blueprint("hts", __name__)


@hts.get("/v1/hts")
def find_lines() -> Response:
    """Lines by words or number fragments: ?q=…&limit=…"""
    only("q", "limit")
    found = search(desk(), request.args.get("q", ""), asked_count("limit", 10))
    if isinstance(found, Unknown):
        if found.code is not ErrorCode.NOT_FOUND:
            raise refusal(found)
        return json({"edition": None, "lines": []})
    return json({"edition": found.edition, "lines": _lines(found)})


@hts.get("/v1/hts/<number>")
def one_line(number: str) -> Response:
    """Everything about a number, on ?date=… (default today)."""
    only("date")
    found = sheet(desk(), asked_code(number), asked_date("date"))
    if isinstance(found, Unknown):
        raise refusal(found)
    return json(found)


def _lines(found: Answer) -> list[dict[str, object]]:
    rows = found.value if isinstance(found.value, tuple) else ()
    return [{"line": line, "path": path} for line, path in rows]
