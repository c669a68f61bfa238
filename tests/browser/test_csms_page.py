"""The page of a message, as a broker meets it."""

from playwright.sync_api import Page, expect


def test_from_a_search_to_the_message_and_its_official_text(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="CSMS").click()
    page.get_by_label("Words or number").fill("EzVPN")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="39291311").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Retirement of the Current Cisco")
    for heading in ("Plain-English explanation", "Message body", "Frequently asked questions"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    official = page.get_by_role("link", name="Official text at CBP's publisher")
    expect(official).to_have_attribute(
        "href", "https://content.govdelivery.com/bulletins/gd/USDHSCBP-25789af"
    )


def test_what_to_do_is_ranked_with_reasons(page: Page) -> None:
    page.goto("/csms/todo")
    page.get_by_label("Since").fill("2019-08-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".results")).to_contain_text("asks somebody to act")
    expect(page.locator(".results")).to_contain_text("must take action")
