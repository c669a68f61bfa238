"""An entry: duties, MPF within its limits and shared out, HMF by mode, and totals that add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.answer import ErrorCode, Unknown
from tariffline.law.entry import Charge, Entry, Line, Mode
from tariffline.law.entry_total import EntryTotal, LineTotal, totalled
from tariffline.law.fees import line_mpf

DAY = date(2026, 9, 1)


def line(
    number: int,
    value: str,
    origin: str = "CN",
    duty: str = "0",
    claims: tuple[str, ...] = (),
    provision: str = "",
) -> Line:
    charge = Charge("7326908688", "base", Decimal(duty))
    return Line(number, Decimal(value), origin, (charge,), claims, provision)


def total(
    *lines: Line, mode: Mode = Mode.AIR, day: date = DAY, informal: bool = False
) -> EntryTotal:
    found = totalled(Entry(day, mode, lines, informal))
    assert isinstance(found, EntryTotal), found
    return found


def refused(*lines: Line, day: date = DAY, informal: bool = False) -> Unknown:
    found = totalled(Entry(day, Mode.AIR, lines, informal))
    assert isinstance(found, Unknown), found
    return found


def test_a_real_entry_summary() -> None:
    """7326.90.8688 of China, $14,172: 2.9, 25 and 50 per cent are $11,039.99."""
    duties = (
        Charge("99038803", "Section 301", Decimal("3543.00")),
        Charge("99038202", "Section 232", Decimal("7086.00")),
        Charge("7326908688", "base", Decimal("410.99")),
    )
    found = total(replace(line(1, "14172"), duties=duties), mode=Mode.VESSEL)
    assert (found.duty, found.mpf, found.hmf) == (
        Decimal("11039.99"), Decimal("49.09"), Decimal("17.72"),
    )  # fmt: skip
    assert found.total == Decimal("11106.80")


@pytest.mark.parametrize(
    ("values", "mpf"),
    [
        (["100"], "33.58"),
        (["9693"], "33.58"),
        (["10000"], "34.64"),
        (["5000", "5000"], "34.64"),
        (["5000", "5000", "5000"], "51.96"),
        (["188076", "10000"], "651.50"),
        # Lines are rounded each: 3 × 17.33732 is 52.01, 3 × 17.34 is 52.02.
        (["5004.50", "5004.50", "5004.50"], "52.02"),
    ],
)
def test_the_fee_is_that_of_the_whole_entry_within_its_limits(values: list[str], mpf: str) -> None:
    assert total(*(line(n, value) for n, value in enumerate(values, 1))).mpf == Decimal(mpf)


def test_the_minimum_is_shared_by_value_to_the_cent() -> None:
    found = total(line(1, "100"), line(2, "100"), line(3, "100"))
    assert [each.mpf for each in found.lines] == [
        Decimal("11.20"), Decimal("11.19"), Decimal("11.19"),
    ]  # fmt: skip
    assert [each.mpf_reported for each in found.lines] == [Decimal("0.35")] * 3


def test_between_the_limits_each_line_bears_its_own_fee() -> None:
    found = total(line(1, "7000"), line(2, "8001"))
    assert [each.mpf for each in found.lines] == [each.mpf_reported for each in found.lines]
    assert [each.mpf for each in found.lines] == [Decimal("24.25"), Decimal("27.72")]


def test_exempt_lines_count_for_nothing_and_say_why() -> None:
    found = total(line(1, "100000", "MX", claims=("S",)), line(2, "10000"), line(3, "5000", "IL"))
    assert found.mpf == Decimal("34.64")
    assert [each.mpf for each in found.lines] == [Decimal(0), Decimal("34.64"), Decimal(0)]
    first, third = found.notes
    assert third == "line 3 pays no MPF: product of Israel (19 CFR 24.23(c)(5))"
    assert "United States-Mexico-Canada Agreement (19 CFR 24.23(c)(3)" in first


@pytest.mark.parametrize("day", [DAY, date(2026, 10, 1)])
def test_an_entry_of_exempt_lines_pays_none_not_the_minimum(day: date) -> None:
    found = total(line(1, "100000", "MX", claims=("S",)), day=day)
    assert (found.mpf, found.total) == (Decimal("0.00"), Decimal("0.00"))


def test_a_year_without_known_fees_leaves_the_rest() -> None:
    found = total(line(1, "10000", duty="550"), mode=Mode.VESSEL, day=date(2026, 10, 1))
    assert isinstance(found.mpf, Unknown)
    assert found.mpf.code == ErrorCode.NOT_KNOWN
    assert found.total is found.mpf
    assert found.lines[0].total is found.mpf
    assert (found.duty, found.hmf) == (Decimal(550), Decimal("12.50"))


@pytest.mark.parametrize(
    ("mode", "hmf"),
    [
        (Mode.VESSEL, "12.50"),
        (Mode.BORDER_WATER, "12.50"),
        (Mode.AIR, "0.00"),
        (Mode.RAIL, "0.00"),
        (Mode.ROAD, "0.00"),
    ],
)
def test_the_hmf_is_for_goods_by_water(mode: Mode, hmf: str) -> None:
    found = total(line(1, "10000"), mode=mode)
    assert found.hmf == Decimal(hmf)
    assert any("usage note o" in cite.place for cite in found.cites) is (hmf != "0.00")


@pytest.mark.parametrize(
    ("value", "origin", "duty", "hmf"),
    [
        ("2400", "IL", "0", "0.00"),  # $3.00, and nothing else is owed
        ("2408", "IL", "0", "3.01"),
        ("2400", "IL", "0.01", "3.00"),
        ("2400", "CN", "0", "3.00"),  # the MPF is owed
    ],
)
def test_three_dollars_of_hmf_are_not_collected_alone(
    value: str, origin: str, duty: str, hmf: str
) -> None:
    assert total(line(1, value, origin, duty), mode=Mode.VESSEL).hmf == Decimal(hmf)


def test_an_informal_entry_pays_its_fixed_fee_and_no_hmf() -> None:
    found = total(line(1, "1000"), line(2, "500"), mode=Mode.VESSEL, informal=True)
    assert (found.mpf, found.hmf) == (Decimal("2.69"), Decimal("0.00"))
    assert [each.mpf for each in found.lines] == [Decimal("1.79"), Decimal("0.90")]
    assert "no HMF on an informal entry" in found.notes


def test_an_informal_entry_with_additional_duties_rests_on_a_suspension() -> None:
    added = Charge("99038803", "Section 301", Decimal("75.00"))
    found = total(replace(line(1, "300"), duties=(added,)), informal=True)
    assert any("CSMS 64861116" in note and "not known here" in note for note in found.notes)
    small = total(replace(line(1, "250"), duties=(added,)), informal=True)
    assert not any("CSMS 64861116" in note for note in small.notes)


def test_an_informal_entry_above_its_limit_is_refused() -> None:
    unknown = refused(line(1, "2501"), informal=True)
    assert unknown.code == ErrorCode.BAD_INPUT
    assert "$2,501 is more than an informal entry may hold" in unknown.message


def test_9802_00_80_pays_on_its_dutiable_part() -> None:
    whole = line(1, "20000", "HN", provision="9802008015")
    unknown = refused(whole)
    assert (unknown.code, unknown.missing) == (ErrorCode.NEEDS, ("dutiable part",))
    assert "19 CFR 24.23(c)(2)" in unknown.message
    assert total(replace(whole, dutiable_part=Decimal(12000))).mpf == Decimal("41.57")
    assert total(replace(whole, claims=("P",))).mpf == 0


def test_entries_that_can_not_be_are_refused() -> None:
    assert refused().message == "the entry has no lines; give at least one"
    assert refused(line(1, "1"), line(1, "2")).message == (
        "line 1 stands 2 times; number each once"
    )
    assert refused(line(1, "1"), day=date(1990, 12, 31)).code == ErrorCode.NOT_KNOWN


values = st.decimals(min_value=0, max_value=400_000, places=2)
cents = st.decimals(min_value=0, max_value=99_999, places=2)
entry_lines = st.lists(
    st.tuples(values, cents, st.sampled_from(["CN", "IL", "KH"]), st.booleans()),
    min_size=1,
    max_size=8,
).map(
    lambda drawn: [
        Line(number, value, origin, (Charge("01012100", "base", duty),), ("KR",) if claims else ())
        for number, (value, duty, origin, claims) in enumerate(drawn, 1)
    ]
)
modes = st.sampled_from(Mode)


@given(entry_lines, modes)
def test_the_lines_sum_exactly_to_the_entry(lines: list[Line], mode: Mode) -> None:
    found = total(*lines, mode=mode)
    for name in ("value", "duty", "mpf", "hmf", "total"):
        assert sum(getattr(each, name) for each in found.lines) == getattr(found, name)


@given(entry_lines, modes)
def test_the_fee_is_zero_or_within_its_limits_and_only_paying_lines_bear_it(
    lines: list[Line], mode: Mode
) -> None:
    found = total(*lines, mode=mode)
    paying = [each for each in found.lines if each.exempt is None]
    assert isinstance(found.mpf, Decimal)
    least, most = (Decimal("33.58"), Decimal("651.50")) if paying else (Decimal(0), Decimal(0))
    assert least <= found.mpf <= most
    assert all(each.mpf == 0 for each in found.lines if each.exempt)


@given(entry_lines, modes, st.data())
def test_the_order_of_the_lines_does_not_matter(
    lines: list[Line], mode: Mode, data: st.DataObject
) -> None:
    found = total(*lines, mode=mode)
    shuffled = total(*data.draw(st.permutations(lines)), mode=mode)
    assert (found.duty, found.mpf, found.hmf) == (shuffled.duty, shuffled.mpf, shuffled.hmf)

    def by_number(each: LineTotal) -> int:
        return each.number

    assert sorted(found.lines, key=by_number) == sorted(shuffled.lines, key=by_number)


@given(values)
def test_one_line_alone_bears_the_whole_fee(value: Decimal) -> None:
    found = total(Line(1, value, "CN"))
    assert found.lines[0].mpf == found.mpf
    assert found.lines[0].mpf_reported == line_mpf(value)
