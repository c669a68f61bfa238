"""The lists of editions after 2026 Rev 6, against what their change records say moved."""

from datetime import date, timedelta

import pytest

from tariffline.desk.measures import shipped
from tariffline.law.list_file import read_lists
from tariffline.law.note_lists import NOTE_LISTS
from tariffline.law.renumbered import SPLIT

LISTS = shipped().lists
DAY = timedelta(days=1)
REV_9, REV_10 = date(2026, 5, 1), date(2026, 6, 8)
REV_14, REV_18, REV_20 = date(2026, 7, 31), date(2026, 9, 3), date(2026, 9, 29)


def numbers(name: str, day: date) -> set[str]:
    """What a list holds on a day as it is printed: by number alone, on a page."""
    return {
        each.digits
        for each in LISTS.named(name, day)
        if not each.worded and "in its numbers" not in each.source
    }


@pytest.mark.parametrize(
    ("name", "day", "size"),
    [
        ("note 35(c)", REV_9, 119),
        ("note 16(c)(vi)", REV_10, 101),
        ("note 16(c)(vii)", REV_10, 242),
        ("note 16(c)(ix)", REV_10, 18),
        ("note 16(c)(x)", REV_10, 69),
        ("note 16(c)(xi)", REV_10, 28),
        ("note 40(c)", REV_14, 131),
        ("note 43(c)(1)", REV_18, 6),
        ("note 43(c)(2)", REV_18, 4),
        ("note 43(c)(3)", REV_18, 6),
        ("note 43(c)(4)", REV_18, 6),
        ("note 40(c)", REV_20, 149),
    ],
)
def test_as_many_numbers_as_are_printed(name: str, day: date, size: int) -> None:
    assert len(numbers(name, day)) == size


def test_of_the_62_numbers_that_leave_note_16_c_vii_34_come_to_x_and_28_to_xi() -> None:
    left = numbers("note 16(c)(vii)", REV_10 - DAY) - numbers("note 16(c)(vii)", REV_10)
    came = numbers("note 16(c)(x)", REV_10) - numbers("note 16(c)(x)", REV_10 - DAY)
    assert (len(left), len(came)) == (62, 34)
    assert numbers("note 16(c)(xi)", REV_10) <= left
    # Stampings of tractors: of the whole number only those of steel.
    assert came - left == {"8708292120"}
    assert left - came - numbers("note 16(c)(xi)", REV_10) == {"87082921"}


@pytest.mark.parametrize("place", ["i", "ii", "iii", "iv", "v", "viii"])
def test_the_other_lists_of_note_16_c_stay(place: str) -> None:
    name = f"note 16(c)({place})"
    assert numbers(name, REV_10) == numbers(name, REV_10 - DAY)


def test_note_40_c_moves_by_what_was_split_on_1_july_2026() -> None:
    """The change record of Rev 11 says what became of each number that Rev 20 leaves out."""
    came = numbers("note 40(c)", REV_20) - numbers("note 40(c)", REV_14)
    left = numbers("note 40(c)", REV_14) - numbers("note 40(c)", REV_20)
    assert (len(came), len(left)) == (28, 10)
    assert {digits[:8] for digits in left} <= {digits[:8] for digits in came}


def test_a_number_under_its_old_name_is_never_silently_off_the_list() -> None:
    for old in numbers("note 40(c)", REV_14) - {"3004909225"}:  # .25 now is another good
        standing = LISTS.standing(old, REV_20)
        assert "9903.04.60" in standing.listed | standing.worded, old


def test_nor_under_its_new_name_before_rev_20() -> None:
    for new in numbers("note 40(c)", REV_20):
        standing = LISTS.standing(new, REV_14)
        assert "9903.04.60" in standing.listed | standing.worded, new


def test_an_edition_ends_no_list_that_it_does_not_print() -> None:
    """A file with fewer places than Rev 6 replaces those it has, and their headings, only."""
    moved = {name for name in LISTS.sizes if not numbers(name, REV_20) and numbers(name, REV_9)}
    assert moved == {"note 20(vvv)(iv)(4)"}  # its numbers of 1 July 2026 stand in a sentence
    for heading in NOTE_LISTS:
        assert heading in LISTS.sizes, heading


def test_a_heading_of_several_places_waits_for_all_of_them() -> None:
    """9903.08.21 refers to notes 43(c)(1), (2) and (3)."""
    part = "source | HTS 2026 Rev 18\nfrom | 2026-09-03\n43(c)(1) | PDF page 371 | 8806.24.00\n"
    assert "9903.08.21" not in {each.name for each in read_lists(part)}
    assert "9903.08.24" in {each.name for each in read_lists(part)}


def test_a_list_says_of_the_new_what_it_says_of_the_old() -> None:
    for old, (day, numbers) in SPLIT.items():
        said = LISTS.standing(old, day - DAY)
        for digits in numbers:
            found = LISTS.standing(digits, day)
            assert _conformed(said.listed) <= found.listed
            assert _conformed(said.worded) <= found.worded | found.listed


def _conformed(names: frozenset[str]) -> set[str]:
    """All but note 20(vvv), which Rev 18 prints anew, and Rev 21 for (i)(20)."""
    return {name for name in names if name != "9903.88.69" and "20(vvv)" not in name}


def test_pump_parts_of_steel_are_levied_under_their_new_numbers() -> None:
    """Note 16(c)(vii) of HTS 2026 Rev 20 still prints 8413.91.90.55."""
    assert "9903.82.09" in LISTS.standing("8413919044", date(2026, 7, 1)).listed
