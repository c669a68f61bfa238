"""Columns of questions: spread, refused as a whole when shifted, and otherwise row by row."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tariffline.desk.records import Desk
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import Columns, answers, height, one
from tariffline.law.answer import Answer, ErrorCode, Unknown

BASE = CATALOGUE["BASE"]


def told(desk: Desk, columns: Columns, name: str = "BASE") -> list[object]:
    """Values and, where there is none, error codes."""
    found = answers(desk, CATALOGUE[name], columns)
    return [each.value if isinstance(each, Answer) else each.code for each in found]


def test_a_scalar_stands_for_a_whole_column(desk: Desk) -> None:
    columns: Columns = [["7307.91.50.10", "8471.30.01.00"], "RU"]
    assert told(desk, columns) == [Decimal("0.45"), Decimal("0.35")]
    assert told(desk, ["7307.91.50.10", ["CN", "RU"]]) == [Decimal("0.055"), Decimal("0.45")]


def test_scalars_alone_are_one_row(desk: Desk) -> None:
    assert told(desk, ["7307.91.50.10", "KR", None, "claim=KR"]) == [0]
    assert told(desk, [], "ASOF") == ["sample, 90 lines, 2026 Rev 5"]


def test_answers_stand_in_the_order_of_the_rows(desk: Desk) -> None:
    hts = ["7307.91.50.10", "7307.91.30.00", "7307.91.10.00"]
    rates = [Decimal("0.055"), Decimal("0.032"), Decimal("0.033")]
    assert told(desk, [hts]) == rates
    assert told(desk, [hts[::-1]]) == rates[::-1]


def test_one_bad_row_spoils_no_other(desk: Desk) -> None:
    hts = ["8471.30.01.00", "steel", None, "7307.91", "0901.11.00.45", ["8471"], True, 101210010.0]
    assert told(desk, [hts]) == [
        0,
        ErrorCode.BAD_INPUT,
        ErrorCode.BAD_INPUT,
        ErrorCode.AMBIGUOUS,
        ErrorCode.NOT_IN_FORCE,
        ErrorCode.BAD_INPUT,
        ErrorCode.BAD_INPUT,
        0,
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["steel"], "hts: “steel” is not an HTS number; write digits such as 8471.30.01.00"),
        (
            ["8471.30", "Atlantis"],
            "country: “Atlantis” is not a country we know; write an ISO code",
        ),
        (["8471.30", "CN", "someday"], "date: “someday” is not a date; write it as 2026-05-01"),
        (["8471.30", "CN", None, "red"], "facts: “red” is not name=value; write facts as"),
        (["8471.30", ["CN"]], "country: give one value, not a list"),
        (["8471.30", "CN", {"day": 1}], "date: give one value, not a dict"),
    ],
)
def test_a_bad_argument_is_refused_by_name(desk: Desk, arguments: list[object], words: str) -> None:
    unknown = one(desk, BASE, arguments)
    assert isinstance(unknown, Unknown)
    assert unknown.code == ErrorCode.BAD_INPUT
    assert unknown.message.startswith(words)


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_an_argument_that_is_needed_is_named(desk: Desk, empty: object) -> None:
    unknown = one(desk, BASE, [empty, "CN"])
    assert isinstance(unknown, Unknown)
    assert (unknown.code, unknown.missing) == (ErrorCode.BAD_INPUT, ("hts",))
    assert unknown.message == (
        "hts is empty; give the HTS number, in any usual spelling "
        "(BASE(hts, country?, date?, facts?))"
    )
    assert one(desk, BASE, []) == unknown


@pytest.mark.parametrize("empty", [None, "", " "])
def test_an_empty_argument_is_left_out(desk: Desk, empty: object) -> None:
    full = one(desk, BASE, ["7307.91.50.10", "KR", empty, empty])
    assert full == one(desk, BASE, ["7307.91.50.10", "KR"])
    assert isinstance(full, Answer)


def test_a_date_of_a_cell_is_read(desk: Desk) -> None:
    day = one(desk, BASE, ["0901.11.00.45", None, date(2025, 6, 30)])
    assert day == one(desk, BASE, ["0901.11.00.45", None, 45838])
    assert isinstance(day, Answer)


def test_columns_of_unequal_length_are_refused_in_every_row(desk: Desk) -> None:
    found = list(answers(desk, BASE, [["8471.30.01.00"] * 3, ["CN", "RU"]]))
    assert len(found) == 3
    for each in found:
        assert isinstance(each, Unknown)
        assert each.code == ErrorCode.BAD_INPUT
        assert each.message == (
            "columns are of unequal length (2, 3); give one value a row in each"
        )


def test_a_column_too_many_is_refused_in_every_row(desk: Desk) -> None:
    found = list(answers(desk, CATALOGUE["CHECK"], [["8471"] * 2, None, "CN"]))
    assert len(found) == 2
    for each in found:
        assert isinstance(each, Unknown)
        assert each.code == ErrorCode.BAD_INPUT
        assert each.message == "3 columns were given; it is CHECK(hts, date?)"


def test_an_empty_column_asks_nothing(desk: Desk) -> None:
    assert told(desk, [[], "CN"]) == []


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.floats(),
            st.text(max_size=12),
            st.sampled_from(["8471.30.01.00", "0101.21", "7307.91", "9903.88.01", "84"]),
        ),
        max_size=6,
    ),
    st.sampled_from(["CN", "RU", "", "Atlantis", 5700]),
)
def test_a_column_of_anything_is_answered_row_by_row_as_alone(
    desk: Desk, hts: list[object], country: object
) -> None:
    columns: Columns = [hts, country]
    assert height(columns) == len(hts)
    assert list(answers(desk, BASE, columns)) == [one(desk, BASE, [each, country]) for each in hts]
