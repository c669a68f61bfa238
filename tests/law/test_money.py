"""Dollars: what reads, what is refused, how cents fall, and shares that sum to the whole."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.money import MoneyError, cents, dollars, parse_money, shared_out, whole_dollars

amounts = st.decimals(min_value=0, max_value=9_999_999_999, places=2)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        (14172, "14172.00"),
        (1234.5, "1234.50"),
        (0.1 + 0.2, "0.30"),  # a computed cell
        (33.335, "33.34"),
        (33.334999999999994, "33.34"),  # of which Excel shows 33.335
        ("14172", "14172"),
        ("14172.", "14172"),
        (" $1,234.50 ", "1234.50"),
        ("US$ 1,234.5", "1234.5"),
        ("USD 9,999,999,999.99", "9999999999.99"),
        ("950 USD", "950"),
        (Decimal("12.34"), "12.34"),
        (0, "0.00"),
        (-0.0, "0.00"),
    ],
)
def test_dollars_read_as_people_write_them(written: object, amount: str) -> None:
    assert parse_money(written) == Decimal(amount)


@pytest.mark.parametrize(
    "written",
    [
        "-5", -5, "(5)", float("nan"), float("inf"), "NaN", "1e5", "", "abc", None, True, ["5"],
        "1.234", "1234.567", "1.234,50", "1,23", "12,34.50", "€5", "CAD 5", "٣", 10**400,
        Decimal("NaN"), Decimal("Infinity"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_by_name(written: object) -> None:
    with pytest.raises(MoneyError, match=r"“.*” is not an amount of dollars; write it as 1234.50"):
        parse_money(written)


@pytest.mark.parametrize("written", ["10,000,000,000", 10_000_000_000, 1e10])
def test_more_than_an_entry_summary_holds_is_refused(written: object) -> None:
    with pytest.raises(MoneyError, match=r"too much: an entry summary holds \$9,999,999,999"):
        parse_money(written)


@given(amounts)
def test_an_amount_reads_back_however_it_is_shown(amount: Decimal) -> None:
    assert parse_money(dollars(amount)) == parse_money(f"{amount:f}") == amount


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("123.58155", "123.58"),
        ("123.56451", "123.56"),
        ("123.54500", "123.55"),
        ("181.56451", "181.56"),
        ("256.18515", "256.19"),
    ],
)
def test_cents_round_as_in_cbps_own_examples(exact: str, rounded: str) -> None:
    """ACE CATAIR, Entry Summary Create/Update, usage note hh."""
    assert cents(Fraction(exact)) == Decimal(rounded)


@pytest.mark.parametrize(("value", "entered"), [("123.49", 123), ("123.50", 124), ("123.51", 124)])
def test_values_are_entered_in_whole_dollars(value: str, entered: int) -> None:
    assert whole_dollars(Decimal(value)) == entered


@given(st.fractions(min_value=-1_000_000, max_value=1_000_000))
def test_cents_are_the_nearest_and_a_tie_goes_away_from_zero(exact: Fraction) -> None:
    rounded = cents(exact)
    assert abs(Fraction(rounded) - exact) <= Fraction(1, 200)
    assert cents(-exact) == -rounded
    assert rounded.as_tuple().exponent == -2


weights = st.dictionaries(st.integers(1, 99), amounts, min_size=1, max_size=12)


@given(amounts, weights, st.data())
def test_shares_sum_to_the_total_whatever_the_order(
    total: Decimal, weigh: dict[int, Decimal], data: st.DataObject
) -> None:
    shares = shared_out(total, list(weigh.items()))
    assert shared_out(total, data.draw(st.permutations(list(weigh.items())))) == shares
    assert sum(shares.values()) == total
    assert shares.keys() == weigh.keys()


@given(amounts, weights)
def test_a_share_is_within_a_cent_of_its_weight(total: Decimal, weigh: dict[int, Decimal]) -> None:
    whole = sum(map(Fraction, weigh.values()))
    for line, share in shared_out(total, list(weigh.items())).items():
        exact = Fraction(weigh[line]) / whole if whole else Fraction(1, len(weigh))
        assert abs(Fraction(share) - Fraction(total) * exact) < Fraction(1, 100)


def test_cents_left_over_go_to_the_largest_fractions_then_to_the_lower_line() -> None:
    thirds = [(3, Decimal(1)), (1, Decimal(1)), (2, Decimal(1))]
    assert shared_out(Decimal("0.02"), thirds) == {
        1: Decimal("0.01"), 2: Decimal("0.01"), 3: Decimal(0),
    }  # fmt: skip
    uneven = [(1, Decimal(10)), (2, Decimal(19)), (3, Decimal(71))]
    assert shared_out(Decimal("0.10"), uneven) == {
        1: Decimal("0.01"), 2: Decimal("0.02"), 3: Decimal("0.07"),
    }  # fmt: skip


def test_nothing_can_not_be_given_a_share() -> None:
    with pytest.raises(ValueError, match="nothing to share"):
        shared_out(Decimal(1), [])
