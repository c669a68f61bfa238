"""The page of a number says what a broker needs, and says it rightly."""

import re

import pytest
from playwright.sync_api import Page, expect

FLANGE = "/hts/7307.91.50.10"


def texts(page: Page, selector: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]


def test_the_path_stands_as_a_ladder_of_links(page: Page) -> None:
    page.goto(FLANGE)
    assert texts(page, ".ladder p") == [
        "7307 Tube or pipe fittings (for example, couplings, elbows, sleeves), of iron or steel",
        "Other",
        "7307.91 Flanges",
        "7307.91.50 Other",
        "With an inside diameter of less than 360 mm",
        "7307.91.50.10 Of iron or nonalloy steel",
    ]
    assert texts(page, ".ladder a") == ["7307", "7307.91", "7307.91.50"]
    page.get_by_role("link", name="7307.91.50", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7307.91.50")


def test_rates_are_shown_with_the_line_that_prints_them(page: Page) -> None:
    page.goto(FLANGE)
    assert texts(page, "table.rates tbody tr") == [
        "Column 1 general 5.5% ad valorem",
        "Column 1 special Free A*, AU, B, BH, CL, CO, D, E, IL, JO, KR, MA, OM, P, PA, PE, S, SG",
        "Column 1 special 2.75% JP",
        "Column 2 45% ad valorem",
    ]
    expect(page.locator("table.rates caption")).to_contain_text("at 7307.91.50 for the lines below")


def test_a_lapsed_programme_is_marked_with_its_reason(page: Page) -> None:
    page.goto(FLANGE)
    lapsed = page.locator("tr.lapsed")
    expect(lapsed).to_have_count(1)
    expect(lapsed).to_contain_text("Generalized System of Preferences")
    expect(lapsed).to_contain_text("19 U.S.C. 2465")
    expect(lapsed.locator("s")).to_have_text("Free")


def test_a_rate_that_no_programme_names_is_still_shown(page: Page) -> None:
    page.goto("/hts/9903.01.24")
    assert texts(page, "table.rates tbody tr")[1] == (
        "Column 1 special The duty provided in the applicable subheading + 10% no programme named"
    )


def test_a_footnote_leads_to_the_heading_it_names(page: Page) -> None:
    page.goto(FLANGE)
    footnotes = page.locator("table.footnotes")
    expect(footnotes).to_contain_text("See 9903.88.03.")
    footnotes.get_by_role("link", name="9903.88.03").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("9903.88.03")


def test_a_footnote_names_but_does_not_link_what_is_not_at_hand(page: Page) -> None:
    page.goto("/hts/8517.62.00.90")
    footnotes = page.locator("table.footnotes")
    expect(footnotes).to_contain_text("See 9903.88.04 and 9903.88.15.")
    assert texts(page, "table.footnotes a") == ["9903.88.15"]


def test_the_form_gives_the_base_rate_with_its_notes_and_place(page: Page) -> None:
    page.goto(FLANGE)
    page.get_by_label("Country of origin").fill("KR")
    page.get_by_role("button", name="Show the rate").click()
    answer = page.locator(".answer")
    expect(answer.locator(".value")).to_have_text(re.compile(r"^\s*5\.5%\s+in a cell: 0\.055\s*$"))
    expect(answer).to_contain_text("7307.91.50, column 1 general")
    expect(answer).to_contain_text("Free if KR is claimed: United States-Korea Free Trade")
    expect(page.get_by_text('=TARIFF.BASE("7307.91.50.10","KR")')).to_be_visible()


def test_a_claim_and_a_date_are_kept_in_every_spelling_of_the_question(page: Page) -> None:
    page.goto(FLANGE)
    page.get_by_label("Country of origin").fill("South Korea")
    page.get_by_label("Entry date").fill("2025-08-01")
    page.get_by_label("Claim or other facts").fill("claim=KR")
    page.get_by_role("button", name="Show the rate").click()
    expect(page.locator(".answer .value")).to_have_text(re.compile(r"^\s*Free\s+in a cell: 0\s*$"))
    expect(page.locator(".answer")).to_contain_text("Holds through 2026-04-05")
    expect(page.get_by_label("Entry date")).to_have_value("2025-08-01")
    expect(
        page.get_by_text('=TARIFF.BASE("7307.91.50.10","South Korea","2025-08-01","claim=KR")')
    ).to_be_visible()
    address = page.locator('a[href^="/v1/cell/BASE"]').get_attribute("href")
    assert address
    assert page.request.get(address).text() == "0"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("country=Narnia", "BAD_INPUT country: “Narnia” is not a country"),
        ("country=CN&facts=claim=KR", "BAD_INPUT China can't claim KR"),
        ("facts=claim=KR", "NEEDS a claim of KR needs the country of origin"),
    ],
)
def test_a_question_that_can_not_be_answered_is_told_why(page: Page, asked: str, said: str) -> None:
    page.goto(f"{FLANGE}?{asked}")
    expect(page.locator(".message")).to_contain_text(said)
    expect(page.locator(".answer")).to_have_count(0)


def test_a_subheading_whose_lines_differ_offers_them(page: Page) -> None:
    page.goto("/hts/7307.91?country=KR")
    expect(page.locator(".message")).to_contain_text("AMBIGUOUS")
    page.locator(".message").get_by_role("link", name="7307.91.10.00").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7307.91.10.00")


def test_a_heading_lists_the_lines_below_in_order_with_their_rates(page: Page) -> None:
    page.goto("/hts/7307")
    below = texts(page, "table.below tbody tr")
    assert below[3:6] == [
        "7307.91.10.00 Of iron or nonalloy steel 3.3%",
        "7307.91.30.00 Of alloy steel (except stainless steel) 3.2%",
        "7307.91.50 Other 5.5%",
    ]


def test_history_shows_what_changed_and_when(page: Page) -> None:
    page.goto("/hts/8517.62.00.90")
    assert texts(page, "section:has(#history) tbody tr") == [
        "2025-07-01 sample, 88 lines, 2025 Rev 16 units kg No."
    ]


def test_the_edition_its_dates_and_its_checksum_are_told(page: Page) -> None:
    page.goto(f"{FLANGE}?date=2025-08-01")
    held = page.get_by_label("About this page").locator("dl").first
    for fact in (
        "sample, 88 lines, 2025 Rev 16",
        "2025-07-01",
        "on a date we do not know",
        "2026-05-01 12:00 UTC",
        "2026-04-05",
        "cd88560c85c9e6f085dacc126f6a96973cfcc15f236cd257d28e1e979fb7ea05",
    ):
        expect(held).to_contain_text(fact)


def test_other_editions_and_neighbours_are_one_step_away(page: Page) -> None:
    page.goto(FLANGE)
    page.get_by_role("link", name="2025 Basic").click()
    expect(page.locator(".sample")).to_contain_text("sample, 78 lines, 2025 Basic")
    page.locator(".beside").get_by_role("link", name="7307.91.50.30").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7307.91.50.30")
    expect(page.locator(".sample")).to_contain_text("2025 Basic")


@pytest.mark.parametrize("path", ["/", "/hts?q=horses", FLANGE, "/docs", "/hts/9903.88"])
def test_a_sample_is_labelled_on_every_page(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_label("Sample data")).to_contain_text(
        "sample, 90 lines, 2026 Rev 5 – not the schedule"
    )
