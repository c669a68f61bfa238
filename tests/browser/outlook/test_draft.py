"""Beside a draft: what its writer is about to promise, checked while it is written."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect
from tests.browser.outlook.pane_host import Mail, outlook

PROMISE = "The 7307.91.50.10 from South Korea is 5.6% duty."
QUOTED = "<blockquote>Is 0101.21.00.10 dutiable at 7% duty?</blockquote>"
DRAFT = Mail(f"<p>{PROMISE}</p>{QUOTED}", text=PROMISE, subject="RE: duty", is_draft=True)


def test_a_draft_is_checked_for_what_its_writer_says(browser: Browser, service: str) -> None:
    with outlook(browser, service, DRAFT) as pane:
        expect(pane.frame.locator("#summary")).to_have_text("1 HTS number, 1 claim (1 not right)")
        expect(pane.frame.locator("#subject")).to_have_text("Your draft")
        expect(pane.frame.locator(".verdict")).to_have_text("contradicted")
        expect(pane.frame.locator(".card")).to_have_count(2)  # what is quoted is not promised
        [letter] = pane.posted()
        assert "sent" not in letter, "a draft is of today"


def test_it_is_checked_again_once_the_writer_rests(browser: Browser, service: str) -> None:
    with outlook(browser, service, DRAFT) as pane:
        expect(pane.frame.locator(".verdict")).to_have_text("contradicted")
        better = PROMISE.replace("5.6", "5.5")
        pane.type(f"<p>{better}</p>", better)
        expect(pane.frame.locator(".verdict")).to_have_text("agrees", timeout=20_000)
        pane.page.wait_for_timeout(9_000)
        assert len(pane.posted()) == 2, "what has not changed is not asked again"


def test_it_is_checked_on_demand(browser: Browser, service: str) -> None:
    with outlook(browser, service, DRAFT) as pane:
        expect(pane.frame.locator(".verdict")).to_have_text("contradicted")
        better = PROMISE.replace("5.6", "5.5")
        pane.type(f"<p>{better}</p>", better)
        pane.frame.get_by_role("button", name="Check my draft").click()
        expect(pane.frame.locator(".verdict")).to_have_text("agrees")


def test_the_answers_are_inserted_where_the_cursor_stands(browser: Browser, service: str) -> None:
    with outlook(browser, service, DRAFT) as pane:
        pane.frame.get_by_role("button", name="Insert answers").click()
        expect(pane.frame.get_by_role("status")).to_have_text("Inserted where the cursor stands.")
        [inserted] = pane.calls("setSelected")
        assert inserted["coercionType"] == 3  # HTML
        assert re.match("<table>.*5.5%", inserted["data"])


def test_a_plain_draft_gets_plain_words(browser: Browser, service: str) -> None:
    plain = Mail(DRAFT.html, text=DRAFT.text, is_draft=True, is_plain=True)
    with outlook(browser, service, plain) as pane:
        pane.frame.get_by_role("button", name="Insert answers").click()
        expect(pane.frame.get_by_role("status")).to_have_text("Inserted where the cursor stands.")
        [inserted] = pane.calls("setSelected")
        assert inserted["coercionType"] == 0  # text
        assert "Source: HTS sample" in inserted["data"]


def test_an_empty_draft_says_that_there_is_nothing_to_check(browser: Browser, service: str) -> None:
    with outlook(browser, service, Mail("", text="", is_draft=True)) as pane:
        expect(pane.frame.locator("#summary")).to_have_text("Nothing to check")
        expect(pane.frame.get_by_role("button", name="Insert answers")).to_be_hidden()
