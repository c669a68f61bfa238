"""What rates come to, rounded as on an entry summary, and what is asked for when it is missing."""

from __future__ import annotations

import gzip
from collections import Counter
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.amounts import Amount, Goods, amount
from tariffline.law.answer import ErrorCode, Unknown
from tariffline.law.quantities import NO_QUANTITIES, Quantities, Quantity, parse_quantities
from tariffline.law.rates import Kind, read_rate
from tariffline.law.units import line_units
from tariffline.sources.usitc.export import read_export

WATCH = "51¢ each + 6.25% on the case and strap, band or bracelet + 5.3% on the battery"


def duty(
    rate: str,
    value: str,
    quantity: object = None,
    units: tuple[str, ...] = (),
) -> Amount | Unknown:
    given = parse_quantities(quantity) if quantity is not None else NO_QUANTITIES
    return amount(read_rate(rate), Goods(Decimal(value), given.reported(units)))


@pytest.mark.parametrize(
    ("rate", "value", "quantity", "units", "dollars", "basis"),
    [
        ("Free", "10000", None, (), "0.00", "free"),
        ("5.5%", "10000", None, (), "550.00", "5.5% of $10,000"),
        ("2.9%", "14172", None, (), "410.99", "2.9% of $14,172"),
        ("16.5%", "9999.50", None, (), "1650.00", "16.5% of $10,000"),
        ("33 1/3%", "100", None, (), "33.33", "33.3333% of $100"),
        ("4.4¢/kg", "1000", 125, ("kg",), "5.50", "4.4¢ × 125 kg"),
        ("$1.018/kg", "1000", "2.5 kg", ("kg",), "2.55", "$1.018 × 2.5 kg"),
        ("2.8¢/doz.", "1000", "300 No.", ("doz.",), "0.70", "2.8¢ × 25 doz."),
        ("89.6¢/1000", "1000", 1234, ("No.",), "1.11", "89.6¢ × 1.234 thousand"),
        ("1.7¢/kg + 5%", "1000", 100, ("kg",), "51.70", "1.7¢ × 100 kg + 5% of $1,000"),
        (
            "4.4¢/liter + 31.4¢/pf. liter", "1000", "750 liters; 80 proof", ("liters",), "221.40",
            "4.4¢ × 750 liter + 31.4¢ × 600 pf. liter",
        ),
        (
            "5.4¢/kg on drained weight", "1000", "120 kg; 95 kg drained weight", ("kg",), "5.13",
            "5.4¢ × 95 kg drained weight",
        ),
        ("1.7¢/kg on lead content", "1000", 40, ("Pb kg",), "0.68", "1.7¢ × 40 kg lead content"),
        ("0.3¢/line/ gross + 4.6%", "1000", "7 gross; 40 gr.lines", ("gross", "gr.lines"), "46.12",
         "0.3¢ × 40 line/gross + 4.6% of $1,000"),
        ("10¢/1,000 pins + 3.5%", "1000", 5, ("thousands",), "35.50",
         "10¢ × 5 thousand pins + 3.5% of $1,000"),
        ("17¢ each + 2.5% + 1¢/jewel", "1000", "10 No.; 170 jewels", ("No.", "Jwls."), "28.40",
         "17¢ × 10 No. + 2.5% of $1,000 + 1¢ × 170 jewel"),
        (
            "The duty provided in the applicable subheading + 25%", "1000", None, (), "250.00",
            "25% of $1,000",
        ),
    ],
)  # fmt: skip
def test_a_rate_comes_to_dollars_and_cents(
    rate: str, value: str, quantity: object, units: tuple[str, ...], dollars: str, basis: str
) -> None:
    found = duty(rate, value, quantity, units)
    assert isinstance(found, Amount), found
    assert (found.duty, found.basis) == (Decimal(dollars), basis)


@pytest.mark.parametrize(
    ("value", "dollars", "basis"),
    [
        ("400", "20.00", "5% of $400"),
        ("200", "10.00", "5% of $200"),
        ("100", "10.00", "not less than $1 × 10 kg"),
        ("600", "30.00", "5% of $600"),
        ("9000", "30.00", "not more than $3 × 10 kg"),
    ],
)
def test_a_rate_with_bounds_stays_within_them(value: str, dollars: str, basis: str) -> None:
    found = duty("5%, but not less than $1/kg nor more than $3/kg", value, 10, ("kg",))
    assert isinstance(found, Amount), found
    assert (found.duty, found.basis) == (Decimal(dollars), basis)


def test_parts_are_valued_each_by_itself() -> None:
    parts = {"the case and strap, band or bracelet": Decimal("30"), "the battery": Decimal("3.40")}
    goods = Goods(Decimal(100), parse_quantities("2 No."), parts)
    whole = amount(read_rate(WATCH), goods)
    assert isinstance(whole, Amount)
    assert whole.duty == Decimal("3.05")  # 1.02 + 1.875 + 0.159 = 3.054
    assert whole.exact == Fraction("3.054")


