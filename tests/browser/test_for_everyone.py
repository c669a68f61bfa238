"""The pages work on a phone, on paper, with a keyboard, with a screen reader and in the dark."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PAGES = (
    "/",
    "/hts",
    "/hts?q=horses",
    "/hts?q=zeppelins",
    "/hts/7307.91.50.10?country=KR",
    "/hts/7307.91.50.10?country=CN&date=2026-05-01&value=14172",
    "/hts/8471.30.01.00?country=CN&facts=chapter98=no",
    "/hts/0201.10.50.10?country=RU&value=1000",
    "/hts/7307.91?country=KR",
    "/hts/0201.10.50",
    "/hts/1701.14.05.00?country=Narnia",
    "/hts/9903.01.24",
    "/hts/9903.88",
    "/hts/cats",
    "/docs",
    "/csms?q=router",
    "/csms/39291311",
    "/csms/todo?since=2019-08-01",
    "/workbooks",
    "/adcvd?q=pipe",
    "/adcvd?q=zeppelins",
    "/adcvd/pending",
    "/adcvd/A-570-910?exporter=Huabei+East&description=galvanized+boiler+tubing",
    "/adcvd/A-821-824",
    "/adcvd/A-570-848-003",
)

# What a person would stumble over; each finding is one line of words.
SWEEP = """() => {
  const found = [];
  const all = selector => [...document.querySelectorAll(selector)];
  const say = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 80)}`);
  if (!document.documentElement.lang) found.push("no language");
  if (document.title.length < 10) found.push("no title");
  for (const landmark of ["header", "main", "footer", "nav"])
    if (!all(`${landmark}`).length) found.push(`no ${landmark}`);
  if (all("main").length > 1) found.push("two mains");
  let level = 0;
  for (const heading of all("h1, h2, h3, h4")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) say("heading skips a level", heading);
    level = own;
  }
  if (all("h1").length !== 1) found.push("not one h1");
  const ids = all("[id]").map(element => element.id);
  if (new Set(ids).size !== ids.length) found.push(`an id twice: ${ids}`);
  all("input, select, textarea").forEach(e => e.labels.length || say("no label", e));
  all("img").forEach(e => e.hasAttribute("alt") || say("no alt", e));
  all("table").forEach(e => e.caption || say("no caption", e));
  all("thead th").forEach(e => e.scope === "col" || say("no scope", e));
  all("a, button").forEach(e => e.innerText.trim() || say("no name", e));
  all("[aria-labelledby]").forEach(e =>
    document.getElementById(e.getAttribute("aria-labelledby")) || say("labelled by nothing", e));
  all("style, script, [style]").forEach(e => say("inline, which a strict policy forbids", e));
  return found;
}"""

# Text below 4.5:1 against its ground (WCAG 2.2, 1.4.3), by the formula of
# https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
CONTRAST = """() => {
  const parts = color => color.match(/[0-9.]+/g).map(Number);
  const clear = color => parts(color)[3] === 0;
  const light = color => {
    const [r, g, b] = parts(color).map(c => c / 255)
      .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      if (!clear(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const found = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own) continue;
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${e.outerHTML.slice(0, 80)}`);
  }
  return found;
}"""


@pytest.fixture(params=PAGES)
def opened(page: Page, request: pytest.FixtureRequest) -> Page:
    page.goto(request.param)
    return page


def test_a_page_is_sound_in_every_light_and_width(opened: Page) -> None:
    assert opened.evaluate(SWEEP) == []
    for scheme in SCHEMES:
        opened.emulate_media(color_scheme=scheme)
        assert opened.evaluate(CONTRAST) == [], scheme
    for width in (320, 768, 1280):
        opened.set_viewport_size({"width": width, "height": 800})
        assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_is_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    expect(page.locator("body")).to_have_css("background-color", "rgb(20, 25, 26)")


def test_the_keyboard_reaches_the_form_and_is_seen_there(page: Page) -> None:
    page.goto("/hts/7307.91.50.10")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    country = page.get_by_label("Country of origin")
    for _ in range(30):
        page.keyboard.press("Tab")
        if country.evaluate("element => element === document.activeElement"):
            break
    expect(country).to_be_focused()
    expect(country).to_have_css("outline-style", "solid")
    page.keyboard.type("KR")
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_contain_text("5.5%")


def test_the_skip_link_leads_past_the_header(page: Page) -> None:
    page.goto("/hts/7307.91.50.10")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_print_leaves_out_what_paper_can_not_do(page: Page) -> None:
    page.goto("/hts/7307.91.50.10?country=KR")
    page.emulate_media(media="print")
    expect(page.locator(".ask")).to_be_hidden()
    expect(page.locator(".top form")).to_be_hidden()
    expect(page.locator(".answer")).to_be_visible()
    expect(page.locator(".sample")).to_be_visible()
