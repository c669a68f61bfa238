"""The cascade: the most specific rate wins, removing it falls to the next, dates never leak."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.notices import EAST, MILL, ORDER, PIPE, SUNNY, notice, others, rate, wide

from tariffline.law.notice import Notice, NoticeKind, StatedRate
from tariffline.law.remedy_cascade import (
    Companies,
    Decided,
    Open,
    Step,
    decide,
    shown,
    tables_on,
)
from tariffline.law.remedy_record import DatedRate, records

DAY = date(2020, 1, 1)
LATER = DAY + timedelta(days=30)


def decided(asked: Companies, *notices: Notice, day: date = LATER) -> Decided | Open | None:
    record = records(notices)[PIPE]
    return decide(PIPE, tables_on(record, day), asked)


def order(*rates: StatedRate, day: date = DAY, document: str = "1") -> Notice:
    return notice(document, day, NoticeKind.ORDER, rates=rates)


def share(found: Decided | Open | None) -> tuple[Step, str]:
    assert isinstance(found, Decided), found
    return found.step, shown(found.rate)


@pytest.mark.parametrize(
    ("exporter", "producer", "step", "said"),
    [
        (EAST, EAST, Step.COMBINATION, "69%"),
        ("HUABEI EAST STEEL PIPE LIMITED", EAST, Step.COMBINATION, "69%"),
        (SUNNY, MILL, Step.COMBINATION, "50%"),
        (SUNNY, EAST, Step.COUNTRY_WIDE, "85.55%"),
        (MILL, SUNNY, Step.COUNTRY_WIDE, "85.55%"),
        ("Tianjin Golden Pipe Co.", MILL, Step.EXPORTER, "0% (de minimis)"),
        ("Tianjin Golden Pipe Co.", "", Step.EXPORTER, "0% (de minimis)"),
        ("Somebody Else Ltd.", "", Step.COUNTRY_WIDE, "85.55%"),
        ("", "", Step.COUNTRY_WIDE, "85.55%"),
    ],
)
def test_the_worked_case(exporter: str, producer: str, step: Step, said: str) -> None:
    assert share(decided(Companies(exporter, producer), ORDER)) == (step, said)


def test_a_producer_that_is_missing_leaves_it_open() -> None:
    found = decided(Companies(SUNNY), ORDER)
    assert isinstance(found, Open)
    assert (found.missing, [shown(each) for each in found.rates]) == ("producer", ["50%", "85.55%"])
    found = decided(Companies("", MILL), ORDER)
    assert isinstance(found, Open)
    assert found.missing == "exporter"


def test_a_company_named_in_either_role_is_both() -> None:
    both = order(rate("Foo Ltd.", either=True), others("0.3"))
    assert share(decided(Companies("Foo Ltd."), both)) == (Step.EXPORTER, "10%")
    assert share(decided(Companies("Trader Inc.", "Foo Ltd."), both)) == (Step.PRODUCER, "10%")
    alone = order(rate("Foo Ltd."), others("0.3"))
    assert share(decided(Companies("Trader Inc.", "Foo Ltd."), alone)) == (Step.ALL_OTHERS, "30%")


def test_each_company_of_a_cell_that_lists_several() -> None:
    said = order(rate("Foo Ltd.Bar Inc.", names=("Foo Ltd.", "Bar Inc.")), others("0.3"))
    assert share(decided(Companies("Bar Incorporated"), said)) == (Step.EXPORTER, "10%")


def test_a_companys_own_case_number() -> None:
    said = order(rate("Foo Ltd.", case=f"{PIPE}-003", share="0.07"), others("0.3"))
    assert share(decided(Companies(suffix="003"), said)) == (Step.COMPANY_CASE, "7%")
    assert share(decided(Companies(suffix="004"), said)) == (Step.ALL_OTHERS, "30%")


def test_a_rate_per_unit_is_no_share() -> None:
    found = decided(Companies("Foo"), order(rate("Foo", share="5.07", unit="kg")))
    assert share(found)[1] == "$5.07/kg"


def test_two_rates_of_one_day_are_left_open() -> None:
    said = order(
        rate("Foo", share="0.1", place="table 1"), rate("Foo", share="0.2", place="table 2")
    )
    found = decided(Companies("Foo"), said)
    assert isinstance(found, Open)
    assert (found.missing, len(found.rates)) == ("", 2)


def test_the_same_rate_twice_is_one() -> None:
    said = order(rate("Foo", place="table 1"), rate("FOO", place="table 2"))
    assert share(decided(Companies("Foo"), said)) == (Step.EXPORTER, "10%")


def test_a_review_changes_those_reviewed_and_nobody_else() -> None:
    review = notice("2", LATER, NoticeKind.REVIEW_FINAL, rates=(rate("Foo", share="0.2"),))
    before = order(rate("Foo"), rate("Bar"), others("0.3"))
    day = LATER + timedelta(days=1)
    assert share(decided(Companies("Foo"), before, review, day=day))[1] == "20%"
    assert share(decided(Companies("Bar"), before, review, day=day))[1] == "10%"
    assert share(decided(Companies("Baz"), before, review, day=day))[1] == "30%"


def test_the_boundary_of_an_effective_date() -> None:
    review = notice(
        "2", LATER, NoticeKind.REVIEW_FINAL, applicable=LATER + timedelta(days=5),
        rates=(rate("Foo", share="0.2"),),
    )  # fmt: skip
    said = (order(rate("Foo")), review)
    eve, first = LATER + timedelta(days=4), LATER + timedelta(days=5)
    assert share(decided(Companies("Foo"), *said, day=eve))[1] == "10%"
    assert share(decided(Companies("Foo"), *said, day=first))[1] == "20%"
    assert decided(Companies("Foo"), *said, day=DAY - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("kind", "title", "said"),
    [
        (NoticeKind.REVIEW_PRELIMINARY, "Preliminary Results", "10%"),
        (NoticeKind.SUNSET, "Final Results of Sunset Review", "10%"),
        ((NoticeKind.SUNSET, NoticeKind.REVIEW_FINAL), "Final Results of Sunset Review", "10%"),
        (NoticeKind.INITIATION, "Initiation", "10%"),
        (NoticeKind.CHANGED_CIRCUMSTANCES, "Preliminary Results of Changed Circumstances", "10%"),
        (NoticeKind.CHANGED_CIRCUMSTANCES, "Final Results of Changed Circumstances", "20%"),
        (NoticeKind.NEW_SHIPPER, "Final Results of New Shipper Review", "20%"),
        (NoticeKind.COURT, "Amended Final Results Pursuant to Court Decision", "20%"),
        (NoticeKind.PRELIMINARY, "Preliminary Determination", "20%"),
        (
            (NoticeKind.CHANGED_CIRCUMSTANCES, NoticeKind.REVIEW_INITIATION),
            "Initiation of Changed Circumstances Review",
            "10%",
        ),
        (
            (NoticeKind.CORRECTION, NoticeKind.PRELIMINARY),
            "Preliminary Determination and Alignment of Final Determination; Correction",
            "20%",
        ),
        ((NoticeKind.CORRECTION, NoticeKind.REVIEW_INITIATION), "Initiation; Correction", "10%"),
    ],
)
def test_which_notices_set_deposits(
    kind: NoticeKind | tuple[NoticeKind, ...], title: str, said: str
) -> None:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    later = notice("2", LATER, *kinds, title=title, rates=(rate("Foo", share="0.2"),))
    found = decided(Companies("Foo"), order(rate("Foo")), later, day=LATER)
    assert share(found)[1] == said


def test_a_correction_reaches_back_to_what_it_corrects() -> None:
    first = order(rate("Foo"))
    correction = notice(
        "2", LATER, NoticeKind.CORRECTION, corrects=("1",), rates=(rate("Foo", share="0.2"),)
    )
    assert share(decided(Companies("Foo"), first, day=DAY))[1] == "10%"
    assert share(decided(Companies("Foo"), first, correction, day=DAY))[1] == "20%"


def test_a_country_wide_rate_restated_stands_in_where_none_is_at_hand() -> None:
    restated = notice(
        "2", DAY, NoticeKind.REVIEW_PRELIMINARY, rates=(wide("4.5379"), rate("Foo", share="0.2"))
    )
    assert share(decided(Companies("Foo"), restated)) == (Step.COUNTRY_WIDE, "453.79%")
    assert share(decided(Companies("Foo"), order(wide("0.5")), restated))[1] == "50%"


def test_a_later_rate_of_the_exporter_alone_is_told() -> None:
    review = notice("2", LATER, NoticeKind.REVIEW_FINAL, rates=(rate("Foo", share="0.2"),))
    found = decided(Companies("Foo", "Bar"), order(rate("Foo", "Bar")), review)
    assert isinstance(found, Decided)
    assert found.step is Step.COMBINATION
    assert "later rate, 20%" in found.remarks[0]


def test_rates_without_a_date_or_a_figure_decide_nothing() -> None:
    undated = notice("2", None, NoticeKind.RECORD, rates=(rate("Foo"),))
    assert decided(Companies("Foo"), order(others("0.3")), undated) is not None
    assert share(decided(Companies("Foo"), order(others("0.3")), undated))[1] == "30%"
    assert decided(Companies("Foo"), order(rate("Foo", share=None))) is None


# A table of rates over few names, so that rates meet.
_NAMES = st.sampled_from(["", "Alpha Co., Ltd.", "Beta Corp.", "Gamma Inc."])
_SHARE = st.integers(0, 500).map(lambda cents: str(Decimal(cents) / 100))
_DAYS = st.integers(0, 60).map(lambda days: DAY + timedelta(days=days))


@st.composite
def _notices(draw: st.DrawFn) -> list[Notice]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        rates = [
            rate(exporter, producer, draw(_SHARE), either=draw(st.booleans()) and not producer)
            for exporter, producer in draw(st.lists(st.tuples(_NAMES, _NAMES), max_size=4))
            if exporter or producer
        ]
        rates += [wide(draw(_SHARE))] * draw(st.integers(0, 1))
        rates += [others(draw(_SHARE))] * draw(st.integers(0, 1))
        found.append(order(*rates, day=draw(_DAYS), document=str(number)))
    return found


# The last two are the rate of whoever has none: which of them comes first is the sort of case.
_RANK = {
    Step.COMPANY_CASE: 0, Step.COMBINATION: 1, Step.EXPORTER: 2, Step.PRODUCER: 3,
    Step.ALL_OTHERS: 5, Step.COUNTRY_WIDE: 5,
}  # fmt: skip
_HALF_OF_A_COMBINATION = 4


@given(_notices(), _NAMES, _NAMES, _DAYS)
def test_removing_what_decides_falls_to_the_next_never_above(
    notices: list[Notice], exporter: str, producer: str, day: date
) -> None:
    asked = Companies(exporter, producer)
    steps = []
    while (found := decided(asked, *notices, day=day)) is not None:
        steps.append(_rank(found))
        used = {found.rate} if isinstance(found, Decided) else set(found.rates)
        notices = [_without(each, used) for each in notices]
    assert steps == sorted(steps)


def _rank(found: Decided | Open) -> int:
    half = isinstance(found, Open) and found.missing
    return _HALF_OF_A_COMBINATION if half else _RANK[found.step]


def _without(each: Notice, used: set[DatedRate]) -> Notice:
    gone = {id(rate.rate) for rate in used}
    return replace(each, rates=tuple(r for r in each.rates if id(r) not in gone))


@given(_notices(), _NAMES, _NAMES, _DAYS)
def test_no_rate_of_a_later_day_is_heard(
    notices: list[Notice], exporter: str, producer: str, day: date
) -> None:
    asked = Companies(exporter, producer)
    by_then = [each for each in notices if each.published and each.published <= day]
    alone = decided(asked, *by_then, day=day) if by_then else None
    assert decided(asked, *notices, day=day) == alone


@given(_notices(), _NAMES, _NAMES, _DAYS)
def test_what_decides_names_the_companies_or_is_for_everyone(
    notices: list[Notice], exporter: str, producer: str, day: date
) -> None:
    found = decided(Companies(exporter, producer), *notices, day=day)
    if isinstance(found, Decided):
        said = found.rate.rate
        expected = {
            Step.COMBINATION: (exporter, producer),
            Step.EXPORTER: (exporter, ""),
        }.get(found.step)
        assert expected in (None, (said.exporter, said.producer))
        if found.step is Step.PRODUCER:
            assert producer in (said.producer, said.exporter)
