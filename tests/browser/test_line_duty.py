"""What would be collected, on the page of a line."""

from playwright.sync_api import Locator, Page, expect

FLANGE = "/hts/7307.91.50.10"


def section(page: Page) -> Locator:
    return page.locator("section:has(#duty)")


def rows(page: Page) -> list[str]:
    found = section(page).locator("table.stack tr").all_inner_texts()
    return [" ".join(text.split()) for text in found]


def test_it_depends_on_the_country(page: Page) -> None:
    page.goto(FLANGE)
    expect(section(page)).to_contain_text("It depends on the country of origin")
    expect(section(page).locator("table")).to_have_count(0)


def test_each_part_stands_with_its_law_its_days_and_its_sum(page: Page) -> None:
    page.goto(FLANGE)
    page.get_by_label("Country of origin").fill("China")
    page.get_by_label("Entry date").fill("2026-05-01")
    page.get_by_label("Entered value in dollars").fill("14,172.00")
    page.get_by_role("button", name="Show the rate").click()
    expect(section(page).locator(".value")).to_have_text("$11,408.46")
    _, list_3, yields, steel, own, total = rows(page)
    assert list_3 == (
        "9903.88.03 Section 301, China U.S. notes 20 and 31 to subchapter III of chapter 99 "
        "2018-09-24 – no end known 25% 3,543.00"
    )
    assert "2026-02-24 – 2026-07-23 0% 0.00" in yields
    assert "Proclamation 11021" in steel
    assert own.startswith("7307.91.50.10 column 1 general HTS sample, 90 lines, 2026 Rev 5")
    assert own.endswith("5.5% 779.46")
    assert total == "Total 80.5% 11,408.46"
    expect(page.get_by_label("Entered value in dollars")).to_have_value("14,172.00")


def test_a_fact_that_decides_makes_a_range_with_each_way(page: Page) -> None:
    frames = "/hts/7616.99.51.90?country=MX&date=2025-12-15&facts=usmca%3Dyes"
    content = "the share of the value that is aluminum (aluminum=0.4)"
    page.goto(frames)
    expect(section(page).locator(".value")).to_have_text("between 0% and 50%")
    expect(section(page).locator(".outcome li")).to_have_text(content)
    captions = section(page).locator("caption").all_inner_texts()
    assert captions == [f"If {content} is 100%", f"If {content} is 0%"]
    page.goto(f"{frames};aluminum%3D0.4")
    expect(section(page).locator(".value")).to_have_text("20%")


def test_what_is_published_for_later_days_is_listed(page: Page) -> None:
    """On 1 June 2026, by the schedule of that day: the surcharge ends, Section 301 begins."""
    page.goto("/hts/6109.10.00.12?country=VN")
    expect(section(page).locator(".value")).to_have_text("26.5%")
    expect(section(page)).to_contain_text("From 2026-07-24: 29%")


def test_a_specific_rate_without_a_quantity_has_no_amounts(page: Page) -> None:
    page.goto("/hts/0201.10.05.10?country=NZ&date=2026-05-01&value=1000")
    expect(section(page)).to_contain_text("No amounts: ")
    expect(section(page)).to_contain_text("needs the quantity in kg")
    page.get_by_label("Quantity").fill("100 kg")
    page.get_by_role("button", name="Show the rate").click()
    assert rows(page)[-2].endswith("4.40")


def test_deposits_stand_apart_and_no_match_is_no_clearance(page: Page) -> None:
    page.goto(f"{FLANGE}?country=CN&date=2026-05-01")
    expect(section(page).get_by_role("heading", name="Possible AD/CVD exposure")).to_be_visible()
    expect(section(page)).to_contain_text("which is no clearance")


def test_a_value_that_can_not_be_read_is_told(page: Page) -> None:
    page.goto(f"{FLANGE}?country=CN&value=much")
    expect(section(page).locator(".message")).to_contain_text("value: “much” is not an amount")
