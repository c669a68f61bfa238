"""The cases of others: each agrees, or stands in differences.yaml with what decides it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml
from tests.duty.public_cases import Row, composed, differs, rows, stacked

DIFFERENCES = yaml.safe_load(
    (Path(__file__).parent / "differences.yaml").read_text(encoding="utf-8")
)


def test_stacks_of_others(official_data: Path) -> None:
    """A case agrees when one of the ways that are open is its own; import bans are not duties."""
    asked = [row for row in rows(official_data / "duty_cases/stack_cases.csv") if _duty(row)]
    found = {row["case_id"]: min((differs(row, way) for way in stacked(row)), key=len)
             for row in asked}  # fmt: skip
    assert len(found) > 180
    assert {name for name, wrong in found.items() if wrong} == DIFFERENCES["stack"].keys(), {
        name: wrong for name, wrong in found.items() if wrong and name not in DIFFERENCES["stack"]
    }


def test_compositions_of_others(official_data: Path) -> None:
    found = {
        row["name"]: composed(row)
        for row in rows(official_data / "duty_cases/composition_cases.csv")
    }
    assert len(found) > 70
    known = DIFFERENCES["composition"]
    assert {name for name, wrong in found.items() if wrong} == known.keys(), {
        name: wrong for name, wrong in found.items() if wrong and name not in known
    }


def test_every_difference_says_what_decides_it() -> None:
    for table in DIFFERENCES.values():
        for name, reason in table.items():
            assert len(reason.split()) > 5, name


def _duty(row: Row) -> bool:
    try:
        date.fromisoformat(row["entry_date"])
    except ValueError:
        return False  # a segment of days, or a whole entry
    return not row["expect_prohibition"]
