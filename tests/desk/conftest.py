"""A desk over the worked case and some others, made for tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from tests.conftest import TODAY
from tests.fakes.notices import WORKED, notice, rate, wide

from tariffline.desk.cases import Cases
from tariffline.desk.records import Desk
from tariffline.desk.schedule import Schedule
from tariffline.law.notice import Notice, NoticeKind
from tariffline.law.remedy_reading import Reading
from tariffline.store.schedule import ScheduleStore

LEARNED = datetime(2026, 5, 1, 12, tzinfo=UTC)
MakeDesk = Callable[..., Desk]

GARLIC = notice(
    "94-1", date(1994, 11, 16), NoticeKind.ORDER, cases=("A-570-831",), product="Fresh Garlic",
    lines=("0703200010",), rates=(wide("3.7667", "A-570-831"),),
)  # fmt: skip
CRAWFISH = notice(
    "02-1", date(2002, 4, 22), NoticeKind.RECORD, cases=("A-570-848",), product="Crawfish",
    rates=(rate(case="A-570-848-003", share="5.07", unit="kg"),),
)  # fmt: skip
COUMARIN = notice(
    "95-1", date(1995, 2, 9), NoticeKind.ORDER, cases=("A-570-830",), product="Coumarin",
    lines=("29322100",), rates=(wide("1.608", "A-570-830"),),
)  # fmt: skip
COUMARIN_REVOKED = notice(
    "21-1", date(2021, 3, 10), NoticeKind.REVOCATION, cases=("A-570-830",), product="Coumarin",
    applicable=date(2020, 11, 1),
)  # fmt: skip
WIDGETS = notice(
    "26-1", date(2026, 4, 1), NoticeKind.INITIATION, cases=("A-552-900",), product="Widgets",
    country="VN", lines=("84733051",),
)  # fmt: skip
HONEY = notice(
    "26-2", date(2026, 2, 2), NoticeKind.PRELIMINARY, cases=("A-357-823",), product="Raw Honey",
    country="AR", title="Preliminary Affirmative Determination", lines=("0409000045",),
    rates=(rate("Miel Sur S.A.", case="A-357-823", share="0.2", either=True),),
)  # fmt: skip
VIA_VIETNAM = notice(
    "24-1", date(2024, 1, 5), NoticeKind.CIRCUMVENTION,
    title="Final Affirmative Determination of Circumvention: Pipe Completed in Vietnam",
)  # fmt: skip
EVERY = (
    *WORKED, GARLIC, CRAWFISH, COUMARIN, COUMARIN_REVOKED, WIDGETS, HONEY, VIA_VIETNAM,
)  # fmt: skip


@pytest.fixture
def make_desk(store: ScheduleStore) -> MakeDesk:
    """Makes a desk on 1 June 2026 over notices learned on 1 May, and over readings as they are."""

    def make(*notices: Notice, readings: tuple[Reading, ...] = ()) -> Desk:
        come = (*(Reading(each, LEARNED) for each in notices), *readings)
        return Desk(Schedule([], []), TODAY, store.feed, cases=Cases(lambda: come))

    return make


@pytest.fixture
def remedies_desk(make_desk: MakeDesk) -> Desk:
    return make_desk(*EVERY)
