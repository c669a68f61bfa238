"""The only clock: everything below is told the time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_EASTERN = ZoneInfo("America/New_York")


def now() -> datetime:
    """The moment, with its zone."""
    return datetime.now(UTC)


def today() -> date:
    """The date an entry filed now would bear: that of Washington."""
    return now().astimezone(_EASTERN).date()
