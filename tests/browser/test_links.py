"""Every link of a page leads somewhere."""

import pytest
from playwright.sync_api import Page

LINKS = """() => [...document.querySelectorAll('a:not([href^="#"])')]
  .map(link => link.href.split("#")[0])"""
FRAGMENTS = """() => [...document.querySelectorAll('a[href^="#"]')]
  .filter(link => !document.getElementById(link.hash.slice(1))).map(link => link.hash)"""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/hts?q=horses",
        "/hts/7307.91.50.10?country=KR",
        "/hts/7307.91.50.10?date=2025-02-01",
        "/hts/7307",
        "/hts/0201.10.50",
        "/hts/0901.11.00.45",
        "/hts/0901.11.00.45?date=2025-02-01",
        "/hts/9903.88",
        "/hts/3004.90.92.08",
        "/hts/9401.99.30.30?date=2025-08-01",
        "/hts/9823.01.05",
        "/docs",
    ],
)
def test_every_link_answers(page: Page, site: str, path: str) -> None:
    page.goto(path)
    links = {link for link in page.evaluate(LINKS) if link.startswith(site)}
    assert links
    assert {link: page.request.get(link).status for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("path", ["/", "/docs", "/hts/7307.91.50.10"])
def test_every_fragment_is_there(page: Page, path: str) -> None:
    page.goto(path)
    assert page.evaluate(FRAGMENTS) == []


def test_the_codes_of_a_refusal_are_explained(page: Page) -> None:
    page.goto("/hts/9903.88")
    page.get_by_role("link", name="AMBIGUOUS").click()
    assert page.locator(":target").inner_text().startswith("AMBIGUOUS")
