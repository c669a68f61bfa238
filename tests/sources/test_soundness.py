"""What altering an export breaks, and that no real edition is refused for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.usitc import whole_export

from tariffline.sources import SourceError
from tariffline.sources.usitc.export import read_export

PrintedRow = dict[str, Any]


def flat(row: PrintedRow) -> None:
    row["indent"] = "0"


def without_rates(row: PrintedRow) -> None:
    row["general"] = ""


def with_commas(row: PrintedRow) -> None:
    row["general"] = row["general"].replace("5%", "5,5%")


def marked_up(row: PrintedRow) -> None:
    row["description"] += " < 5 kg"


@pytest.mark.parametrize(
    ("alter", "words"),
    [
        (flat, "lines of goods without a general rate"),
        (without_rates, "lines of goods without a general rate"),
        (with_commas, "print a rate of duty that can't be read"),
        (marked_up, "hold markup"),
    ],
)
def test_an_altered_export_is_refused(alter: Callable[[PrintedRow], None], words: str) -> None:
    rows = json.loads(whole_export())
    for row in rows:
        alter(row)
    with pytest.raises(SourceError, match=words):
        read_export(json.dumps(rows).encode())


def test_every_real_edition_is_sound(official_data: Path) -> None:
    files = sorted((official_data / "hts").glob("*.json.gz"))
    assert len(files) == 12
    for file in files:
        assert read_export(file.read_bytes())
