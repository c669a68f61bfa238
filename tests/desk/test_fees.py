"""MPF and HMF of a value: the amount, its law, until when, and what is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tariffline.desk import fees
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, ErrorCode, Scope, Unknown

FY26 = date(2026, 2, 1)


def mpf(desk: Desk, value: str, day: date | None = FY26) -> Answer:
    answer = fees.mpf(desk, Decimal(value), day)
    assert isinstance(answer, Answer), answer
    return answer


def hmf(desk: Desk, value: str, day: date | None = FY26) -> Answer:
    answer = fees.hmf(desk, Decimal(value), day)
    assert isinstance(answer, Answer), answer
    return answer


@pytest.mark.parametrize(
    ("value", "day", "fee"),
    [
        ("14172", FY26, "49.09"),
        ("14172", date(2024, 2, 1), "49.09"),
        ("9693", FY26, "33.58"),
        ("9000", FY26, "33.58"),
        ("9000", date(2022, 9, 30), "31.18"),
        ("9000", date(2023, 9, 30), "31.18"),
        ("9000", date(2023, 10, 1), "31.67"),
        ("188078", FY26, "651.50"),
        ("5000000", FY26, "651.50"),
        ("5000000", date(2025, 9, 30), "634.62"),
        ("0", FY26, "33.58"),
    ],
)
def test_the_fee_is_within_the_limits_of_the_days_fiscal_year(
    desk: Desk, value: str, day: date, fee: str
) -> None:
    assert mpf(desk, value, day).value == Decimal(fee)


def test_an_answer_names_its_notice_and_holds_for_its_fiscal_year(desk: Desk) -> None:
    answer = mpf(desk, "14172")
    assert answer.edition == "MPF of fiscal year 2026"
    assert answer.valid_until == date(2026, 9, 30)
    assert answer.scope == Scope()
    notice, catair = answer.cites
    assert notice.source == "90 FR 34665, CBP Dec. 25-10"
    assert notice.place == "fiscal year 2026: minimum $33.58, maximum $651.50, informal $2.69"
    assert notice.url == "https://www.federalregister.gov/d/2025-13869"
    assert "pages ESF-161, 164 and 173" in catair.place


def test_without_a_date_it_is_todays(desk: Desk) -> None:
    assert mpf(desk, "14172", None) == mpf(desk, "14172", desk.today)


@pytest.mark.parametrize(
    ("value", "note"),
    [
        ("14172.60", "$14,172.60 is entered as $14,173 (19 CFR 159.3)"),
        ("5000", "the minimum an entry: 0.3464% would be $17.32"),
        ("500000", "the maximum an entry: 0.3464% would be $1,732"),
        ("14172", "an entry adds up its lines' fees, each in cents: several lines may differ by"),
        ("2500", "may be entered informally: an automated entry then pays $2.69 instead"),
        ("14172", "no MPF on goods that a claimed programme, their origin or chapter 98 exempts"),
    ],
)
def test_what_a_broker_should_know_stands_beside_it(desk: Desk, value: str, note: str) -> None:
    assert any(note in said for said in mpf(desk, value).notes)


def test_the_informal_fee_is_not_offered_above_its_limit(desk: Desk) -> None:
    assert not any("informally" in said for said in mpf(desk, "2500.01").notes)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2011, 9, 30), "the MPF before 2011-10-01 is not known here"),
        (date(2026, 10, 1), "; 0.3464% alone would be $49.09"),
        (date(2030, 1, 1), "; 0.3464% alone would be $49.09"),
    ],
)
def test_a_year_outside_the_rows_is_not_known_never_zero(desk: Desk, day: date, end: str) -> None:
    unknown = fees.mpf(desk, Decimal(14172), day)
    assert isinstance(unknown, Unknown)
    assert unknown.code == ErrorCode.NOT_KNOWN
    assert unknown.message.endswith(end)


def test_the_hmf_is_an_eighth_of_a_per_cent_for_goods_by_vessel(desk: Desk) -> None:
    answer = hmf(desk, "14172")
    assert answer.value == Decimal("17.72")
    assert (answer.edition, answer.valid_until) == ("HMF since 1991-01-01", None)
    assert answer.cites[0].text == "0.00125"
    assert any("none by air, rail or road" in note for note in answer.notes)
    assert any("at most $3 and nothing else is owed" in note for note in answer.notes)


def test_the_hmf_of_older_days_is_not_known(desk: Desk) -> None:
    unknown = fees.hmf(desk, Decimal(14172), date(1990, 12, 31))
    assert isinstance(unknown, Unknown)
    assert unknown.code == ErrorCode.NOT_KNOWN
    assert hmf(desk, "14172", date(1991, 1, 1)).value == Decimal("17.72")
