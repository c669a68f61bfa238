"""Check digits of entries and containers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tariffline.mail.numbers import container_check_digit, entry_check_digit
from tariffline.mail.reading import read_text

entry_numbers = st.from_regex(r"[A-Z0-9]{3}[0-9]{7}", fullmatch=True)


def test_the_worked_example_of_catair() -> None:
    assert entry_check_digit("B760324527") == 8


def test_official_worked_examples(official_data: Path) -> None:
    path = official_data / "catair" / "worked_examples" / "appendix_e_check_digit.json"
    example, table = json.loads(path.read_text(encoding="utf-8"))
    assert entry_check_digit(example["filer"] + example["transaction"]) == example["check_digit"]
    for letter, value in table["letters"].items():
        assert entry_check_digit(f"{letter}000000000") == entry_check_digit(f"{value}000000000")


def test_iso_6346_s_own_example() -> None:
    """CSQU3054383, the example of the standard (and of the container bureau)."""
    assert container_check_digit("CSQU305438") == 3


@settings(deadline=None)  # a loaded machine is no fault
@given(entry_numbers)
def test_an_entry_is_found_with_its_check_digit_and_with_no_other(number: str) -> None:
    right = entry_check_digit(number)
    for digit in range(10):
        text = f"Entry {number[:3]}-{number[3:]}-{digit} was filed."
        found = [m.value for m in read_text(text).mentions if m.kind == "entry"]
        assert found == ([f"{number[:3]}-{number[3:]}-{digit}"] if digit == right else [])


@pytest.mark.parametrize("written", ["CSQU3054383", "CSQU 305438-3", "CSQU 3054383"])
def test_a_container_in_its_spellings(written: str) -> None:
    [found] = read_text(f"box {written} is out").mentions
    assert (found.kind, found.value, found.written) == ("container", "CSQU3054383", written)
