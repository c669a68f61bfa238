"""How answers stand in the table `answer` of the cache: its columns, in its order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from tariffline_office.cache_file import BadFileError
from tariffline_office.client import Answer, Arguments, Failure
from tariffline_office.feed import Days, Scope
from tariffline_office.kept import Kept

# An answer of another process that already holds more of the feed (column 17) stays.
INSERT = """
INSERT OR REPLACE INTO answer
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19
WHERE NOT EXISTS (
    SELECT 1 FROM answer WHERE service = ?1 AND function = ?2 AND arguments = ?3 AND feed > ?17
)
"""

_decode = json.JSONDecoder(parse_float=Decimal).decode
_encode = msgspec.json.Encoder(decimal_format="number").encode


def key(arguments: Arguments) -> str:
    """Arguments as the cache knows them: arguments left out at the end don't count."""
    told = list(arguments)
    while told and told[-1] is None:
        told.pop()
    return _encode(told).decode()


def write(service: int, function: str, arguments: str, kept: Kept) -> list[object]:
    """The columns of an answer, as `INSERT` takes them."""
    answer, scope = kept.answer, kept.scope
    if isinstance(answer, Answer):
        said = [_encode(answer.value).decode(), None, None, _text(answer.valid_until)]
    else:
        said = [None, answer.code, answer.message, None]
    spans = [kept.days.first, kept.days.last, kept.good.first, kept.good.last]
    return [
        service, function, arguments, *said, kept.edition,
        scope.hts, scope.origin, scope.case, scope.message,
        *map(_text, spans), kept.feed, *_moment(kept.asked_at),
    ]  # fmt: skip


def read(columns: Sequence[Any]) -> Kept:
    """The answer of the columns. Raises BadFileError if they hold none."""
    _, _, _, value, code, message, until, edition, *rest, _ = columns
    scope = Scope(*rest[:4])
    days_first, days_last, good_first, good_last, feed, asked_at = rest[4:]
    try:
        return Kept(
            _said(value, edition, scope, until) if code is None else Failure(code, message),
            edition,
            scope,
            Days(date.fromisoformat(days_first), _date(days_last)),
            Days(date.fromisoformat(good_first), _date(good_last)),
            feed,
            datetime.fromisoformat(asked_at),
        )
    except (ValueError, TypeError) as error:
        raise BadFileError(f"a record that was never written so: {error}") from error


def _said(value: str, edition: str, scope: Scope, until: str | None) -> Answer:
    return Answer(_decode(value), edition, scope, _date(until))


@lru_cache
def _moment(when: datetime) -> tuple[str, str]:
    """All answers of a reply have the same."""
    return when.isoformat(), when.date().isoformat()


@lru_cache(maxsize=10_000)
def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
