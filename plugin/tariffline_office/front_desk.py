"""Where answers are had: those that are kept and still stand, and the service for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from time import sleep
from zoneinfo import ZoneInfo

from tariffline_office.cache import Answered, Cache, Position
from tariffline_office.client import (
    Arguments,
    Call,
    Failure,
    Service,
    ServiceError,
    UnreachableError,
    Value,
)
from tariffline_office.feed import ALWAYS, Change, Scope
from tariffline_office.kept import Circumstances, Kept, keep
from tariffline_office.pace import Pace, Tell

ROWS_A_CALL = 10_000
CHANGES_A_PAGE = 1_000
_ROUNDS = 5
_PAUSE_SECONDS = 0.5
_PATIENCE_SECONDS = (1, 2, 4, 8, 15, 30)  # for a service that is started anew meanwhile
_WASHINGTON = ZoneInfo("America/New_York")

Asked = Mapping[str, Sequence[Arguments]]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer to every question, by function and arguments, right at one place of the feed.

    `asked` were put to the service, the others were kept. `edition` is the one in force. `fault`
    says why the service could not be asked: then all are the last known answers, as old as they
    say (`Kept.asked_at`), and what was never known is an UNAVAILABLE failure. `when` is UTC.
    `measures_known_to` is an ISO date.
    """

    answers: Mapping[str, Answered]
    position: Position | None
    asked: int
    edition: str | None
    when: datetime
    fault: UnreachableError | None = None
    measures_known_to: str | None = None

    @property
    def is_complete(self) -> bool:
        """Whether every question has its answer: always so unless there was a fault."""
        return not any(_is_missing(k) for each in self.answers.values() for k in each.values())

    @property
    def oldest(self) -> datetime | None:
        """When the oldest of the answers was given, in UTC."""
        return min(
            (k.asked_at for each in self.answers.values() for k in each.values()), default=None
        )


@dataclass(frozen=True, slots=True)
class _Look:
    """When the service was last asked for its feed, and why that failed if it did."""

    when: datetime
    fault: UnreachableError | None


