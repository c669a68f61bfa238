"""A notice in the words of the files that say what is expected of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tariffline.law.notice import Notice, NoticeKind, StatedRate


def shown(notice: Notice) -> Iterator[tuple[str, Any]]:
    """Its fields, rates a line each."""
    for field in ("document", "citation", "product", "country", "part", "applicable"):
        yield field, getattr(notice, field)
    for field in ("cases", "companions", "corrects", "relates"):
        yield field, list(getattr(notice, field))
    yield "kinds", sorted(str(kind) for kind in notice.kinds)
    yield "period", list(notice.period) if notice.period else None
    yield "scope", len(notice.scope)
    yield "lines", [mention.hts for mention in notice.lines]
    yield "rates", [_rate(rate) for rate in notice.rates]
    yield "names", [list(rate.names) for rate in notice.rates if rate.names]
    yield "unread", len(notice.unread)


def _rate(rate: StatedRate) -> str:
    """A rate in the words of the files: empty columns at its end are left out."""
    amounts = (
        "" if value is None else f"{value.normalize():f}" for value in (rate.margin, rate.deposit)
    )
    said = (rate.case, rate.party, rate.exporter, rate.producer, *amounts, rate.unit, rate.remark)
    return " | ".join(said).rstrip(" |")


def tidied(value: Any) -> Any:
    """What a file expects, in the form of `shown`."""
    if isinstance(value, list) and value and isinstance(value[0], str) and " | " in value[0]:
        return [_rate_written(each) for each in value]
    if isinstance(value, list) and set(map(str, value)) & set(NoticeKind):
        return sorted(value)
    return value


def _rate_written(text: str) -> str:
    cells = [cell.strip() for cell in text.split("|")]
    for index in (4, 5):
        if len(cells) > index and cells[index]:
            cells[index] = f"{Decimal(cells[index]).normalize():f}"
    return " | ".join(cells).rstrip(" |")
