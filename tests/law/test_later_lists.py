"""The lists of notes 20(vvv), 50 and 52 in editions after the one that our own reader read."""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from tariffline.law.goods_lists import GoodsLists, Listed
from tariffline.law.list_file import read_lists

LISTS = files("tariffline.law").joinpath("lists")
JULY = date(2026, 7, 1)
# By heading: how many numbers the note prints.
COUNTS = {
    "9903.05.03": 864, "9903.05.04": 11, "9903.05.05": 546, "9903.05.06": 705,
    "9903.05.86": 863, "9903.05.87": 16, "9903.05.88": 541, "9903.05.89": 700,
    "9903.05.96": 49, "9903.05.97": 43, "9903.05.98": 134, "9903.05.99": 101,
    "9903.06.01": 3, "9903.06.02": 154, "9903.06.03": 3, "9903.06.04": 109, "9903.06.05": 3,
    "9903.06.06": 1737, "9903.06.07": 98, "9903.06.08": 1, "9903.06.09": 1707, "9903.06.10": 90,
    "9903.06.11": 3, "9903.06.12": 85, "9903.06.13": 2, "9903.06.14": 114, "9903.06.15": 4,
    "9903.06.16": 147, "9903.06.17": 1, "9903.06.18": 150, "9903.06.19": 1, "9903.06.20": 1887,
    "9903.06.21": 2,
}  # fmt: skip


def printed(edition: str) -> tuple[Listed, ...]:
    return read_lists(LISTS.joinpath(f"2026-rev-{edition}.txt").read_text("utf-8"))


BRAZIL, FORCED_LABOUR, EXCLUSIONS = printed("12"), printed("13"), printed("18-note-20")
LATER = GoodsLists((*printed("6"), *BRAZIL, *FORCED_LABOUR, *EXCLUSIONS), ())


def digits(name: str, day: date) -> list[str]:
    return [entry.digits for entry in LATER.named(name, day)]


@pytest.mark.parametrize("heading", COUNTS)
def test_each_list_has_as_many_numbers_as_the_note_prints(heading: str) -> None:
    found = [each.digits for each in (*BRAZIL, *FORCED_LABOUR) if each.name == heading]
    assert len(found) == len(set(found)) == COUNTS[heading]
    worded = {each.worded for each in (*BRAZIL, *FORCED_LABOUR) if each.name == heading}
    assert worded == {COUNTS[heading] < 20}  # particular articles, in words


def test_numbers_go_up_as_they_are_printed() -> None:
    for heading in COUNTS.keys() - {"9903.05.87", "9903.06.01"}:
        found = [each.digits for each in (*BRAZIL, *FORCED_LABOUR) if each.name == heading]
        assert found == sorted(found), heading


def test_the_schedule_knows_every_number(official_data: Path) -> None:
    export = gzip.decompress((official_data / "hts" / "hts_2026_rev_5.json.gz").read_bytes())
    known = {row["htsno"].replace(".", "") for row in json.loads(export)}
    whole = {code[:length] for code in known for length in (8, 10)}
    assert {each.digits for each in (*BRAZIL, *FORCED_LABOUR)} <= whole


def test_lists_that_the_notes_share() -> None:
    """Aircraft of note 50 are those of note 2(aa); those of note 52 lack five that 52(b) frees."""
    day = date(2026, 7, 24)
    aircraft = set(digits("9903.05.05", day))
    assert aircraft == set(digits("9903.03.05", day))
    assert aircraft - set(digits("9903.05.88", day)) <= set(digits("9903.05.86", day))
    assert set(digits("9903.06.09", day)) < set(digits("9903.06.06", day))
    assert set(digits("9903.06.06", day)) < set(digits("9903.06.20", day))
    pharmaceuticals = set(digits("9903.05.06", day)) - set(digits("9903.05.89", day))
    assert pharmaceuticals <= set(digits("9903.05.86", day))


def test_a_list_starts_with_its_edition() -> None:
    assert digits("9903.05.03", date(2026, 7, 21)) == []
    assert "09011100" in digits("9903.05.03", date(2026, 7, 22))
    assert digits("9903.05.86", date(2026, 7, 23)) == []
    assert "09011100" in digits("9903.05.86", date(2026, 7, 24))


def test_exclusions_follow_the_statistical_numbers_of_1_july_2026() -> None:
    """Note 20(vvv)(i)(4) to (6): pumps' parts; (iv)(4): laboratory ware."""
    eve = JULY - timedelta(days=1)
    before, after = set(digits("9903.88.69", eve)), set(digits("9903.88.69", JULY))
    assert after - before == {
        "8413919039", "8413919046", "8413919059", "8413919099", "3926909915", "3926909920",
    }  # fmt: skip
    assert before < after


def test_a_file_of_few_places_ends_nothing_else() -> None:
    """An edition's file holds every place of a list that it changes, and names no other list."""
    earlier = {each.name for each in printed("6")}
    changed = earlier & {each.name for each in (*BRAZIL, *FORCED_LABOUR, *EXCLUSIONS)}
    assert changed == {each for each in earlier if each.startswith(("9903.88.69", "note 20(vvv)"))}
    assert LATER.sizes["9903.88.69"] == len(digits("9903.88.69", JULY))
    assert len(digits("9903.88.70", JULY)) == 14
