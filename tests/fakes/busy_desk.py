"""A process that fills and advances a cache until it is killed: `busy_desk.py FILE URL`.

Change number n is about question n modulo 5; an answer says up to which change it holds.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile
from tariffline_office.client import Answer, Arguments
from tariffline_office.feed import Change, Days, Page, Scope
from tariffline_office.kept import Circumstances, keep

QUESTIONS: list[Arguments] = [(f"847130010{number}",) for number in range(5)]
DAY = date(2026, 6, 1)


def change(seq: int) -> Change:
    scope = Scope(QUESTIONS[seq % 5][0])
    return Change(seq, "rate", scope, "", "", Days(date(2026, 1, 1), None), "HTS 2026 Rev 6")


def work(file: Path, url: str) -> None:
    with Cache(url, CacheFile(file)) as cache:
        if cache.position() is None:
            cache.advance(Page("a feed", [], 0, 0), 0)
        for _ in count():
            at = cache.position()
            assert at is not None
            when = Circumstances("Rev 5", at.seq, datetime.now(UTC), DAY)
            answers = {
                q: keep("CHECK", q, Answer(at.seq, "Rev 5", Scope(q[0]), None), when)
                for q in QUESTIONS
            }
            cache.put("a feed", {"CHECK": answers})
            cache.advance(Page("a feed", [change(at.seq + 1)], at.seq + 1, at.seq + 1), at.seq)


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2])
