"""`tariffline editions`: what is loaded, and correcting it."""

from __future__ import annotations

import json

import pytest
from tests.cli.conftest import Run


@pytest.fixture
def sample(run: Run) -> Run:
    run("import", "sample")
    return run


def effective(run: Run) -> dict[str, str]:
    known = json.loads(run("editions", "--json").output)
    return {edition["name"]: edition["effective"] for edition in known}


def test_an_empty_folder_says_how_to_fill_it(run: Run) -> None:
    assert run("editions").output == "no edition is loaded: tariffline sync usitc\n"
    assert effective(run) == {}


def test_the_list_shows_name_dates_and_lines(sample: Run) -> None:
    text = sample("editions").output
    assert "2026-04-06" in text
    assert "stated" in text
    assert effective(sample) == {
        "2025 Basic": "2025-01-01",
        "2025 Rev 16": "2025-07-01",
        "2026 Rev 5": "2026-04-06",
    }


def test_a_moved_edition_answers_from_its_new_date(sample: Run) -> None:
    question = ("ask", "HTS", "8471.30.01.00", "edition", "2026-03-15")
    assert "2025 Rev 16" in sample(*question).output.splitlines()[0]
    moved = sample("editions", "move", "2026 Rev 5", "3/1/2026")
    assert moved.output == "2026 Rev 5 is effective 2026-03-01\n"
    assert "2026 Rev 5" in sample(*question).output.splitlines()[0]
    assert effective(sample)["2026 Rev 5"] == "2026-03-01"


def test_the_days_of_a_removed_edition_go_to_the_one_before(sample: Run) -> None:
    removed = sample("editions", "remove", "2025 Rev 16")
    assert removed.output == "2025 Rev 16 is removed\n"
    assert list(effective(sample)) == ["2025 Basic", "2026 Rev 5"]
    assert sample("ask", "CHECK", "0901.11.00.45", "2025-07-01").output.startswith("OK\n")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("remove", "2024 Basic"), 1, "there is no edition “2024 Basic”; loaded: 2025 Basic"),
        (("move", "2024 Basic", "2024-01-01"), 1, "there is no edition “2024 Basic”"),
        (("move", "2026 Rev 5", "2025-07-01"), 1, "2025 Rev 16 takes effect on 2025-07-01"),
        (("move", "2026 Rev 5", "soon"), 2, "“soon” is not a date; write it as 2026-05-01"),
    ],
)
def test_what_would_make_the_history_wrong_changes_nothing(
    sample: Run, arguments: tuple[str, ...], status: int, words: str
) -> None:
    before = effective(sample)
    result = sample("editions", *arguments)
    assert result.exit_code == status
    assert words in result.output
    assert effective(sample) == before
