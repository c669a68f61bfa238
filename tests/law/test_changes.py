"""What moved between two states, and what it touches."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tariffline.law.changes import ChangeKind, Difference, differences
from tariffline.law.schedule import Footnote, Row, plain
from tariffline.sources.usitc.export import read_export

HEADING = Row("0901", 0, "Coffee, whether or not roasted or decaffeinated:")
NOT_ROASTED = Row("", 1, "Coffee, not roasted:")
ARABICA = Row("09011100", 2, "Not decaffeinated", general="Free", other="Free")
ORGANIC = Row("0901110045", 3, "Certified organic", ("kg",))
STATE = (HEADING, NOT_ROASTED, ARABICA, ORGANIC)


def one(before: tuple[Row, ...], after: tuple[Row, ...]) -> Difference:
    [difference] = differences(before, after)
    return difference


def test_the_same_state_has_no_difference() -> None:
    assert not list(differences(STATE, STATE))


def test_markup_alone_is_no_difference() -> None:
    marked = Row("0901110045", 3, plain("<i>Certified</i> &nbsp;organic"), ("kg",))
    assert not list(differences(STATE, (*STATE[:3], marked)))


def test_an_added_number_says_where_it_stands() -> None:
    added = one(STATE[:3], STATE)
    assert (added.kind, added.code, added.before) == (ChangeKind.ADDED, "0901110045", "")
    assert added.after == "Certified organic"


def test_a_discontinued_number_names_those_established_in_its_place() -> None:
    new = Row("0901110035", 3, "Arabica, certified organic", ("kg",))
    kept = Row("0901110025", 3, "Other", ("kg",))
    added, gone = differences((*STATE[:3], kept, ORGANIC), (*STATE[:3], kept, new))
    assert added.kind is ChangeKind.ADDED
    assert gone.kind is ChangeKind.DISCONTINUED
    assert gone.successors == ("0901110035",)


def test_without_new_numbers_the_successors_are_what_is_left_there() -> None:
    kept = Row("0901110025", 3, "Other", ("kg",))
    gone = one((*STATE[:3], kept, ORGANIC), (*STATE[:3], kept))
    assert gone.successors == ("0901110025",)


def test_a_number_given_to_other_goods_is_reassigned_not_reworded() -> None:
    other = Row("0901110045", 3, "Robusta, in immediate packings", ("kg",))
    assert one(STATE, (*STATE[:3], other)).kind is ChangeKind.REASSIGNED


def test_a_reworded_heading_is_one_change_of_the_heading() -> None:
    heading = Row("0901", 0, "Coffee, whether or not roasted or decaffeinated; husks:")
    changed = one(STATE, (heading, *STATE[1:]))
    assert (changed.kind, changed.code) == (ChangeKind.DESCRIPTION, "0901")


def test_words_without_a_number_are_a_change_of_the_numbers_below_them() -> None:
    words = Row("", 1, "Coffee, neither roasted nor ground:")
    changed = one(STATE, (HEADING, words, *STATE[2:]))
    assert (changed.kind, changed.code) == (ChangeKind.DESCRIPTION, "09011100")
    assert changed.after.startswith("Coffee, neither roasted nor ground")


@pytest.mark.parametrize(
    ("row", "kind", "field"),
    [
        (Row("09011100", 2, "Not decaffeinated", general="1%", other="Free"), "rate", "general"),
        (
            Row("09011100", 2, "Not decaffeinated", (), "Free", "Free (KR)", "Free"),
            "rate",
            "special",
        ),
        (Row("09011100", 2, "Not decaffeinated", general="Free", other="10%"), "rate", "other"),
        (
            Row("09011100", 2, "Not decaffeinated", ("kg",), "Free", "", "Free"),
            "unit",
            "units",
        ),
        (
            Row(
                "09011100",
                2,
                "Not decaffeinated",
                (),
                "Free",
                "",
                "Free",
                (Footnote(("general",), "See 9903.01.25."),),
            ),
            "footnote",
            "footnotes",
        ),
    ],
)
def test_each_field_has_its_kind(row: Row, kind: str, field: str) -> None:
    changed = one(STATE, (*STATE[:2], row, ORGANIC))
    assert (changed.kind.value, changed.code, changed.field) == (kind, "09011100", field)


# Numbers added, removed, reworded themselves; rows with other footnotes, with other special rates.
# Between neighbours at hand; several lie some editions apart.
STEPS = (
    ("2025_rev_3", "2025_rev_4", 16, 0, 6, 379, 0),
    ("2025_rev_4", "2025_rev_5", 0, 0, 1, 102, 0),
    ("2025_rev_32", "2026_basic", 11, 451, 8, 13, 207),
    ("2026_rev_4", "2026_rev_5", 19, 242, 1, 599, 1),
)


@pytest.mark.parametrize(
    ("before", "after", "added", "removed", "words", "footnotes", "special"), STEPS
)
def test_the_counts_of_real_steps(
    official_data: Path,
    before: str,
    after: str,
    added: int,
    removed: int,
    words: int,
    footnotes: int,
    special: int,
) -> None:
    old, new = (
        read_export((official_data / "hts" / f"hts_{name}.json.gz").read_bytes())
        for name in (before, after)
    )
    found = list(differences(old, new))
    counts = Counter((each.kind, each.field) for each in found)
    texts = {row.code: row.description for row in old if row.code}
    reworded = [row.code for row in new if texts.get(row.code, row.description) != row.description]
    assert counts[ChangeKind.ADDED, "number"] == added
    assert counts[ChangeKind.DISCONTINUED, "number"] == removed
    assert len(reworded) == words
    assert counts[ChangeKind.FOOTNOTE, "footnotes"] == footnotes
    assert counts[ChangeKind.RATE, "special"] == special
    told = {each.code for each in found if each.kind in ("description", "reassigned")}
    assert set(reworded) <= told
