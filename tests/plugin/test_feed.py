"""The plugin's `touches` on the vectors that the service's own is held to as well."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tariffline_office.feed import Change, Days, Scope, read_change, touches, write_change

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "touches.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS, ids=[case["why"] for case in VECTORS])
def test_touches(case: dict[str, Any]) -> None:
    assert touches(Scope(**case["change"]), Scope(**case["question"])) is case["touches"]


def test_the_vectors_tell_both_ways() -> None:
    assert {case["touches"] for case in VECTORS} == {True, False}


def test_a_change_is_read_and_written() -> None:
    body = {
        "seq": 12,
        "kind": "rate",
        "scope": {"hts": "73079150", "origin": "", "case": None, "message": None},
        "field": "general",
        "before": "5.5%",
        "after": "6%",
        "successors": [],
        "effective": "2026-04-06",
        "until": "2026-12-31",
        "published": "2026-04-08",
        "cite": {"source": "HTS 2026 Rev 5", "place": "7307.91.50", "text": "", "url": ""},
    }
    change = read_change(body)
    days = Days(date(2026, 4, 6), date(2026, 12, 31))
    assert change == Change(12, "rate", Scope("73079150"), "5.5%", "6%", days, "HTS 2026 Rev 5")
    assert read_change(json.loads(write_change(change))) == change


@pytest.mark.parametrize(
    ("first", "last", "other", "meet"),
    [
        (1, 3, Days(date(2026, 1, 3), date(2026, 1, 9)), True),
        (1, 3, Days(date(2026, 1, 4), date(2026, 1, 9)), False),
        (5, None, Days(date(2026, 1, 1), date(2026, 1, 5)), True),
        (6, None, Days(date(2026, 1, 1), date(2026, 1, 5)), False),
        (1, None, Days(date(2026, 1, 9), None), True),
    ],
)
def test_days_meet(first: int, last: int | None, other: Days, meet: bool) -> None:
    days = Days(date(2026, 1, first), date(2026, 1, last) if last else None)
    assert days.meet(other) is other.meet(days) is meet
