"""The pane beside a mail that is read: what a broker sees and does."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Locator, Route, expect
from tests.browser.outlook.pane_host import CLOUD, Attached, Mail, Scheme, attached, outlook
from tests.browser.test_for_everyone import CONTRAST, SWEEP

from tariffline.store.database import open_database
from tariffline.store.watches import Pair, Watches

# A pane has no nav; the scripts inside the page are those of office.js.
NOT_OURS = re.compile("^no nav|^inline")
QUESTION = Mail(
    """<p>Hi Dana,</p>
    <p>What is the duty on laptops under 8471.30.01.00 from China? The client says duty free.</p>
    <p>The 7307.91.50.10 from South Korea is 5.6% duty, he says. See CSMS # 39291311.</p>
    <table><tr><th>Description</th><th>HTS</th><th>COO</th><th>Qty</th><th>Amount (USD)</th></tr>
    <tr><td>Laptop</td><td>8471.30.0100</td><td>CN</td><td>5</td><td>3,500.00</td></tr>
    <tr><td>Flange</td><td>7307.91.5010</td><td>KR</td><td>800</td><td>1,880.00</td></tr></table>
    <p>Thanks,<br>Mike</p>"""
)
OTHER = Mail("<p>Is 0101.21.00.10 free?</p>", subject="Horses", id="mail-2")
CSV = b"Description,HTS,COO,Qty,Amount USD\nCoffee,0901.11.00.15,MX,10,100.00\n"


def summary(frame: Frame, words: str | re.Pattern[str]) -> None:
    expect(frame.locator("#summary")).to_have_text(words)


def card(frame: Frame, title: str) -> Locator:
    return frame.locator(".card").filter(has=frame.get_by_role("heading", name=title))


def press(frame: Frame, name: str) -> None:
    frame.get_by_role("button", name=name).click()


def said(frame: Frame, words: str) -> None:
    expect(frame.get_by_role("status")).to_contain_text(words)


def test_a_mail_is_answered_in_reading_order_by_one_request(browser: Browser, service: str) -> None:
    with outlook(browser, service, QUESTION) as pane:
        summary(pane.frame, "2 HTS numbers, 1 CSMS message, 2 claims (1 not right)")
        titles = pane.frame.locator(".card h3").all_inner_texts()
        assert titles == [
            "8471.30.01.00 from China",
            "“duty free” claimed",
            "7307.91.50.10 from South Korea",
            "“5.6%” claimed",
            "CSMS 39291311",
        ]
        expect(pane.frame.locator("#subject")).to_have_text("Your question")
        [letter] = pane.posted()
        assert letter["subject"] == "Your question"
        assert letter["content_type"] == "text/html"
        assert letter["sent"].startswith("2026-06-01T")


def test_a_card_names_value_source_date_and_what_to_know(browser: Browser, service: str) -> None:
    with outlook(browser, service, QUESTION) as pane:
        flange = card(pane.frame, "7307.91.50.10")
        expect(flange.locator(".value").first).to_have_text("5.5% base rate of duty")
        expect(flange.locator(".value").last).to_contain_text("all duties together")
        expect(flange).to_contain_text("HTS sample, 90 lines, 2026 Rev 5, 7307.91.50")
        expect(flange.locator(".note").first).to_have_text(
            "Free if KR is claimed: United States-Korea Free Trade Agreement"
        )
        expect(flange.get_by_role("link")).to_have_attribute("href", "/hts/7307.91.50.10")
        # Said once for all rates, not on each card.
        expect(pane.frame.locator("#age")).to_contain_text("a later one may have been published")


def test_a_claim_is_told_right_or_wrong(browser: Browser, service: str) -> None:
    with outlook(browser, service, QUESTION) as pane:
        free, wrong = card(pane.frame, "“duty free”"), card(pane.frame, "“5.6%”")
        expect(free.locator(".verdict")).to_have_text("agrees")
        expect(wrong.locator(".verdict")).to_have_text("contradicted")
        expect(wrong).to_contain_text("it is 5.5%")


def test_a_message_says_what_it_is_who_must_act_and_by_when(browser: Browser, service: str) -> None:
    with outlook(browser, service, QUESTION) as pane:
        message = card(pane.frame, "CSMS 39291311")
        for words in ("Kind", "operational", "Who must act", "trade partners", "2019-12-31"):
            expect(message).to_contain_text(words)


def test_a_mail_that_is_a_message_is_understood_though_the_service_lacks_it(
    browser: Browser, service: str
) -> None:
    subject = "CSMS # 68855869 - GUIDANCE: Additional Duties on Imports from India"
    body = "Effective June 10, 2026, filers must report 9903.03.01 for products of India."
    with outlook(browser, service, Mail(f"<p>{subject}</p><p>{body}</p>", subject=subject)) as pane:
        message = card(pane.frame, "CSMS 68855869")
        expect(message.locator(".value")).to_have_text(subject.partition(" - ")[2])
        for words in ("duty change", "2026-06-10", f"“{body}”", "from the words of this mail"):
            expect(message).to_contain_text(words)
        expect(message.locator(".warning")).to_have_count(0)
        expect(message.get_by_role("link", name="Open page")).to_have_count(0)


def test_the_place_in_the_mail_is_quoted_and_marked(browser: Browser, service: str) -> None:
    with outlook(browser, service, QUESTION) as pane:
        laptop = card(pane.frame, "8471.30.01.00")
        expect(laptop.locator("blockquote")).to_have_text(
            "What is the duty on laptops under 8471.30.01.00 from China?"
        )
        expect(laptop.locator("mark")).to_have_text("8471.30.01.00")
        expect(laptop.locator(".where")).to_contain_text("place 1 of 2")
        quiet = laptop.locator("mark").evaluate("e => getComputedStyle(e).backgroundColor")
        laptop.get_by_role("button", name="Next place").click()
        expect(laptop.locator("blockquote")).to_contain_text("Laptop 8471.30.0100 CN")
        marked = laptop.locator("mark").evaluate("e => getComputedStyle(e).backgroundColor")
        assert marked != quiet


def test_line_items_are_priced_and_add_up(browser: Browser, service: str) -> None:
    with outlook(browser, service, QUESTION) as pane:
        table = pane.frame.get_by_role("table", name="In the mail: 2 lines")
        expect(table.locator("tbody tr")).to_have_count(2)
        expect(table.locator("tfoot")).to_have_text(re.compile(r"Total USD2 lines5,380.00103.40"))


def test_the_reply_is_opened_with_its_sources(browser: Browser, service: str) -> None:
    with outlook(browser, service, QUESTION) as pane:
        press(pane.frame, "Insert reply")
        said(pane.frame, "A reply is open.")
        [form] = pane.calls("replyTextAsync")
        assert form["htmlBody"].startswith("<table>")
        assert "7307.91.50.10 from South Korea: base rate of duty 5.5%" in form["htmlBody"]
        assert "HTS sample, 90 lines, 2026 Rev 5" in form["htmlBody"]


def test_an_older_outlook_opens_the_reply_the_older_way(browser: Browser, service: str) -> None:
    with outlook(browser, service, QUESTION, mailbox="1.8") as pane:
        press(pane.frame, "Insert reply")
        said(pane.frame, "A reply is open.")
        assert len(pane.calls("replyText")) == 1


def test_a_reply_longer_than_outlook_takes_is_copied(browser: Browser, service: str) -> None:
    countries = ("China", "Mexico", "Canada", "Japan", "India", "Brazil", "Spain", "Italy")
    numbers = ("7307.91.50.10", "8471.30.01.00", "0101.21.00.10", "0901.11.00.15")
    lines = [f"<p>{number} from {country}</p>" for number in numbers for country in countries]

    def with_long_sources(route: Route) -> None:
        response = route.fetch()
        told = response.json()
        told["reply"]["html"] += "<p>" + "long source " * 3_000 + "</p>"
        route.fulfill(response=response, json=told)

    with outlook(browser, service, None) as pane:
        pane.page.route("**/v1/mail", with_long_sources)
        pane.select(Mail("".join(lines)))
        press(pane.frame, "Insert reply")
        said(pane.frame, "longer than Outlook takes from an add-in. It was copied")
        assert pane.calls("replyTextAsync") == []
        assert "7307.91.50.10 from China: base rate" in pane.clipboard()


def test_a_line_joins_a_watch_list(browser: Browser, service: str, loaded: Path) -> None:
    with outlook(browser, service, QUESTION) as pane:
        flange = card(pane.frame, "7307.91.50.10")
        flange.get_by_role("button", name="Add to watch list").click()
        expect(flange.get_by_role("combobox")).to_be_focused()
        flange.get_by_role("button", name="Add", exact=True).click()
        said(pane.frame, "7307.91.50.10 from South Korea is watched by parts.")
        expect(flange.get_by_role("button", name="Add to watch list")).to_be_focused()
    engine = open_database(loaded)
    watches = Watches(engine)
    assert Pair("7307915010", "KR") in watches.pairs(watches.one("parts"))
    engine.dispose()


def test_a_card_is_copied_with_its_source(browser: Browser, service: str) -> None:
    with outlook(browser, service, QUESTION) as pane:
        press(pane.frame, "Copy: 7307.91.50.10 from South Korea")
        said(pane.frame, "Copied.")
        first, rate, *_, source, day = pane.clipboard().splitlines()
        assert (first, rate) == ("7307.91.50.10 from South Korea", "base rate of duty: 5.5%")
        assert source.startswith("Source: HTS sample, 90 lines, 2026 Rev 5, 7307.91.50")
        assert re.fullmatch(r"As of \d{4}-\d\d-\d\d\.", day)


def test_attachments_follow_in_a_request_of_their_own(browser: Browser, service: str) -> None:
    files = (
        attached("lines.csv", CSV),
        attached("scan.jpg", b"no text"),
        Attached("big", "big.pdf", "", size=30 * 2**20),
        Attached("cloud", "cloud.xlsx", None, kind=CLOUD),
        Attached("gone", "gone.pdf", None),
        Attached("logo", "logo.png", None, is_inline=True),
        Attached("inner", "Fwd: order", "Subject: x\r\n\r\n0101.21.00.10 is free", format="eml"),
    )
    with outlook(browser, service, Mail("<p>See attached.</p>", attachments=files)) as pane:
        files_told = pane.frame.locator("#files")
        expect(files_told).not_to_contain_text("Reading attachments")
        expect(pane.frame.get_by_role("table", name="lines.csv: 1 line")).to_be_visible()
        for words in (
            "lines.csvread; 1 line found",
            "scan.jpg is not read",
            "big.pdfit has 30.0 MiB; at most 5.5 MiB are read",
            "cloud.xlsxit is a link to a file in the cloud; attach a copy",
            "gone.pdfOutlook does not give it",
            "Fwd: order.emlread; 1 line found",
        ):
            expect(files_told).to_contain_text(words)
        expect(files_told).not_to_contain_text("logo.png")
        expect(card(pane.frame, "0101.21.00.10")).to_contain_text("in Fwd: order.eml")
        mail, enclosures = pane.posted()
        assert mail["attachments"] == []
        assert [each["name"] for each in enclosures["attachments"]] == [
            "lines.csv",
            "scan.jpg",
            "Fwd: order.eml",
        ]


def test_another_mail_replaces_the_one_before(browser: Browser, service: str) -> None:
    with outlook(browser, service, QUESTION) as pane:
        summary(pane.frame, re.compile("2 HTS numbers"))
        pane.select(OTHER)
        expect(pane.frame.locator("#answers")).to_be_hidden()
        summary(pane.frame, "1 HTS number, 1 claim")
        expect(pane.frame.locator("#subject")).to_have_text("Horses")
        pane.select(QUESTION)
        summary(pane.frame, re.compile("2 HTS numbers"))
        assert len(pane.posted()) == 2, "coming back asks nothing"
        with pane.page.expect_request("**/v1/mail"):
            press(pane.frame, "Check again")
        summary(pane.frame, re.compile("2 HTS numbers"))


def test_who_runs_down_the_list_asks_only_where_he_stops(browser: Browser, service: str) -> None:
    with outlook(browser, service, QUESTION) as pane:
        summary(pane.frame, re.compile("2 HTS numbers"))
        passed = [Mail(f"<p>{n}</p>", id=f"passed-{n}") for n in range(20)]
        pane.select(*passed, OTHER)
        summary(pane.frame, "1 HTS number, 1 claim")
        assert len(pane.posted()) == 2


def test_an_answer_for_an_earlier_mail_is_never_shown(browser: Browser, service: str) -> None:
    slow = Mail(QUESTION.html, id="slow", subject="Slow", delay=900)
    with outlook(browser, service, OTHER) as pane:
        summary(pane.frame, "1 HTS number, 1 claim")
        pane.select(slow)
        expect(pane.frame.locator("#words")).to_have_text("Reading…")
        pane.page.wait_for_timeout(500)  # its body is on its way
        pane.select(Mail("<p>See you at noon.</p>", id="last", subject="Noon"))
        summary(pane.frame, "Nothing found")
        pane.page.wait_for_timeout(1_500)
        summary(pane.frame, "Nothing found")
        expect(pane.frame.locator("#subject")).to_have_text("Noon")
        expect(pane.frame.locator(".card")).to_have_count(0)


def test_no_mail_or_several_is_said(browser: Browser, service: str) -> None:
    with outlook(browser, service, None) as pane:
        expect(pane.frame.locator("#words")).to_contain_text("or several are selected")
        pane.select(OTHER)
        summary(pane.frame, "1 HTS number, 1 claim")
        pane.select(None)
        expect(pane.frame.locator("#words")).to_contain_text("or several are selected")
        expect(pane.frame.locator("#answers")).to_be_hidden()


def test_a_mail_that_outlook_does_not_give_is_said(browser: Browser, service: str) -> None:
    with outlook(browser, service, Mail("", refuses_body=True)) as pane:
        expect(pane.frame.locator("#words")).to_contain_text("There is no answer:")
        expect(pane.frame.get_by_role("button", name="Try again")).to_be_visible()


def test_without_microsofts_library_the_pane_says_so(browser: Browser, service: str) -> None:
    with outlook(browser, service, OTHER, office=False) as pane:
        expect(pane.frame.locator("#words")).to_contain_text("with Microsoft's office.js")


def test_the_first_cards_of_a_large_mail_come_soon(browser: Browser, service: str) -> None:
    """Measured by docs/outlook.md; here that it stays far from being stuck."""
    padding = "<p>" + "We thank you for your order and look forward to it. " * 2_000 + "</p>"
    with outlook(browser, service, OTHER) as pane:
        summary(pane.frame, "1 HTS number, 1 claim")
        begun = time.monotonic()
        pane.select(Mail(QUESTION.html + padding, id="large", subject="Large"))
        expect(card(pane.frame, "7307.91.50.10")).to_be_visible()
        print(f"first cards of 100 KB after {time.monotonic() - begun:.2f} s")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pane_is_sound_in_each_light_at_300(
    browser: Browser, service: str, scheme: Scheme
) -> None:
    mail = Mail(QUESTION.html, attachments=(attached("lines.csv", CSV), attached("a.jpg", b"")))
    with outlook(browser, service, mail, width=300, scheme=scheme) as pane:
        expect(pane.frame.get_by_role("table", name="lines.csv: 1 line")).to_be_visible()
        found = pane.frame.evaluate(SWEEP)
        assert [each for each in found if not NOT_OURS.search(each)] == []
        assert pane.frame.evaluate(CONTRAST) == []
        assert pane.frame.evaluate("document.documentElement.scrollWidth") == 300


def test_the_theme_of_outlook_is_worn(browser: Browser, service: str) -> None:
    with outlook(browser, service, OTHER, scheme="light") as pane:
        body = pane.frame.locator("body")
        pane.page.evaluate("outlook.wear({ bodyBackgroundColor: 0x1f1f1f })")
        expect(body).to_have_css("background-color", "rgb(20, 25, 26)")
        pane.page.evaluate("outlook.wear({ bodyBackgroundColor: 0xffffff })")
        expect(body).to_have_css("background-color", "rgb(253, 252, 250)")


def test_the_keyboard_reaches_everything_in_order(browser: Browser, service: str) -> None:
    with outlook(browser, service, OTHER) as pane:
        summary(pane.frame, "1 HTS number, 1 claim")
        pane.frame.get_by_role("button", name="Insert reply").focus()
        names = []
        for _ in range(6):
            pane.page.keyboard.press("Tab")
            focused = pane.frame.locator(":focus")
            names.append(focused.get_attribute("aria-label") or focused.inner_text())
            expect(focused).to_have_css("outline-style", "solid")
        assert names == [
            "Copy reply",
            "Check again",
            "Copy: 0101.21.00.10",
            "Open page: 0101.21.00.10",
            "Add to watch list: 0101.21.00.10",
            "Copy: “free” claimed",
        ]
        pane.frame.get_by_role("button", name="Check again").focus()
        with pane.page.expect_request("**/v1/mail"):
            pane.page.keyboard.press("Enter")
