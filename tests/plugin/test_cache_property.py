"""The rule of the cache, against a naive model of everything that was ever said.

After the cache has seen feed position N, it never gives an answer that a change up to N touches:
whatever the order of questions, changes, late replies, crashes and connections.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from tariffline_office.cache import Bounds, Cache
from tariffline_office.cache_file import CacheError, CacheFile
from tariffline_office.client import Answer, Arguments, Failure
from tariffline_office.feed import Change, Days, Page, Scope
from tariffline_office.kept import Circumstances, Kept, keep

URL = "http://127.0.0.1:1"
FIRST_DAY = date(2026, 6, 1)
NUMBERS = ("84", "8471", "8471300100", "8471300150", "8501314000")
ORIGINS = ("", "CN", "MX")
DATES = (None, "2026-05-01", "2026-07-01", "7/1/2026")
QUESTIONS = [(n, o or None, d) for n in NUMBERS for o in ORIGINS for d in DATES]

numbers = st.sampled_from(("", *NUMBERS))
questions = st.sampled_from(QUESTIONS)
days = st.dates(date(2026, 4, 1), date(2026, 8, 31))
desks = st.integers(0, 1)


@dataclass(frozen=True)
class Said:
    """A reply: what the service said, in which feed, and where in it."""

    feed_id: str
    question: Arguments
    kept: Kept
    day: date
    failed: bool


class Fragile(CacheFile):
    """A file whose connection can be made to fail in the middle of its work."""

    def connect(self) -> sqlite3.Connection:
        self.connection = super().connect()
        return self.connection

    def fail_after(self, steps: int) -> None:
        left = count(steps, -1)
        self.connection.set_progress_handler(lambda: next(left) <= 0, 1)


class CacheMachine(RuleBasedStateMachine):
    """Two desks share a cache file; the service changes, answers late, is made anew."""

    replies = Bundle("replies")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "answers.sqlite"
        self.files = [Fragile(path), Fragile(path)]
        self.caches = [self.open(file) for file in self.files]
        self.tokens = count()
        self.said: dict[str, Said] = {}
        self.feed: list[Change] = []
        self.feed_id = "0"
        self.today = FIRST_DAY

    def open(self, file: CacheFile) -> Cache:
        return Cache(URL, file, Bounds(answers=40, changes=1))

    def teardown(self) -> None:
        for cache in self.caches:
            cache.close()
        self.folder.cleanup()

    @rule(hts=numbers, origin=st.sampled_from(ORIGINS), first=days, last=st.none() | days)
    def the_law_changes(self, hts: str, origin: str, first: date, last: date | None) -> None:
        last = max(first, last) if last else None
        seq = len(self.feed) + 1
        self.feed.append(Change(seq, "rate", Scope(hts, origin), "", "", Days(first, last), "HTS"))

    @rule()
    def a_day_passes(self) -> None:
        self.today += timedelta(days=1)

    @rule(target=replies, question=questions, fails=st.booleans())
    def the_service_answers(self, question: Arguments, fails: bool) -> Said:
        hts, origin, _ = question
        token = str(next(self.tokens))
        answer: Answer | Failure = Answer(token, "Rev 5", Scope(hts, origin or ""), None)
        if fails:
            answer = Failure("NOT_FOUND", token)
        noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
        when = Circumstances("Rev 5", len(self.feed), noon, self.today)
        kept = keep("BASE", question, answer, when)
        self.said[token] = Said(self.feed_id, question, kept, self.today, fails)
        return self.said[token]

    @rule(desk=desks, reply=consumes(replies))
    def a_reply_arrives(self, desk: int, reply: Said) -> None:
        self.caches[desk].put(reply.feed_id, {"BASE": {reply.question: reply.kept}})

    @rule(desk=desks, most=st.integers(1, 4))
    def a_desk_reads_the_feed(self, desk: int, most: int) -> None:
        at = self.caches[desk].position()
        after = at.seq if at else 0
        self.caches[desk].advance(self.page(after, most), after)

    @rule(desk=desks, after=st.integers(0, 20), most=st.integers(1, 4))
    def an_old_page_arrives(self, desk: int, after: int, most: int) -> None:
        after = min(after, len(self.feed))
        self.caches[desk].advance(self.page(after, most), after)

    @rule(desk=desks, steps=st.integers(1, 400), reply=replies)
    def a_desk_crashes(self, desk: int, steps: int, reply: Said) -> None:
        at = self.caches[desk].position()
        after = at.seq if at else 0
        self.files[desk].fail_after(steps)
        with suppress(CacheError, sqlite3.Error):
            self.caches[desk].put(reply.feed_id, {"BASE": {reply.question: reply.kept}})
            self.caches[desk].advance(self.page(after, 4), after)
        self.files[desk].connection.close()
        self.caches[desk] = self.open(self.files[desk])

    @rule()
    def the_service_is_made_anew(self) -> None:
        self.feed_id = str(int(self.feed_id) + 1)
        self.feed = []

    def page(self, after: int, most: int) -> Page:
        found = self.feed[after : after + most]
        end = found[-1].seq if found else after
        following = end if len(found) == most else max(end, len(self.feed))
        return Page(self.feed_id, found, following, len(self.feed))

    @invariant()
    def nothing_touched_is_given(self) -> None:
        for cache in self.caches:
            at = cache.position()
            found = cache.look_up("BASE", QUESTIONS, self.today)
            if at is None:
                assert found == {}
                continue
            for question, kept in found.items():
                outcome = kept.outcome
                token = outcome.message if isinstance(outcome, Failure) else str(outcome)
                said = self.said[token]
                assert (said.question, said.feed_id) == (question, at.feed_id)
                if at.feed_id == self.feed_id:
                    seen = [c for c in self.feed if said.kept.feed < c.seq <= at.seq]
                    assert not any(naively_touched(said, change) for change in seen)


def naively_touched(said: Said, change: Change) -> bool:
    hts, origin, day = said.question
    assert hts is not None
    number = hts[:4] if said.failed else hts
    changed = change.scope.hts or ""
    shorter = min(len(number), len(changed))
    if number[:shorter] != changed[:shorter]:
        return False
    if said.failed:
        return True
    if origin and change.scope.origin and origin != change.scope.origin:
        return False
    last = change.days.last or date.max
    if day is None:
        return last >= said.day
    if "/" in day:
        return True
    return change.days.first <= date.fromisoformat(day) <= last


CacheMachine.TestCase.settings = settings(max_examples=120, stateful_step_count=40, deadline=None)
TestCache = CacheMachine.TestCase
