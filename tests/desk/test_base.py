"""The base duty: which column applies, what a claim gives, and what is never given as zero."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tariffline.desk.base import base
from tariffline.desk.records import Desk
from tariffline.desk.schedule import Schedule
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.code import parse_code
from tariffline.law.countries import parse_country
from tariffline.law.facts import NO_FACTS, parse_facts
from tariffline.law.schedule import OPEN_END, Row, Version

Ask = Callable[..., Answer | Unknown]


@pytest.fixture(scope="module")
def ask(desk: Desk) -> Ask:
    """Asks for the base duty as people write it: number, origin, day, facts."""

    def answer(hts: str, origin: str = "", day: str = "", facts: str = "") -> Answer | Unknown:
        return base(
            desk,
            parse_code(hts),
            parse_country(origin) if origin else None,
            date.fromisoformat(day) if day else None,
            parse_facts(facts),
        )

    return answer


def given(answer: Answer | Unknown) -> Answer:
    assert isinstance(answer, Answer), answer
    return answer


def refused(answer: Answer | Unknown) -> Unknown:
    assert isinstance(answer, Unknown), answer
    return answer


@pytest.mark.parametrize(
    ("hts", "origin", "facts", "value", "place"),
    [
        ("8471.30.01.00", "CN", "", Decimal(0), "8471.30.01.00, column 1 general"),
        ("7307.91.50.10", "CN", "", Decimal("0.055"), "7307.91.50, column 1 general"),
        ("8501.31.40.00", "", "", Decimal("0.04"), "8501.31.40.00, column 1 general"),
        ("7307.91.50.10", "KR", "", Decimal("0.055"), "7307.91.50, column 1 general"),
        ("7307.91.50.10", "KR", "claim=KR", Decimal(0), "7307.91.50, column 1 special"),
        ("7307.91.50.10", "JP", "claim=JP", Decimal("0.0275"), "7307.91.50, column 1 special"),
        ("8481.80.30.90", "JP", "claim=JP", Decimal("0.028"), "8481.80.30, column 1 special"),
        ("2204.21.50.28", "JO", "claim=JO", "2.8¢/liter", "2204.21.50, column 1 special"),
        ("8501.31.40.00", "MX", "usmca=yes", Decimal(0), "8501.31.40.00, column 1 special"),
        ("9823.01.05", "MX", "claim=S", "77.2¢/liter", "9823.01.05, column 1 special"),
        ("9823.01.05", "CA", "claim=S+", "77.2¢/liter", "9823.01.05, column 1 special"),
        (
            "0402.10.50.00", "MX", "usmca=yes", "See 9823.02.01-9823.02.04",
            "0402.10.50.00, column 1 special",
        ),
        ("7307.91.50.10", "RU", "", Decimal("0.45"), "7307.91.50, column 2"),
        ("0101.29.00.10", "Belarus", "", Decimal("0.2"), "0101.29.00, column 2"),
        ("4202.29.20.00", "CU", "", Decimal("0.3333333333333333"), "4202.29.20.00, column 2"),
        ("0201.10.05.10", "BR", "", "4.4¢/kg", "0201.10.05, column 1 general"),
        ("1504.30.00.00", "BR", "", "1.7¢/kg + 5%", "1504.30.00.00, column 1 general"),
        (
            "9101.11.40", "CH", "",
            "51¢ each + 6.25% on the case and strap, band or bracelet + 5.3% on the battery",
            "9101.11.40, column 1 general",
        ),
        (
            "9802.00.40.40", "DE", "",
            "A duty upon the value of the repairs or alterations "
            "(see U.S. note 3 of this subchapter)",
            "9802.00.40, column 1 general",
        ),
    ],
)  # fmt: skip
def test_the_column_that_applies(
    ask: Ask, hts: str, origin: str, facts: str, value: object, place: str
) -> None:
    answer = given(ask(hts, origin, facts=facts))
    assert (answer.value, type(answer.value)) == (value, type(value))
    assert answer.edition == "sample, 90 lines, 2026 Rev 5"
    [cite] = answer.cites
    assert (cite.source, cite.place) == (f"HTS {answer.edition}", place)
    assert answer.scope.origin == (parse_country(origin).iso if origin else "")


def test_a_programme_that_is_not_claimed_is_named(ask: Ask) -> None:
    notes = given(ask("7307.91.50.10", "KR")).notes
    assert "Free if KR is claimed: United States-Korea Free Trade Agreement" in notes
    notes = given(ask("7307.91.50.10", "JP")).notes
    assert "2.75% if JP is claimed: United States-Japan Trade Agreement" in notes


def test_what_the_origin_or_the_day_rules_out_is_not_named(ask: Ask) -> None:
    assert not [n for n in given(ask("1504.30.00.00", "IN")).notes if "is claimed" in n]
    assert not [n for n in given(ask("4202.22.81.00", "NP")).notes if "is claimed" in n]
    assert not [n for n in given(ask("7307.91.50.10")).notes if "is claimed" in n]


def test_a_claim_the_origin_does_not_allow_is_refused(ask: Ask) -> None:
    unknown = refused(ask("7307.91.50.10", "CN", facts="claim=KR"))
    assert unknown.code == ErrorCode.BAD_INPUT
    assert "China can't claim KR" in unknown.message
    assert "it is for KR" in unknown.message


def test_a_claim_without_an_origin_needs_it(ask: Ask) -> None:
    unknown = refused(ask("7307.91.50.10", facts="usmca=yes"))
    assert (unknown.code, unknown.missing) == (ErrorCode.NEEDS, ("country",))


@pytest.mark.parametrize(
    ("hts", "origin", "claim", "value", "why"),
    [
        ("1504.30.00.00", "IN", "A", "1.7¢/kg + 5%", "A gives nothing on 2026-06-01: 19 U.S.C."),
        ("8501.31.40.00", "IN", "A*", Decimal("0.04"), "A* gives nothing on 2026-06-01"),
        ("4202.22.81.00", "NP", "NP", Decimal("0.176"), "NP gives nothing on 2026-06-01"),
        ("6109.10.00.12", "BR", "C", Decimal("0.165"), "C was claimed, but 6109.10.00 is not"),
    ],
)
def test_a_claim_that_gives_nothing_leaves_the_general_rate_and_says_so(
    ask: Ask, hts: str, origin: str, claim: str, value: object, why: str
) -> None:
    answer = given(ask(hts, origin, facts=f"claim={claim}"))
    assert answer.value == value
    assert answer.cites[0].place.endswith("column 1 general")
    assert [note for note in answer.notes if note.startswith(why)]


def test_the_first_claim_that_gives_a_rate_is_taken(ask: Ask) -> None:
    answer = given(ask("8501.31.50.00", "KR", facts="claim=A,C"))
    assert answer.value == 0
    assert "only for: civil aircraft use" in answer.notes


def test_a_claim_holds_no_longer_than_its_programme(ask: Ask) -> None:
    nepal = given(ask("4202.22.81.00", "NP", "2025-12-01", "claim=NP"))
    assert (nepal.value, nepal.valid_until) == (0, date(2025, 12, 31))
    ghana = given(ask("1504.30.00.00", "GH", facts="claim=D"))
    assert (ghana.value, ghana.valid_until) == (0, date(2026, 12, 31))
    korea = given(ask("7307.91.50.10", "KR", "2025-12-01", "claim=KR"))
    assert korea.valid_until == date(2026, 4, 5)


def test_column_2_says_by_what_law(ask: Ask) -> None:
    assert [note for note in given(ask("7307.91.50.10", "RU")).notes if "Pub. L. 117-110" in note]


@pytest.mark.parametrize(
    ("hts", "origin", "day", "words"),
    [
        ("9823.01.05", "MX", "", "9823.01.05 prints no column 1 general rate"),
        ("9823.01.05", "RU", "", "9823.01.05 prints no column 2 rate"),
        ("9401.99.30.30", "CN", "2025-08-01", "9401.99.30.30 prints no rate of duty"),
    ],
)
def test_a_rate_that_is_not_printed_is_never_zero(
    ask: Ask, hts: str, origin: str, day: str, words: str
) -> None:
    unknown = refused(ask(hts, origin, day))
    assert (unknown.code, unknown.message) == (ErrorCode.NOT_KNOWN, words)


def test_a_subheading_whose_lines_agree_has_their_rate(ask: Ask) -> None:
    answer = given(ask("0101.21"))
    assert (answer.value, answer.scope.hts) == (0, "010121")
    assert "0101.21 is printed as 0101.21.00" in answer.notes
    answer = given(ask("0101"))
    assert (answer.value, answer.scope.hts) == (0, "0101")
    assert "all 4 lines of 0101 agree" in answer.notes


def test_a_subheading_whose_lines_differ_is_ambiguous(ask: Ask) -> None:
    unknown = refused(ask("7307.91"))
    assert unknown.code == ErrorCode.AMBIGUOUS
    assert unknown.choices == (
        "7307.91.10.00", "7307.91.30.00",
        "7307.91.50.10", "7307.91.50.30", "7307.91.50.50", "7307.91.50.70",
    )  # fmt: skip
    assert all(choice in unknown.message for choice in unknown.choices)


def test_lines_that_agree_for_one_origin_may_differ_for_another(ask: Ask) -> None:
    assert given(ask("0101", "CN")).value == 0
    assert refused(ask("0101", "RU")).code == ErrorCode.AMBIGUOUS


@pytest.mark.parametrize("hts", ["101.21.00.10", "101210010", "101.21", "101"])
def test_a_lost_zero_is_said(ask: Ask, hts: str) -> None:
    answer = given(ask(hts))
    assert answer.value == 0
    said = f"read as {parse_code(hts)}: its leading zero was lost"
    assert answer.notes.count(said) == 1


def printing(desk: Desk, flanges: Row) -> Desk:
    """The desk with the rate line of flanges printed otherwise."""
    info = desk.schedule.editions[-1]
    rows = desk.schedule.edition(info).rows
    changed = [flanges if row.code == flanges.code else row for row in rows]
    versions = [Version(row, info.effective, OPEN_END) for row in changed]
    return replace(desk, schedule=Schedule([info], versions))


FLANGES = Row("73079150", 3, "Other", (), "5.5%", "Free (KR)", "45%")


@pytest.mark.parametrize("hts", ["7307.91.50", "7307.91.50.10"])
@pytest.mark.parametrize(
    ("row", "text", "origin"),
    [
        (replace(FLANGES, general="12 bananas"), "12 bananas", "CN"),
        (replace(FLANGES, special="Free (KR) 12 bananas"), "Free (KR) 12 bananas", "CN"),
        (replace(FLANGES, special="Free (QQ)"), "Free (QQ)", "KR"),
        (replace(FLANGES, other="12 bananas"), "12 bananas", "RU"),
    ],
    ids=["general", "special", "programme", "column 2"],
)
def test_a_rate_that_cannot_be_read_is_quoted(
    desk: Desk, hts: str, row: Row, text: str, origin: str
) -> None:
    country = parse_country(origin)
    unknown = refused(base(printing(desk, row), parse_code(hts), country, None, NO_FACTS))
    assert unknown.code == ErrorCode.NOT_KNOWN
    assert unknown.message.startswith("7307.91.50: ")
    assert f"'{text}'" in unknown.message
