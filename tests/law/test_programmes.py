"""The table of special programmes."""

from datetime import date, timedelta

import pytest

from tariffline.law.countries import COUNTRIES
from tariffline.law.programmes import COLUMN_2, PROGRAMMES, VARIANTS, claimed_as

# HTS general note 3(c)(i), with the symbols that chapters 98 and 99 still print.
SYMBOLS = (
    "A A* A+ AU B BH C CA CL CO D E E* IL J J* J+ JO JP K KR L MA MX N NP OM P P+ PA PE R S S+ SG"
)


def test_the_symbols_are_those_of_the_general_note() -> None:
    assert list(PROGRAMMES) == SYMBOLS.split()


def test_every_country_is_one() -> None:
    used = COLUMN_2.union(*(each.countries for each in PROGRAMMES.values()))
    assert used <= COUNTRIES.keys()


def test_every_row_says_where_it_stands() -> None:
    assert all(each.source and each.name for each in PROGRAMMES.values())
    assert all(gap.source for each in PROGRAMMES.values() for gap in each.gaps)


def test_variants_are_symbols_and_hold_the_one_that_is_claimed() -> None:
    assert all(symbol == variants[0] for symbol, variants in VARIANTS.items())
    assert {each for variants in VARIANTS.values() for each in variants} <= PROGRAMMES.keys()


def test_a_programme_of_countries_is_closed_to_others() -> None:
    assert PROGRAMMES["S"].open_to("MX")
    assert not PROGRAMMES["S"].open_to("KR")
    assert PROGRAMMES["C"].open_to("VN")


@pytest.mark.parametrize(
    ("symbol", "last_day"),
    [
        ("A", date(2020, 12, 31)),
        ("A+", date(2020, 12, 31)),
        ("NP", date(2025, 12, 31)),
        ("J", date(2013, 7, 31)),
        ("D", date(2026, 12, 31)),
    ],
)
def test_a_lapsed_programme_gives_nothing_from_the_day_after_its_last(
    symbol: str, last_day: date
) -> None:
    programme = PROGRAMMES[symbol]
    assert programme.gap_on(last_day) is None
    assert programme.gap_on(last_day + timedelta(days=1)) is not None
    assert programme.last_day(last_day) == last_day
    assert programme.last_day(last_day + timedelta(days=1)) is None


def test_agoa_was_extended_back_to_its_lapse() -> None:
    assert PROGRAMMES["D"].gap_on(date(2025, 10, 15)) is None
    assert PROGRAMMES["D"].restored_on(date(2025, 9, 30)) is None
    lapse = PROGRAMMES["D"].restored_on(date(2025, 10, 1))
    assert lapse is not None
    assert "CSMS 67647279" in lapse.source
    assert PROGRAMMES["D"].restored_on(date(2026, 2, 4)) is None


@pytest.mark.parametrize(
    ("claims", "as_claimed"),
    [
        ((), ()),
        (("KR",), ("KR",)),
        (("P+",), ("P+", "P")),
        (("S",), ("S",)),
        (("S+",), ("S+", "S")),
    ],
)
def test_a_variant_is_a_claim_of_the_first_symbol(
    claims: tuple[str, ...], as_claimed: tuple[str, ...]
) -> None:
    assert claimed_as(claims) == as_claimed
