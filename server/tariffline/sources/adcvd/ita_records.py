"""ITA's records of orders: case, product, country and the HTS numbers under which it may enter.

The answer of its search (api.trade.gov, "ADCVD Orders"), as saved: `results`, a record a case.
"""

from __future__ import annotations

from datetime import date

import msgspec

from tariffline.law.code import CodeError, parse_code
from tariffline.law.countries import CountryError, parse_country
from tariffline.law.notice import LineMention, Notice, NoticeKind
from tariffline.law.notice_cases import cases
from tariffline.sources import SourceError

_SOURCE = "ITA order record"


class _Order(msgspec.Struct, frozen=True):
    case_number: str
    product: str = ""
    country: str = ""
    url: str = ""
    hts_numbers: list[str] = []


class _Origin(msgspec.Struct, frozen=True):
    source_last_updated: str | None = None


class _Answer(msgspec.Struct, frozen=True):
    results: list[_Order]
    sources_used: list[_Origin] = []


def is_ita(data: bytes) -> bool:
    """Whether the JSON is ITA's answer about orders."""
    return b'"results"' in data and b'"case_number"' in data


def read_ita(data: bytes, name: str) -> list[Notice]:
    """A notice a case; its date is that of the record. Raises SourceError for another JSON."""
    try:
        answer = msgspec.json.decode(data, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise SourceError(
            f"{name} is no answer of ITA's search of orders ({problem}); save it again"
        ) from problem
    updated = _day(answer.sources_used[0].source_last_updated if answer.sources_used else None)
    return [_notice(order, updated) for order in answer.results]


def _notice(order: _Order, updated: date | None) -> Notice:
    own = cases(order.case_number)
    lines, unread = [], []
    for written in order.hts_numbers:
        try:
            digits = parse_code(written).digits
        except CodeError:
            unread.append(f"HTS number: {written}")
            continue
        lines.append(
            LineMention(digits, f"listed by ITA for {order.product}", own[0] if own else "")
        )
    if not own:
        unread.append(f"case number: {order.case_number}")
    return Notice(
        document=f"ITA {order.case_number}",
        citation=f"ITA order record {order.case_number}",
        source=_SOURCE,
        url=order.url,
        title=f"{order.product} From {order.country}",
        kinds=(NoticeKind.RECORD,),
        cases=own,
        product=order.product,
        country=_country(order.country),
        published=updated,
        applicable=None,
        period=None,
        scope=(),
        lines=tuple(lines),
        rates=(),
        companions=(),
        corrects=(),
        relates=(),
        part=False,
        unread=tuple(unread),
    )


def _country(name: str) -> str:
    try:
        return parse_country(name).iso
    except CountryError:
        return ""


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None
