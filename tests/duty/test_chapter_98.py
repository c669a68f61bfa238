"""Chapter 98 on a line and on an entry: what is asked for, what is refused, what is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tariffline.desk.collected import Collected, collected
from tariffline.desk.entry import Item, Stated, summary
from tariffline.desk.records import Desk
from tariffline.desk.stack import Question
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.code import Code
from tariffline.law.countries import parse_country
from tariffline.law.entry import Mode
from tariffline.law.facts import parse_facts
from tariffline.law.quantities import NO_QUANTITIES

DAY = date(2026, 5, 1)
SHIRT = "6109.10.00.12"
ASSEMBLED = "chapter98=9802.00.80; dutiable=$4,000"


def ask(desk: Desk, function: str, *arguments: object) -> Answer | Unknown:
    return one(desk, CATALOGUE[function], list(arguments))


@pytest.mark.parametrize(
    ("facts", "code", "words"),
    [
        ("chapter98=9802.00.80", ErrorCode.NEEDS, "less that of the products of the United"),
        ("chapter98=9802.00.50", ErrorCode.NEEDS, "the value of the repairs"),
        ("chapter98=9802.00.80; dutiable=$40,000", ErrorCode.BAD_INPUT, "more than the value"),
        ("chapter98=9823.10.03", ErrorCode.NOT_KNOWN, "not worked out"),
        ("chapter98=9899.00.00", ErrorCode.NOT_KNOWN, "9899.00.00 is not in the sample"),
        ("chapter98=yes", ErrorCode.NEEDS, "state it"),
    ],
)
def test_what_is_not_stated_is_asked_for(
    official_desk: Desk, facts: str, code: ErrorCode, words: str
) -> None:
    found = ask(official_desk, "DUTY", SHIRT, "MX", 10000, "2026-05-01", "", facts)
    assert isinstance(found, Unknown)
    assert found.code is code
    assert words in found.message


def test_dollars_want_the_value(official_desk: Desk) -> None:
    found = ask(official_desk, "RATE", SHIRT, "MX", "2026-05-01", ASSEMBLED)
    assert isinstance(found, Unknown)
    assert found.missing == ("dutiable",)
    share = ask(official_desk, "RATE", SHIRT, "MX", "2026-05-01", "chapter98=98020080; dutiable=.4")
    assert isinstance(share, Answer)
    assert share.value == Decimal("0.106")
    assert any("9802.00.80, chapter 98" in cite.place for cite in share.cites)


def test_a_specific_rate_is_taken_of_the_part(official_desk: Desk) -> None:
    facts = "chapter98=9802.00.50; dutiable=0.5"
    asked = ["2204.21.50.40", "CA", 10000, "2026-08-01", "100 liters", facts]
    found = ask(official_desk, "STACK", *asked)
    assert isinstance(found, Answer)
    assert isinstance(found.value, tuple)
    own = found.value[-1]
    assert isinstance(own, tuple)
    assert own[2:4] == ("6.3¢/liter", Decimal("3.15"))


def test_metal_of_a_part_is_between_two_shares(official_desk: Desk) -> None:
    """Before 6 April 2026: half is steel, three tenths of the value were done abroad."""
    facts = "chapter98=9802.00.50; dutiable=0.3; steel=0.5"
    found = ask(official_desk, "RATE", "7326.90.86.88", "DE", "2026-03-01", facts)
    assert isinstance(found, Unknown)
    assert "how much of the steel is in the part" in found.message


def test_the_page_shows_the_provision_first(official_desk: Desk) -> None:
    question = Question(Code("6109100012"), parse_country("MX"), DAY, parse_facts(ASSEMBLED))
    found = collected(official_desk, question, Decimal(10000))
    assert isinstance(found, Collected)
    [way] = found.ways
    assert [part.heading for part in way.parts] == ["9802.00.80", "9903.03.01", SHIRT]
    assert way.duty == Decimal("1060.00")


@pytest.mark.parametrize(
    ("facts", "duty", "mpf"),
    [
        (ASSEMBLED, "1060.00", "33.58"),  # on $4,000: less than the least
        ("chapter98=9802.00.80; dutiable=$9,900", "2623.50", "34.29"),
        ("chapter98=9802.00.50; dutiable=$4,000", "1060.00", "0.00"),
        ("chapter98=9801.00.10", "0.00", "0.00"),
    ],
)
def test_an_entry_pays_the_fee_on_the_dutiable_part(
    official_desk: Desk, facts: str, duty: str, mpf: str
) -> None:
    item = Item(
        1, Code("6109100012"), parse_country("MX"), Decimal(10000), NO_QUANTITIES,
        parse_facts(facts),
    )  # fmt: skip
    found = summary(official_desk, Stated(DAY, Mode.ROAD, (item,)))
    assert not isinstance(found, Unknown)
    assert (found.duty, found.mpf) == (Decimal(duty), Decimal(mpf))
