"""10,000 formulas in a workbook: through the add-in's runtime, and with a request for each cell.

Both in one browser, under genuine office.js and against one service. office.js and the host that we
play take their part of each way: the least that a cell can cost here is a recalculation, in which
nothing is asked.
"""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.bench.data import Loaded, questions
from tests.bench.report import Aim, Line, Section
from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.office.excel_host import RUNTIME_ALONE, Excel, Formula, excel

_CELLS = 10_000
_ONE_BY_ONE = 1_000  # before the others, and as many after them: a busy machine hurts all alike
_NAIVE = Path(__file__).with_name("one_by_one.html")


def measure(loaded: Loaded, port: int) -> tuple[Section, Aim]:
    """Cells a second each way, and how many times the one is the other."""
    with sync_playwright() as playwright:
        path = CHROMIUM if CHROMIUM.exists() else None
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        seen = _seen(browser, loaded, f"http://127.0.0.1:{port}")
        browser.close()
    ratio = seen["through the runtime"] / seen["a request a cell"]
    note = (
        f"{_CELLS:,} distinct BASE formulas at once; a request a cell: {2 * _ONE_BY_ONE:,}, "
        f"50 at a time; load of the machine {os.getloadavg()[0]:.1f}"
    )
    lines: list[Line] = [{"way": way, "cells a second": rate} for way, rate in seen.items()]
    return Section("Excel", note, lines), Aim("Excel: runtime ÷ request a cell", ratio, "≥", 100)


def _seen(browser: Browser, loaded: Loaded, site: str) -> dict[str, float]:
    stream = questions(loaded.lines)
    before, formulas, after = (
        [_base(*question) for question in islice(stream, how_many)]
        for how_many in (_ONE_BY_ONE, _CELLS, _ONE_BY_ONE)
    )
    [alone] = _seconds(browser, site, _NAIVE, [before])
    first, again = _seconds(browser, site, RUNTIME_ALONE, [formulas, formulas])
    [alone_after] = _seconds(browser, site, _NAIVE, [after])
    return {
        "a request a cell": 2 * _ONE_BY_ONE / (alone + alone_after),
        "through the runtime": _CELLS / first,
        "through the runtime, recalculated": _CELLS / again,
    }


def _base(line: str, country: str) -> Formula:
    return "BASE", [[[line]], [[country]], None, None]


def _seconds(
    browser: Browser, site: str, addin: Path, calculations: list[list[Formula]]
) -> list[float]:
    with excel(browser, site, addin=addin) as workbook:
        return [_calculated(workbook, formulas) for formulas in calculations]


def _calculated(workbook: Excel, formulas: list[Formula]) -> float:
    found, seconds = workbook.measured(formulas)
    if len(found) != len(formulas):
        raise RuntimeError(f"{len(found):,} of {len(formulas):,} cells were answered")
    return seconds
