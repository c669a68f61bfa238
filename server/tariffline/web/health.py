"""Is it alive, can it answer, and what has it done: for the person or the machine that runs it."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest

from tariffline.web.wire import desk, json

health = Blueprint("health", __name__)

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "tariffline_requests", "Requests by route and status", ["route", "status"], registry=REGISTRY
)
ROWS = Counter(
    "tariffline_rows",
    "Questions by function and outcome",
    ["function", "outcome"],
    registry=REGISTRY,
)


def count_rows(function: str, rows: int, errors: Iterable[str]) -> None:
    """Count the questions of a function by outcome: ANSWERED, or the code of an error."""
    outcomes = Tally(errors)
    outcomes["ANSWERED"] = rows - outcomes.total()
    for outcome, count in outcomes.items():
        ROWS.labels(function, outcome).inc(count)


@health.get("/healthz")
def alive() -> Response:
    """The process serves."""
    return json({"status": "ok"})


@health.get("/readyz")
def ready() -> Response:
    """The service can answer: an edition is in force today."""
    here = desk()
    info = here.schedule.info_on(here.today)
    if info is None:
        return json({"status": "no schedule is loaded", "edition": None}, 503)
    return json({"status": "ok", "edition": info.label, "effective": info.effective})


@health.get("/metrics")
def metrics() -> Response:
    """Counts since the start, in the Prometheus text format."""
    return Response(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)
