"""`tariffline measures`, and `tariffline import list` for a newer version of what it names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run

NAME = "9903.03.12"
LIST = ("--name", NAME, "--source", "Proclamation 1", "--from", "2026-12-01")


def account(run: Run, name: str) -> dict[str, Any]:
    found = json.loads(run("measures", "--json").output)
    [only] = [each for each in found if each["name"] == name]
    return dict(only)


def test_each_programme_says_its_days_and_the_numbers_read(run: Run) -> None:
    china = account(run, "Section 301, China")
    assert china["start"] == "2018-07-06"
    assert china["lists"]["9903.88.03"] == 5906
    assert china["missing"] == {}
    text = run("measures").output
    assert "Section 122" in text


def test_a_loaded_list_is_the_last_version_of_it(run: Run, tmp_path: Path) -> None:
    before = account(run, "Section 338, Canada")
    assert (before["lists"][NAME], before["missing"]) == (101, {})
    file = tmp_path / "canada.csv"
    file.write_text("hts\n2203.00.00\n")
    assert run("import", "list", str(file), *LIST).output == f"{NAME}: 1 numbers\n"
    assert account(run, "Section 338, Canada")["lists"][NAME] == 1
    again = run("import", "list", str(file), *LIST).output
    assert again == f"{NAME}: 1 numbers, no change\n"


def test_a_list_that_no_programme_goes_by_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "pharma.csv"
    file.write_text("hts\n2918.99.30.00\n")
    refused = run("import", "list", str(file), "--name", "9903.04.6O", *LIST[2:])
    assert refused.exit_code != 0
    assert "no programme goes by a list named “9903.04.6O”" in refused.output


def test_what_is_no_list_is_refused_in_words(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "pharma.csv"
    file.write_bytes(b"hts\n\xff")
    refused = run("import", "list", str(file), *LIST)
    assert refused.exit_code != 0
    assert "not UTF-8" in refused.output
