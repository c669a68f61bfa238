"""Mails that mean harm: nothing of them runs, nothing leaves for another host, the pane works on.

That no other host is asked is held after each test by the pane's host (pane_host.py).
"""

from __future__ import annotations

import json
import re
from base64 import b64encode

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.outlook.pane_host import Attached, Mail, Pane, attached, outlook

TRAPS = (
    "<script>parent.harmed = globalThis.harmed = true</script>",
    "<img src='https://tracker.example/open.gif' onerror='globalThis.harmed = true'>",
    "<svg onload='globalThis.harmed = true'><use href='https://tracker.example/a.svg#a'/></svg>",
    "<iframe src='https://tracker.example/'></iframe><object data='https://tracker.example/o'>",
    "<link rel=stylesheet href='https://tracker.example/a.css'><base href='https://evil.example/'>",
    "<style>@import 'https://tracker.example/b.css'; body { display: none }</style>",
    "<a href='javascript:globalThis.harmed = true'>8471.30.01.00</a>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<form action='https://evil.example/'><input name=q autofocus onfocus='harmed = true'></form>",
)
LISTEN_TO_STORES = """() => {
  globalThis.kept = [];
  const keep = (...words) => kept.push(words);
  const store = { getItem: () => null, setItem: keep, removeItem() {} };
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(globalThis, name, { value: store });
  }
  indexedDB.constructor.prototype.open = keep;
  caches.constructor.prototype.open = keep;
  Object.defineProperty(document, "cookie", { set: keep });
}"""
MARKUP = "<img src=x onerror=globalThis.harmed=true>"


def still_works(pane: Pane) -> None:
    """Another mail is read as if nothing had been."""
    pane.select(Mail("<p>Is 0101.21.00.10 free?</p>", id="after", subject="After"))
    expect(pane.frame.locator("#summary")).to_have_text("1 HTS number, 1 claim")
    for frame in pane.page.frames:
        assert frame.evaluate("globalThis.harmed") is None


@pytest.mark.parametrize("trap", TRAPS)
def test_what_a_page_would_run_or_load_is_not(browser: Browser, service: str, trap: str) -> None:
    mail = Mail(f"<p>Duty of 7307.91.50.10 from Korea?</p>{trap}")
    with outlook(browser, service, mail) as pane:
        expect(pane.frame.locator("#summary")).to_contain_text("HTS number")
        assert pane.frame.locator("main :is(img, iframe, object, style, form)").count() == 0
        still_works(pane)


def test_markup_in_every_word_of_a_mail_stays_text(browser: Browser, service: str) -> None:
    escaped = MARKUP.replace("<", "&lt;")
    table = (
        "<table><tr><th>Description</th><th>HTS</th><th>COO</th><th>Qty</th><th>USD</th></tr>"
        f"<tr><td>{escaped}</td><td>7307.91.50.10</td><td>KR</td><td>{escaped}</td>"
        f"<td>{escaped}</td></tr></table>"
    )
    mail = Mail(
        f"<p>{escaped} 8471.30.01.00 {escaped}</p>{table}",
        subject=f"{MARKUP} 0101.21.00.10",
        attachments=(attached(f"{MARKUP}.txt", b"7307.91.50.10"), Attached("g", MARKUP, None)),
    )
    with outlook(browser, service, mail) as pane:
        expect(pane.frame.locator("#files")).to_contain_text("Outlook does not give it")
        expect(pane.frame.locator("#subject")).to_contain_text(MARKUP)
        expect(pane.frame.locator("#items")).to_contain_text(MARKUP)
        assert pane.frame.locator("main img").count() == 0
        pane.frame.get_by_role("button", name="Insert reply").click()
        expect(pane.frame.get_by_role("status")).to_contain_text("A reply is open.")
        [form] = pane.calls("replyTextAsync")
        assert MARKUP not in form["htmlBody"]
        still_works(pane)


def test_what_turns_the_direction_of_text_is_left_out_and_told(
    browser: Browser, service: str
) -> None:
    mail = Mail(
        "<p>Pay \u202e%0.0\u202c or 5.5% duty on 7307.91.50.10 \u2066from\u2069 Korea \u200f</p>",
        subject="\u202egnp.ecioivni \u200b0101.21.00.10",
    )
    with outlook(browser, service, mail) as pane:
        flange = pane.frame.locator(".card").filter(has_text="7307.91.50.10").first
        expect(flange.locator(".warning").first).to_contain_text("Marks that can't be seen")
        shown = pane.frame.locator("body").inner_text()
        assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", shown)
        assert pane.frame.locator("blockquote > bdi").count() > 0
        still_works(pane)


