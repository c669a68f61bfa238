"""What is loaded and what is asked."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from tests.bench.report import Line, Section
from tests.fakes.usitc import whole_export

from tariffline.clock import now, today
from tariffline.desk.intake import Arrival, take_in
from tariffline.desk.records import Desk, Records
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.law.answer import Answer
from tariffline.law.code import dotted
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore
from tariffline.web.wire import text

_OFFICIAL = Path(__file__).parents[3] / "shared" / "data" / "hts"
_NAME = re.compile(r"hts_(?P<year>\d{4})_(?:basic|rev_(?P<revision>\d+))\.json\.gz")
_MOST_LINES = 20_000
_COUNTRIES = ("CN", "MX", "CA", "DE", "JP", "KR", "VN", "TW", "IN", "RU")


@dataclass(frozen=True)
class Loaded:
    """A data folder with editions, and a desk over it in this process."""

    home: Path
    desk: Desk
    lines: tuple[str, ...]
    section: Section


def load(home: Path) -> Loaded:
    """Import every edition at hand into an empty folder, timing each."""
    engine = open_database(home)
    store = ScheduleStore(engine)
    told: list[Line] = []
    for arrival in _arrivals():
        started = time.perf_counter()
        take_in(store, home, arrival)
        seconds = time.perf_counter() - started
        rows = store.editions()[-1].rows
        told.append({"edition": arrival.name, "rows": rows, "import, s": seconds})
    started = time.perf_counter()
    desk = Records(store, today).desk()
    edition = desk.schedule.edition(desk.schedule.editions[-1])
    into_memory = time.perf_counter() - started
    engine.dispose()
    size = sum(part.stat().st_size for part in home.glob("tariffline.sqlite*")) / 1e6
    note = f"database {size:.1f} MB; all into memory in {into_memory:.2f} s"
    lines = edition.lines_under("")
    some = lines[:: max(1, len(lines) // _MOST_LINES)][:_MOST_LINES]
    return Loaded(home, desk, tuple(some), Section("Loading editions", note, told))


def _arrivals() -> Iterator[Arrival]:
    """Oldest first. Only the order of the dates matters here, so they are a month apart."""
    files = sorted((_order(file.name), file) for file in _OFFICIAL.glob("*.json.gz"))
    day = date(2025, 1, 1)
    for (year, revision), file in files:
        name = f"{year} Rev {revision}" if revision else f"{year} Basic"
        yield Arrival(name, day, file.read_bytes(), file.name, now())
        day += timedelta(days=30)
    if not files:
        yield Arrival("synthetic", day, whole_export(), "made for the measurement", now())


def _order(name: str) -> tuple[int, int]:
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(f"{name} is not named as an edition: hts_2026_rev_5.json.gz")
    return int(found["year"]), int(found["revision"] or 0)


Question = tuple[str, str]


def questions(lines: tuple[str, ...]) -> Iterator[Question]:
    """Numbers and countries without end, no spelling of a number twice in 100,000.

    The service keeps 65,536 spellings that it has read: these always find it unprepared.
    """
    for turn in count():
        for index, line in enumerate(lines):
            country = _COUNTRIES[(index + turn) % len(_COUNTRIES)]
            yield _spelt(line, turn % 5), country


def _spelt(line: str, way: int) -> str:
    number = dotted(line)
    spellings = (number, line, number.replace(".", " "), f'"{number}"', f"HTS {number}")
    return spellings[way]


def first(loaded: Loaded) -> tuple[Question, str]:
    """A question and its right answer."""
    for question in questions(loaded.lines):
        found = one(loaded.desk, CATALOGUE["BASE"], question)
        if isinstance(found, Answer):
            return question, text(found.value)
    raise RuntimeError("no line has an answer")


def searches(loaded: Loaded, how_many: int) -> list[str]:
    """Two words each, of lines all over the schedule."""
    edition = loaded.desk.schedule.edition(loaded.desk.schedule.editions[-1])
    texts = []
    for line in loaded.lines[:: max(1, len(loaded.lines) // how_many)][:how_many]:
        words = re.findall(r"[a-z]{5,}", edition.path(edition.at(line)).lower())
        texts.append(" ".join([*words[:1], *words[-1:]]) or "other")
    return texts
