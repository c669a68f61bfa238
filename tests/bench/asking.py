"""POST /v1/ask beside the same look-ups without HTTP."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Iterator
from itertools import islice
from statistics import median

from tests.bench.data import Loaded, Question, questions
from tests.bench.report import Aim, Line, Section

from tariffline.desk.records import Desk
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import answers
from tariffline.law.answer import Answer, Value

# Rows a request, and how many requests of them.
_SIZES = ((1, 400), (100, 60), (10_000, 5), (100_000, 3))
_ARGUMENTS = {"BASE": 2, "DESCRIPTION": 1}
Columns = list[list[str]]
_NOTE = (
    "by rows a request: one worker, one request at a time; no spelling of a number asked twice, "
    "but under “repeated” the first request again and again"
)


def asking(loaded: Loaded, port: int) -> tuple[Section, list[Aim]]:
    """Rates by function and size, and the aims for batches."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    lines: list[Line] = []
    aims: list[Aim] = []
    for function, width in _ARGUMENTS.items():
        stream = questions(loaded.lines)
        for size, requests in _SIZES:
            batches = [_columns(stream, size, width) for _ in range(requests)]
            seen = _compared(loaded.desk, connection, function, batches)
            rates = {way: size / median_s for way, median_s in seen.items()}
            ratio = rates["over HTTP"] / rates["in process"]
            line: Line = {"function": function, "rows": size, **rates, "HTTP ÷ process": ratio}
            lines.append(line)
            if size > 1:
                aims.append(Aim(f"{function}, {size:,} rows: HTTP ÷ process", ratio, "≥", 1 / 3))
    connection.close()
    return Section("Batches, rows a second", _NOTE, lines), aims


def _compared(
    desk: Desk,
    connection: http.client.HTTPConnection,
    function: str,
    batches: list[Columns],
) -> dict[str, float]:
    """Median seconds a batch each way, turn by turn, so that a busy machine hurts all alike."""
    seen: dict[str, list[float]] = {"over HTTP": [], "in process": [], "HTTP, repeated": []}
    again = body(function, batches[0])
    for columns in batches:
        request = body(function, columns)
        seen["in process"].append(seconds(in_process, desk, function, columns))
        seen["over HTTP"].append(seconds(post, connection, request))
        seen["HTTP, repeated"].append(seconds(post, connection, again))
    return {way: median(times) for way, times in seen.items()}


def _columns(stream: Iterator[Question], size: int, width: int) -> Columns:
    rows = list(islice(stream, size))
    return [[row[index] for row in rows] for index in range(width)]


def body(function: str, columns: Columns) -> bytes:
    """The request of one call, made before the clock runs."""
    return json.dumps({"calls": [{"function": function, "columns": columns}]}).encode()


def post(connection: http.client.HTTPConnection, request: bytes) -> bytes:
    """The reply to a request, unread: reading it is the client's affair."""
    connection.request("POST", "/v1/ask", request, {"Content-Type": "application/json"})
    reply = connection.getresponse()
    said = reply.read()
    if reply.status != 200:
        raise RuntimeError(f"/v1/ask answered {reply.status}: {said[:200]!r}")
    return said


def in_process(desk: Desk, function: str, columns: Columns) -> list[Value]:
    """The same look-ups without HTTP: the list of values."""
    found = answers(desk, CATALOGUE[function], columns)
    return [each.value if isinstance(each, Answer) else None for each in found]


def seconds(work: Callable[..., object], *given: object) -> float:
    """How long a piece of work takes."""
    started = time.perf_counter()
    work(*given)
    return time.perf_counter() - started
