"""Which country, number and day go with a mention."""

from __future__ import annotations

from datetime import date

import pytest

from tariffline.desk.mail_setting import Setting
from tariffline.mail.mention import Kind
from tariffline.mail.reading import read_text

SENT = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("8471.30.01.00 from China and 7307.91.50.10 from South Korea", ["CN", "KR"]),
        ("From China 8471.30.01.00, from Korea 7307.91.50.10.", ["KR", "KR"]),
        ("Chairs 9401.61.60.11 and tables 9403.60.80.81, both from Vietnam", ["VN", "VN"]),
        ("8471.30.01.00?\nIt is made in Thailand.", ["TH"]),
        ("8471.30.01.00 is it. One is from China. One is from Japan.", [""]),
        ("8471.30.01.00?\n\nChina it is.\n\nNot Japan.", [""]),
        ("8471.30.01.00?\n\nRegards,\nJo, Osaka, Japan", [""]),
        ("8471.30.01.00", [""]),
    ],
)
def test_a_wrong_origin_is_worse_than_none(text: str, countries: list[str]) -> None:
    reading = read_text(text)
    setting = Setting(reading, SENT)
    numbers = [each for each in reading.mentions if each.kind is Kind.HTS]
    assert [setting.country(each) for each in numbers] == countries


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8471.30.01.00, duty 3.9%, and 7307.91.50.10", "8471.30.01.00"),
        ("Duty 3.9% on 7307.91.50.10", "7307.91.50.10"),
        ("It is 7307.91.50.10. Duty is 3.9%.", "7307.91.50.10"),
        ("7307.91.50.10 or 8471.30.01.00. Duty is 3.9%.", None),
        ("Duty is 3.9%.", None),
    ],
)
def test_the_number_that_a_rate_is_claimed_of(text: str, number: str | None) -> None:
    reading = read_text(text)
    [claim] = (each for each in reading.mentions if each.kind is Kind.RATE_CLAIM)
    found = Setting(reading, SENT).number(claim)
    assert (found.value if found else None) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Duty is 3.9%.", SENT),
        ("Duty was 3.9% on March 1, 2025.", date(2025, 3, 1)),
        ("As of 2025-02-01 duty is 3.9%.", date(2025, 2, 1)),
        ("Invoice dated 1 May 2026. Duty is 3.9%.", SENT),
        ("On Mon, Jan 5, 2026, Bob wrote:\n> duty is 3.9%", date(2026, 1, 5)),
        ("From: Raj\nSent: Monday, February 23, 2026 4:12 PM\n\nduty is 3.9%", date(2026, 2, 23)),
    ],
)
def test_the_day_a_claim_speaks_of(text: str, day: date) -> None:
    reading = read_text(text)
    [claim] = (each for each in reading.mentions if each.kind is Kind.RATE_CLAIM)
    assert Setting(reading, SENT).day(claim) == day