def test_a_subject_without_end_stays_two_lines(browser: Browser, service: str) -> None:
    subject = "8471.30.01.00 " + "W" * 1_000_000
    with outlook(browser, service, Mail("<p>See subject.</p>", subject=subject)) as pane:
        expect(pane.frame.locator("#summary")).to_have_text("1 HTS number")
        box = pane.frame.locator("header").bounding_box()
        assert box is not None
        assert box["height"] < 120
        assert pane.frame.evaluate("document.documentElement.scrollWidth") == 320
        [letter] = pane.posted()
        assert len(letter["subject"]) == 1_000
        still_works(pane)


def test_ten_thousand_numbers_leave_the_pane_quick(browser: Browser, service: str) -> None:
    numbers = "".join(f"<p>8471.30.01.00 of {n}, 7307.91.50.10</p>" for n in range(5_000))
    with outlook(browser, service, Mail(numbers)) as pane:
        expect(pane.frame.locator("#summary")).to_have_text("2 HTS numbers", timeout=60_000)
        expect(pane.frame.locator(".where").first).to_contain_text("place 1 of 5,000")
        assert pane.frame.locator("body *").count() < 1_000
        still_works(pane)


def test_many_different_things_are_shown_some_at_a_time(browser: Browser, service: str) -> None:
    cases = "".join(f"<p>A-570-{n}</p>" for n in range(100, 200))
    with outlook(browser, service, Mail(cases)) as pane:
        expect(pane.frame.locator(".card")).to_have_count(40)
        more = pane.frame.get_by_role("button", name="Show more (60 left)")
        more.click()
        expect(pane.frame.locator(".card")).to_have_count(80)
        expect(pane.frame.locator(".card h3").nth(40)).to_be_focused()
        pane.frame.get_by_role("button", name="Show more (20 left)").click()
        expect(pane.frame.locator(".card")).to_have_count(100)


def test_five_megabytes_are_read_while_the_pane_listens(browser: Browser, service: str) -> None:
    html = "<p>8471.30.01.00</p>" + "<p><b>x</b></p>\n" * (5 * 2**20 // 16)
    with outlook(browser, service, Mail("<p>Nothing.</p>")) as pane:
        expect(pane.frame.locator("#summary")).to_have_text("Nothing found")
        pane.select(Mail(html, id="huge", subject="Huge"))
        expect(pane.frame.locator("#words")).to_have_text("Reading…")
        # Its request is on its way; the reader does not wait for it.
        pane.page.wait_for_timeout(1_000)
        still_works(pane)


def test_what_is_too_large_to_send_is_sent_as_text_and_cut(browser: Browser, service: str) -> None:
    long = "8471.30.01.00 " + "\u4e2d" * 3_000_000
    with outlook(browser, service, None) as pane:
        answered = json.dumps({"error": {"code": "BAD_INPUT", "message": "enough"}})
        pane.page.route("**/v1/mail", lambda route: route.fulfill(status=413, body=answered))
        pane.select(Mail(f"<p>{long}</p>", text=long))
        expect(pane.frame.locator("#words")).to_contain_text(
            "the service refused: enough", timeout=30_000
        )
        [letter] = pane.posted()
        assert letter["content_type"] == "text/plain"
        assert letter["body"].startswith("8471.30.01.00")
        assert len(letter["body"].encode()) < 8 * 2**20


def test_what_a_mail_says_is_stored_nowhere(browser: Browser, service: str) -> None:
    with outlook(browser, service, Mail("<p>Hello</p>")) as pane:
        expect(pane.frame.locator("#summary")).to_have_text("Nothing found")
        pane.frame.evaluate(LISTEN_TO_STORES)
        pane.select(Mail("<p>7307.91.50.10 is secret</p>", id="secret"))
        expect(pane.frame.locator("#summary")).to_contain_text("1 HTS number")
        pane.select(None)
        expect(pane.frame.locator("#words")).to_contain_text("No message is open")
        assert pane.frame.evaluate("kept") == []


def test_an_attachment_that_is_broken_stops_nothing(browser: Browser, service: str) -> None:
    bomb = Attached("b", "broken.xlsx", b64encode(b"PK\x03\x04 no").decode())
    mime = Attached("m", "broken.eml", "\x00\xff: \r\n\r\n--x", format="eml")
    good = attached("good.txt", b"7307.91.50.10")
    with outlook(browser, service, Mail("<p>x</p>", attachments=(bomb, mime, good))) as pane:
        files = pane.frame.locator("#files")
        expect(files).to_contain_text("can't be read as a workbook")
        expect(files).to_contain_text("good.txtread")
        still_works(pane)
