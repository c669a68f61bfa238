"""Genuine office.js in a browser, under a host that plays Excel on the web (host.js)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, Frame, Page, Route
from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.office.npm import package

_HERE = Path(__file__).parent
_HOST = "https://excel.officeapps.live.com"  # office.js trusts the names of Microsoft's hosts only
_OFFICE_JS = "https://appsforoffice.microsoft.com/lib/1/hosted/"
# Without it, pages that stand inside another's get no storage here.
_WITH_STORAGE = "--disable-features=ForceThirdPartyCookieBlocking"
RUNTIME_ALONE = _HERE / "addin.html"
_ADDRESS = "/addin/excel/runtime-alone.html"

Formula = tuple[str, Sequence[object]] | tuple[str, Sequence[object], bool]


@dataclass(frozen=True)
class Outcome:
    """What a cell got: a value, or an error's words."""

    ok: bool
    value: Any


@dataclass(frozen=True)
class Excel:
    """A workbook whose cells call the functions of the add-in."""

    page: Page

    @property
    def addin(self) -> Frame:
        return self.page.frames[1]

    def enter(self, formulas: Sequence[Formula]) -> list[int]:
        """Enter formulas in one go; the ids of their invocations."""
        ids: list[int] = self.page.evaluate("formulas => excel.enter(formulas)", formulas)
        return ids

    def calculate(self, formulas: Sequence[Formula]) -> list[Outcome]:
        """Enter formulas and wait until each cell has its result."""
        return self.measured(formulas)[0]

    def measured(self, formulas: Sequence[Formula]) -> tuple[list[Outcome], float]:
        """As `calculate`, with the seconds that passed in the workbook."""
        # As text: thousands of cards would take the browser's protocol a minute.
        words = "async formulas => JSON.stringify(await excel.calculate(formulas))"
        found = json.loads(self.page.evaluate(words, formulas))
        return [Outcome(**each) for each in found["results"]], found["seconds"]

    def results(self, ids: Sequence[int]) -> list[list[Outcome]]:
        """Everything that each invocation has got, once each has got something."""
        found = self.page.evaluate("ids => excel.resultsOf(ids)", ids)
        return [[Outcome(**each) for each in cell] for cell in found]

    def seen(self, ids: Sequence[int]) -> list[list[Outcome]]:
        """Everything that each invocation has got up to now."""
        found = self.page.evaluate("ids => excel.seen(ids)", ids)
        return [[Outcome(**each) for each in cell] for cell in found]

    def cancel(self, ids: Sequence[int]) -> None:
        """What Excel does when a cell is edited, or calculated anew."""
        self.page.evaluate("ids => excel.cancel(ids)", ids)

    def status(self) -> dict[str, Any]:
        """What the runtime says of itself."""
        status: dict[str, Any] = self.addin.evaluate("runtime.status()")
        return status

    def reopen(self) -> None:
        """Close the workbook and open it again, in the same browser."""
        self.page.reload()
        self.page.wait_for_function("excel.isReady()")


@contextmanager
def excel(
    browser: Browser, site: str, *, addin: Path = RUNTIME_ALONE, api: str = "1.19"
) -> Iterator[Excel]:
    """Excel with an add-in open in it that asks the service at `site`.

    `addin` is its page, `api` the version of ExcelApi that Excel has.
    """
    context = browser.browser_type.launch_persistent_context(
        "", executable_path=CHROMIUM if CHROMIUM.exists() else None, args=[*QUIET, _WITH_STORAGE]
    )
    office = package("@microsoft/office-js") / "dist"
    complaints: list[str] = []

    def give_office(route: Route) -> None:
        name = urlsplit(route.request.url).path.removeprefix("/lib/1/hosted/")
        file = next((f for f in (office / name, office / name.lower()) if f.is_file()), None)
        route.fulfill(path=file) if file else route.fulfill(status=404)

    def give_host(route: Route) -> None:
        is_script = route.request.url.endswith("host.js")
        blank = '<!doctype html><title>Excel</title><body><script src="/host.js"></script>'
        route.fulfill(path=_HERE / "host.js") if is_script else route.fulfill(
            body=blank, content_type="text/html"
        )

    context.route(f"{_OFFICE_JS}**", give_office)
    context.route(f"{_HOST}/**", give_host)
    context.route(f"{site}{_ADDRESS}*", lambda route: route.fulfill(path=addin))
    page = context.new_page()
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    page.goto(f"{_HOST}/workbook?{urlencode({'addin': site + _ADDRESS, 'api': api})}")
    page.wait_for_function("excel.isReady()")
    yield Excel(page)
    context.close()
    assert complaints == []
