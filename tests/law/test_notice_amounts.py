"""Rates as they are printed: shares, dollars for a unit, words; and what is no rate."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.notice_amounts import Amount, AmountError, read_amount, unit_of


@pytest.mark.parametrize(
    ("printed", "unit", "expected"),
    [
        ("198.61", "", Amount(Decimal("1.9861"), "", "")),
        ("16.08%", "", Amount(Decimal("0.1608"), "", "")),
        ("1,731.75 percent", "", Amount(Decimal("17.3175"), "", "")),
        (".45 (de minimis)", "", Amount(Decimal("0.0045"), "", "de minimis")),
        ("0.00 percent ad valorem", "", Amount(Decimal(0), "", "")),
        ("** 90.00", "", Amount(Decimal("0.9"), "", "")),
        ("* 0.41 (de minimis)", "", Amount(Decimal("0.0041"), "", "de minimis")),
        ("22.07 (AFA)", "", Amount(Decimal("0.2207"), "", "AFA")),
        ("$2.63/kg", "", Amount(Decimal("2.63"), "kg", "")),
        ("$5.07 per kilogram", "", Amount(Decimal("5.07"), "kg", "")),
        ("5.07", "kg", Amount(Decimal("5.07"), "kg", "")),
        ("12 cents per pound", "", Amount(Decimal("0.12"), "lb", "")),
        ("Zero", "", Amount(Decimal(0), "", "zero")),
        ("De Minimis", "", Amount(None, "", "de minimis")),
    ],
)
def test_a_rate(printed: str, unit: str, expected: Amount) -> None:
    assert read_amount(printed, unit) == expected


@pytest.mark.parametrize("printed", ["", "N/A", "n.a.", "—", "........", "***", "Not applicable"])
def test_no_rate(printed: str) -> None:
    assert read_amount(printed) is None


@pytest.mark.parametrize(
    "printed",
    [
        "1.10/1.30", "1.10-1.30", "16.59 1", "See footnote 3", "Less than 0.5", "<0.50", "-1.27",
        "5/1/07", "$4.00", "No shipments", "Excluded", "pending",
    ],
)  # fmt: skip
def test_what_nobody_should_guess(printed: str) -> None:
    with pytest.raises(AmountError):
        read_amount(printed)


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Margin (dollars per kilogram)", "kg"),
        ("Rate (US$/metric ton)", "metric ton"),
        ("Per-unit rate ($/lb)", "lb"),
        ("Weighted-average dumping margin (percent)", ""),
        ("Margin per company", ""),
    ],
)
def test_the_unit_of_a_label(label: str, unit: str) -> None:
    assert unit_of(label) == unit


@given(st.decimals(min_value=0, max_value=99999, places=2), st.sampled_from(["", "%", " percent"]))
def test_every_printed_share_is_exact(rate: Decimal, after: str) -> None:
    for printed in (f"{rate:.2f}{after}", f"{rate:,.2f}{after}"):
        amount = read_amount(printed)
        assert amount is not None
        assert amount.value == rate / 100


@given(st.text(max_size=40))
def test_any_text_is_a_rate_none_or_refused(text: str) -> None:
    try:
        amount = read_amount(text)
    except AmountError:
        return
    assert amount is None or amount.value is None or amount.value >= 0
