"""A claimed rate held against the schedule of its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tariffline.desk.claimed_base import check_base
from tariffline.desk.claiming import check
from tariffline.desk.claims import Claim, Of, Verdict, cannot_tell, shown
from tariffline.desk.intake import Arrival, take_in
from tariffline.desk.records import Desk, Records
from tariffline.law.code import parse_code
from tariffline.law.countries import Country, parse_country
from tariffline.store.schedule import ScheduleStore

DAY = date(2026, 6, 1)


def country(name: str) -> Country | None:
    return parse_country(name) if name else None


@pytest.mark.parametrize(
    ("claimed", "hts", "origin", "day", "verdict", "words"),
    [
        ("0.055", "7307.91.50.10", "CN", DAY, Verdict.AGREES, "5.5% for 7307.91.50.10 from China"),
        ("0.056", "7307.91.50.10", "CN", DAY, Verdict.CONTRADICTED, "it is 5.5% (sample"),
        ("0", "8471.30.01.00", "", DAY, Verdict.AGREES, "Free for 8471.30.01.00 agrees"),
        ("0", "7307.91.50.10", "KR", DAY, Verdict.AGREES, "only where KR is claimed"),
        ("0", "7307.91.50.10", "CN", DAY, Verdict.CONTRADICTED, "it is 5.5%"),
        ("0.45", "7307.91.50.10", "RU", DAY, Verdict.AGREES, "from Russia agrees"),
        ("0.01", "8471", "CN", date(2020, 1, 1), Verdict.CANNOT_TELL, "before the first edition"),
        ("0.01", "4202.99.99.99", "CN", DAY, Verdict.CANNOT_TELL, "can't be checked"),
    ],
)
def test_the_verdict_says_why(
    desk: Desk, claimed: str, hts: str, origin: str, day: date, verdict: Verdict, words: str
) -> None:
    checked = check_base(desk, Claim(claimed, parse_code(hts), country(origin), day))
    assert checked.verdict is verdict
    assert words in checked.words
    assert bool(checked.cites) is (verdict is not Verdict.CANNOT_TELL)


def test_a_rate_that_was_right_is_told_with_its_last_day(
    store: ScheduleStore, arrivals: tuple[Arrival, ...], tmp_path: Path
) -> None:
    """The sample with another rate in its first edition, for no rate of it changed in truth."""
    first, *later = arrivals
    other = replace(first, data=first.data.replace(b'"5.5%"', b'"5.6%"'))
    for arrival in (other, *later):
        take_in(store, tmp_path, arrival)
    desk = Records(store, lambda: DAY).desk()
    checked = check_base(desk, Claim("0.056", parse_code("7307.91.50"), None, DAY))
    assert (checked.verdict, checked.until) == (Verdict.WAS_RIGHT, date(2025, 6, 30))
    assert "was right until 2025-06-30; on 2026-06-01 it is 5.5%" in checked.words
    then = check_base(desk, Claim("0.056", parse_code("7307.91.50"), None, date(2025, 3, 1)))
    assert then.verdict is Verdict.AGREES


@pytest.mark.parametrize(
    ("rate", "hts", "origin", "of", "named", "verdict", "words"),
    [
        ("0.165", "6109.10.00.12", "VN", Of.UNSAID, (), "agrees", "together are 26.5%"),
        ("0.265", "6109.10.00.12", "VN", Of.UNSAID, (), "agrees", "agrees with all duties"),
        ("0.1", "6109.10.00.12", "VN", Of.UNSAID, (), "agrees", "Section 122 surcharge (9903"),
        ("0.25", "6109.10.00.12", "VN", Of.UNSAID, (), "contradicted", "the base rate on 2026"),
        ("0.165", "6109.10.00.12", "VN", Of.ALL, (), "was right", "2025-04-04; on 2026-06-01 all"),
        ("0.165", "6109.10.00.12", "VN", Of.ADDED, (), "contradicted", "duties: 10% (9903.03.01)"),
        ("0.265", "6109.10.00.12", "VN", Of.BASE, (), "contradicted", "it is 16.5%"),
        ("0.265", "6109.10.00.12", "", Of.UNSAID, (), "cannot tell", "right of goods from A"),
        ("0.265", "6109.10.00.12", "", Of.ALL, (), "cannot tell", "other countries"),
        ("0.27", "6109.10.00.12", "", Of.UNSAID, (), "contradicted", "from no country"),
        ("0.165", "6109.10.00.12", "", Of.UNSAID, (), "agrees", "with the base rate"),
        ("0.07", "8471", "", Of.UNSAID, (), "cannot tell", "it may be right of goods from"),
        ("0.25", "7307.91.50.10", "CN", Of.ADDED, ("Section 301",), "agrees", "9903.88.03"),
        ("0.5", "7307.91.50.10", "CN", Of.ADDED, ("Section 301",), "contradicted", "301: 25%"),
        ("0.75", "7307.91.50.10", "CN", Of.ADDED, (), "agrees", "the additional duties together"),
        ("0.2", "7307.91.50.10", "CN", Of.ADDED, ("IEEPA",), "was right", "nothing is levied"),
        ("0.25", "9903.88.03", "", Of.UNSAID, (), "agrees", "Section 301, China"),
        ("0.1", "9903.88.03", "CN", Of.ADDED, ("Section 301",), "contradicted", "levies 25%"),
        ("0.1", "9903.01.25", "", Of.UNSAID, (), "was right", "is not in force"),
        ("0.1", "9903.77.77", "", Of.UNSAID, (), "cannot tell", "no rate of it is known"),
    ],
)  # fmt: skip
def test_a_claim_of_this_duty_or_that(
    desk: Desk,
    rate: str,
    hts: str,
    origin: str,
    of: Of,
    named: tuple[str, ...],
    verdict: str,
    words: str,
) -> None:
    checked = check(desk, Claim(rate, parse_code(hts), country(origin), DAY, of, named))
    assert (checked.verdict, words in checked.words) == (verdict, True), checked.words
    assert bool(checked.cites) is (checked.verdict is not Verdict.CANNOT_TELL)


def test_nothing_to_hold_it_against() -> None:
    checked = cannot_tell("0.1", "no number")
    assert (checked.verdict, checked.words, checked.cites) == (Verdict.CANNOT_TELL, "no number", ())


@pytest.mark.parametrize(
    ("rate", "words"), [("0.039", "3.9%"), ("0", "Free"), ("4.4¢/kg", "4.4¢/kg"), ("1", "100%")]
)
def test_a_rate_for_people(rate: str, words: str) -> None:
    assert shown(rate) == words
