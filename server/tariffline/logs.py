"""Structured logs: one JSON object a line, on standard error."""

from __future__ import annotations

import logging

from pythonjsonlogger.json import JsonFormatter


def log_as_json(level: str) -> None:
    """Send every log of the process there, from the level on."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
