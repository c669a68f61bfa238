"""The service over the sample editions, and a browser that looks at its pages."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright
from tests.conftest import TODAY
from tests.desk.conftest import WIDGETS
from tests.fakes.notices import WORKED
from werkzeug.serving import make_server

from tariffline.app import create_app
from tariffline.desk.intake import Arrival, take_in
from tariffline.desk.message_intake import take_in_messages
from tariffline.settings import Settings
from tariffline.store.database import open_database
from tariffline.store.notices import read_kept
from tariffline.store.schedule import ScheduleStore

CHROMIUM = Path("/usr/bin/chromium")  # where Debian puts it; else Playwright's own is tried
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(
    arrivals: tuple[Arrival, ...], samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a service over the samples and the worked AD/CVD case, on 1 June 2026."""
    home = tmp_path_factory.mktemp("site")
    engine = open_database(home)
    for arrival in arrivals:
        take_in(ScheduleStore(engine), home, arrival)
    for path in sorted((samples / "csms").iterdir()):
        now = datetime(2026, 5, 1, 12, tzinfo=UTC)
        take_in_messages(ScheduleStore(engine), home, path.read_bytes(), now)
    kept = (samples / "adcvd" / "notices.json").read_bytes()
    for notices in (read_kept(kept), [*WORKED, WIDGETS]):
        ScheduleStore(engine).notices.add(notices, datetime(2026, 5, 1, 12, tzinfo=UTC))
    engine.dispose()
    app = create_app(Settings(home, "http://127.0.0.1:9", "WARNING"), clock=lambda: TODAY)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    running = Thread(target=server.serve_forever)
    running.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    running.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = CHROMIUM if CHROMIUM.exists() else None
        try:
            running = playwright.chromium.launch(executable_path=path, args=QUIET)
        except Error as problem:
            reason = f"no browser ({problem.message.splitlines()[0]}): playwright install chromium"
            if "CI" in os.environ:
                pytest.fail(reason)
            pytest.skip(reason)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A fresh page. It may neither complain in the console nor ask another host for anything."""
    complaints: list[str] = []
    abroad: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # The console counts a refused page as a failure; only what a page loads is one.
        failed = message.text.startswith("Failed to load resource")
        refused = failed and "/static/" not in message.location["url"]
        if message.type == "error" and not refused:
            complaints.append(f"{message.text} ({message.location['url']})")

    def see(request: Request) -> None:
        if not request.url.startswith(site):
            abroad.append(request.url)

    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    page.on("request", see)
    yield page
    context.close()
    assert (complaints, abroad) == ([], [])
