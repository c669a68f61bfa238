"""Lists that orders changed, as they stood on each day, held against those of a public tracker."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tariffline.desk.measures import Measures, shipped
from tariffline.law.measure import Goods

LAST = date.max
# The tracker gives 8505.11.00 where the note prints 8505.11.00.70 alone.
PRINTED = {"85051100": "8505110070"}


def spared(measures: Measures, programme: str, heading: str, code: str, day: date) -> bool:
    """Whether a row of the heading names the number on the day."""
    listed = measures.lists.standing(code, day).listed

    def holds(goods: Goods) -> bool:
        return code.startswith(goods.codes) or not listed.isdisjoint(goods.lists)

    [table] = [each for each in measures.programmes if each.key == programme]
    return any(
        row.heading == heading and row.in_force(day) and holds(row.goods) and not holds(row.but)
        for row in table.measures
    )


def annex_ii(official_data: Path) -> dict[str, tuple[date, date]]:
    """The numbers of Annex II with the first and the last day of each."""
    path = official_data / "tariff_lists" / "annex_ii_first_appearance.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            PRINTED.get(row["prefix"], row["prefix"]): (
                _day(row["first_effective_date"], date(2025, 4, 5)),
                _day(row["end_effective_date"], LAST),
            )
            for row in csv.DictReader(file)
        }


def _day(text: str, missing: date) -> date:
    return missing if text == "NA" else date.fromisoformat(text)


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 4, 5), date(2025, 7, 31), date(2025, 8, 1), date(2025, 9, 7),
        date(2025, 9, 8), date(2025, 10, 13), date(2025, 10, 14), date(2025, 11, 12),
        date(2025, 11, 13), date(2026, 2, 23),
    ],
)  # fmt: skip
def test_annex_ii_holds_what_it_held(official_data: Path, day: date) -> None:
    measures = shipped()
    numbers = annex_ii(official_data)
    assert len(numbers) > 1300
    ours = {
        code for code in numbers if spared(measures, "53-ieepa-reciprocal", "9903.01.32", code, day)
    }
    assert ours == {code for code, (first, last) in numbers.items() if first <= day <= last}


@pytest.mark.parametrize("day", [date(2025, 8, 27), date(2025, 11, 12), date(2026, 2, 6)])
def test_the_list_of_russian_oil_is_annex_ii(official_data: Path, day: date) -> None:
    measures = shipped()
    for code in annex_ii(official_data):
        assert spared(measures, "55-ieepa-india", "9903.01.86", code, day) == spared(
            measures, "53-ieepa-reciprocal", "9903.01.32", code, day
        )


@pytest.mark.parametrize(
    ("day", "size"),
    [(date(2025, 8, 6), 129), (date(2025, 11, 12), 129), (date(2025, 11, 13), 367)],
)
def test_the_list_of_brazil_grew_by_238(day: date, size: int) -> None:
    measures = shipped()
    listed = {entry.digits for entry in measures.lists.named("9903.01.81", day)}
    found = [c for c in listed if spared(measures, "54-ieepa-brazil", "9903.01.81", c, day)]
    assert len(found) == size


def test_the_list_of_energy_and_minerals_is_as_long_as_it_says() -> None:
    assert shipped().lists.sizes["note 2(j), CSMS 64472173"] == 294
