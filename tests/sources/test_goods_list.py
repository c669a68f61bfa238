"""Lists of goods as CSV."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.sources import SourceError
from tariffline.sources.goods_list import read_list

START = date(2026, 8, 22)


def read(text: str) -> list[tuple[str, date, date | None]]:
    return [
        (each.digits, each.start, each.end)
        for each in read_list(text.encode(), "note 51(b)", "CSMS 70050970", START)
    ]


def test_one_column_of_numbers() -> None:
    assert read("hts\n0402.10.05\n4101.50.10.00\n") == [
        ("04021005", START, None),
        ("4101501000", START, None),
    ]


def test_the_list_is_named_as_it_is_loaded() -> None:
    [entry] = read_list(b"\xef\xbb\xbfnumber\n0402\n", "note 51(b)", "CSMS 70050970", START)
    assert (entry.name, entry.source, entry.worded) == ("note 51(b)", "CSMS 70050970", False)


def test_dates_of_its_own_remarks_and_what_is_not_said() -> None:
    text = "# as read\nwhat,HTS8,from,until\nbeer,22030000,2026-09-15,2026-12-31\nmilk,0401,,NA\n"
    assert read(text) == [
        ("22030000", date(2026, 9, 15), date(2026, 12, 31)),
        ("0401", START, None),
    ]


def test_a_number_is_never_listed_before_the_list() -> None:
    assert read("hts,from\n0402,2020-01-01\n") == [("0402", START, None)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no column of HTS numbers; name it “hts” (its columns are: none)"),
        ("tariff\n0402\n", "no column of HTS numbers; name it “hts” (its columns are: tariff)"),
        ("hts\n", "the file holds no HTS number"),
        ("hts\nmilk\n", "line 2: "),
        ("hts,from\n0402,soon\n", "line 2: "),
    ],
)
def test_what_is_no_list_is_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(SourceError) as error:
        read(text)
    assert words in str(error.value)


@given(
    st.lists(st.from_regex(r"[1-6][1-9][0-9][1-9]\.[0-9]{2}\.[0-9]{2}", fullmatch=True), min_size=1)
)
def test_every_number_of_the_column_is_on_the_list(numbers: list[str]) -> None:
    listed = read("hts\n" + "\n".join(numbers))
    assert [digits for digits, _, _ in listed] == [number.replace(".", "") for number in numbers]
