"""Blame of answers about AD/CVD cases: the notice that made them, never an edition."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import TODAY
from tests.desk.conftest import LEARNED
from tests.fakes.notices import PIPE, WORKED, notice, rate

from tariffline.desk.blame import Blame
from tariffline.desk.cases import Cases
from tariffline.desk.records import Desk
from tariffline.desk.schedule import Schedule
from tariffline.functions import CATALOGUE
from tariffline.functions.blame import blame
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.notice import NoticeKind
from tariffline.law.remedy_reading import Reading
from tariffline.store.schedule import ScheduleStore

REVIEW = notice(
    "2020-1", date(2020, 3, 1), NoticeKind.REVIEW_FINAL,
    rates=(rate("Tianjin Golden Pipe Co.", share="0.2"),),
)  # fmt: skip


@pytest.fixture
def desk(store: ScheduleStore) -> Desk:
    readings = [Reading(each, LEARNED) for each in (*WORKED, REVIEW)]
    return Desk(Schedule([], []), TODAY, store.feed, cases=Cases(lambda: readings))


def test_a_deposit_names_the_review_that_set_it(desk: Desk) -> None:
    found = blame(desk, CATALOGUE["DEPOSIT"], [PIPE, "Tianjin Golden Pipe Co."])
    assert isinstance(found, Blame)
    assert (found.since, found.document) == (date(2020, 3, 1), "2020-1 FR")
    assert isinstance(found.before, Answer)
    assert found.before.value == 0
    earlier = blame(
        desk, CATALOGUE["DEPOSIT"], [PIPE, "Tianjin Golden Pipe Co.", None, "2020-02-29"]
    )
    assert isinstance(earlier, Blame)
    assert (earlier.since, earlier.document) == (date(2008, 7, 22), "E8-16767 FR")
    assert isinstance(earlier.before, Unknown)


def test_an_exposure_names_its_order(desk: Desk) -> None:
    found = blame(desk, CATALOGUE["ADCVD"], ["7306.30.10", "CN", "2010-01-01"])
    assert isinstance(found, Blame)
    assert found.since == date(2008, 7, 22)
    assert isinstance(found.before, Unknown)
    assert found.before.code is ErrorCode.NO_MATCH_NOT_CLEARANCE


def test_what_no_notice_made_has_no_document(desk: Desk) -> None:
    for arguments in (["A-570-999"], ["nonsense"]):
        found = blame(desk, CATALOGUE["DEPOSIT"], arguments)
        assert isinstance(found, Unknown | Blame)
        assert getattr(found, "before", None) is None
