"""What an entry of a change record names, and between which editions it falls."""

from datetime import date

import pytest

from tariffline.law.change_record import Action, Entry, made_between


def entry(what: str, action: Action = Action.MODIFIED, edition: str = "2025 Rev 9") -> Entry:
    day = date(2025, 4, 10)
    return Entry(edition, edition, 1, action, "", what, day, "April 10, 2025", "PP 10000")


@pytest.mark.parametrize(
    ("what", "codes"),
    [
        ("0901.11.00.35", ("0901110035",)),
        ("9903.01.25", ("99030125",)),
        ("9401.99", ("940199",)),
        ("9903.88.01 and 9903.88.02", ("99038801", "99038802")),
        ("subchapter XII of chapter 99", ("9912",)),
        ("subchapter XIV of chapter 98", ("9814",)),
        ("subchapter XIX of chapter 98", ("9819",)),
        ("U.S. note 2 to subchapter III of chapter 99", ()),
        ("general note 29, chapter rule 1 for chapter 64", ()),
    ],
)
def test_the_numbers_that_changed(what: str, codes: tuple[str, ...]) -> None:
    assert entry(what).codes == codes


@pytest.mark.parametrize("action", [Action.ANNOTATED, Action.RESTORED])
def test_annotating_changes_the_rate_line(action: Action) -> None:
    assert entry("2825.60.00.00", action).codes == ("2825600000", "28256000")


@pytest.mark.parametrize(
    ("after", "edition", "made"),
    [
        ("", "2025 Rev 9", True),
        ("", "2025 Rev 10", False),
        ("2025 Rev 8", "2025 Rev 9", True),
        ("2025 Rev 8", "2025 Rev 10", True),  # by number: as text, 10 comes before 9
        ("2025 Basic", "2026 Basic", True),
        ("2025 Rev 9", "2025 Rev 10", False),
        ("2024 Rev 10", "2025 Rev 8", False),
        ("my own edition", "2025 Rev 9", True),
        ("2025 Rev 8", "my own edition", False),
    ],
)
def test_when_a_change_was_made(after: str, edition: str, made: bool) -> None:
    assert made_between(entry("9903.01.25"), after, edition) is made
