"""Printed rows: their texts normalised, and places that stay put between editions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.schedule import Row, places, plain


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (None, ""),
        ("", ""),
        (" \n", ""),
        ("Horses:", "Horses:"),
        ("Of <i>Salmo salar</i> ", "Of Salmo salar"),
        ("m<sup>2</sup>", "m2"),
        ("<il>a</il> and <b class='x'>b</b>", "a and b"),
        ("Free (A,\r\n AU)", "Free (A, AU)"),
        ("Men&#39;s &amp; boys&rsquo;", "Men's & boys’"),
        ("one\u00a0space", "one space"),
        ("valued < 5 but > 3", "valued < 5 but > 3"),
        ("&lt;i&gt; is kept", "<i> is kept"),
    ],
)
def test_the_words_of_a_printed_text(printed: str | None, read: str) -> None:
    assert plain(printed) == read


@given(st.text(alphabet=st.characters(exclude_characters="<&")))
def test_plain_words_stay_and_only_white_space_is_folded(text: str) -> None:
    assert plain(text) == " ".join(text.split())
    assert plain(plain(text)) == plain(text)


def row(code: str, words: str = "") -> Row:
    return Row(code, 0, words)


numbers = st.lists(
    st.sampled_from([2, 4, 6, 8]).flatmap(
        lambda n: st.text(alphabet="0123456789", min_size=n + 2, max_size=n + 2)
    ),
    unique=True,
).map(sorted)


@given(numbers, st.data())
def test_places_sort_as_the_rows_stand(codes: list[str], data: st.DataObject) -> None:
    rows = [row(code) for code in codes]
    for _ in range(data.draw(st.integers(0, 4))):
        rows.insert(data.draw(st.integers(0, len(rows))), row(""))
    given_places = places(rows)
    assert given_places == sorted(set(given_places))


@given(numbers.filter(bool), st.data())
def test_a_place_does_not_move_when_another_number_goes(
    codes: list[str], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(codes))
    before = dict(zip(codes, places([row(code) for code in codes]), strict=True))
    kept = [code for code in codes if code != gone]
    assert places([row(code) for code in kept]) == [before[code] for code in kept]


def test_a_superior_row_goes_with_the_number_it_stands_above() -> None:
    one = places([row("0101"), row("", "Horses:"), row("", "Live:"), row("01012100")])
    other = places([row("0100"), row("", "Horses:"), row("", "Live:"), row("01012100")])
    assert one[1:] == other[1:]


def test_superior_rows_at_the_end_come_last() -> None:
    last, one, two = places([row("9999999999"), row("", "a"), row("", "b")])
    assert last < one < two


@pytest.mark.parametrize("codes", [("0102", "0101"), ("0101", "0101"), ("010121", "0101")])
def test_rows_out_of_order_are_refused_by_number(codes: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match=f"{codes[1]} stands after .*rows must ascend"):
        places([row(code) for code in codes])


def test_a_row_prints_a_rate_in_any_column() -> None:
    assert not row("0101").prints_rate
    assert Row("0101", 0, "Horses", general="Free").prints_rate
    assert Row("0101", 0, "Horses", special="Free (S)").prints_rate
    assert Row("0101", 0, "Horses", other="20%").prints_rate
