"""The service goes away and comes back: the pane says so, tries again, shows what it knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Response, request
from playwright.sync_api import Browser, expect
from tests.browser.outlook.conftest import served
from tests.browser.outlook.pane_host import Mail, outlook
from tests.conftest import TODAY

from tariffline.app import create_app
from tariffline.settings import Settings
from tariffline.web.wire import json

MAIL = Mail("<p>7307.91.50.10 from Korea is 5.5% duty</p>")
SUMMARY = "1 HTS number, 1 claim"


@dataclass
class Failing:
    """A service that answers /v1/mail as it is told, while it is told anything."""

    url: str
    instead: list[Response] = field(default_factory=list)
    asked: int = 0

    def answer(self) -> Response | None:
        """Before the service itself does."""
        if request.path != "/v1/mail":
            return None
        self.asked += 1
        return self.instead.pop(0) if self.instead else None


@pytest.fixture
def failing(loaded: Path) -> Iterator[Failing]:
    app = create_app(Settings(loaded, "http://127.0.0.1:9", "CRITICAL"), clock=lambda: TODAY)
    with served(app, loaded) as url:
        told = Failing(url)
        app.before_request_funcs.setdefault(None, []).append(told.answer)
        yield told


def refusal(status: int, code: str, words: str, **headers: str) -> Response:
    response = json({"error": {"code": code, "message": words}}, status)
    response.headers.update(headers)
    return response


def test_one_that_is_away_is_said_and_tried_again_by_itself(
    browser: Browser, failing: Failing
) -> None:
    failing.instead = [refusal(503, "UNAVAILABLE", "it loads", **{"Retry-After": "1"})]
    with outlook(browser, failing.url, MAIL) as pane:
        words = pane.frame.locator("#words")
        expect(words).to_contain_text("There is no answer: the service can't answer now: it loads.")
        expect(words).to_contain_text("It is tried again by itself.")
        expect(pane.frame.locator("#link")).to_have_text("service away")
        expect(pane.frame.locator("#summary")).to_have_text(SUMMARY, timeout=10_000)
        expect(pane.frame.locator("#link")).to_have_text("connected")
        assert failing.asked == 2


def test_who_does_not_wait_tries_again_by_hand(browser: Browser, failing: Failing) -> None:
    failing.instead = [refusal(503, "UNAVAILABLE", "it loads", **{"Retry-After": "600"})]
    with outlook(browser, failing.url, MAIL) as pane:
        pane.frame.get_by_role("button", name="Try again").click()
        expect(pane.frame.locator("#summary")).to_have_text(SUMMARY)
        assert failing.asked == 2


def test_a_refusal_is_said_and_not_tried_again(browser: Browser, failing: Failing) -> None:
    failing.instead = [refusal(400, "BAD_INPUT", "no such thing")]
    with outlook(browser, failing.url, MAIL) as pane:
        expect(pane.frame.locator("#words")).to_have_text(
            "There is no answer: the service refused: no such thing."
        )
        pane.page.wait_for_timeout(2_500)
        assert failing.asked == 1


def test_something_else_than_an_answer_is_none(browser: Browser, failing: Failing) -> None:
    failing.instead = [Response("<html>a proxy's page</html>", 200, mimetype="text/html")]
    with outlook(browser, failing.url, MAIL) as pane:
        expect(pane.frame.locator("#words")).to_contain_text("the service can't be reached")


def test_what_is_known_of_a_mail_stays_while_the_service_is_away(
    browser: Browser, failing: Failing
) -> None:
    with outlook(browser, failing.url, MAIL) as pane:
        expect(pane.frame.locator("#summary")).to_have_text(SUMMARY)
        failing.instead = [refusal(503, "UNAVAILABLE", "it loads", **{"Retry-After": "600"})]
        pane.frame.get_by_role("button", name="Check again").click()
        expect(pane.frame.locator("#age")).to_contain_text("Last known answers")
        expect(pane.frame.locator("#summary")).to_have_text(SUMMARY)
        expect(pane.frame.locator("#link")).to_have_text("service away")


def test_a_service_that_is_gone_comes_back(browser: Browser, loaded: Path) -> None:
    app = create_app(Settings(loaded, "http://127.0.0.1:9", "CRITICAL"), clock=lambda: TODAY)
    with served(app, loaded) as url:
        opened = outlook(browser, url, MAIL)
        pane = opened.__enter__()
        expect(pane.frame.locator("#summary")).to_have_text(SUMMARY)
    pane.select(Mail("<p>Is 0101.21.00.10 free?</p>", id="other", subject="Horses"))
    expect(pane.frame.locator("#words")).to_contain_text("the service can't be reached")
    expect(pane.frame.locator("#subject")).to_have_text("Horses")
    with served(app, loaded, int(url.rpartition(":")[2])):
        expect(pane.frame.locator("#summary")).to_have_text(SUMMARY, timeout=15_000)
        opened.__exit__(None, None, None)
