"""What travels: the shapes of requests and replies, and how they become JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
from flask import Response, current_app

from tariffline.desk.records import Desk, Records
from tariffline.law.answer import Answer, Cite, Scope, Unknown, Value

MOST_ROWS = 250_000
MOST_BYTES = 8 * 1024 * 1024


class Call(msgspec.Struct, forbid_unknown_fields=True):
    """Questions of one function, by columns (a scalar stands for a whole column) or by rows."""

    function: str
    columns: list[Any] | None = None
    rows: list[list[Any]] | None = None


class Ask(msgspec.Struct, forbid_unknown_fields=True):
    """A request of POST /v1/ask."""

    calls: list[Call]
    detail: Literal["value", "full"] = "value"


class Error(msgspec.Struct, omit_defaults=True):
    """Why the row at `index` has no answer."""

    index: int
    code: str
    message: str
    missing: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


# A union of text and decimal has no msgspec type: what it may be stands in words.
CellValue = Annotated[
    Any,
    msgspec.Meta(description="text, an exact number, or rows of them; null where errors say why"),
]


class FullAnswer(msgspec.Struct):
    """An answer with its law."""

    value: CellValue
    cites: tuple[Cite, ...]
    scope: Scope
    valid_until: date | None
    edition: str
    notes: tuple[str, ...]


class Result(msgspec.Struct):
    """The answers of one call, in the order of its questions: values, or full answers."""

    answers: list[CellValue]
    errors: list[Error]


class Reply(msgspec.Struct):
    """A reply of POST /v1/ask."""

    edition: str | None
    measures_known_to: date | None
    feed: int
    results: list[Result]


encoded = msgspec.json.Encoder(decimal_format="number").encode


def json(body: object, status: int = 200) -> Response:
    """A JSON response; decimals are exact numbers, dates ISO."""
    return Response(encoded(body), status, mimetype="application/json")


def desk() -> Desk:
    """The desk that answers this request."""
    records: Records = current_app.extensions["records"]
    return records.desk()


def full(answer: Answer) -> FullAnswer:
    """An answer as `detail: full` shows it."""
    return FullAnswer(
        answer.value, answer.cites, answer.scope, answer.valid_until, answer.edition, answer.notes
    )


def error(index: int, unknown: Unknown) -> Error:
    """What is not known, as a row's error."""
    return Error(index, unknown.code, unknown.message, unknown.missing, unknown.choices)


def text(value: Value) -> str:
    """A value as plain text: numbers without exponent, rows as lines with tabs."""
    if isinstance(value, tuple):
        return "\n".join("\t".join(text(cell) for cell in row) for row in value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)
