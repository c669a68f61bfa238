"""A workbook of 100,000 rows refreshed again, after a change that touches one row in a hundred."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.fakes.service import FakeService

from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile
from tariffline_office.client import Service
from tariffline_office.front_desk import FrontDesk
from tariffline_office.workbook.asking import ask
from tariffline_office.workbook.columns import USUAL, named
from tariffline_office.workbook.questions import Question

_ROWS = 100_000
_SUBHEADINGS = 100


class _Watched(FakeService):
    """Counts the questions that it is put, and the seconds that answering takes it."""

    seconds = 0.0
    questions = 0

    def reply(self, asked: dict[str, object], fault: object) -> dict[str, object]:
        started = perf_counter()
        told = super().reply(asked, None)
        self.seconds += perf_counter() - started
        self.questions += sum(len(result["answers"]) for result in told["results"])
        return told


def measure() -> list[tuple[str, float]]:
    """Figures by name: seconds, requests and questions of the first and of the second refresh."""
    figures: list[tuple[str, float]] = []
    spent: list[float] = []
    service = _Watched(_FUNCTIONS)
    with TemporaryDirectory() as folder, service:
        for name in ("first", "second"):
            before = service.seconds, len(service.requests), service.questions
            started = perf_counter()
            _refresh(service, Path(folder) / "answers.sqlite")
            spent.append(service.seconds - before[0])
            figures += [
                (f"{name}: at the service, s", spent[-1]),
                (f"{name}: in all, s", perf_counter() - started),
                (f"{name}: requests", len(service.requests) - before[1]),
                (f"{name}: questions", service.questions - before[2]),
            ]
            service.change("847100")
    return [*figures, ("second ÷ first, at the service", spent[1] / spent[0])]


def _refresh(service: FakeService, path: Path) -> None:
    questions = [
        Question(f"8471{row % _SUBHEADINGS:02}{row // _SUBHEADINGS:04}", "CN", "2026-05-01")
        for row in range(_ROWS)
    ]
    with Service(service.url) as client, Cache(client.url, CacheFile(path)) as cache:
        ask(FrontDesk(client, cache), [(named(USUAL), questions)], lambda step: None)


_FUNCTIONS: dict[str, Callable[..., object]] = {
    "DESCRIPTION": lambda hts, date=None: f"Machines: of the kind {hts}",
    "UNIT": lambda hts, date=None: "No.",
    "BASE": lambda hts, country=None, date=None, facts=None: 0,
    "CHECK": lambda hts, date=None: "OK",
}