class FrontDesk:
    """Answers from `cache` what still stands there, and asks `service` for the rest.

    `trust` is how long a look at the feed, good or in vain, serves for later questions as well:
    thousands of cells that ask one by one can't each look, nor each wait for a service that is
    away.
    """

    def __init__(
        self,
        service: Service,
        cache: Cache,
        now: Clock = lambda: datetime.now(UTC),
        trust: timedelta = timedelta(0),
    ) -> None:
        self._service = service
        self._cache = cache
        self._now = now
        self._trust = trust
        self._look: _Look | None = None

    @property
    def url(self) -> str:
        return self._service.url

    def ask(self, asked: Asked, tell: Tell, rows_a_call: int = ROWS_A_CALL) -> Told:
        """Answer distinct questions by function, telling of the progress.

        Raises ServiceError if the service refuses, CacheError if the cache can't be used.
        """
        put = 0

        def count(answers: int) -> None:
            nonlocal put
            put += answers

        for pause in (*_PATIENCE_SECONDS, None):
            before = put
            try:
                told = self._ask(asked, tell, rows_a_call, count)
                return replace(told, asked=put)
            except UnreachableError as fault:
                if self._look is None or self._look.fault is not fault:
                    self._look = _Look(self._now(), fault)
                # A service that answered a moment ago is being started anew: what it said is kept.
                if pause is None or put == 0:
                    return self._last_known(asked, fault)
                tell(f"The service went away; asking again in {pause} s ({before:,} answered)")
                sleep(pause)
        raise AssertionError("the last try returns")

    def catch_up(self) -> Position:
        """Read the feed to its head, so that what it touches is no longer kept."""
        while True:
            at = self._cache.position()
            after = at.seq if at else 0
            page = self._service.changes(after, CHANGES_A_PAGE if at else 1)
            self._cache.advance(page, after)
            at = self._cache.position()
            if at and at.feed_id == page.feed_id and at.seq >= page.head:
                self._look = _Look(self._now(), None)
                return at

    def changes_after(self, feed_id: str, seq: int) -> list[Change] | None:
        """The changes of a feed beyond a number; None where that feed can't be read now."""
        at = self._cache.position()
        if at is None or at.feed_id != feed_id or at.seq < seq:
            return None
        held = self._cache.changes_after(seq)
        if held is not None:
            return held
        try:
            return list(self._read_again(at, seq))
        except UnreachableError:
            return None

    def _read_again(self, at: Position, seq: int) -> Iterator[Change]:
        while seq < at.seq:
            page = self._service.changes(seq, CHANGES_A_PAGE)
            yield from (change for change in page.changes if change.seq <= at.seq)
            seq = page.next

    def _ask(
        self, asked: Asked, tell: Tell, rows_a_call: int, count: Callable[[int], None]
    ) -> Told:
        """Ask for what is missing until all answers are of one and the same state of the law."""
        for round_ in range(_ROUNDS):
            at = self._position() if round_ == 0 else self.catch_up()
            kept = self._standing(asked)
            missing = {f: [a for a in rows if a not in kept[f]] for f, rows in asked.items()}
            if at.edition is not None and not any(missing.values()):
                return Told(kept, at, 0, at.edition, self._now(), measures_known_to=at.measures)
            feeds, edition, measures = set(), at.edition, at.measures
            pace = Pace(f"Asking {self.url}", sum(map(len, missing.values())), tell)
            tell(f"Asking {self.url}")
            for slices in _batches(missing, rows_a_call):
                when, fresh, measures = self._inquire(at, slices)
                feeds.add(when.feed)
                edition = when.edition
                answers = sum(map(len, fresh.values()))
                count(answers)
                pace.advance(answers, answers, "answers")
                kept = {f: {**each, **fresh.get(f, {})} for f, each in kept.items()}
            if feeds == {at.seq}:
                return Told(kept, at, 0, edition, self._now(), measures_known_to=measures)
            if min(feeds) < at.seq:  # one of several services that has not heard of it yet
                sleep(_PAUSE_SECONDS)
        raise ServiceError(
            f"the service at {self.url} doesn't keep up with its own feed of changes; "
            "try again in a minute"
        )

    def _position(self) -> Position:
        """The head of the feed, or what it was a moment ago if that is trusted."""
        look = self._look
        if look is None or self._now() - look.when >= self._trust:
            return self.catch_up()
        if look.fault is not None:
            raise look.fault
        return self._cache.position() or self.catch_up()

    def _standing(self, asked: Asked) -> dict[str, Answered]:
        today = self._today()
        return {
            function: {
                arguments: kept
                for arguments, kept in self._cache.look_up(function, rows, today).items()
                if kept.good.hold(today)
            }
            for function, rows in asked.items()
        }

    def _inquire(
        self, at: Position, slices: Mapping[str, Sequence[Arguments]]
    ) -> tuple[Circumstances, dict[str, Answered], str | None]:
        """Ask the service, and keep what it says; up to when it knows measures."""
        now, today = self._now(), self._today()
        reply = self._service.ask([Call(f, _columns(rows)) for f, rows in slices.items()])
        when = Circumstances(reply.edition, reply.feed, now, today)
        fresh: dict[str, Answered] = {
            function: {
                a: keep(function, a, said, when) for a, said in zip(rows, result, strict=True)
            }
            for (function, rows), result in zip(slices.items(), reply.results, strict=True)
        }
        self._cache.put(at.feed_id, fresh)
        self._cache.note_edition(at.feed_id, reply.feed, reply.edition, reply.measures_known_to)
        return when, fresh, reply.measures_known_to

    def _last_known(self, asked: Asked, fault: UnreachableError) -> Told:
        now, today = self._now(), self._today()
        answers: dict[str, Answered] = {}
        for function, rows in asked.items():
            known = self._cache.look_up(function, rows, today)
            answers[function] = {a: _stated(known.get(a), today, now) for a in rows}
        newest = max((k for a in answers.values() for k in a.values()), key=_feed, default=None)
        edition = newest.edition if newest else None
        return Told(answers, self._cache.position(), 0, edition or None, now, fault)

    def _today(self) -> date:
        """The date that an entry filed now would bear."""
        return self._now().astimezone(_WASHINGTON).date()


def _batches(missing: Asked, size: int) -> Iterator[dict[str, Sequence[Arguments]]]:
    """At least one, though it be empty: the reply names the edition in force."""
    for start in range(0, max((1, *map(len, missing.values()))), size):
        yield {f: rows[start : start + size] for f, rows in missing.items() if start < len(rows)}


def _columns(rows: Sequence[Arguments]) -> list[list[str | None]]:
    columns = [list(column) for column in zip(*rows, strict=True)]
    while len(columns) > 1 and not any(columns[-1]):
        columns.pop()
    return columns


def _stated(known: Kept | None, today: date, now: datetime) -> Kept:
    """What may be said while the service is away: an answer past its day only in words."""
    if known is not None and known.good.hold(today):
        return known
    message = "the service can't be reached, and this is not among the answers kept here"
    if known is not None:
        message = (
            f"the service can't be reached; the answer of {known.asked_at:%Y-%m-%d %H:%M} UTC was "
            f"{_in_words(known.outcome)}, but it may not hold on {today}"
        )
    return Kept(Failure("UNAVAILABLE", message), "", Scope(), ALWAYS, ALWAYS, 0, now)


def _feed(kept: Kept) -> int:
    return kept.feed


def _is_missing(kept: Kept) -> bool:
    return isinstance(kept.answer, Failure) and kept.answer.code == "UNAVAILABLE"


def _in_words(outcome: Value | Failure) -> str:
    return f"{outcome.code}: {outcome.message}" if isinstance(outcome, Failure) else str(outcome)
