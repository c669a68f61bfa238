"""Shares of a value, as people write them."""

from __future__ import annotations

from decimal import Decimal


def percent(share: Decimal) -> str:
    """0.165 as "16.5%", exactly."""
    return f"{(share * 100).normalize():f}%"
