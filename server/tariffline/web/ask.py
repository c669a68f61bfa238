"""POST /v1/ask: many questions in one request."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

import msgspec
from flask import Blueprint, Response, request

from tariffline.desk.records import Desk
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import answers, height, one
from tariffline.law.answer import Answer, Unknown
from tariffline.law.quoted import quoted
from tariffline.web.asked import bad_request, no_function
from tariffline.web.health import count_rows
from tariffline.web.wire import MOST_ROWS, Ask, Call, Reply, Result, desk, error, full, json

ask = Blueprint("ask", __name__)

_decode = msgspec.json.Decoder(Ask).decode


@ask.post("/v1/ask")
def answer_all() -> Response:
    """Answer every question of every call, each on its own."""
    if request.content_length is None:
        raise bad_request("the request has no Content-Length; send it whole, not chunked", 411)
    try:
        asked = _decode(request.get_data())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        message = f"the request is not as /docs describes it: {problem}"
        raise bad_request(message) from None
    return json(answered(desk(), asked))


def answered(here: Desk, asked: Ask) -> Reply:
    """The reply to a request. Raises Refused if it asks too much, or not as agreed."""
    heights = [_height(call) for call in asked.calls]
    rows = sum(heights)
    if rows > MOST_ROWS:
        message = f"{rows:,} rows in one request; send at most {MOST_ROWS:,} at a time"
        raise bad_request(message, 413)
    results = [
        _result(here, call, each, asked.detail == "full")
        for call, each in zip(asked.calls, heights, strict=True)
    ]
    info = here.schedule.info_on(here.today)
    edition = info.label if info else None
    return Reply(edition, here.measures.known_to, here.schedule.feed, results)


def _height(call: Call) -> int:
    """How many questions a call asks. Raises Refused."""
    if (call.columns is None) == (call.rows is None):
        message = f"{quoted(call.function)}: give either columns or rows"
        raise bad_request(message)
    return len(call.rows) if call.rows is not None else height(call.columns or [])


def _result(here: Desk, call: Call, rows: int, with_law: bool) -> Result:
    result = Result([], [])
    for index, each in enumerate(_answers(here, call, rows)):
        if isinstance(each, Answer):
            result.answers.append(full(each) if with_law else each.value)
        else:
            result.answers.append(None)
            result.errors.append(error(index, each))
    name = call.function.upper()
    count_rows(name if name in CATALOGUE else "none", rows, (e.code for e in result.errors))
    return result


def _answers(here: Desk, call: Call, rows: int) -> Iterator[Answer | Unknown]:
    function = CATALOGUE.get(call.function.upper())
    if function is None:
        return repeat(no_function(call.function), rows)
    if call.rows is not None:
        return (one(here, function, row) for row in call.rows)
    return answers(here, function, call.columns or [])
