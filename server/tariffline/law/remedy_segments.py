"""The segments of a case: its investigation, each review of a period, and the rest by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tariffline.law.notice import Notice, NoticeKind

_INVESTIGATION = frozenset({
    NoticeKind.INITIATION, NoticeKind.PRELIMINARY, NoticeKind.FINAL, NoticeKind.ORDER,
    NoticeKind.ITC_PRELIMINARY, NoticeKind.ITC_FINAL, NoticeKind.SUSPENSION,
})  # fmt: skip
_REVIEW = frozenset({
    NoticeKind.REVIEW_INITIATION, NoticeKind.REVIEW_PRELIMINARY, NoticeKind.REVIEW_FINAL,
    NoticeKind.RESCISSION,
})  # fmt: skip
_NAMES = (
    (frozenset({NoticeKind.NEW_SHIPPER}), "new shipper review"),
    (_REVIEW, "administrative review"),
    (_INVESTIGATION, "investigation"),
    (frozenset({NoticeKind.SUNSET, NoticeKind.CONTINUATION}), "sunset review"),
    (frozenset({NoticeKind.REVOCATION}), "revocation"),
)
_WITH_PERIOD = frozenset({"new shipper review", "administrative review"})


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment and its notices, oldest first; `period` of review where it has one."""

    name: str
    period: tuple[date, date] | None
    notices: tuple[Notice, ...]


def segments(notices: Sequence[Notice]) -> tuple[Segment, ...]:
    """The segments in the order in which each began. Notices are given oldest first."""
    found: dict[tuple[str, tuple[date, date] | None], list[Notice]] = {}
    for notice in notices:
        name = _name(notice)
        period = notice.period if name in _WITH_PERIOD else None
        found.setdefault((name, period), []).append(notice)
    return tuple(Segment(name, period, tuple(said)) for (name, period), said in found.items())


def _name(notice: Notice) -> str:
    kinds = frozenset(notice.kinds)
    for some, name in _NAMES:
        if kinds & some:
            return name
    return notice.kinds[0].value if notice.kinds else NoticeKind.OTHER.value
