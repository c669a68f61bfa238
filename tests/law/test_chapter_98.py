"""Which provision of chapter 98 the facts claim, and what of the value pays under it."""

from decimal import Decimal

import pytest

from tariffline.law.chapter_98 import Entered, entered
from tariffline.law.facts import FactsError, parse_facts


@pytest.mark.parametrize(
    ("facts", "claim"),
    [
        ("", Entered()),
        ("chapter98=no", Entered()),
        ("chapter98=yes", Entered("98", Decimal(0))),
        ("chapter98=9801.00.10", Entered("98010010", Decimal(0))),
        ("chapter98=9802.00.80.68; dutiable=40%", Entered("9802008068", Decimal("0.4"))),
        ("chapter98=9802.00.60", Entered("98020060", None)),
        ("chapter98=9802.00.60; dutiable=$400", Entered("98020060", None)),
        ("dutiable=0.4", Entered()),
    ],
)
def test_what_is_claimed(facts: str, claim: Entered) -> None:
    assert entered(dict(parse_facts(facts).said)) == claim


def test_a_part_has_its_words() -> None:
    assert "repairs" in Entered("9802004040").on_part
    assert not Entered("98010010").on_part


@pytest.mark.parametrize("wrong", ["chapter98=6109.10.00", "dutiable=$1.234", "dutiable=1.5"])
def test_what_can_not_be_read_is_refused(wrong: str) -> None:
    with pytest.raises(FactsError):
        parse_facts(wrong)
