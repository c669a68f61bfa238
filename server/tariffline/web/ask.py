"""POST /v1/ask: many questions in one request."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

import msgspec
from flask import Blueprint, Response, request

from tariffline.desk.records import Desk
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import answers, height
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.web.asked import bad_request
from tariffline.web.wire import MOST_ROWS, Ask, Call, Reply, Result, desk, error, full, json

ask = Blueprint("ask", __name__)

_decode = msgspec.json.Decoder(Ask).decode


@ask.post("/v1/ask")
def answer_all() -> Response:
    """Answer every question of every call, each on its own."""
    try:
        asked = _decode(request.get_data())
    except msgspec.DecodeError as problem:
        message = f"the request is not as /docs describes it: {problem}"
        raise bad_request(message) from None
    columns = [_columns(call) for call in asked.calls]
    rows = sum(height(each) for each in columns)
    if rows > MOST_ROWS:
        message = f"{rows:,} rows in one request; send at most {MOST_ROWS:,} at a time"
        raise bad_request(message, 413)
    here = desk()
    results = [
        _result(here, call.function, each, asked.detail == "full")
        for call, each in zip(asked.calls, columns, strict=True)
    ]
    info = here.schedule.info_on(here.today)
    return json(Reply(info.label if info else None, None, 0, results))


def _columns(call: Call) -> list[object]:
    """The arguments by columns; rows may be of unequal length, as trailing cells are left out."""
    if (call.columns is None) == (call.rows is None):
        message = f"{call.function}: give either columns or rows"
        raise bad_request(message)
    if call.rows is None:
        return call.columns or []
    width = max(map(len, call.rows), default=0)
    return [[row[i] if i < len(row) else None for row in call.rows] for i in range(max(width, 1))]


def _result(here: Desk, name: str, columns: list[object], with_law: bool) -> Result:
    function = CATALOGUE.get(name.upper())
    result = Result([], [])
    found: Iterator[Answer | Unknown]
    if function is None:
        message = f"“{name[:40]}” is not a function; there are: {', '.join(CATALOGUE)}"
        found = repeat(Unknown(ErrorCode.BAD_INPUT, message), height(columns))
    else:
        found = answers(here, function, columns)
    for index, each in enumerate(found):
        if isinstance(each, Answer):
            result.answers.append(full(each) if with_law else each.value)
        else:
            result.answers.append(None)
            result.errors.append(error(index, each))
    return result
