"""10,000 formulas in a workbook: through the add-in's runtime, and with a request for each cell.

Both in one browser and against one service: the runtime under genuine office.js, and a page that
posts one question a cell, as add-ins do whose functions ask for themselves.
"""

from __future__ import annotations

from itertools import islice

from playwright.sync_api import Browser, sync_playwright
from tests.bench.data import Loaded, questions
from tests.bench.report import Aim, Line, Section
from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.office.excel_host import Excel, Formula, excel

_CELLS = 10_000
_ONE_BY_ONE = 2_000
_AT_ONCE = 50  # a browser gives up when thousands are begun; it sends six at a time anyway
_ASK_EACH = """async ([rows, atOnce]) => {
  const begun = performance.now();
  const waiting = rows.values();
  const work = async () => {
    for (const row of waiting) {
      const body = JSON.stringify({ calls: [{ function: "BASE", rows: [row] }], detail: "full" });
      const headers = { "Content-Type": "application/json" };
      await (await fetch("/v1/ask", { method: "POST", body, headers })).json();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return (performance.now() - begun) / 1000;
}"""


def measure(loaded: Loaded, port: int) -> tuple[Section, Aim]:
    """Cells a second each way, and how many times the one is the other."""
    with sync_playwright() as playwright:
        path = CHROMIUM if CHROMIUM.exists() else None
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        seen = _seen(browser, loaded, f"http://127.0.0.1:{port}")
        browser.close()
    ratio = seen["through the runtime"] / seen["a request a cell"]
    note = f"{_CELLS:,} distinct BASE formulas at once; a request a cell: {_ONE_BY_ONE:,} of them"
    lines: list[Line] = [{"way": way, "cells a second": rate} for way, rate in seen.items()]
    return Section("Excel", note, lines), Aim("Excel: runtime ÷ request a cell", ratio, "≥", 100)


def _seen(browser: Browser, loaded: Loaded, site: str) -> dict[str, float]:
    stream = questions(loaded.lines)
    alone = [list(question) for question in islice(stream, _ONE_BY_ONE)]
    page = browser.new_page()  # of its own: the host's interceptions would slow each request
    page.goto(f"{site}/docs")
    one_by_one: float = page.evaluate(_ASK_EACH, [alone, _AT_ONCE])
    page.close()
    formulas = [_base(*question) for question in islice(stream, _CELLS)]
    with excel(browser, site) as workbook:
        together, again = _seconds(workbook, formulas), _seconds(workbook, formulas)
    return {
        "a request a cell": _ONE_BY_ONE / one_by_one,
        "through the runtime": _CELLS / together,
        "through the runtime, recalculated": _CELLS / again,
    }


def _base(line: str, country: str) -> Formula:
    return "BASE", [[[line]], [[country]], None, None]


def _seconds(workbook: Excel, formulas: list[Formula]) -> float:
    found, seconds = workbook.measured(formulas)
    if len(found) != len(formulas):
        raise RuntimeError(f"{len(found):,} of {len(formulas):,} cells were answered")
    return seconds
