"""Notes 16(c), 35(c) and 40 as later revisions print them, against what trackers have."""

import csv
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from tariffline.law.list_file import read_lists

SHIPPED = files("tariffline.law").joinpath("lists")


def lists(file: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in read_lists(SHIPPED.joinpath(file).read_text("utf-8")):
        if not entry.worded and "in its numbers" not in entry.source:
            found.setdefault(entry.name, set()).add(entry.digits)
    return {name: frozenset(numbers) for name, numbers in found.items()}


BEFORE, AFTER = lists("2026-rev-6.txt"), lists("2026-rev-10.txt")


def test_three_numbers_came_to_the_steel_derivatives() -> None:
    assert AFTER["note 16(c)(vii)"] - BEFORE["note 16(c)(vii)"] == {
        "9403200075", "9403200082", "9403999040",
    }  # fmt: skip


def test_no_number_is_on_two_of_the_lists_that_exclude_one_another() -> None:
    assert not AFTER["note 16(c)(xi)"] & (AFTER["9903.82.09"] | AFTER["9903.82.10"])


def test_the_pharmaceuticals_are_those_of_a_second_tracker(official_data: Path) -> None:
    path = official_data / "tariff_lists" / "s232_pharma_products.csv"
    with path.open(encoding="utf-8", newline="") as file:
        printed = {row["hts10"] for row in csv.DictReader(file)}
    assert lists("2026-rev-14.txt")["9903.04.60"] == printed


def test_the_moved_metals_are_those_of_a_second_tracker(official_data: Path) -> None:
    path = official_data / "tariff_lists" / "s232_annex_products.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["effective_date"] == "2026-06-08"]
    annex = {name: {r["hts_prefix"] for r in rows if r["annex"] == name} for name in ("1c", "3")}
    assert annex["1c"] == AFTER["note 16(c)(xi)"]
    came = AFTER["9903.82.10"] - BEFORE["9903.82.10"]
    assert annex["3"] == came


def test_the_aircraft_parts_of_taiwan_are_those_of_the_tracker(official_data: Path) -> None:
    path = official_data / "tariff_lists" / "s232_aircraft_exempt_taiwan.csv"
    with path.open(encoding="utf-8", newline="") as file:
        printed = {row["hts8"] for row in csv.DictReader(file)}
    assert lists("2026-rev-9.txt")["9903.96.03"] == printed
