"""The record of a case: states with dates, scope by version, lines, companions, segments."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.notices import CONTINUED, ORDER, ORDER_CVD, PIPE, PIPE_CVD, WORKED, notice, rate

from tariffline.law.notice import LineMention, Notice, NoticeKind
from tariffline.law.remedy_changes import moved
from tariffline.law.remedy_kinds import Effect, Status, effect_of, new_status
from tariffline.law.remedy_reading import Reading, fresh, standing
from tariffline.law.remedy_record import CaseRecord, cases_of, cite, records
from tariffline.law.remedy_segments import segments
from tariffline.law.remedy_stages import stage_on
from tariffline.law.remedy_status import is_exposure, lines_on, next_change, scope_on, state_on

DAY = date(2020, 1, 1)
Kind = NoticeKind


def one(*notices: Notice, case: str = PIPE) -> CaseRecord:
    return records(notices)[case]


@pytest.mark.parametrize(
    ("kinds", "title", "status"),
    [
        ((Kind.INITIATION,), "Initiation of Investigation", Status.INVESTIGATION),
        ((Kind.PRELIMINARY,), "Preliminary Affirmative Determination", Status.PROVISIONAL),
        ((Kind.PRELIMINARY,), "Preliminary Negative Determination", Status.INVESTIGATION),
        (
            (Kind.FINAL,),
            "Final Affirmative Determination and Negative Determination of Critical Circumstances",
            Status.PROVISIONAL,
        ),
        ((Kind.FINAL,), "Final Negative Determination", Status.ENDED),
        ((Kind.ORDER, Kind.FINAL), "Amended Final Determination and Order", Status.ORDER),
        ((Kind.OTHER,), "Termination of Less-Than-Fair-Value Investigation", Status.ENDED),
        ((Kind.SUSPENSION,), "Suspension of Investigation", Status.SUSPENDED),
        ((Kind.SUSPENSION,), "Termination of the Suspension Agreement", Status.INVESTIGATION),
        ((Kind.CONTINUATION,), "Continuation of Order", Status.ORDER),
        ((Kind.CONTINUATION,), "Continuation of Suspended Investigation", Status.SUSPENDED),
        ((Kind.CONTINUATION,), "Continuation of Suspension of Investigations", Status.SUSPENDED),
        ((Kind.SUNSET, Kind.REVOCATION), "Revocation of Order", Status.REVOKED),
        ((Kind.REVOCATION,), "Initiation and Consideration of Revocation of the Order", None),
        ((Kind.REVOCATION,), "Notice of Intent To Revoke the Order", None),
        ((Kind.ITC_FINAL,), "Negative Determination", Status.ENDED),
        ((Kind.REVIEW_FINAL,), "Final Results of Review", None),
        ((Kind.RESCISSION,), "Rescission of Review", None),
        ((Kind.POSTPONEMENT,), "Postponement of Preliminary Determination", None),
    ],
)
def test_what_a_notice_does_to_the_state(
    kinds: tuple[Kind, ...], title: str, status: Status | None
) -> None:
    assert new_status(notice("1", DAY, *kinds, title=title)) is status


MIXED = (
    "Steel From India and Brazil: Continuation of Antidumping and Countervailing Duty Orders "
    "(India), and Revocation of Antidumping and Countervailing Duty Orders (Brazil)"
)


@pytest.mark.parametrize(
    ("origin", "status"),
    [("IN", Status.ORDER), ("BR", Status.REVOKED), ("KR", Status.ORDER), ("", Status.ORDER)],
)
def test_continued_for_one_country_and_revoked_for_another(origin: str, status: Status) -> None:
    said = notice("1", DAY, Kind.CONTINUATION, Kind.REVOCATION, title=MIXED)
    assert new_status(said, origin) is status


@pytest.mark.parametrize(
    ("kinds", "title"),
    [
        ((Kind.COURT, Kind.FINAL), "Court Decision Not in Harmony With the Final Determination"),
        ((Kind.FINAL, Kind.CORRECTION), "Final Affirmative Determination; Correction"),
        ((Kind.FINAL,), "Amended Final Determination of Sales at Less Than Fair Value"),
    ],
)
def test_an_order_is_not_undone_by_what_speaks_of_its_investigation(
    kinds: tuple[Kind, ...], title: str
) -> None:
    later = notice("9", DAY, *kinds, title=title)
    state = state_on(one(ORDER, later), DAY)
    assert state is not None
    assert (state.status, state.since) == (Status.ORDER, date(2008, 7, 22))


def test_a_suspension_that_ends_brings_the_investigation_back() -> None:
    said = (
        notice("1", DAY, Kind.INITIATION),
        notice("2", DAY + timedelta(50), Kind.SUSPENSION),
        notice("3", DAY + timedelta(60), Kind.PRELIMINARY, title="Affirmative"),
        notice("4", DAY + timedelta(90), Kind.SUSPENSION, title="Termination of the Suspension"),
        notice("5", DAY + timedelta(95), Kind.FINAL, title="Final Affirmative"),
    )
    states = [state_on(one(*said), DAY + timedelta(n)) for n in (0, 50, 60, 90, 95)]
    assert [state and state.status for state in states] == [
        Status.INVESTIGATION, Status.SUSPENDED, Status.SUSPENDED, Status.INVESTIGATION,
        Status.PROVISIONAL,
    ]  # fmt: skip


def test_a_revocation_in_part_leaves_the_order() -> None:
    assert new_status(notice("1", DAY, Kind.REVOCATION, part=True)) is None


def test_a_preliminary_revocation_revokes_nothing() -> None:
    title = "Preliminary Results of Changed Circumstances Review and Intent To Revoke"
    said = notice("1", DAY, Kind.CHANGED_CIRCUMSTANCES, Kind.REVOCATION, title=title)
    assert new_status(said) is None
    assert effect_of(said) is Effect.EXPECTED


def test_states_hold_from_their_day() -> None:
    record = one(
        notice("1", DAY, Kind.INITIATION),
        notice("2", DAY + timedelta(100), Kind.PRELIMINARY, title="Affirmative"),
        notice("3", DAY + timedelta(200), Kind.ORDER),
        notice("4", DAY + timedelta(900), Kind.CONTINUATION),
        notice(
            "5", DAY + timedelta(1000), Kind.REVOCATION, applicable=DAY + timedelta(950)
        ),
    )  # fmt: skip
    days = (-1, 0, 99, 100, 199, 200, 949, 950)
    states = [state_on(record, DAY + timedelta(n)) for n in days]
    assert [state and state.status for state in states] == [
        None, Status.INVESTIGATION, Status.INVESTIGATION, Status.PROVISIONAL, Status.PROVISIONAL,
        Status.ORDER, Status.ORDER, Status.REVOKED,
    ]  # fmt: skip
    last_order = states[-2]
    assert last_order is not None
    assert last_order.since == DAY + timedelta(200)  # a continuation begins nothing
    assert [is_exposure(record, DAY + timedelta(n)) for n in days] == [False, *[True] * 6, False]
    assert next_change(record, DAY) == DAY + timedelta(99)
    assert next_change(record, DAY + timedelta(950)) is None


@pytest.mark.parametrize("kind", [Kind.REVIEW_FINAL, Kind.SCOPE_RULING, Kind.RECORD, Kind.COURT])
def test_a_case_first_met_in_force_may_have_been_so_before(kind: Kind) -> None:
    record = one(notice("1", DAY, kind))
    assert is_exposure(record, DAY - timedelta(days=1000))
    state = state_on(record, DAY)
    assert state is not None
    assert state.status is Status.ON_RECORD


def test_a_continuation_alone_tells_of_an_order_before_it() -> None:
    record = one(CONTINUED)
    assert is_exposure(record, date(2010, 1, 1))
    assert not is_exposure(one(ORDER), date(2008, 7, 21))


def test_companions_are_of_the_same_country_and_the_other_duty() -> None:
    beside = (PIPE, PIPE_CVD, "A-580-809", "C-580-810")
    assert one(notice("1", DAY, Kind.ORDER, cases=beside)).companions == (PIPE_CVD,)
    assert one(ORDER_CVD, case=PIPE_CVD).companions == (PIPE,)


def test_scope_and_lines_by_version() -> None:
    wider = notice(
        "2", DAY, Kind.REVIEW_FINAL, scope=("Another wording.",), lines=("7306301000", "73065010")
    )
    record = one(*WORKED, wider)
    first, then = date(2008, 7, 22), DAY
    old, new = scope_on(record, first), scope_on(record, then)
    assert old is not None
    assert new is not None
    assert (old.text, new.text) == (ORDER.scope, ("Another wording.",))
    assert [line.hts for line in lines_on(record, first)] == ["7306301000", "73063050"]
    assert [line.hts for line in lines_on(record, then)] == ["7306301000", "73063050", "73065010"]
    assert [line.hts for line in lines_on(record, date(2000, 1, 1))] == [
        line.hts for line in record.lines
    ]


def test_a_list_of_many_cases_gives_none_of_them_its_lines_or_scope() -> None:
    monthly = notice(
        "2", DAY, Kind.REVIEW_INITIATION, cases=(PIPE, "A-533-843"), product="",
        lines=("48201020",), scope=("Paper.",),
    )  # fmt: skip
    record = one(monthly)
    assert (record.lines, record.scopes) == ((), ())
    own = (LineMention("48201020", "words", "A-533-843"),)
    apart = notice("3", DAY, Kind.RECORD, cases=(PIPE, "A-533-843"), product="")
    said = replace(apart, lines=own)
    assert one(said, case="A-533-843").lines[0].hts == "48201020"
    assert one(said).lines == ()


def test_a_finding_of_circumvention_reaches_another_country() -> None:
    title = (
        "Pipe From China: Affirmative Final Determination of Circumvention With Respect to Vietnam"
    )
    record = one(ORDER, notice("2", DAY, Kind.CIRCUMVENTION, title=title))
    assert [(each.country, each.preliminary) for each in record.reaches] == [("VN", False)]
    negative = "Negative Final Determination of Circumvention: Pipe Completed in Vietnam"
    assert one(ORDER, notice("2", DAY, Kind.CIRCUMVENTION, title=negative)).reaches == ()


def test_segments() -> None:
    period = (date(2019, 1, 1), date(2019, 12, 31))
    said = [
        ORDER,
        CONTINUED,
        notice("3", DAY, Kind.REVIEW_PRELIMINARY, period=period),
        notice("4", DAY + timedelta(days=90), Kind.REVIEW_FINAL, period=period),
        notice("5", DAY + timedelta(days=95), Kind.SCOPE_RULING),
    ]
    assert [(each.name, each.period, len(each.notices)) for each in segments(said)] == [
        ("investigation", None, 1),
        ("sunset review", None, 1),
        ("administrative review", period, 2),
        ("scope ruling", None, 1),
    ]


def at(day: int) -> datetime:
    return datetime(2026, 1, day, 12, tzinfo=UTC)


def test_the_last_reading_of_a_publication_stands() -> None:
    better = notice(ORDER.document, ORDER.published, Kind.ORDER, rates=(rate("Foo"),))
    readings = [Reading(ORDER, at(1)), Reading(ORDER_CVD, at(1)), Reading(better, at(3))]
    assert set(standing(readings)) == {better, ORDER_CVD}
    assert set(standing(readings, date(2026, 1, 2))) == {ORDER, ORDER_CVD}
    assert standing(readings, date(2025, 12, 31)) == []


def test_what_came_together_stands_together() -> None:
    parts = [notice("7", DAY, Kind.RECORD, title=t, rates=(rate(t),)) for t in ("One", "Two")]
    readings = [Reading(part, at(1)) for part in parts]
    assert set(standing(readings)) == set(parts)
    assert fresh(parts, standing(readings)) == []
    third = notice("7", DAY, Kind.RECORD, title="Three")
    assert fresh([*parts, third], parts) == [*parts, third]


def test_what_moved() -> None:
    review = notice("9", DAY, Kind.REVIEW_FINAL, rates=(rate("Tianjin Golden Pipe Co."),))
    before, after = one(*WORKED), one(*WORKED, review)
    (thing,) = moved(before, after)
    assert (thing.field, thing.before, thing.after, thing.effective) == (
        "rate of Tianjin Golden Pipe Co.",
        "0% (de minimis), cash-deposit rate",
        "10%, cash-deposit rate",
        DAY,
    )
    assert moved(after, after) == ()
    gone = moved(after, before)
    assert [(each.before, each.after) for each in gone] == [("10%, cash-deposit rate", "")]


def test_a_new_case_tells_its_state_rates_scope_and_numbers() -> None:
    fields = [each.field.split(" of ")[0] for each in moved(None, one(ORDER))]
    assert fields == ["status", *["rate"] * 4, "scope", "HTS numbers"]


def test_cases_of_a_notice_leave_suffixes_off() -> None:
    said = notice("1", DAY, Kind.RECORD, cases=("A570848003",), rates=(rate(case="C–570–911"),))
    assert cases_of(said) == ("A-570-848", "C-570-911")


@pytest.mark.parametrize(("case", "ordinary", "latest"), [(PIPE, 140, 190), (PIPE_CVD, 65, 130)])
def test_the_next_step_of_an_investigation(case: str, ordinary: int, latest: int) -> None:
    record = one(notice("1", DAY, Kind.INITIATION, cases=(case,)), case=case)
    stage = stage_on(record, DAY)
    assert stage is not None
    assert stage.reached == "initiation"
    step = stage.next_steps[-1]
    assert (step.what, step.by, step.at_latest) == (
        "preliminary determination", DAY + timedelta(ordinary), DAY + timedelta(latest),
    )  # fmt: skip


def test_the_stages_of_an_investigation() -> None:
    said = [
        notice("1", DAY, Kind.INITIATION),
        notice("2", DAY + timedelta(25), Kind.ITC_PRELIMINARY),
        notice("3", DAY + timedelta(60), Kind.POSTPONEMENT),
        notice("4", DAY + timedelta(190), Kind.PRELIMINARY, title="Affirmative"),
        notice("5", DAY + timedelta(325), Kind.FINAL, title="Final Affirmative"),
        notice("6", DAY + timedelta(370), Kind.ITC_FINAL, title="Determination"),
        notice("7", DAY + timedelta(377), Kind.ORDER),
    ]
    record = one(*said)
    reached = [stage_on(record, DAY + timedelta(n)) for n in (0, 25, 60, 190, 325, 370, 377)]
    assert [stage and stage.reached for stage in reached] == [
        "initiation", "ITC preliminary determination", "ITC preliminary determination",
        "preliminary determination", "final determination", "ITC final determination", None,
    ]  # fmt: skip
    assert reached[2] is not None
    assert [each.document for each in reached[2].postponed] == ["3"]
    final = reached[4]
    assert final is not None
    assert final.next_steps[0].by == DAY + timedelta(370)


def test_a_record_without_a_date_hides_no_case() -> None:
    listed = one(notice("1", None, Kind.RECORD))
    assert is_exposure(listed, date(1995, 1, 1))
    assert str(state_on(listed, DAY)) == "on record, its state not stated"
    gone = one(notice("1", None, Kind.REVOCATION))
    assert is_exposure(gone, DAY)
    assert str(state_on(gone, DAY)) == "on record, revoked on a day not stated"
    (told,) = moved(None, gone)
    assert told.effective is None


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://x.test/1", True), ("http://x.test", True), ("javascript:alert(1)", False)],
)
def test_only_web_addresses_are_followed(url: str, kept: bool) -> None:
    assert cite(notice("1", DAY, Kind.ORDER, url=url)).url == (url if kept else "")


_READINGS = st.lists(
    st.builds(
        lambda document, share, day: Reading(
            notice(str(document), DAY, Kind.ORDER, rates=(rate("Foo", share=str(share)),)), at(day)
        ),
        st.integers(1, 3), st.integers(1, 5), st.integers(1, 20),
    ),
    max_size=8,
)  # fmt: skip


@given(_READINGS, st.integers(1, 20))
def test_what_was_known_never_holds_what_came_later(readings: list[Reading], day: int) -> None:
    known = standing(readings, date(2026, 1, day))
    by_then = [each for each in readings if each.learned.day <= day]
    assert known == standing(by_then)
    for each in known:
        same_document = [r for r in by_then if r.notice.document == each.document]
        last = max(r.learned for r in same_document)
        assert Reading(each, last) in same_document
    assert fresh(known, known) == []
