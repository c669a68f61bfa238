"""The task pane beside a workbook, through genuine office.js."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, expect
from tests.browser.excel.pane_host import OFFICE_JS, Pane, Scheme, give_office, pane
from tests.browser.office.running import publish, running
from tests.browser.test_for_everyone import CONTRAST, SWEEP

TABS = ("Refresh", "Insert", "Search", "Status", "Template")
RATE = '=TARIFF.BASE("7307.91.50.10","KR")'
# A pane has tabs in place of a nav; the scripts inside the page are those of office.js.
NOT_OURS = re.compile("^no nav|^inline")
PATIENCE = 40_000  # ms; the pane looks for a lost service ever more rarely, up to each 30 s
SAMPLE = "sample, 90 lines, 2026 Rev 5"


@pytest.fixture
def beside(browser: Browser, site: str) -> Iterator[Pane]:
    with pane(browser, site) as opened:
        yield opened


def tab(frame: Frame, name: str) -> None:
    frame.get_by_role("tab", name=name).click()


def press(frame: Frame, name: str) -> None:
    frame.get_by_role("button", name=name, exact=True).click()


def said(frame: Frame, words: str) -> None:
    expect(frame.get_by_role("status")).to_contain_text(words)


def test_refresh_recalculates_our_formulas_and_tells_what_moved(beside: Pane) -> None:
    beside.write("A1:B2", [["7307.91.50.10", "=TARIFF.BASE(A1)"], ["=SUM(D1:D9)", RATE]])
    assert beside.values("B1:B2") == [[0.055], [0.055]]
    press(beside.frame, "Refresh")
    said(beside.frame, "Refreshed: 2 formulas, nothing changed.")
    assert beside.told("workbook.calculations") == 4
    beside.told("workbook.Worksheets.items[0].cell('B2').value = 0.04")
    press(beside.frame, "Refresh")
    said(beside.frame, "Refreshed: 2 formulas, 1 changed.")
    moved = beside.frame.locator("#moved")
    expect(moved).to_contain_text("Sheet1!B2")
    expect(moved.locator("del")).to_have_text("0.04")
    expect(moved.locator("ins")).to_have_text("0.055")
    expect(moved).to_contain_text("no change of law on record")


def test_a_refresh_of_the_selection_leaves_the_rest(beside: Pane) -> None:
    beside.write("A1:A3", [[RATE], [RATE], [RATE]])
    beside.values("A1:A3")
    beside.select("A2:A9")
    beside.frame.get_by_label("Selection").check()
    press(beside.frame, "Refresh")
    said(beside.frame, "Refreshed: 2 formulas")
    assert beside.told("[...workbook.Properties.Custom.values]") == []


def test_what_the_law_moved_is_told_with_its_reason(browser: Browser, tmp_path: Path) -> None:
    home = tmp_path / "home"
    publish(home, 1, {"09010001": "5%", "09010002": "1%"})
    with running(home) as service, pane(browser, service.url) as beside:
        beside.write("A1:B1", [["0901.00.01", "=TARIFF.BASE(A1)"]])
        assert beside.values("B1:B1") == [[0.05]]
        press(beside.frame, "Refresh")
        said(beside.frame, "Refreshed: 1 formula, nothing changed.")
        publish(home, 2, {"09010001": "7%", "09010002": "3%"})
        press(beside.frame, "Refresh")
        said(beside.frame, "Refreshed: 1 formula, 1 changed.")
        moved = beside.frame.locator("#moved")
        expect(moved).to_contain_text("Sheet1!B1")
        expect(moved).to_contain_text("general rate, effective 2026-01-02")
        expect(moved).to_contain_text("edition 2")
        assert beside.told("workbook.Properties.Custom.values.get('Tariffline edition')")
        publish(home, 3, {"09010001": "9%", "09010002": "3%"})
        tab(beside.frame, "Status")
        changed = beside.frame.locator("#changed > ul > li")
        expect(changed).to_have_count(1)
        expect(changed).to_contain_text("0901.00.01")
        expect(changed.locator("del")).to_have_text("7%")
        expect(changed.locator("ins")).to_have_text("9%")


def test_a_refresh_that_is_cancelled_stops_and_can_be_begun_again(
    browser: Browser, site: str
) -> None:
    with pane(browser, site, may_fail=True) as beside:
        beside.write("A1:A1", [[RATE]])
        beside.values("A1:A1")
        beside.page.context.set_offline(True)  # what is asked now waits for another try
        beside.write("A2:A2", [['=TARIFF.BASE("8471.30.01.00")']])
        press(beside.frame, "Refresh")
        expect(beside.frame.locator("#running")).to_be_visible()
        press(beside.frame, "Cancel")
        said(beside.frame, "Cancelled. What was recalculated before stays.")
        expect(beside.frame.locator("#running")).to_be_hidden()
        assert (
            beside.told("[...workbook.Properties.Custom.values]") == []
        )  # not refreshed as a whole
        beside.page.context.set_offline(False)
        press(beside.frame, "Refresh")
        said(beside.frame, "Refreshed: 2 formulas")
        assert beside.values("A1:A2") == [[0.055], [0]]


def test_while_the_service_is_away_the_last_known_answers_stand(
    browser: Browser, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    publish(home, 1, {"09010001": "5%", "09010002": "1%"})
    with running(home) as service, pane(browser, service.url, may_fail=True) as beside:
        beside.write("A1:A1", [['=TARIFF.BASE("0901.00.01")']])
        assert beside.values("A1:A1") == [[0.05]]
        service.stop()
        link = beside.frame.locator("#link")
        expect(link).to_have_text("offline", timeout=PATIENCE)
        press(beside.frame, "Refresh")
        said(beside.frame, "nothing changed. The service is away: last known answers stand.")
        assert beside.values("A1:A1") == [[0.05]]
        tab(beside.frame, "Search")
        beside.frame.get_by_label("Words or part of a number").fill("coffee")
        press(beside.frame, "Search")
        said(beside.frame, "the service can't be reached")
        service.start()
        expect(link).to_have_text("up to date", timeout=PATIENCE)
        press(beside.frame, "Search")
        said(beside.frame, "lines found.")
        tab(beside.frame, "Refresh")
        press(beside.frame, "Refresh")
        expect(beside.frame.get_by_role("status")).to_have_text(
            "Refreshed: 1 formula, nothing changed."
        )


@pytest.mark.parametrize(
    ("is_there", "words"),
    [
        (False, "Microsoft’s office.js did not load"),
        (True, "it works inside Excel, beside a workbook"),
    ],
)
def test_where_there_is_no_workbook_the_pane_says_why(
    browser: Browser, site: str, is_there: bool, words: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 500})
    thrown: list[str] = []
    page.on("pageerror", lambda problem: thrown.append(str(problem)))
    page.route(f"{OFFICE_JS}**", give_office if is_there else lambda route: route.abort())
    page.goto(f"{site}/addin/excel/taskpane.html")
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.get_by_role("link", name="the service’s own pages")).to_have_attribute("href", "/")
    expect(page.get_by_role("tab")).to_have_count(0)
    assert page.evaluate(CONTRAST) == []
    page.close()
    assert thrown == []


def test_freeze_leaves_values_and_thaw_brings_the_formulas_back(beside: Pane) -> None:
    formulas = [[RATE], ['=TARIFF.BASE("0000")'], ["=1+1"], [RATE]]
    beside.write("A1:A4", formulas)
    beside.values("A1:A4")
    press(beside.frame, "Freeze")
    said(beside.frame, f"Frozen: 2 cells, at {SAMPLE}. Left as formulas, for they show an error: 1")
    assert beside.formulas("A1:A4") == [[0.055], *formulas[1:3], [0.055]]
    record = beside.values("A2:F2", "Tariffline frozen")
    assert record == [["Sheet1", "A1", "", RATE, 0.055, SAMPLE]]
    assert beside.told("workbook.Worksheets.items[1].Visibility") == "VeryHidden"
    press(beside.frame, "Thaw")
    said(beside.frame, "Formulas again: 2 cells.")
    assert beside.formulas("A1:A4") == formulas
    assert beside.told("workbook.Worksheets.items.length") == 1


def test_rows_that_spill_are_frozen_and_thawed_as_one(beside: Pane) -> None:
    search = '=TARIFF.SEARCH("horses",2)'
    beside.write("A1:A1", [[search]])
    found = beside.values("A1:B2")
    assert found[1][0].startswith("0101.")
    press(beside.frame, "Freeze")
    said(beside.frame, "Frozen: 1 cell")
    assert beside.formulas("A1:B2") == found
    press(beside.frame, "Thaw")
    said(beside.frame, "Formulas again: 1 cell.")
    assert beside.formulas("A1:A1") == [[search]]
    assert beside.values("A1:B2") == found


def test_thaw_does_not_overwrite_what_was_edited(beside: Pane) -> None:
    beside.write("A1:A2", [[RATE], [RATE]])
    beside.values("A1:A2")
    press(beside.frame, "Freeze")
    said(beside.frame, "Frozen: 2 cells")
    beside.write("A2:A2", [["mine"]])
    press(beside.frame, "Thaw")
    said(beside.frame, "Formulas again: 1 cell. Left, for edited or moved since: 1 cell.")
    assert beside.formulas("A1:A2") == [[RATE], ["mine"]]
    expect(beside.frame.locator("#edited")).to_contain_text(f"Sheet1!A2was frozen from {RATE}")


@pytest.mark.parametrize("name", ["RefreshSelection", "RefreshSheet", "RefreshWorkbook"])
def test_the_ribbon_refreshes(beside: Pane, name: str) -> None:
    beside.write("A1:A1", [[RATE]])
    beside.values("A1:A1")
    beside.command(name)
    said(beside.frame, "Refreshed: 1 formula, nothing changed.")


def test_the_ribbon_freezes_and_thaws_the_selection(beside: Pane) -> None:
    beside.write("A1:A2", [[RATE], [RATE]])
    beside.values("A1:A2")
    beside.select("A2")
    beside.command("Freeze")
    assert beside.formulas("A1:A2") == [[RATE], [0.055]]
    beside.command("Thaw")
    assert beside.formulas("A1:A2") == [[RATE], [RATE]]


def test_a_formula_is_built_previewed_and_inserted(beside: Pane) -> None:
    frame = beside.frame
    beside.write("A2:A2", [["7307.91.50.10"]])
    tab(frame, "Insert")
    beside.select("A2")
    press(frame, "Use the selected cell for hts")
    expect(frame.get_by_label("hts", exact=True)).to_have_value("=A2")
    frame.get_by_label("country (may be left out)").fill("KR")
    preview = frame.locator("#preview")
    expect(preview).to_contain_text("5.5%")
    expect(preview).to_contain_text("7307.91.50")
    beside.select("C2")
    press(frame, "Insert into the active cell")
    said(frame, 'Sheet1!C2 holds =TARIFF.BASE(A2,"KR") now.')
    assert beside.values("C2:C2") == [[0.055]]


def test_a_preview_says_what_is_wrong(beside: Pane) -> None:
    tab(beside.frame, "Insert")
    beside.frame.get_by_label("hts", exact=True).fill("no number")
    expect(beside.frame.locator("#preview .code")).to_have_text("BAD_INPUT")
    expect(beside.frame.locator("#preview")).to_contain_text("“no number”")


def test_every_function_can_be_built(beside: Pane) -> None:
    tab(beside.frame, "Insert")
    select = beside.frame.get_by_label("Function")
    for name in select.locator("option").all_inner_texts():
        select.select_option(name)
        expect(beside.frame.locator("#formula")).to_have_text(f"=TARIFF.{name}()")
        for field in beside.frame.locator("#fields input").all():
            expect(field).to_have_accessible_description(re.compile(".{10}"))


def test_a_line_is_found_by_words_and_inserted_as_text(beside: Pane) -> None:
    frame = beside.frame
    tab(frame, "Search")
    frame.get_by_label("Words or part of a number").fill("horses")
    press(frame, "Search")
    said(frame, "4 lines found.")
    beside.select("A1")
    press(frame, "Insert number 0101.21.00.10")
    said(frame, "Sheet1!A1 holds 0101.21.00.10 now.")
    assert beside.values("A1:A1") == [["0101.21.00.10"]]
    assert beside.told("workbook.Worksheets.items[0].cell('A1').format") == "@"
    press(frame, "Insert rate 0101.21.00.10")
    said(frame, 'Sheet1!A1 holds =TARIFF.BASE("0101.21.00.10") now.')
    assert beside.values("A1:A1") == [[0]]
    assert beside.told("workbook.Worksheets.items[0].cell('A1').format") == "General"


def test_a_search_without_result_says_so(beside: Pane) -> None:
    tab(beside.frame, "Search")
    beside.frame.get_by_label("Words or part of a number").fill("unicorns")
    press(beside.frame, "Search")
    said(beside.frame, "unicorns")


def test_the_template_works(beside: Pane) -> None:
    tab(beside.frame, "Template")
    press(beside.frame, "Add the sheet")
    said(beside.frame, "The sheet “Tariffline template” was added.")
    rows = beside.values("E2:H5", "Tariffline template")
    assert [row[1] for row in rows] == ["OK", "OK", "OK", "#N/A"]
    assert [row[2] for row in rows] == [0.055, 0, 0, "#N/A"]
    press(beside.frame, "Add the sheet")
    said(beside.frame, "The sheet “Tariffline template 2” was added.")


def test_status_tells_how_things_stand(beside: Pane) -> None:
    tab(beside.frame, "Status")
    standing = beside.frame.locator("#standing")
    expect(standing).to_contain_text(SAMPLE)
    expect(standing).to_contain_text("read to change")
    expect(beside.frame.locator("#link")).to_have_text("up to date")
    expect(beside.frame.locator("#workbook")).to_have_text("It was never refreshed as a whole.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_part_is_sound_in_each_light_at_300(
    browser: Browser, site: str, scheme: Scheme
) -> None:
    with pane(browser, site, width=300, scheme=scheme) as beside:
        beside.page.emulate_media(reduced_motion="reduce")
        for name in TABS:
            tab(beside.frame, name)
            found = beside.frame.evaluate(SWEEP)
            assert [each for each in found if not NOT_OURS.search(each)] == [], name
            assert beside.frame.evaluate(CONTRAST) == [], name
            assert beside.frame.evaluate("document.documentElement.scrollWidth") == 300, name


def test_the_keyboard_goes_through_the_tabs(beside: Pane) -> None:
    frame, keys = beside.frame, beside.page.keyboard
    frame.get_by_role("tab", name="Refresh").focus()
    keys.press("ArrowRight")
    expect(frame.get_by_role("tab", name="Insert")).to_be_focused()
    expect(frame.get_by_role("tabpanel", name="Insert")).to_be_visible()
    keys.press("End")
    expect(frame.get_by_role("tab", name="Template")).to_be_focused()
    keys.press("ArrowRight")
    expect(frame.get_by_role("tab", name="Refresh")).to_be_focused()
    keys.press("Tab")
    expect(frame.get_by_role("tabpanel", name="Refresh")).to_be_focused()
