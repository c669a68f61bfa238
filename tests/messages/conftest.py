"""The messages at hand, and what a person says of them."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tariffline.law.bulletin import Bulletin, Form
from tariffline.sources.csms.forms import read_messages

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Labelled:
    """A title and the kind that a person gave it, before any rule was written."""

    title: str
    kind: str
    half: str


@pytest.fixture(scope="session")
def labelled_titles() -> list[Labelled]:
    with (HERE / "labelled_titles.csv").open(encoding="utf-8", newline="") as file:
        return [Labelled(row["title"], row["kind"], row["half"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="session")
def labelled_bodies() -> dict[str, dict[str, Any]]:
    labels: dict[str, dict[str, Any]] = json.loads((HERE / "labelled_bodies.json").read_text())
    return labels


@pytest.fixture(scope="session")
def bodies(official_data: Path, samples: Path) -> dict[str, Bulletin]:
    """Every message whose words are at hand, by number."""
    folder = official_data / "csms"
    found = [
        Bulletin(row["csms"], row["subject"], None, None, row["body"], "", Form.MAIL)
        for row in map(json.loads, (folder / "csms_bodies.jsonl").read_text("utf-8").splitlines())
    ]
    for page in (*(folder / "bulletin_pages").iterdir(), samples / "csms" / "39291311.html"):
        found += read_messages(page.read_bytes())
    return {bulletin.number: bulletin for bulletin in found}
