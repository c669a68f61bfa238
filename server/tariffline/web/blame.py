"""GET /v1/blame/BASE?args=…: which document made an answer what it is, and the value before."""

from __future__ import annotations

from flask import Blueprint, Response, request

from tariffline.functions import CATALOGUE
from tariffline.functions.blame import blame as blame_for
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.web.asked import only, refusal
from tariffline.web.wire import desk, error, full, json

blame = Blueprint("blame", __name__)


@blame.get("/v1/blame/<name>")
def why_so(name: str) -> Response:
    """The answer, since when, by which document, and what it was before."""
    only("args")
    function = CATALOGUE.get(name.upper())
    if function is None:
        raise refusal(Unknown(ErrorCode.NOT_FOUND, f"“{name[:40]}” is not a function; see /docs"))
    found = blame_for(desk(), function, request.args.getlist("args"))
    if isinstance(found, Unknown):
        raise refusal(found)
    before = _shown(found.before) if found.before else None
    body = {
        "since": found.since,
        "document": found.document,
        "before": before,
        "authorities": found.authorities,
    }
    return json({"now": _shown(found.now), **body})


def _shown(found: Answer | Unknown) -> object:
    return full(found) if isinstance(found, Answer) else {"error": error(0, found)}
