"""POST /v1/cliffs: the days ahead for a set of lines, with the money at risk."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
from flask import Blueprint, Response, request

from tariffline.desk.cliffs import Line, cliffs_of
from tariffline.law.code import parse_code
from tariffline.law.countries import parse_country
from tariffline.law.facts import NO_FACTS, parse_facts
from tariffline.web.asked import bad_request
from tariffline.web.wire import desk, json

cliffs = Blueprint("cliffs", __name__)

MOST_LINES = 10_000


class AskedLine(msgspec.Struct, forbid_unknown_fields=True):
    """Goods that someone brings in; `value` in U.S. dollars."""

    hts: str
    country: str | None = None
    facts: str | None = None
    value: Decimal | None = None


class AskedLines(msgspec.Struct, forbid_unknown_fields=True):
    """A request of POST /v1/cliffs."""

    lines: list[AskedLine]


_decode = msgspec.json.Decoder(AskedLines).decode


@cliffs.post("/v1/cliffs")
def days_ahead() -> Response:
    """Dates on which something starts or ends for the lines, and what their duty grows by."""
    try:
        asked = _decode(request.get_data())
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise bad_request(f"the request is not as /docs describes it: {problem}") from None
    if len(asked.lines) > MOST_LINES:
        raise bad_request(f"{len(asked.lines):,} lines; send at most {MOST_LINES:,}", 413)
    lines = [_line(index, each) for index, each in enumerate(asked.lines)]
    found = cliffs_of(desk(), lines)
    by_day: dict[str, Decimal] = {}
    for cliff in found:
        if cliff.at_risk is not None:
            day = cliff.day.isoformat()
            by_day[day] = by_day.get(day, Decimal(0)) + cliff.at_risk
    body: dict[str, Any] = {"cliffs": found, "at_risk": by_day}
    return json(body)


def _line(index: int, asked: AskedLine) -> Line:
    try:
        return Line(
            parse_code(asked.hts),
            parse_country(asked.country) if asked.country else None,
            parse_facts(asked.facts) if asked.facts else NO_FACTS,
            asked.value,
        )
    except ValueError as problem:
        raise bad_request(f"line {index}: {problem}") from None
