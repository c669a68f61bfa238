"""A real entry summary, from the line to the total."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tariffline.desk.entry import Stated, Summary, summary
from tariffline.desk.records import Desk
from tariffline.functions.entry import read_items
from tariffline.law.entry import Mode


def test_7326_90_86_88_of_china_owes_what_was_paid(official_desk: Desk) -> None:
    """$14,172.00 entered: 2.9, 25 and 50 per cent, and 9903.05.90 filed at nothing."""
    items = read_items([{"hts": "7326.90.8688", "country": "CN", "value": "14172.00"}])
    found = summary(official_desk, Stated(date(2026, 7, 25), Mode.VESSEL, items))
    assert isinstance(found, Summary)
    (line,) = found.lines
    assert [(charge.heading, charge.duty) for charge in line.charges] == [
        ("9903.88.03", Decimal("3543.00")),
        ("9903.05.90", Decimal("0.00")),
        ("9903.82.02", Decimal("7086.00")),
        ("7326.90.86.88", Decimal("410.99")),
    ]
    assert (found.duty, found.mpf, found.hmf, found.total) == (
        Decimal("11039.99"), Decimal("49.09"), Decimal("17.72"), Decimal("11106.80"),
    )  # fmt: skip
