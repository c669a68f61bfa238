from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline_office.workbook.headings import SYNONYMS, Layout, find_layout, normalised
from tariffline_office.workbook.sheet import (
    LAST_COLUMN,
    CellValue,
    SheetView,
    WorkbookError,
    column_letter,
    column_number,
)


def layout(
    rows: Sequence[Sequence[CellValue]], mapping: dict[str, str] | None = None, alone: bool = True
) -> Layout | None:
    return find_layout(SheetView("Parts", rows), mapping or {}, alone=alone)


def columns(*headings: CellValue, **mapping: str) -> dict[str, int]:
    found = layout([headings, ["8471.30.01.00"]], mapping)
    assert found is not None
    return dict(found.columns)


@pytest.mark.parametrize(
    "heading",
    ["HTS", "HTS Number", "HTSUS", "Tariff number", "HTS code", "Commodity code", "Tariff No.",
     "HTS #", "H.T.S. No.", "hts_code", " HTS  Number: ", "HTS Number (10 digits)"],
)  # fmt: skip
def test_knows_the_usual_headings(heading: str) -> None:
    assert columns("Part", heading, "Country of Origin", "Entry Date", "Facts") == {
        "hts": 2,
        "country": 3,
        "date": 4,
        "facts": 5,
    }


def test_the_more_telling_heading_wins() -> None:
    found = columns("Date", "Country", "HTS", "Country of origin", "Entry date", "HTS Number")
    assert found == {"hts": 6, "country": 4, "date": 5}


def test_finds_the_headings_below_a_title() -> None:
    found = layout([["HTS"], [], ["Date", "May 2026"], ["HTS", "COO", "Entry date"], ["8471"]])
    assert found == Layout(4, {"hts": 1, "country": 2, "date": 3})


def test_a_sheet_without_hts_numbers_has_no_layout() -> None:
    assert layout([["Country", "Date", "Date"]]) is None
    assert layout([]) is None


def test_maps_by_heading_and_by_letter() -> None:
    assert columns("No.", "My code", "Made by", hts="my CODE", country="C") == {
        "hts": 2,
        "country": 3,
    }
    assert columns("Number", "Origin", hts="a") == {"hts": 1, "country": 2}


def test_a_heading_wins_over_the_letters_it_spells() -> None:
    assert columns("HTS", "Old HTS", hts="HTS")["hts"] == 1


@pytest.mark.parametrize(
    ("rows", "mapping", "alone", "message"),
    [
        ([["HTS", "Part", "HTS."]], {}, True, "columns A and C of row 1 .* --map hts=A"),
        ([["HTS", "From"]], {"country": "Land"}, True, "no heading “Land” for --map country"),
        ([["8471.30.01.00"]], {"hts": "A"}, True, "add a row of headings"),
        ([[8471300100]], {"hts": "A"}, True, "add a row of headings"),
        ([["Part"]], {"hts": "B"}, True, "column B is empty"),
        ([["Part"]], {"hts": "B"}, False, "say which with --sheet"),
    ],
)
def test_refuses_what_is_not_clear(
    rows: list[list[CellValue]], mapping: dict[str, str], alone: bool, message: str
) -> None:
    with pytest.raises(WorkbookError, match=message):
        layout(rows, mapping, alone)


def test_no_heading_stands_for_two_things() -> None:
    names = [name for synonyms in SYNONYMS.values() for name in synonyms]
    assert len(names) == len(set(names))
    assert [normalised(name) for name in names] == names


@given(st.integers(1, LAST_COLUMN))
def test_letters_and_numbers_of_columns_agree(number: int) -> None:
    assert column_number(column_letter(number)) == number
