"""`make profile`: where the time of a batch and of a single cell goes.

Each stage is timed by hand: a tracing profiler slows small Python functions most, and would blame
them. What can't be timed alone is a difference: Flask is a whole WSGI call less what happens inside
it; HTTP server, sockets and client are a whole request less its WSGI call.
"""

from __future__ import annotations

import http.client
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from flask import Flask
from tests.bench.asking import body, in_process, post, seconds
from tests.bench.clients import load as ask_cells
from tests.bench.data import Loaded, Question, first, load, questions
from tests.bench.report import Line, Section, print_tables
from tests.bench.service import cell, serving
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tariffline.app import create_app
from tariffline.desk.records import Desk
from tariffline.functions import CATALOGUE
from tariffline.law.answer import Value
from tariffline.settings import read_settings
from tariffline.web.wire import Ask, Result, json, text

_ROWS = 10_000
_BATCHES = 9
_CELLS = 2_000
_BASE = CATALOGUE["BASE"]

# Makes ready what a stage needs and gives the work to be timed.
Prepare = Callable[[], Callable[[], object]]


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder:
        loaded = load(Path(folder))
        app = create_app(read_settings({"TARIFFLINE_HOME": folder}))
        question, answer = first(loaded)
        with serving(loaded.home, question, answer) as service:
            print_tables([_batch(loaded, app, service.port), _cell(loaded, app, service.port)], [])


def _batch(loaded: Loaded, app: Flask, port: int) -> Section:
    """One request of many rows; every stage gets rows whose spelling is new to it."""
    desk = loaded.desk
    stream = questions(loaded.lines)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def rows() -> list[Question]:
        return list(islice(stream, _ROWS))

    def request() -> bytes:
        return body("BASE", _columns(rows()))

    def called() -> dict[str, Any]:
        return EnvironBuilder("/v1/ask", method="POST", data=request()).get_environ()

    def values() -> list[Value]:
        return in_process(desk, "BASE", _columns(rows()))

    least = _least(
        _BATCHES,
        {
            "whole": lambda: partial(post, connection, request()),
            "wsgi": lambda: partial(run_wsgi_app, app, called()),
            "decode": lambda: partial(msgspec.json.decode, request(), type=Ask),
            "read": lambda: partial(_read, rows()),
            "look up": lambda: partial(_look_up, desk, _read(rows())),
            "in process": lambda: partial(in_process, desk, "BASE", _columns(rows())),
            "encode": lambda: partial(json, Result(values(), [])),
        },
    )
    connection.close()
    inside = {
        "JSON decode": least["decode"],
        "reading the arguments": least["read"],
        "look-up": least["look up"],
        "the loop over rows": least["in process"] - least["read"] - least["look up"],
        "JSON encode": least["encode"],
    }
    return _section(f"BASE, {_ROWS:,} rows a request", least["whole"], least["wsgi"], inside)


def _cell(loaded: Loaded, app: Flask, port: int) -> Section:
    """One cell, each question new."""
    desk = loaded.desk
    stream = questions(loaded.lines)
    paths = [cell("BASE", *question) for question in islice(stream, _CELLS)]

    def called() -> dict[str, Any]:
        return EnvironBuilder(cell("BASE", *next(stream))).get_environ()

    least = _least(
        _CELLS,
        {
            "wsgi": lambda: partial(run_wsgi_app, app, called()),
            "news": lambda: app.extensions["records"].desk,
            "read": lambda: partial(_read, [next(stream)]),
            "look up": lambda: partial(_look_up, desk, _read([next(stream)])),
            "text": lambda: partial(text, Decimal("0.025")),
        },
    )
    inside = {
        "asking the database for news": least["news"],
        "reading the arguments": least["read"],
        "look-up": least["look up"],
        "value as text": least["text"],
    }
    whole = min(ask_cells(port, paths, 1).latencies)
    return _section("BASE, a single cell", whole, least["wsgi"], inside)


def _section(title: str, whole: float, wsgi: float, inside: dict[str, float]) -> Section:
    stages = {
        "HTTP server, sockets, client": whole - wsgi,
        "Flask": wsgi - sum(inside.values()),
        **inside,
        "the whole request": whole,
    }
    lines: list[Line] = [
        {"stage": stage, "ms": least * 1e3, "share, %": least / whole * 100}
        for stage, least in stages.items()
    ]
    return Section(title, "the least of many times; no question asked twice", lines)


def _least(times: int, stages: dict[str, Prepare]) -> dict[str, float]:
    """The least seconds of each stage, turn by turn: what it takes when nothing disturbs it."""
    seen: dict[str, list[float]] = {name: [] for name in stages}
    for _ in range(times):
        for name, prepare in stages.items():
            seen[name].append(seconds(prepare()))
    return {name: min(times) for name, times in seen.items()}


def _read(rows: list[Question]) -> list[list[object]]:
    kinds = [parameter.kind.read for parameter in _BASE.parameters]
    return [[read(raw) for read, raw in zip(kinds, row, strict=False)] for row in rows]


def _look_up(desk: Desk, rows: list[list[object]]) -> None:
    for values in rows:
        _BASE.run(desk, *values)


def _columns(rows: list[Question]) -> list[list[str]]:
    return [[row[0] for row in rows], [row[1] for row in rows]]


if __name__ == "__main__":
    main()
