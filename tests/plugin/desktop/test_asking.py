"""What cells of desktop Excel are given."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.fakes.service import FakeService

from tariffline_office.catalogue import FUNCTIONS
from tariffline_office.desktop.asking import Asking
from tariffline_office.desktop.cells import Cell, argument
from tariffline_office.desktop.spread import Range

NOTHING: Range = [[None]]


def ask(asking: Asking, function: str, *given: Range) -> list[list[Any]]:
    declared = FUNCTIONS[function]
    rest = [NOTHING] * (len(declared.parameters) - len(given))
    return asking.cells(declared, [*given, *rest])


def words(asking: Asking, function: str, *given: Range) -> list[list[str]]:
    declared = FUNCTIONS[function]
    rest = [NOTHING] * (len(declared.parameters) - len(given))
    return asking.words(declared, [*given, *rest])


def test_one_value_fills_one_cell(asking: Asking) -> None:
    assert ask(asking, "BASE", [["7307.91.50.10"]], [["KR"]]) == [[0.055]]


def test_a_column_fills_a_column_with_one_request(asking: Asking, service: FakeService) -> None:
    column: Range = [["7307.91.50.10"], [8471300100.0], [None], ["9999.99"], ["0201.10.05.10"]]
    assert ask(asking, "BASE", column) == [
        [0.055],
        [0.0],
        [""],
        ["#N/A NOT_FOUND: 9999.99 is not in the schedule"],
        ["4.4¢/kg"],
    ]
    assert len(service.requests) == 1


def test_what_was_asked_before_is_kept(asking: Asking, service: FakeService) -> None:
    for _ in range(3):
        ask(asking, "BASE", [["7307.91.50.10"]], [["KR"]])
    assert len(service.requests) == 1


def test_rows_spill_with_their_numbers_and_gaps(asking: Asking) -> None:
    assert ask(asking, "SEARCH", [["horses"]]) == [
        ["0101.21.00.10", "Horses", 0.0275],
        ["0101.21.00.20", "Mares", ""],
    ]
    assert ask(asking, "SEARCH", [["horses"]], [[1.0]]) == [["0101.21.00.10", "Horses", 0.0275]]


def test_rows_are_kept_as_well(asking: Asking, service: FakeService) -> None:
    assert ask(asking, "SEARCH", [["0101"]]) == ask(asking, "SEARCH", [["0101"]])
    assert len(service.requests) == 1


def test_no_rows_are_an_empty_cell(asking: Asking) -> None:
    assert ask(asking, "CHANGES", [["0901"]]) == [[""]]


def test_a_range_of_searches_is_refused(asking: Asking, service: FakeService) -> None:
    [[told]] = ask(asking, "SEARCH", [["horses"], ["coffee"]])
    assert told.startswith("#VALUE! BAD_INPUT: SEARCH answers with rows")
    assert service.requests == []


def test_an_error_in_an_argument_is_no_empty_argument(asking: Asking, service: FakeService) -> None:
    told = ask(asking, "BASE", [["7307.91.50.10"], ["#N/A"]], [["KR"]])
    assert told == [
        [0.055],
        ["#VALUE! BAD_INPUT: an argument is an error; see the cell that it comes from"],
    ]


def test_a_question_to_be_put_otherwise_is_a_value_error(asking: Asking) -> None:
    assert ask(asking, "HTS", [["7307"]]) == [["#VALUE! NEEDS: the melt country of 7307"]]


def test_a_service_out_of_reach_says_so_in_each_cell(asking: Asking, service: FakeService) -> None:
    ask(asking, "BASE", [["7307.91.50.10"]])
    service.is_down = True
    known, unknown = ask(asking, "BASE", [["7307.91.50.10"], ["6109.10.00.12"]])
    assert known == [0.055]
    assert unknown[0].startswith("#N/A UNAVAILABLE: the service can't be reached")


def test_the_words_behind_cells(asking: Asking) -> None:
    [[good], [empty], [bad]] = words(asking, "BASE", [["7307.91.50.10"], [None], ["9999.99"]])
    assert good.startswith("2026HTSRev5; asked 20")
    assert bad == "NOT_FOUND: 9999.99 is not in the schedule"
    assert empty == ""


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (8471300100.0, "hts", "8471300100"),
        (101210010.0, "hts", "101210010"),
        (8471.3, "hts", "8471.3"),
        (46143.0, "date", "2026-05-01"),
        (46143.75, "date", "2026-05-01"),
        (datetime.fromisoformat("2026-05-01T10:30"), "date", "2026-05-01"),
        (20260501.0, "date", "20260501"),
        (46143.0, "amount", "46143"),
        (Decimal("12500.0000"), "amount", "12500"),
        (1250.75, "amount", "1250.75"),
        (" usmca=yes ", "facts", "usmca=yes"),
        ("", "facts", None),
        (None, "date", None),
    ],
)
def test_cells_are_written_for_the_service(cell: Cell, kind: str, text: str | None) -> None:
    assert argument(cell, kind) == text
