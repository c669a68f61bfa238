"""From what a person types to the page they mean, or to a page that says why there is none."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect


def test_words_find_lines(page: Page) -> None:
    page.goto("/")
    page.get_by_label("HTS number or words").fill("horses")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".results li")).to_have_count(4)
    expect(page.locator(".results")).to_contain_text("Horses › Purebred breeding animals")
    page.get_by_role("link", name="0101.21.00.10").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Males")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("7307915010", "7307.91.50.10"),
        ("7307.91.5010", "7307.91.50.10"),
        ("101210010", "0101.21.00.10"),
        ("7307", "7307"),
        ("6109.10", "6109.10.00"),
    ],
)
def test_a_whole_number_goes_to_its_page(page: Page, typed: str, shown: str) -> None:
    page.goto("/docs")
    page.get_by_label("Number or words").fill(typed)
    page.keyboard.press("Enter")
    expect(page.locator("h1 .num")).to_have_text(shown)
    assert page.url.endswith(f"/hts/{shown}")


def test_a_part_of_a_number_finds_the_lines_that_begin_with_it(page: Page) -> None:
    page.goto("/hts?q=8471")
    expect(page.locator("h1 .num")).to_have_text("8471")
    page.goto("/hts?q=84")
    numbers = page.locator(".results a").all_inner_texts()
    assert numbers
    assert all(number.startswith("84") for number in numbers)


def test_what_is_not_found_is_said_and_the_words_are_kept(page: Page) -> None:
    page.goto("/hts?q=zeppelins")
    expect(page.locator(".message")).to_contain_text("NOT_FOUND")
    expect(page.get_by_label("HTS number or words")).to_have_value("zeppelins")


def test_an_empty_search_only_asks(page: Page) -> None:
    page.goto("/hts")
    expect(page.locator(".message, .results")).to_have_count(0)


def test_an_ambiguous_number_offers_its_lines_with_their_words(page: Page) -> None:
    response = page.goto("/hts/9903.88")
    assert response
    assert response.status == 409
    choices = page.locator(".choices")
    expect(choices.locator("a")).to_have_text(
        ["9903.88.01", "9903.88.02", "9903.88.03", "9903.88.15"]
    )
    expect(choices).to_contain_text("articles the product of China")


def test_a_discontinued_number_offers_what_stands_in_its_place(page: Page) -> None:
    response = page.goto("/hts/0901.11.00.45")
    assert response
    assert response.status == 404
    expect(page.locator(".message")).to_contain_text("NOT_IN_FORCE")
    expect(page.locator(".message")).to_contain_text("last in the schedule on 2025-06-30")
    page.locator(".choices a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("0901.11.00")


def test_a_discontinued_number_still_has_its_page_on_its_days(page: Page) -> None:
    page.goto("/hts/0901110045?date=2025-03-01&country=BR")
    expect(page.locator("h1 .num")).to_have_text("0901.11.00.45")
    expect(page.locator(".answer .value")).to_contain_text("Free")
    assert "date=2025-03-01" in page.url


def test_a_misspelt_number_is_told_how_to_write_it(page: Page) -> None:
    response = page.goto("/hts/cats")
    assert response
    assert response.status == 400
    expect(page.locator(".message")).to_contain_text("“cats” is not an HTS number; write digits")


@pytest.mark.parametrize(
    "path",
    [
        "/hts/<script>alert(1)<%2Fscript>",
        "/hts/7307.91.50.10?country=<img src=x onerror=alert(1)>&facts=<b onclick=alert(1)>=x",
        '/hts/7307.91.50.10?country="><img src=x onerror=alert(1)>',
        "/hts/7307.91.50.10?date=<img src=x onerror=alert(1)>",
        "/hts?q=<img src=x onerror=alert(1)>",
        '/hts?q="><script>alert(1)</script>',
        "/<script>alert(1)<%2Fscript>",
    ],
)
def test_markup_in_an_address_is_shown_as_text(page: Page, path: str) -> None:
    ran: list[str] = []
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    page.goto("/")
    page.evaluate("address => { location.href = address }", quote(path, safe="/?=&%"))
    page.wait_for_url(lambda url: url.rstrip("/").count("/") > 2)
    page.wait_for_load_state()
    expect(page.locator("script, img, [onclick], [onerror]")).to_have_count(0)
    assert ran == []


@pytest.mark.parametrize("path", ["/hts?q={}", "/hts/{}", "/hts/7307.91.50.10?country={}&facts={}"])
@pytest.mark.parametrize("letters", ["w" * 5000, "w " * 2500, "1" * 5000])
def test_five_thousand_characters_are_survived(page: Page, path: str, letters: str) -> None:
    response = page.goto(path.format(letters, letters))
    assert response
    assert response.status in (200, 400)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
