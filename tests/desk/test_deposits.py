"""DEPOSIT: the number, its step, near names with what they would cost, and what is not a rate."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.desk.conftest import MakeDesk
from tests.fakes.notices import EAST, MILL, ORDER, PIPE, PIPE_CVD, SUNNY, WORKED, notice, rate, wide

from tariffline.desk.deposits import companions, deposit, deposit_of, together
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, ErrorCode, Scope, Unknown
from tariffline.law.notice import NoticeKind
from tariffline.law.remedy_case import parse_case


def ask(
    desk: Desk, case: str, exporter: str = "", producer: str = "", day: date | None = None
) -> Answer | Unknown:
    return deposit(desk, parse_case(case), exporter, producer, day)


def answered(found: Answer | Unknown) -> Answer:
    assert isinstance(found, Answer), found
    return found


def refused(found: Answer | Unknown) -> Unknown:
    assert isinstance(found, Unknown), found
    return found


def test_the_number_the_step_and_the_source(remedies_desk: Desk) -> None:
    found = answered(ask(remedies_desk, PIPE, EAST, EAST))
    assert found.value == Decimal("0.69")
    assert found.scope == Scope(case=PIPE)
    assert found.notes == (
        f"step: exporter and producer together ({EAST})",
        "cash-deposit rate from 2008-07-22",
        "margin 69.2%, deposit 69%: net of 0.2% for export subsidies, which the companion case "
        "collects",
        "companion C-570-911 comes on top: 29.57% (the exporter's own rate)",
        "with its companion 98.57% together",
    )
    assert [cite.source for cite in found.cites] == ["E8-16767 FR", "19 CFR 351.107"]
    assert found.cites[0].place == "table 1"


def test_a_spelling_that_is_the_same_is_told(remedies_desk: Desk) -> None:
    found = answered(
        ask(remedies_desk, PIPE, "Sunny Imp. and Exp. Corporation", "MILL LINHAI LTD.")
    )
    assert found.value == Decimal("0.5")
    assert (
        f"producer “MILL LINHAI LTD.” is taken as “{MILL}”, as the notice prints it" in found.notes
    )


def test_a_name_that_is_only_alike_costs_the_rest_and_is_listed(remedies_desk: Desk) -> None:
    found = answered(
        ask(remedies_desk, PIPE, "Huabei Eastern Steel Pipe Co., Ltd.", "Unknown Mill")
    )
    assert found.value == Decimal("0.8555")
    near = [note for note in found.notes if "would cost 69%" in note]
    assert near
    assert all(EAST in note and "but not the same" in note for note in near)


def test_another_partner_is_listed_with_its_cost(remedies_desk: Desk) -> None:
    found = answered(ask(remedies_desk, PIPE, SUNNY, "Wholly Different Works"))
    assert found.value == Decimal("0.8555")
    assert f"with another producer, “{MILL}”, it would cost 50% from {SUNNY}" in found.notes


def test_zero_is_said_to_be_stated(remedies_desk: Desk) -> None:
    found = answered(ask(remedies_desk, PIPE, "Tianjin Golden Pipe Company"))
    assert found.value == 0
    assert any("a rate of zero was stated (“de minimis”)" in note for note in found.notes)


def test_a_missing_producer_is_asked_for_with_the_range(remedies_desk: Desk) -> None:
    found = refused(ask(remedies_desk, PIPE, SUNNY))
    assert (found.code, found.missing) == (ErrorCode.NEEDS, ("producer",))
    assert "50%" in found.message
    assert "85.55%" in found.message


def test_a_rate_per_unit_needs_the_quantity(remedies_desk: Desk) -> None:
    found = refused(ask(remedies_desk, "A-570-848-003"))
    assert (found.code, found.missing, found.choices) == (
        ErrorCode.NEEDS, ("quantity",), ("$5.07/kg",)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("case", "day", "code", "words"),
    [
        ("A-570-999", None, ErrorCode.NOT_FOUND, "does not mean that there is no order"),
        ("A-570-910-999", None, ErrorCode.NOT_IN_FORCE, "cancelled"),
        ("A-570-830", None, ErrorCode.NOT_IN_FORCE, "revoked since 2020-11-01"),
        ("A-552-900", None, ErrorCode.NOT_IN_FORCE, "no deposit is due before an affirmative"),
        (PIPE, date(2008, 7, 21), ErrorCode.NOT_IN_FORCE, "it begins on 2008-07-22"),
        (PIPE, date(2026, 6, 2), ErrorCode.NOT_KNOWN, "has not come yet"),
        ("A-570-848", None, ErrorCode.NOT_KNOWN, "Not known is not zero"),
    ],
)
def test_what_is_no_rate(
    remedies_desk: Desk, case: str, day: date | None, code: ErrorCode, words: str
) -> None:
    found = refused(ask(remedies_desk, case, day=day))
    assert found.code is code
    assert words in found.message


def test_both_sides_of_a_revocation(remedies_desk: Desk) -> None:
    end = date(2020, 11, 1)
    before = answered(ask(remedies_desk, "A-570-830", day=end - timedelta(days=1)))
    assert before.value == Decimal("1.608")
    assert refused(ask(remedies_desk, "A-570-830", day=end)).code is ErrorCode.NOT_IN_FORCE


def test_a_provisional_rate_says_from_when_on_it_may_have_lapsed(make_desk: MakeDesk) -> None:
    since = date(2026, 1, 10)
    first = notice(
        "6", since, NoticeKind.PRELIMINARY, title="Affirmative", rates=(rate("Foo", either=True),)
    )
    desk = make_desk(first)
    for days, lapsed in ((0, False), (120, False), (121, True)):
        found = answered(ask(desk, PIPE, "Foo", day=since + timedelta(days)))
        assert found.value == Decimal("0.1")
        assert f"provisional cash-deposit rate from {since}" in found.notes
        assert any("four months" in note for note in found.notes) is lapsed


def test_two_rates_of_a_day_are_ambiguous(make_desk: MakeDesk) -> None:
    both = notice(
        "1", date(2020, 1, 1), NoticeKind.ORDER, rates=(rate("Foo"), rate("Foo", share="0.2"))
    )
    found = refused(ask(make_desk(both), PIPE, "Foo"))
    assert (found.code, found.choices) == (ErrorCode.AMBIGUOUS, ("10%", "20%"))


def test_an_exporter_of_a_third_country_is_told_its_rule(remedies_desk: Desk) -> None:
    found = answered(ask(remedies_desk, PIPE, "Trader GmbH"))
    assert any("third country takes the rate of the exporter" in note for note in found.notes)


def test_together_is_not_told_where_a_part_is_not_known(make_desk: MakeDesk) -> None:
    alone = notice("2", date(2009, 1, 1), NoticeKind.CONTINUATION, cases=(PIPE, PIPE_CVD))
    desk = make_desk(ORDER, alone)
    day = date(2026, 6, 1)
    found = deposit_of(desk, parse_case(PIPE), EAST, EAST, day)
    assert not isinstance(found, Unknown)
    beside = companions(desk, desk.cases.records[PIPE], EAST, EAST, day)
    assert isinstance(beside[PIPE_CVD], Unknown)
    assert together(found.rate, beside) is None


def test_a_revoked_companion_takes_nothing(make_desk: MakeDesk) -> None:
    gone = notice("3", date(2010, 1, 1), NoticeKind.REVOCATION, cases=(PIPE_CVD,))
    desk = make_desk(*WORKED[:2], gone)
    found = answered(ask(desk, PIPE, EAST, EAST))
    assert not any("together" in note for note in found.notes[1:])
    assert any("C-570-911 on 2026-06-01: revoked since 2010-01-01" in n for n in found.notes)


def test_what_an_expected_rate_is_told_as(make_desk: MakeDesk) -> None:
    restated = notice(
        "4", date(2016, 4, 15), NoticeKind.REVIEW_PRELIMINARY, rates=(wide("4.5379"),)
    )
    found = answered(ask(make_desk(restated), PIPE))
    assert found.value == Decimal("4.5379")
    assert any("preliminary results of a review restate it" in note for note in found.notes)
    preview = notice(
        "5", date(2016, 4, 15), NoticeKind.REVIEW_PRELIMINARY, rates=(rate("Foo", share="0.4"),)
    )
    unknown = refused(ask(make_desk(preview), PIPE, "Foo"))
    assert "states 40% for Foo (preliminary result of a review" in unknown.message


def test_a_name_without_its_legal_form_is_near_and_never_certain(remedies_desk: Desk) -> None:
    found = answered(ask(remedies_desk, PIPE, "Huabei East Steel Pipe", "Huabei East Steel Pipe"))
    assert found.value == Decimal("0.8555")
    assert any(f"(99%): “{EAST}” would cost 69%" in note for note in found.notes)


def test_a_revocation_in_part_leaves_the_order_and_is_told(make_desk: MakeDesk) -> None:
    partly = notice("8", date(2015, 1, 1), NoticeKind.REVOCATION, part=True)
    desk = make_desk(*WORKED, partly)
    words = "revoked in part by 8 FR"
    found = answered(ask(desk, PIPE, EAST, EAST))
    assert found.value == Decimal("0.69")
    assert any(words in note for note in found.notes)
    before = answered(ask(desk, PIPE, EAST, EAST, date(2014, 12, 31)))
    assert not any(words in note for note in before.notes)
