"""The rows of MPF and HMF, and the text of CBP that they were compared with."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.answer import ErrorCode, Unknown
from tariffline.law.fees import (
    TERMS,
    Term,
    fiscal_year,
    formal_mpf,
    line_hmf,
    line_mpf,
    term_on,
)

lines = st.lists(st.decimals(min_value=0, max_value=500, places=2), min_size=1, max_size=9)


def known(day: date) -> Term:
    term = term_on(day)
    assert isinstance(term, Term), term
    return term


@pytest.mark.parametrize(
    ("first", "last", "minimum", "maximum"),
    [
        (date(2018, 1, 1), date(2018, 9, 30), "25.67", "497.99"),
        (date(2022, 10, 1), date(2023, 9, 30), "29.66", "575.35"),
        (date(2024, 10, 1), date(2025, 9, 30), "32.71", "634.62"),
        (date(2025, 10, 1), date(2026, 9, 30), "33.58", "651.50"),
    ],
)
def test_a_fiscal_year_has_its_limits_from_its_first_to_its_last_day(
    first: date, last: date, minimum: str, maximum: str
) -> None:
    term = known(first)
    assert known(last) is term
    assert (term.minimum, term.maximum) == (Decimal(minimum), Decimal(maximum))
    assert known(first - timedelta(days=1)) is not term


def test_the_rows_follow_one_another_without_a_gap() -> None:
    for before, after in pairwise(TERMS):
        assert after.start == before.end + timedelta(days=1)
        assert before.minimum < after.minimum
        assert before.maximum < after.maximum


def test_every_row_names_its_notice_and_its_address() -> None:
    assert all(term.notice.source and term.notice.url.startswith("https://") for term in TERMS)
    assert len({term.notice.url for term in TERMS}) == len(TERMS)


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2026, 11, 23), date(2027, 9, 30)])
def test_a_year_without_a_notice_is_not_known(day: date) -> None:
    unknown = term_on(day)
    assert isinstance(unknown, Unknown)
    assert unknown.code == ErrorCode.NOT_KNOWN
    assert "from 2026-10-01 (fiscal year 2027) is not known here" in unknown.message
    assert "a minimum of $33.58 and a maximum of $651.50" in unknown.message


def test_days_before_the_rows_are_not_known() -> None:
    unknown = term_on(date(2011, 9, 30))
    assert isinstance(unknown, Unknown)
    assert unknown.message == "the MPF before 2011-10-01 is not known here"


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 9, 30), 2026), (date(2026, 10, 1), 2027), (date(2027, 1, 1), 2027)],
)
def test_a_fiscal_year_begins_in_october(day: date, year: int) -> None:
    assert fiscal_year(day) == year


@pytest.mark.parametrize(
    ("value", "mpf", "hmf"),
    [("14172", "49.09", "17.72"), ("14171.50", "49.09", "17.72"), ("0", "0", "0"),
     ("1000", "3.46", "1.25"), ("140", "0.48", "0.18"), ("9693.42", "33.58", "12.12")],
)  # fmt: skip
def test_a_lines_own_fees_are_rounded_to_the_cent(value: str, mpf: str, hmf: str) -> None:
    assert line_mpf(Decimal(value)) == Decimal(mpf)
    assert line_hmf(Decimal(value)) == Decimal(hmf)


@given(lines, st.sampled_from(TERMS), st.data())
def test_an_entrys_fee_stays_within_its_limits_in_any_order(
    fees: list[Decimal], term: Term, data: st.DataObject
) -> None:
    due = formal_mpf(fees, term)
    assert term.minimum <= due <= term.maximum
    assert due in (term.minimum, term.maximum, sum(fees))
    assert formal_mpf(data.draw(st.permutations(fees)), term) == due


@given(lines, st.decimals(min_value=0, max_value=500, places=2), st.sampled_from(TERMS))
def test_one_more_line_never_makes_the_entry_cheaper(
    fees: list[Decimal], more: Decimal, term: Term
) -> None:
    assert formal_mpf([*fees, more], term) >= formal_mpf(fees, term)


@pytest.fixture(scope="module")
def catair(official_data: Path) -> str:
    text = official_data / "catair" / "cbp_texts" / "02-entry-summary-create-update-2026-07.txt"
    return text.read_text(encoding="utf-8")


def test_the_limits_are_those_of_usage_note_w(catair: str) -> None:
    note = catair[catair.rindex("Determining the Formal Entry Merchandise Processing Fee") :]
    rows = re.findall(r"0\.003464 +In Effect +=? ?\$([0-9.]+) +=? ?\$([0-9.]+)", note)
    ours = [(f"{term.minimum}", f"{term.maximum}") for term in reversed(TERMS)]
    assert rows == ours


def test_the_informal_fees_are_those_of_usage_note_q(catair: str) -> None:
    note = catair[catair.rindex("fixed Informal Entry Fee amount is") :]
    fees = re.findall(r"\$([0-9]+\.[0-9]{2})", note[: note.index("Manual Entry Surcharge")])
    assert fees == [f"{term.informal}" for term in reversed(TERMS)]
