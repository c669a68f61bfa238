from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tariffline_office.client import Answer, Arguments, Failure
from tariffline_office.feed import Change, Days, Scope
from tariffline_office.kept import Circumstances, Kept, digits_of, is_keepable, keep

TODAY = date(2026, 6, 1)
WHEN = Circumstances("2026 Rev 5", 7, datetime(2026, 6, 1, 16, tzinfo=UTC), TODAY)
LINE = Scope("7307915010", "KR")
ANSWER = Answer(0, "2026 Rev 5", LINE, date(2026, 6, 30))
FAILURE = Failure("NOT_FOUND", "no such line")


def kept(arguments: Arguments, answer: Answer | Failure = ANSWER, function: str = "BASE") -> Kept:
    return keep(function, arguments, answer, WHEN)


def change(first: date, last: date | None, scope: Scope = LINE) -> Change:
    return Change(8, "rate", scope, "", "", Days(first, last), "HTS 2026 Rev 6")


@pytest.mark.parametrize(
    ("day", "first", "last", "touched"),
    [
        ("2026-05-01", date(2026, 5, 1), date(2026, 5, 1), True),
        ("2026-05-01", date(2026, 5, 2), None, False),
        ("2026-05-01", date(2026, 4, 1), date(2026, 4, 30), False),
        # An answer for today speaks of all days from today on.
        (None, date(2026, 1, 1), date(2026, 5, 31), False),
        (None, date(2026, 1, 1), date(2026, 6, 1), True),
        (None, date(2027, 1, 1), None, True),
        # A date that only the service can read may be any.
        ("5/1/2026", date(2020, 1, 1), date(2020, 1, 1), True),
        ("2026-02-30", date(2020, 1, 1), date(2020, 1, 1), True),
    ],
)
def test_a_change_touches_the_days_of_the_answer(
    day: str | None, first: date, last: date | None, touched: bool
) -> None:
    assert kept(("7307.91.5010", "KR", day)).touched_by(change(first, last)) is touched


def test_a_change_that_the_answer_holds_already_does_not_touch_it() -> None:
    known = replace(change(date(2026, 1, 1), None), seq=WHEN.feed)
    assert not kept(("7307.91.5010", "KR")).touched_by(known)


@pytest.mark.parametrize(
    ("day", "on", "good"),
    [
        (None, date(2026, 6, 30), True),
        (None, date(2026, 7, 1), False),
        (None, date(2026, 5, 31), False),  # the clock was put back
        ("2026-05-01", date(2030, 1, 1), True),
    ],
)
def test_an_answer_for_today_holds_up_to_its_last_day(
    day: str | None, on: date, good: bool
) -> None:
    assert kept(("7307.91.5010", "KR", day)).good.hold(on) is good


@pytest.mark.parametrize(
    ("day", "on", "good"),
    [
        (None, TODAY, True),
        (None, date(2026, 6, 2), False),
        ("2026-07-01", date(2026, 6, 2), False),  # has not come yet
        ("2026-06-01", date(2026, 6, 2), True),
    ],
)
def test_an_error_is_asked_again_the_next_day_unless_its_date_is_past(
    day: str | None, on: date, good: bool
) -> None:
    assert kept(("7307.91.5010", "KR", day), FAILURE).good.hold(on) is good


@pytest.mark.parametrize(
    ("hts", "scope"),
    [
        ("7307.91.5010", "7307"),
        ("101210010", "0101"),
        (" 8471–30", ""),
        ("84713O0100", ""),
        ("84", "84"),
    ],
)
def test_an_error_rests_on_its_heading_at_any_date(hts: str, scope: str) -> None:
    failed = kept((hts, "KR", "2026-05-01"), FAILURE)
    assert failed.scope == Scope(scope)
    assert failed.touched_by(change(date(2020, 1, 1), date(2020, 1, 1), Scope(scope)))


def test_what_the_feed_can_not_watch_is_not_keepable() -> None:
    assert is_keepable(kept(("7307.91.5010",)))
    assert is_keepable(kept(("7307.91.5010",), FAILURE))
    assert not is_keepable(kept(("7307.91.5010",), Failure("UNAVAILABLE", "later")))
    assert not is_keepable(kept(("horses",), FAILURE, function="SEARCH"))
    assert not is_keepable(kept((), Answer("2026 Rev 5", "2026 Rev 5", Scope(), None), "ASOF"))


def test_a_function_without_a_date_rests_on_all_days() -> None:
    listed = kept(("7307",), function="CHANGES")
    assert listed.touched_by(change(date(2020, 1, 1), date(2020, 1, 1)))


def test_digits_of_a_number_as_written() -> None:
    assert digits_of("8471-30.01 00") == "8471300100"
    assert digits_of("") is None
    assert digits_of("٣") is None
