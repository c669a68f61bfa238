"""A case in full, its fields, its scope, the directory, what is pending."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.desk.conftest import LEARNED, MakeDesk
from tests.fakes.notices import EAST, PIPE, PIPE_CVD, SCOPE, WORKED, notice, rate

from tariffline.desk.case_directory import find_cases, pending
from tariffline.desk.case_fields import FIELDS, case_field
from tariffline.desk.case_sheet import CaseSheet, case_sheet
from tariffline.desk.records import Desk
from tariffline.desk.scopes import scope
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.notice import NoticeKind
from tariffline.law.remedy_case import CaseNumber, parse_case
from tariffline.law.remedy_reading import Reading

DAY = date(2026, 6, 1)
REVIEW = notice(
    "2026-1", date(2026, 3, 1), NoticeKind.REVIEW_FINAL,
    period=(date(2024, 1, 1), date(2024, 12, 31)),
    rates=(rate("Tianjin Golden Pipe Co.", share="0.2"),), scope=("Other words.",), unread=("x",),
)  # fmt: skip


def sheet_of(desk: Desk, case: str = PIPE, known_on: date | None = None) -> CaseSheet:
    found = case_sheet(desk, parse_case(case), DAY, known_on)
    assert isinstance(found, CaseSheet), found
    return found


def test_everything_about_the_worked_case(make_desk: MakeDesk) -> None:
    sheet = sheet_of(make_desk(*WORKED, REVIEW))
    assert (sheet.kind, sheet.country, sheet.status) == (
        "antidumping duty", "China", "order in force"
    )  # fmt: skip
    assert (sheet.since, sheet.rest, sheet.range) == (
        date(2008, 7, 22), "country-wide 85.55%", "20% to 85.55%"
    )  # fmt: skip
    assert sheet.companions == (PIPE_CVD,)
    assert [(each.party, each.deposit, each.in_use) for each in sheet.rates] == [
        ("Tianjin Golden Pipe Co.", "20%", True),
        (EAST, "69%", True),
        ("Sunny Import & Export Corp., produced by Linhai Mill Limited", "50%", True),
        ("the country-wide entity", "85.55%", True),
        ("Tianjin Golden Pipe Co.", "0% (de minimis)", False),
    ]
    assert [each.since for each in sheet.scopes] == [date(2008, 7, 22), date(2026, 3, 1)]
    assert [(each.name, len(each.notices)) for each in sheet.segments] == [
        ("administrative review", 1), ("sunset review", 1), ("investigation", 1)
    ]  # fmt: skip
    assert sheet.segments[0].notices[0].unread == 1
    assert [line.hts for line in sheet.lines] == ["7306.30.10.00", "7306.30.50"]


def test_as_it_was_known_before(make_desk: MakeDesk) -> None:
    late = Reading(REVIEW, LEARNED + timedelta(days=10))
    desk = make_desk(*WORKED, readings=(late,))
    assert sheet_of(desk).range == "20% to 85.55%"
    assert sheet_of(desk, known_on=LEARNED.date()).range == "0% to 85.55%"
    never = sheet_of(desk, known_on=LEARNED.date() - timedelta(days=1))
    assert (never.status, never.rates, never.segments) == ("", (), ())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("product", "Welded Pipe"),
        ("country", "CN"),
        ("kind", "antidumping duty"),
        ("status", "order in force"),
        ("since", "2008-07-22"),
        ("companion", PIPE_CVD),
        ("rate", "country-wide 85.55%"),
        ("rates", "0% to 85.55%"),
        ("hts", "7306.30.10.00, 7306.30.50"),
        ("scope", "\n".join(SCOPE)),
        ("notices", "E8-16767 FR; 2019-13617 FR"),
        (
            "summary",
            "Welded Pipe from China; order in force since 2008-07-22; country-wide 85.55%; "
            "companion C-570-911",
        ),
    ],
)
def test_fields(make_desk: MakeDesk, field: str, value: str) -> None:
    found = case_field(make_desk(*WORKED), parse_case(PIPE), field.upper())
    assert isinstance(found, Answer), found
    assert found.value == value
    assert found.scope.case == PIPE


def test_fields_of_a_pending_case(remedies_desk: Desk) -> None:
    case = parse_case("A-552-900")
    stage, following = (case_field(remedies_desk, case, name) for name in ("stage", "next"))
    assert isinstance(stage, Answer)
    assert isinstance(following, Answer)
    assert stage.value == "initiation"
    assert following.value == (
        "ITC preliminary determination by 2026-04-26; preliminary determination by 2026-08-19, "
        "at the latest 2026-10-08"
    )


def test_a_field_that_is_not_at_hand_or_not_one(remedies_desk: Desk) -> None:
    for name, code in (("stage", ErrorCode.NOT_KNOWN), ("rats", ErrorCode.BAD_INPUT)):
        found = case_field(remedies_desk, parse_case(PIPE), name)
        assert isinstance(found, Unknown)
        assert found.code is code
    assert len(set(FIELDS)) == len(FIELDS)


def test_the_scope_and_what_of_it_matters(make_desk: MakeDesk) -> None:
    desk = make_desk(*WORKED)
    whole = scope(desk, parse_case(PIPE), "")
    assert isinstance(whole, Answer)
    assert whole.value == "\n".join(SCOPE)
    read = scope(desk, parse_case(PIPE), "boiler tubing")
    assert isinstance(read, Answer)
    assert f"Against:\n- {SCOPE[1]}\n" in str(read.value)
    assert "Open questions:\n- Do your goods" in str(read.value)
    assert any("only Commerce rules" in note for note in read.notes)
    strange = scope(desk, parse_case(PIPE), "xylophone")
    assert isinstance(strange, Answer)
    assert any("no sentence shares a word" in note for note in strange.notes)


def test_a_scope_that_is_not_at_hand(remedies_desk: Desk) -> None:
    found = scope(remedies_desk, parse_case(PIPE_CVD), "")
    assert isinstance(found, Unknown)
    assert found.code is ErrorCode.NOT_KNOWN


@pytest.mark.parametrize(
    ("text", "filters", "numbers"),
    [
        ("A-570-910", {}, [PIPE]),
        ("570910", {}, [PIPE]),
        ("welded pipes", {}, [PIPE, PIPE_CVD]),
        (EAST.upper(), {}, [PIPE, PIPE_CVD]),
        ("", {"origin": "AR"}, ["A-357-823"]),
        ("", {"status": "revoked"}, ["A-570-830"]),
        ("", {"hts": "0703"}, ["A-570-831"]),
        ("xylophones", {}, []),
    ],
)
def test_the_directory(
    remedies_desk: Desk, text: str, filters: dict[str, str], numbers: list[str]
) -> None:
    assert [each.number for each in find_cases(remedies_desk, text, **filters)] == numbers


def test_what_is_pending(remedies_desk: Desk) -> None:
    found = pending(remedies_desk)
    assert [(each.number, each.reached) for each in found] == [
        ("A-357-823", "preliminary determination"), ("A-552-900", "initiation")
    ]  # fmt: skip


def test_a_case_that_is_not_at_hand(remedies_desk: Desk) -> None:
    found = case_sheet(remedies_desk, CaseNumber("A-570-911"), DAY)
    assert isinstance(found, Unknown)
    assert PIPE_CVD in found.choices


def test_a_pending_case_whose_end_is_missing_says_so(make_desk: MakeDesk) -> None:
    old = notice("16-1", date(2016, 7, 28), NoticeKind.INITIATION, cases=("C-533-872",))
    new = notice("26-1", date(2026, 4, 1), NoticeKind.INITIATION, cases=("A-552-900",))
    found = pending(make_desk(old, new))
    assert [(each.number, each.overdue) for each in found] == [
        ("A-552-900", False), ("C-533-872", True)
    ]  # fmt: skip
