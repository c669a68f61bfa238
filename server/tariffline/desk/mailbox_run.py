"""Reading a mailbox for ever: when Graph tells of news, else by looking."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from tariffline.desk.mailbox import Mailbox
from tariffline.sources import SourceError
from tariffline.sources.graph.client import GraphBusyError
from tariffline.store.mailboxes import Outcome

LOOK_SECONDS = 60.0
TOLD_LOOK_SECONDS = 600.0  # what Graph did not tell is found within ten minutes
MOST_SECONDS = 900.0
_TICK_SECONDS = 1.0

Report = Callable[[Counter[Outcome], str], None]
"""Hears what became of the messages of one reading, and what went wrong ("" for nothing)."""


def keep_reading(
    mailbox: Mailbox, url: str, report: Report, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Read, then wait: for news at `url` where it is not "", for the next look, or a pause."""
    failures = 0
    while True:
        began = mailbox.clock()
        problem = read_once(mailbox, url, report)
        failures = failures + 1 if problem else 0
        if problem:
            sleep(_pause(problem, failures))
        else:
            _wait_for_news(mailbox, url, began, sleep)


def read_once(mailbox: Mailbox, url: str, report: Report) -> SourceError | None:
    """Read what came, and see to the subscription; the problem when it could not be read."""
    unsubscribed = ""
    try:
        mailbox.keep_subscribed(url)
    except SourceError as problem:
        unsubscribed = f"no news by subscription: {problem}"
    try:
        report(mailbox.read(), unsubscribed)
    except SourceError as problem:
        report(Counter(), str(problem))
        return problem
    return None


def _pause(problem: SourceError, failures: int) -> float:
    if isinstance(problem, GraphBusyError):
        return problem.seconds
    return min(LOOK_SECONDS * 2.0 ** (failures - 1), MOST_SECONDS)


def _wait_for_news(
    mailbox: Mailbox, url: str, began: datetime, sleep: Callable[[float], None]
) -> None:
    """Until Graph tells of some that came since a moment, or it is time to look."""
    subscribed = bool(url and mailbox.notes.standing(mailbox.place).subscription)
    left = TOLD_LOOK_SECONDS if subscribed else LOOK_SECONDS
    while left > 0:
        told = mailbox.notes.standing(mailbox.place).told
        if told and told >= began:
            return
        sleep(_TICK_SECONDS)
        left -= _TICK_SECONDS
