"""Dates as people and cells write them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.dates import DateError, parse_date

days = st.dates(date(1900, 3, 1), date(2199, 12, 31))
# Numbers of five digits that no other thing in a date cell looks like: 1954-10-03 to 2119-01-09.
serial_days = st.dates(date(1954, 10, 3), date(2119, 1, 9))
EXCEL_ZERO = date(1899, 12, 30)

SPELLINGS: dict[str, Callable[[date], object]] = {
    "ISO": lambda day: day.isoformat(),
    "ISO without dashes": lambda day: f"{day:%Y%m%d}",
    "ISO number": lambda day: int(f"{day:%Y%m%d}"),
    "ISO with a time": lambda day: f"{day}T23:59:59",
    "ISO with a time and zone": lambda day: f"{day} 00:30:00+09:00",
    "blanks around": lambda day: f"  {day}\n",
    "U.S.": lambda day: f"{day.month}/{day.day}/{day.year}",
    "U.S. with zeros": lambda day: f"{day:%m/%d/%Y}",
    "day, month": lambda day: f"{day.day} {day:%B} {day.year}",
    "day-mon-year": lambda day: f"{day:%d-%b-%Y}",
    "day-MON-year": lambda day: f"{day:%d-%b-%Y}".upper(),
    "month day, year": lambda day: f"{day:%B} {day.day}, {day.year}",
    "Mon. day year": lambda day: f"{day:%b}. {day.day} {day.year}",
    "a date": lambda day: day,
    "a date and time": lambda day: datetime.combine(day, time(23, 59)),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(day=days)
def test_every_spelling_reads_back(spelling: str, day: date) -> None:
    read = parse_date(SPELLINGS[spelling](day))
    assert read == day
    assert type(read) is date


@given(serial_days)
def test_a_serial_number_of_a_cell(day: date) -> None:
    serial = (day - EXCEL_ZERO).days
    written = (serial, float(serial), serial + 0.75, str(serial), f"{serial}.5")
    assert {parse_date(each) for each in written} == {day}


def test_a_known_serial_number() -> None:
    assert parse_date(46143) == date(2026, 5, 1)


def test_the_day_is_that_of_the_clock_it_was_written_by() -> None:
    in_tokyo = datetime(2026, 5, 2, 0, 30, tzinfo=timezone(timedelta(hours=9)))
    in_london = in_tokyo.astimezone(UTC)
    assert in_tokyo == in_london
    assert (parse_date(in_tokyo), parse_date(in_london)) == (date(2026, 5, 2), date(2026, 5, 1))


@pytest.mark.parametrize(
    "value",
    [
        "", "tomorrow", "2026-02-30", "2026-13-01", "13/13/2026", "31/12/2026", "5/1/26",
        "1 Mayday 2026", "Foo 1, 2026", "2026-0501", "2026-05-01Tlunch", "٢٠٢٦-٠٥-٠١", "0000-01-01",
        19_999, 80_000, 5, -46143, 46143.5e9, float("nan"), float("inf"),
        pytest.param(10**5000, id="5,001 digits"),
        True, None, [46143], {"day": 1},
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_by_name(value: object) -> None:
    with pytest.raises(DateError, match=r"“.*” is not a date; write it as 2026-05-01"):
        parse_date(value)


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(DateError) as error:
        parse_date("x" * 1000)
    assert f"“{'x' * 39}…”" in str(error.value)


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="0123456789/-T: Mayjun,."),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.none(),
        st.binary(),
        st.lists(st.integers()),
    )
)
def test_anything_reads_to_a_date_or_is_refused(value: object) -> None:
    with suppress(DateError):
        assert type(parse_date(value)) is date
