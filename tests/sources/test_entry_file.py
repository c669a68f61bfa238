"""The table of an entry: its headings, its lines, and what makes it unreadable."""

from __future__ import annotations

import pytest

from tariffline.sources import SourceError
from tariffline.sources.entry_file import read_entry_file


def read(text: str, name: str = "entry.csv") -> tuple[dict[str, str], ...]:
    return read_entry_file(name, text.encode())


def test_lines_stand_below_the_headings_whatever_stands_above() -> None:
    found = read(
        "Our entry,,,\n,,,\nLine value;HTS_Number,COO,QTY\n".replace(";", ",")
        + "100,8471.30.01.00,CN,3\n,,,\n100,,,\n"
    )
    assert found == (
        {"hts": "8471.30.01.00", "country": "CN", "value": "100", "quantity": "3"},
    )  # fmt: skip


def test_a_short_row_lacks_what_it_lacks() -> None:
    (line,) = read("HTS,Country,Value,Facts\n8471.30.01.00,CN\n")
    assert line == {"hts": "8471.30.01.00", "country": "CN", "value": "", "facts": ""}


def test_semicolons_divide_too() -> None:
    (line,) = read("HTS;Country;Value\n8471.30.01.00;CN;1000\n")
    assert line["value"] == "1000"


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("HTS,Country\n", "entry.csv", "no row with the headings"),
        ("", "entry.csv", "no row with the headings"),
        ("HTS,Country,Value,Entered value\n", "entry.csv", "“Value” and “Entered value”"),
        ("HTS", "entry.pdf", "save it as one"),
        ("HTS", "entry.xlsx", "can't be read as a workbook"),
    ],
)
def test_what_can_not_be_read_says_why(text: str, name: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read(text, name)


def test_a_file_that_is_too_long_is_not_read_in_part() -> None:
    row = f"8471.30.01.00,CN,1{'0' * 90}\n"
    with pytest.raises(SourceError, match="leave only the lines"):
        read("HTS,Country,Value\n" + row * 11_000)