@pytest.mark.parametrize(
    ("rate", "quantity", "units", "missing"),
    [
        ("4.4¢/kg", None, ("kg",), ("the quantity in kg",)),
        ("4.4¢/kg", "12 No.", ("kg",), ("the quantity in kg, not in No.",)),
        ("4.4¢/kg", 12, ("X",), ("the quantity in kg",)),
        ("3.7¢/kg on drained weight", 12, ("kg",),
         ("the quantity in kg drained weight, not in kg",)),
        ("22.1¢/pf. liter on ethyl alcohol content", "750 liters", ("liters",),
         ("the quantity in pf. liter (or liters and their proof), not in liter",)),
        ("76¢/pr. + 32%", "10 No.", ("prs.",), ("the quantity in pr., not in No.",)),
        (WATCH, None, ("No.",), ("the quantity in No.",
                                 "the value of the case and strap, band or bracelet",
                                 "the value of the battery")),
        ("2.5% on the value of the lead content", None, ("kg",),
         ("the value of the lead content",)),
        ("5%, but not less than $1/kg", None, ("kg",), ("the quantity in kg",)),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_with_its_unit(
    rate: str, quantity: object, units: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    unknown = duty(rate, "1000", quantity, units)
    assert isinstance(unknown, Unknown)
    assert (unknown.code, unknown.missing) == (ErrorCode.NEEDS, missing)
    assert unknown.message == f"“{rate}” needs {', '.join(missing)}"


@pytest.mark.parametrize("rate", ["", "No change", "See 9823.02.01-9823.02.04"])
def test_words_and_blanks_are_not_known_never_zero(rate: str) -> None:
    unknown = duty(rate, "1000")
    assert isinstance(unknown, Unknown)
    assert unknown.code == ErrorCode.NOT_KNOWN
    assert f"“{rate}”" in unknown.message


values = st.decimals(min_value=0, max_value=9_999_999_999, places=2)


@given(values, values)
def test_more_value_never_owes_less(one: Decimal, other: Decimal) -> None:
    low, high = (duty("5.5%", str(each)) for each in sorted((one, other)))
    assert isinstance(low, Amount)
    assert isinstance(high, Amount)
    assert low.duty <= high.duty


@given(values)
def test_the_sum_of_the_parts_is_the_whole_before_it_is_rounded(value: Decimal) -> None:
    whole, first, second = (
        duty(rate, str(value), 123, ("kg",)) for rate in ("1.7¢/kg + 5%", "1.7¢/kg", "5%")
    )
    assert isinstance(whole, Amount)
    assert isinstance(first, Amount)
    assert isinstance(second, Amount)
    assert whole.exact == first.exact + second.exact


def test_the_callers_decimal_context_does_not_matter() -> None:
    with localcontext(prec=3):
        found = duty("5.5%", "123456789")
    assert found == duty("5.5%", "123456789")
    assert isinstance(found, Amount)
    assert found.duty == Decimal("6790123.40")


def test_official_lines_are_computed_from_their_own_units_or_say_what_they_need(
    official_data: Path,
) -> None:
    """Column 1 general of every rate line of 2026 Rev 5, with all units its lines report.

    What they need beyond those is a weight that no unit names (drained, with its container, total
    sugars) or the value of a part; three rates of chapter 99 print no unit at all.
    """
    rows = read_export(gzip.decompress((official_data / "hts/hts_2026_rev_5.json.gz").read_bytes()))
    units = {(row.code[:8], unit) for row in rows for unit in line_units(row.units)}
    given: dict[str, list[Quantity]] = {}
    for code, unit in units:
        given.setdefault(code, []).append(Quantity(Fraction(10), unit))
    outcome: Counter[str] = Counter()
    for row in rows:
        rate = read_rate(row.general)
        if row.code and rate.kind not in (Kind.BLANK, Kind.PROSE):
            own = Quantities(tuple(given.get(row.code[:8], ())))
            found = amount(rate, Goods(Decimal(1000), own))
            said = "amount" if isinstance(found, Amount) else found.code
            outcome[f"{rate.kind}: {said}"] += 1
    assert outcome == {
        "free: amount": 5795,
        "ad valorem: amount": 6234,
        "ad valorem: NEEDS": 8,
        "specific: amount": 724,
        "specific: NEEDS": 38,
        "compound: amount": 318,
        "compound: NEEDS": 9,
        "per part: NEEDS": 88,
        "applicable subheading: amount": 339,
        "applicable subheading: NEEDS": 2,
    }
