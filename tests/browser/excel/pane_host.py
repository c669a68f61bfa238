"""The task pane beside a workbook that plays along: genuine office.js, calls to functions included.

The host and its messages are those of tests/browser/office; playing.js gives it a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Frame, Page, Route
from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.office import excel_host
from tests.browser.office.npm import package

_HOST = "https://excel.officeapps.live.com"  # office.js trusts the names of Microsoft's hosts only
OFFICE_JS = "https://appsforoffice.microsoft.com/lib/1/hosted/"
_PLAY = Path(__file__).parent
_HOST_FOLDER = Path(excel_host.__file__).parent
_PAGE = """<!doctype html>
<title>Excel</title>
<style>body { margin: 0 } iframe { display: block; width: 100vw; height: 100vh; border: 0 }</style>
<body>
<script src="/host.js"></script>
<script src="/excel/playing.js" type="module"></script>
"""

Cells = list[list[Any]]
Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Pane:
    """The pane, in a frame of its own, and the workbook beside it."""

    page: Page

    @property
    def frame(self) -> Frame:
        return self.page.frames[1]

    def write(self, address: str, rows: Cells, sheet: str = "Sheet1") -> None:
        """Write into cells; what begins with = is a formula, and calculated."""
        self.page.evaluate(
            "([s, a, rows]) => { workbook.Worksheets.GetItem(s).GetRange(a).Formulas = rows }",
            [sheet, address, rows],
        )

    def select(self, address: str, sheet: str = "Sheet1") -> None:
        self.page.evaluate("([s, a]) => workbook.select(s, a)", [sheet, address])

    def values(self, address: str, sheet: str = "Sheet1") -> Cells:
        """What cells show, once no function is under way."""
        read = "([s, a]) => workbook.Worksheets.GetItem(s).GetRange(a).Values"
        self.page.wait_for_function(
            f"at => !({read})(at).flat().includes('#BUSY!')", arg=[sheet, address]
        )
        cells: Cells = self.page.evaluate(read, [sheet, address])
        return cells

    def formulas(self, address: str, sheet: str = "Sheet1") -> Cells:
        cells: Cells = self.page.evaluate(
            "([s, a]) => workbook.Worksheets.GetItem(s).GetRange(a).Formulas", [sheet, address]
        )
        return cells

    def told(self, expression: str) -> Any:
        """A JavaScript expression of the workbook, such as `workbook.calculations`."""
        return self.page.evaluate(expression)

    def command(self, name: str) -> None:
        """Press a button of the ribbon, and wait until its command says that it is done."""
        self.page.evaluate("name => ribbon.press(name)", name)
        self.page.wait_for_function("name => ribbon.done.includes(name)", arg=name)


@contextmanager
def pane(
    browser: Browser,
    site: str,
    *,
    width: int = 350,
    scheme: Scheme = "light",
    may_fail: bool = False,
) -> Iterator[Pane]:
    """The pane that `site` serves, open in Excel; no request may fail unless that is played."""
    # A lasting profile: the others refuse storage to pages that stand inside another's.
    context = browser.browser_type.launch_persistent_context(
        "",
        executable_path=CHROMIUM if CHROMIUM.exists() else None,
        args=QUIET,
        viewport={"width": width, "height": 720},
        color_scheme=scheme,
        locale="en-US",
    )
    # The host bears a public name, the service stands on this machine: Chromium asks before that.
    context.grant_permissions(["local-network-access"], origin=_HOST)
    complaints: list[str] = []
    context.route(f"{OFFICE_JS}**", give_office)
    context.route(f"{_HOST}/**", _give_host)
    context.add_init_script(path=_PLAY / "ribbon.js")
    page = context.new_page()
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    page.on("console", lambda said: complaints.extend(_complaint(said, may_fail)))
    query = urlencode({"addin": f"{site}/addin/excel/taskpane.html", "api": "1.18"})
    page.goto(f"{_HOST}/workbook?{query}")
    page.wait_for_function("globalThis.workbook && excel.isReady()")
    page.frames[1].wait_for_selector("#function option", state="attached")
    yield Pane(page)
    context.close()
    assert complaints == []


def _complaint(said: ConsoleMessage, may_fail: bool) -> list[str]:
    """What the pane complains of; office.js does without storage and styles that it is refused."""
    by_office = said.location["url"].startswith(OFFICE_JS) or "inline style" in said.text
    expected = by_office or (may_fail and said.text.startswith("Failed to load resource"))
    return [said.text] if said.type == "error" and not expected else []


def give_office(route: Route) -> None:
    office = package("@microsoft/office-js") / "dist"
    name = urlsplit(route.request.url).path.removeprefix("/lib/1/hosted/")
    file = next((f for f in (office / name, office / name.lower()) if f.is_file()), None)
    route.fulfill(path=file) if file else route.fulfill(status=404)


def _give_host(route: Route) -> None:
    path = urlsplit(route.request.url).path
    if path == "/host.js":
        route.fulfill(path=_HOST_FOLDER / "host.js")
    elif path.startswith("/excel/"):
        route.fulfill(path=_PLAY / Path(path).name, content_type="text/javascript")
    else:
        route.fulfill(body=_PAGE, content_type="text/html")
