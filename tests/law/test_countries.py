"""Countries by code and by the names people write."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.countries import _TABLE, COUNTRIES, CountryError, parse_country

ROWS = [line.split("|") for line in _TABLE.splitlines()]
spellings = [
    (spelling.strip(), row[0])
    for row in ROWS
    for spelling in (*row[:2], *row[2].split(), row[3], *"".join(row[4:]).split(";"))
    if spelling.strip()
]


@pytest.mark.parametrize("column", [0, 1, 3], ids=["alpha-2", "alpha-3", "name"])
def test_no_code_or_name_stands_twice(column: int) -> None:
    assert Counter(row[column] for row in ROWS).most_common(1)[0][1] == 1


def test_no_census_code_stands_twice() -> None:
    codes = [code for row in ROWS for code in row[2].split()]
    assert all(len(code) == 4 and code.isdigit() for code in codes)
    assert Counter(codes).most_common(1)[0][1] == 1


def test_codes_have_their_shape_and_stand_in_order() -> None:
    assert all(len(row[0]) == 2 and len(row[1]) == 3 for row in ROWS)
    assert all((row[0] + row[1]).isalpha() and (row[0] + row[1]).isupper() for row in ROWS)
    assert list(COUNTRIES) == sorted(COUNTRIES)


@given(st.sampled_from(spellings), st.sampled_from([str.upper, str.lower, str.title, str.strip]))
def test_every_spelling_of_the_table_names_its_row(
    spelling: tuple[str, str], case: Callable[[str], str]
) -> None:
    text, iso = spelling
    assert parse_country(f" {case(text)} ") == COUNTRIES[iso]


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("CN", "CN"),
        ("chn", "CN"),
        (5700, "CN"),
        (5700.0, "CN"),
        ("5700", "CN"),
        ("P.R. China", "CN"),
        ("People’s Republic of China", "CN"),
        ("the Netherlands", "NL"),
        ("Korea, Republic of", "KR"),
        ("Côte d’Ivoire", "CI"),
        ("Türkiye", "TR"),
        ("St. Kitts & Nevis", "KN"),
        ("U.S.A.", "US"),
        ("KV", "XK"),
        ("GZ", "PS"),
        ("WE", "PS"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Guinea", "GN"),
        ("Dominica", "DM"),
        ("Republic of China", "TW"),
    ],
)
def test_usual_spellings(value: object, iso: str) -> None:
    assert str(parse_country(value)) == iso


@pytest.mark.parametrize(
    "value",
    [
        "", "the", "XX", "Atlantis", "CN US", 9999, 57, 5700.5, -5700,
        pytest.param(10**5000, id="5,001 digits"),
        float("nan"), float("inf"), True, None, ["CN"],
    ],
)  # fmt: skip
def test_what_is_no_country_is_refused_by_name(value: object) -> None:
    with pytest.raises(
        CountryError, match=r"“.*” is not a country.*; write an ISO code such as CN"
    ):
        parse_country(value)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.binary(), st.booleans()))
def test_anything_reads_to_a_country_or_is_refused(value: object) -> None:
    with suppress(CountryError):
        assert parse_country(value) in COUNTRIES.values()
