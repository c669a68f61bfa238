"""Dates of a notice: from when it applies, and the period it reviews."""

from __future__ import annotations

from datetime import date

import pytest

from tariffline.law.notice_dates import applicable, period

PUBLISHED = date(2024, 5, 6)


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ("Applicable October 3, 2017.", date(2017, 10, 3)),
        ("Effective Date: April 15, 2016.", date(2016, 4, 15)),
        ("EFFECTIVE DATE: July 22, 2008.", date(2008, 7, 22)),
        ("Applicable date: May 1, 2024. Comments by June 3, 2024.", date(2024, 5, 1)),
        ("June 7, 2017.", date(2017, 6, 7)),
        ("This order is effective on June 7, 2017.", date(2017, 6, 7)),
        ("Applicable [date of publication in the Federal Register].", PUBLISHED),
        ("Comments are due June 7, 2017.", None),
        ("Applicable February 30, 2017.", None),
        ("", None),
    ],
)
def test_from_when_it_applies(dates: str, day: date | None) -> None:
    assert applicable(dates, "", PUBLISHED) == day


def test_a_revocation_tells_its_day_in_the_text() -> None:
    said = "Commerce is revoking the order. The effective date of revocation is May 12, 2017."
    assert applicable("", said, None) == date(2017, 5, 12)


@pytest.mark.parametrize(
    ("said", "span"),
    [
        (
            "The period of review (POR) is March 1, 2014, through February 28, 2015.",
            (date(2014, 3, 1), date(2015, 2, 28)),
        ),
        (
            "during the POI, January 1 through December 31, 2023,",
            (date(2023, 1, 1), date(2023, 12, 31)),
        ),
        ("The POR is March 1, 2015, through February 28, 2014.", None),
        ("On March 1, 2014, through counsel, it asked.", None),
        ("The period of review is described in the memorandum.", None),
    ],
)
def test_the_period(said: str, span: tuple[date, date] | None) -> None:
    assert period(said) == span
