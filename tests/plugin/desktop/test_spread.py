"""The same cases as tests/js/spread.test.js: both sides spread ranges alike."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline_office.desktop.cells import Cell
from tariffline_office.desktop.spread import MisfitError, Range, spread

NAMES = ["hts", "country"]


def column(*cells: Cell) -> Range:
    return [[cell] for cell in cells]


@pytest.mark.parametrize(
    ("given", "grid"),
    [
        ([column("a"), column("CN")], [[["a", "CN"]]]),
        ([column("a"), column(None)], [[["a", None]]]),
        ([column("a", "b"), column("CN")], [[["a", "CN"]], [["b", "CN"]]]),
        ([column("a", "b"), column("CN", "MX")], [[["a", "CN"]], [["b", "MX"]]]),
        (
            [column("a", "b"), [["CN", "MX"]]],
            [[["a", "CN"], ["a", "MX"]], [["b", "CN"], ["b", "MX"]]],
        ),
        ([column("a", "", "b", None, " "), column("CN")], [[["a", "CN"]], [None], [["b", "CN"]]]),
        ([column(""), column("CN")], [[["", "CN"]]]),
    ],
)
def test_ranges_stand_side_by_side(given: list[Range], grid: object) -> None:
    assert spread(given, NAMES) == grid


def test_without_arguments_there_is_one_cell() -> None:
    assert spread([], []) == [[[]]]


def test_ranges_of_two_sizes_are_refused() -> None:
    with pytest.raises(MisfitError, match=re.escape("hts has 3 rows but country 2; give ranges")):
        spread([column("a", "b", "c"), column("CN", "MX")], NAMES)


@given(st.integers(1, 4), st.integers(1, 4))
def test_the_result_is_as_large_as_its_ranges(rows: int, columns: int) -> None:
    table: Range = [["x"] * columns] * rows
    grid = spread([table, column("CN")], NAMES)
    assert (len(grid), {len(row) for row in grid}) == (rows, {columns})
