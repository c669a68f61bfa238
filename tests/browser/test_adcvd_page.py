"""The page of a case, as a broker meets it."""

from playwright.sync_api import Page, expect


def test_from_a_search_to_the_deposit_of_two_companies(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="AD/CVD").click()
    page.get_by_label("Case, product or company").fill("A570910")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="A-570-910").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A-570-910")
    expect(page.locator(".glance")).to_contain_text("country-wide 85.55%")
    page.get_by_label("Exporter").fill("Sunny Imp. and Exp. Corporation")
    page.get_by_label("Producer").fill("Linhai Mills Ltd")
    page.get_by_role("button", name="Show the deposit").click()
    answer = page.locator("section", has=page.get_by_role("heading", name="Cash deposit"))
    expect(answer.locator(".value")).to_contain_text("85.55%")
    expect(answer).to_contain_text("“Linhai Mill Limited” would cost 50%")
    expect(answer).to_contain_text("companion C-570-911 comes on top", ignore_case=True)
    page.get_by_label("Producer").fill("Linhai Mill Ltd")
    page.get_by_label("Producer").press("Enter")
    expect(answer.locator(".value")).to_contain_text("50%")


def test_companies_are_found_by_words_of_their_names(page: Page) -> None:
    page.goto("/adcvd/A-570-910")
    table = page.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(5)
    page.get_by_label("Company", exact=True).fill("golden")
    page.get_by_role("button", name="Find").click()
    expect(table.get_by_role("row")).to_have_count(2)
    expect(table).to_contain_text("0% (de minimis)")
    page.get_by_label("Company", exact=True).fill("nobody")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("No company on record has these words")).to_be_visible()


def test_a_scope_is_read_for_a_product_without_a_judgement(page: Page) -> None:
    page.goto("/adcvd/A-570-910")
    page.get_by_label("Your product, in words").fill("boiler tubing")
    page.get_by_role("button", name="Show what matters").click()
    against = page.get_by_role("heading", name="Against: exclusions that speak of it")
    expect(against).to_be_visible()
    expect(page.get_by_text("does not include boiler tubing").first).to_be_visible()
    expect(page.get_by_text("Nothing is judged here")).to_be_visible()


def test_what_is_pending_names_its_next_steps(page: Page) -> None:
    page.goto("/adcvd/pending")
    table = page.get_by_role("table")
    expect(table).to_contain_text("A-552-900")
    expect(table).to_contain_text("2026-10-08")
