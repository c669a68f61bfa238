"""Watching: what the feed says that touches the lines of a watch list, made into alerts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from itertools import chain, groupby

from tariffline.desk.alert import Alarm, Line, as_json, as_mail
from tariffline.desk.records import Desk
from tariffline.law.answer import Scope
from tariffline.law.changes import Change, ChangeKind, touches
from tariffline.law.tree import between
from tariffline.store.feed import Feed, Wanted
from tariffline.store.outbox import Alert
from tariffline.store.watches import Channel, Pair, Watch, Watches

BATCH = 5_000  # changes of the feed that one alert may speak of

News = dict[Pair, list[Change]]  # the lines of one watch that are touched, and by what


@dataclass(frozen=True, slots=True)
class Step:
    """A watch as it stands, how far the next batch takes it, and what it is told."""

    watch: Watch
    up_to: int
    alert: Alert | None


class Watched:
    """The lines of watches (by id), by number: a change meets those under and above its own."""

    def __init__(self, lines: Iterable[tuple[int, Pair]]) -> None:
        self._by_code: dict[str, list[tuple[int, Pair]]] = {}
        for watch, pair in lines:
            self._by_code.setdefault(pair.hts, []).append((watch, pair))
        self._codes = sorted(self._by_code)

    def touched(self, change: Change) -> Iterator[tuple[int, Pair]]:
        """The lines whose answers a change makes stale, with their watch."""
        hts = change.scope.hts
        if hts is None:
            return
        above = (hts[:length] for length in range(2, len(hts), 2))
        for code in chain(above, between(self._codes, hts)):
            for watch, pair in self._by_code.get(code, ()):
                if touches(change.scope, Scope(pair.hts, pair.origin)):
                    yield watch, pair


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes alerts. `url`: where the service is; `shown`: a change as the feed shows it."""

    url: str
    shown: Callable[[Change], object]

    def alert(self, desk: Desk, watch: Watch, alarm: Alarm, now: datetime) -> Alert:
        """The alert as its channel carries it."""
        if watch.channel is Channel.MAIL:
            body = as_mail(alarm, desk.schedule, watch.address, self.url, now)
        else:
            body = as_json(alarm, self.shown)
        return Alert(alarm.id, alarm.after, alarm.up_to, body)


def notice(desk: Desk, watches: Watches, writer: Writer, now: datetime) -> int:
    """Read the feed for every watch that is behind it; how many alerts are new in the outbox."""
    made = 0
    for step in steps(desk, watches, writer, now):
        done = watches.advance(step.watch, step.up_to, step.alert, now)
        made += done and step.alert is not None
    return made


def steps(desk: Desk, watches: Watches, writer: Writer, now: datetime) -> Iterator[Step]:
    """What would be told to whom: each watch from its position to the feed's head, in batches.

    Watches at the same position share the reading of the feed.
    """
    head, feed_id = desk.feed.head(), desk.feed.identity()
    behind = sorted((w for w in watches.all() if w.position < head), key=_position)
    for position, together in groupby(behind, key=_position):
        group = list(together)
        watched = Watched((watch.id, pair) for watch in group for pair in watches.pairs(watch))
        made = {watch.id: watch.created.date() for watch in group}
        for batch in _batches(desk.feed, position):
            up_to, news = batch[-1].seq, _news(desk, watched, made, batch)
            for watch in group:
                alarm = _alarm(feed_id, watch, up_to, news[watch.id]) if watch.id in news else None
                alert = writer.alert(desk, watch, alarm, now) if alarm else None
                yield Step(watch, up_to, alert)
            group = [replace(watch, position=up_to) for watch in group]


def since(feed: Feed, day: date) -> int:
    """The position before the first change in the feed that takes effect on a day or later.

    Programmes are told whenever they are learned, years of them at once: they are no mark.
    """
    kinds = tuple(kind for kind in ChangeKind if kind is not ChangeKind.PROGRAMME)
    first = feed.after(0, 1, Wanted(kinds=kinds, effective_from=day))
    return first[0].seq - 1 if first else feed.head()


def _position(watch: Watch) -> int:
    return watch.position


def _batches(feed: Feed, position: int) -> Iterator[list[Change]]:
    while batch := feed.after(position, BATCH):
        yield batch
        position = batch[-1].seq


def _news(
    desk: Desk, watched: Watched, made: Mapping[int, date], batch: Iterable[Change]
) -> dict[int, News]:
    """What the batch means to each watch that it touches.

    A correction of ours moves answers but is no change of the law: nobody is alarmed by it. Nor is
    anybody by a programme that starts or stops for other goods or other origins, or that did so
    before the watch was made.
    """
    news: dict[int, News] = {}
    for change in (each for each in batch if each.stands):
        for watch, pair in watched.touched(change):
            if _is_old(change, made[watch]) or not _levies_anew(desk, change, pair):
                continue
            news.setdefault(watch, {}).setdefault(pair, []).append(change)
    return news


def _is_old(change: Change, made: date) -> bool:
    """Whether a programme or a notice was out before the watch was made: learned late, no news."""
    if change.kind is ChangeKind.PROGRAMME:
        return change.effective < made
    return change.kind is ChangeKind.CASE and (change.published or change.effective) < made


def _levies_anew(desk: Desk, change: Change, pair: Pair) -> bool:
    """Whether a programme's turn may bear on the line; a mended row or a list alarms nobody."""
    if change.kind is not ChangeKind.PROGRAMME:
        return True
    name = (change.after or change.before).partition(":")[0]
    return change.field == "programme" and desk.measures.concern(
        name, change.effective, pair.hts, pair.origin
    )


def _alarm(feed_id: str, watch: Watch, up_to: int, news: News) -> Alarm:
    lines = tuple(Line(pair.hts, pair.origin, tuple(news[pair])) for pair in sorted(news))
    changes = {change.seq: change for line in lines for change in line.changes}
    every = tuple(changes[seq] for seq in sorted(changes))
    return Alarm(_key(feed_id, watch, up_to), watch.name, watch.position, up_to, every, lines)


def _key(feed_id: str, watch: Watch, up_to: int) -> str:
    """The same for the same news, also when the alert has to be made again."""
    said = f"{feed_id}/{watch.id}/{watch.position}/{up_to}"
    return sha256(said.encode()).hexdigest()[:32]
