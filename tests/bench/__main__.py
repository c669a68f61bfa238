"""`make bench`: how fast and how large, in one run; an aim that is missed fails nothing."""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.adcvd import remedies
from tests.bench.asking import asking
from tests.bench.clients import load as ask_cells
from tests.bench.data import Loaded, Question, first, load, questions, searches
from tests.bench.duty import duties
from tests.bench.excel import measure as excel
from tests.bench.feed import feeding
from tests.bench.report import Aim, Line, Section, print_json, print_tables
from tests.bench.second_refresh import measure
from tests.bench.service import Service, cell, serving
from tests.bench.workbooks import measure as workbooks

_STARTS = 5
_SEARCHES = 300
# Clients at a time, and how many cells they ask together.
_CLIENTS = ((1, 2_000), (8, 6_000), (64, 10_000))


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    arguments.add_argument("--json", action="store_true", help="print JSON")
    as_json = arguments.parse_args().json
    with TemporaryDirectory() as folder:
        sections, aims = _measure(Path(folder))
    (print_json if as_json else print_tables)(sections, aims)


def _measure(home: Path) -> tuple[list[Section], list[Aim]]:
    loaded = load(home)
    question, answer = first(loaded)
    started, quick = _starting(home, question, answer)
    with serving(home, question, answer) as service:
        memory, searching = _memory_and_search(loaded, service)
        batches, ratios = asking(loaded, service.port)
        cells, prompt = _cells(loaded, service)
        sheet, many = excel(loaded, service.port)
    feeds, fed = feeding(loaded)
    taxed, levied = duties(loaded)
    cases, found = remedies()
    again = Section("Refreshing again", "100,000 rows; a change touches one in a hundred", _again())
    books, swift = workbooks()
    sections = [
        loaded.section,
        started,
        batches,
        cells,
        sheet,
        searching,
        memory,
        *feeds,
        taxed,
        cases,
        again,
        *books,
    ]
    return sections, [*ratios, quick, prompt, many, *fed, *levied, *found, *swift]


def _again() -> list[Line]:
    return [{"what": what, "figure": figure} for what, figure in measure()]


def _starting(home: Path, question: Question, answer: str) -> tuple[Section, Aim]:
    seconds = []
    for _ in range(_STARTS):
        with serving(home, question, answer) as service:
            seconds.append(service.started_in)
    line: Line = {"median, s": median(seconds), "best, s": min(seconds), "worst, s": max(seconds)}
    note = f"`tariffline serve`, from process start to the first right answer, {_STARTS} times"
    return Section("Start", note, [line]), Aim("start, s", median(seconds), "<", 1.5)


def _memory_and_search(loaded: Loaded, service: Service) -> tuple[Section, Section]:
    """Together, for the index that the first search makes counts in both."""
    memory: list[Line] = [{"when": "after the start", "worker, MB": service.memory()}]
    editions = loaded.desk.schedule.editions
    on_each = [cell("BASE", loaded.lines[0], "CN", str(e.effective)) for e in editions]
    ask_cells(service.port, on_each, 1)
    asked = f"after a question to each of {len(editions)} editions"
    memory.append({"when": asked, "worker, MB": service.memory()})
    texts = searches(loaded, _SEARCHES)
    first = ask_cells(service.port, [cell("SEARCH", texts[0])], 1)
    memory.append({"when": "after the first search", "worker, MB": service.memory()})
    later = ask_cells(service.port, [cell("SEARCH", each) for each in texts], 1)
    line: Line = {
        "first, index built, s": first.elapsed,
        "p50, ms": later.percentile(0.5),
        "p99, ms": later.percentile(0.99),
    }
    note = f"{len(texts)} searches for two words each, one client"
    return Section("Memory", "resident", memory), Section("Search", note, [line])


def _cells(loaded: Loaded, service: Service) -> tuple[Section, Aim]:
    stream = questions(loaded.lines)
    lines: list[Line] = []
    for clients, how_many in _CLIENTS:
        paths = [cell("BASE", *question) for question in islice(stream, how_many)]
        seen = ask_cells(service.port, paths, clients)
        lines.append(
            {
                "clients": clients,
                "p50, ms": seen.percentile(0.5),
                "p99, ms": seen.percentile(0.99),
                "cells a second": how_many / seen.elapsed,
                "client's own CPU, ms a cell": seen.cpu / how_many * 1e3,
            }
        )
        if clients == 1:
            aim = Aim("single cell, one client: p50, ms", seen.percentile(0.5), "<", 3)
    note = "GET /v1/cell/BASE, each question once, keep-alive; the clients are another process"
    return Section("Single cells", note, lines), aim


if __name__ == "__main__":
    main()
