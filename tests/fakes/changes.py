"""Changes that a test puts into the feed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from tariffline.store.database import writing
from tariffline.store.feed import append


def learn(engine: Engine, *numbers: str | None, origin: str = "") -> None:
    """Let the feed hold a change of rate for each number (digits; "" all, None no line)."""
    with writing(engine) as connection:
        append(connection, [_rate_change(hts, origin) for hts in numbers])


def _rate_change(hts: str | None, origin: str) -> dict[str, object]:
    return {
        "kind": "rate",
        "hts": hts,
        "origin": origin,
        "case": None,
        "message": None,
        "field": "general",
        "before": "5%",
        "after": "6%",
        "successors": "[]",
        "effective": date(2026, 4, 6),
        "until": None,
        "published": date(2026, 4, 8),
        "document": "HTS 2026 Rev 5",
    }
