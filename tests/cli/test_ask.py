"""`tariffline ask`: one question; 0 when it is answered, 3 when it is not."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from tests.cli.conftest import Run

from tariffline.functions import CATALOGUE


@pytest.fixture
def sample(run: Run) -> Run:
    """The command line over the sample."""
    run("import", "sample")
    return run


def test_an_answer_stands_with_its_law(sample: Run) -> None:
    result = sample("ask", "base", "7307.91.50.10", "KR", "2025-03-01")
    assert result.exit_code == 0
    value, *law = result.output.splitlines()
    assert value == "0.055"
    assert any(line.startswith("  · Free if KR is claimed") for line in law)
    assert any("7307.91.50, column 1 general  https://hts.usitc.gov" in line for line in law)
    assert law[-1] == "  until 2025-06-30"


def test_an_empty_argument_is_left_out(sample: Run) -> None:
    result = sample("ask", "BASE", "7307.91.50.10", "", "", "")
    assert result.output.startswith("0.055\n")


def test_json_is_the_full_answer(sample: Run) -> None:
    result = sample("ask", "BASE", "7307.91.50.10", "KR", "--json")
    answer = json.loads(result.output, parse_float=Decimal)
    assert answer["value"] == Decimal("0.055")
    assert answer["edition"] == "sample, 90 lines, 2026 Rev 5"
    assert answer["cites"][0]["text"] == "5.5%"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["CHECK", "101210010"], "BAD_INPUT: 0101.21.00.10"),
        (["CHECK", "=1+1"], "BAD_INPUT: hts: “=1+1” is a formula"),
        (["CHECK", ""], "BAD_INPUT: hts is empty"),
        (["CHECK"], "BAD_INPUT: hts is empty"),
        (["BASE", "8471.30.01.00", "", "", "", "more"], "BAD_INPUT: 5 arguments were given"),
        (["CHECK", "4202.99.99.99"], "NOT_KNOWN: "),
        (["CHECK", "0901.11.00.45", "2025-07-01"], "NOT_IN_FORCE: "),
    ],
)
def test_no_answer_exits_with_3_and_says_why(sample: Run, arguments: list[str], words: str) -> None:
    result = sample("ask", *arguments)
    assert result.exit_code == 3
    assert words.split(": ")[0] in result.output
    assert words.split(": ")[-1] in result.output


def test_no_answer_as_json_has_code_and_choices(sample: Run) -> None:
    result = sample("ask", "CHECK", "101210010", "--json")
    assert result.exit_code == 3
    error = json.loads(result.output)["error"]
    assert (error["code"], error["choices"]) == ("BAD_INPUT", ["0101.21.00.10"])


def test_without_data_it_says_how_to_load_it(run: Run) -> None:
    result = run("ask", "BASE", "8471.30.01.00")
    assert result.exit_code == 3
    assert "UNAVAILABLE: no schedule is loaded; load the current one with" in result.output


def test_a_fee_needs_no_data_and_says_until_when_it_holds(run: Run) -> None:
    result = run("ask", "MPF", "14172", "2026-02-01")
    assert result.exit_code == 0
    value, *law = result.output.splitlines()
    assert value == "49.09"
    assert any(line.startswith("  90 FR 34665, CBP Dec. 25-10: fiscal year 2026") for line in law)
    assert law[-1] == "  until 2026-09-30"


def test_a_fee_that_is_not_known_exits_with_3(run: Run) -> None:
    result = run("ask", "mpf", "14172", "2026-10-01")
    assert result.exit_code == 3
    assert "NOT_KNOWN: the MPF of entries from 2026-10-01 (fiscal year 2027)" in result.output


def test_an_unknown_function_is_refused_with_those_there_are(sample: Run) -> None:
    result = sample("ask", "RAET", "8471.30.01.00")
    assert result.exit_code == 2
    assert all(name.lower() in result.output for name in CATALOGUE)


def test_the_help_names_every_function(run: Run) -> None:
    text = run("ask", "--help").output
    assert all(function.signature in text for function in CATALOGUE.values())


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TARIFFLINE_LOG", "LOUD", "TARIFFLINE_LOG is “LOUD”; use one of DEBUG, INFO"),
        ("TARIFFLINE_USITC_URL", "hts.usitc.gov", "TARIFFLINE_USITC_URL is “hts.usitc.gov”; give"),
    ],
)
def test_a_wrong_setting_is_named_with_its_remedy(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    result = run("ask", "ASOF")
    assert result.exit_code == 1
    assert words in result.output
