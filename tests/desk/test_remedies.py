"""ADCVD: possible exposure at every depth, and no match that is never clearance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.desk.conftest import CRAWFISH, LEARNED, MakeDesk
from tests.fakes.notices import ORDER, PIPE, PIPE_CVD, WORKED, notice

from tariffline.desk.records import Desk
from tariffline.desk.remedies import READ_THE_SCOPE, Exposure, adcvd, exposures
from tariffline.law.answer import Answer, ErrorCode, Scope, Unknown
from tariffline.law.code import parse_code
from tariffline.law.countries import parse_country
from tariffline.law.notice import NoticeKind
from tariffline.law.remedy_reading import Reading


def ask(desk: Desk, hts: str, country: str = "CN", day: date | None = None) -> Answer | Unknown:
    return adcvd(desk, parse_code(hts), parse_country(country), day)


def rows(found: Answer | Unknown) -> tuple[tuple[str, ...], ...]:
    assert isinstance(found, Answer), found
    assert isinstance(found.value, tuple)
    return tuple(tuple(str(cell) for cell in row) for row in found.value)


@pytest.mark.parametrize(
    "hts", ["7306", "7306.30", "7306.30.10", "7306.30.10.00", "7306.30.50.25", "7306.30.50", "73"]
)
def test_a_case_is_found_at_every_depth(remedies_desk: Desk, hts: str) -> None:
    assert [row[0] for row in rows(ask(remedies_desk, hts))] == [PIPE, PIPE_CVD]


def test_what_a_row_says(remedies_desk: Desk) -> None:
    found = ask(remedies_desk, "7306.30.10")
    case, product, status, rate, check = rows(found)[0]
    assert (case, product) == (PIPE, "Welded Pipe")
    assert status == "order in force since 2008-07-22"
    assert rate == "0% to 85.55%"
    assert check == (
        f"{READ_THE_SCOPE} of A-570-910; it says “subheading 7306301000”; of processing "
        "elsewhere: “Subject merchandise includes pipe that is further processed in a third "
        "country.”; companion C-570-911"
    )
    assert isinstance(found, Answer)
    assert found.scope == Scope(hts="73063010", origin="CN")
    assert found.edition == "AD/CVD to 2026-04-01"
    assert READ_THE_SCOPE in found.notes[0]
    assert {cite.source for cite in found.cites} == {
        "E8-16767 FR", "E8-16770 FR", "2019-13617 FR"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("hts", "country"), [("7306.61", "CN"), ("7306.30", "KR"), ("0901.11", "CN")]
)
def test_no_match_is_no_clearance(remedies_desk: Desk, hts: str, country: str) -> None:
    found = ask(remedies_desk, hts, country)
    assert isinstance(found, Unknown)
    assert found.code is ErrorCode.NO_MATCH_NOT_CLEARANCE
    assert "no order found by HTS + country in the data as of 2026-04-01" in found.message
    assert "not clearance" in found.message


def test_no_match_names_what_is_near(remedies_desk: Desk) -> None:
    other = ask(remedies_desk, "7306.30", "KR")
    assert isinstance(other, Unknown)
    assert "on the same number from other countries: A-570-910 (Welded Pipe)" in other.message
    over = ask(remedies_desk, "2932.21", "CN")
    assert isinstance(over, Unknown)
    assert "over by that day: A-570-830 (Coumarin)" in over.message
    early = ask(remedies_desk, "7306.30", "CN", date(2001, 1, 1))
    assert isinstance(early, Unknown)
    assert "begun after it, by the notices at hand: A-570-910" in early.message
    assert "HTS list is not at hand: A-570-848 (Crawfish)" in over.message


def test_the_days_on_both_sides_of_an_order_and_of_its_end(remedies_desk: Desk) -> None:
    order, end = date(2008, 7, 22), date(2020, 11, 1)
    assert isinstance(ask(remedies_desk, "7306.30", day=order - timedelta(days=1)), Unknown)
    assert rows(ask(remedies_desk, "7306.30", day=order))
    assert rows(ask(remedies_desk, "2932.21", day=end - timedelta(days=1)))
    assert isinstance(ask(remedies_desk, "2932.21", day=end), Unknown)


def test_a_pending_case_is_an_exposure(remedies_desk: Desk) -> None:
    (row,) = rows(ask(remedies_desk, "8473.30.51", "VN"))
    assert row[2] == "in investigation since 2026-04-01"
    assert row[3] == "no rate at hand"


def test_a_finding_reaches_goods_of_the_country_it_names(remedies_desk: Desk) -> None:
    (row,) = rows(ask(remedies_desk, "7306.30", "VN"))
    assert row[0] == PIPE
    assert "finding on goods of Vietnam, against a case on goods of China (24-1 FR)" in row[4]
    assert isinstance(ask(remedies_desk, "7306.30", "VN", date(2024, 1, 4)), Unknown)


def test_without_data_nothing_is_said(make_desk: MakeDesk) -> None:
    found = ask(make_desk(), "7306.30")
    assert isinstance(found, Unknown)
    assert found.code is ErrorCode.UNAVAILABLE
    assert "tariffline sync adcvd" in found.message


def test_a_day_to_come_is_not_known(remedies_desk: Desk) -> None:
    found = ask(remedies_desk, "7306.30", day=date(2026, 6, 2))
    assert isinstance(found, Unknown)
    assert found.code is ErrorCode.NOT_KNOWN


def test_an_answer_holds_until_what_is_already_published(make_desk: MakeDesk) -> None:
    soon = notice(
        "26-9", date(2026, 5, 20), NoticeKind.REVOCATION, applicable=date(2026, 7, 1)
    )  # fmt: skip
    found = ask(make_desk(*WORKED, soon), "7306.30")
    assert isinstance(found, Answer)
    assert found.valid_until == date(2026, 6, 30)


def test_what_was_known_on_a_day(make_desk: MakeDesk) -> None:
    later = Reading(
        replace(ORDER, lines=(), document="7", citation="7 FR"), LEARNED + timedelta(days=9)
    )
    desk = make_desk(*WORKED, readings=(later,))
    before = desk.cases.known_on(LEARNED.date())
    assert len(before.records[PIPE].notices) == 2
    assert len(desk.cases.records[PIPE].notices) == 3
    assert len(desk.cases.known_on(LEARNED.date() - timedelta(days=1))) == 0


def test_exposures_for_a_total(remedies_desk: Desk) -> None:
    day = date(2026, 6, 1)
    pipe, cvd = exposures(remedies_desk, parse_code("73063010"), parse_country("CN"), day)
    assert isinstance(pipe, Exposure)
    assert (pipe.case, pipe.least, pipe.most) == (PIPE, Decimal(0), Decimal("0.8555"))
    assert (cvd.least, cvd.most) == (Decimal("0.2957"), Decimal("0.3742"))
    assert pipe.words == "possible exposure: read the scope"
    assert pipe.cite.source == "E8-16767 FR"
    assert exposures(remedies_desk, parse_code("0901"), parse_country("CN"), day) == ()


def test_an_exposure_per_unit_has_no_share(make_desk: MakeDesk) -> None:
    listed = notice(
        "02-2", date(2002, 5, 1), NoticeKind.RECORD, cases=("A-570-848",), lines=("03063101",)
    )
    desk = make_desk(CRAWFISH, listed)
    (found,) = exposures(desk, parse_code("0306.31"), parse_country("CN"), date(2026, 6, 1))
    assert (found.least, found.most, found.specific) == (None, None, ("$5.07/kg",))
