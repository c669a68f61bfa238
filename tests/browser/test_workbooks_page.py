"""A workbook is handed in by hand: with the keyboard alone, and fetched."""

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from tests.browser.test_for_everyone import CONTRAST, SWEEP


def test_with_the_keyboard_from_the_file_to_the_result(
    page: Page, site: str, samples: Path, tmp_path: Path
) -> None:
    page.goto(f"{site}/workbooks")
    page.get_by_label("Workbook", exact=True).set_input_files(samples / "parts.xlsx")
    page.get_by_label("Workbook", exact=True).focus()
    page.keyboard.press("Tab")
    expect(page.locator("summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    save = page.get_by_role("link", name="Save the workbook")
    expect(save).to_be_visible(timeout=60_000)
    expect(page.get_by_role("status")).to_contain_text("Refreshed. It is deleted here at")
    assert page.evaluate(SWEEP) == []
    assert page.evaluate(CONTRAST) == []
    with page.expect_download() as download:
        save.focus()
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "parts.xlsx")
    refreshed = load_workbook(tmp_path / "parts.xlsx")
    assert refreshed.sheetnames[-1] == "Tariffline report"
    page.get_by_role("button", name="Delete it now").press("Enter")
    expect(page).to_have_url(f"{site}/workbooks")


def test_what_is_refused_says_why(page: Page, site: str, tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_text("Dear all")
    page.goto(f"{site}/workbooks")
    page.get_by_label("Workbook", exact=True).set_input_files(tmp_path / "notes.xlsx")
    page.get_by_role("button", name="Refresh").click()
    expect(page.get_by_role("status")).to_contain_text(
        "notes.xlsx is not an Excel workbook", timeout=60_000
    )
    expect(page.get_by_role("link", name="Hand in another")).to_be_visible()
