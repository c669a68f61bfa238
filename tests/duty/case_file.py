"""Cases as a customs broker writes them: what is entered, and what is to be collected on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"


class _Text(yaml.BaseLoader):
    """Reads every number and date as the text that is written; 16.50 is not 16.5 cents."""


@dataclass(frozen=True, slots=True)
class Component:
    """A row of the stack: heading as filed, rate as a share, dollars and cents."""

    heading: str
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Case:
    """One line of an entry. Either `components` and `total`, or the range `needs`."""

    file: str
    why: str
    source: str
    day: date
    line: str
    country: str
    facts: str
    value: str
    quantity: str
    components: frozenset[Component]
    total: Decimal
    needs: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"{self.file}: {self.day} {self.line} {self.country} {self.facts}".strip()


def read_cases(folder: Path) -> list[Case]:
    """Every case of the folder's files, in their order. Numbers are read as they are written."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        book = _Text(path.read_text("utf-8")).get_single_data()
        found += [_case(path.stem, book["source"], row) for row in book["cases"]]
    return found


def _case(file: str, source: str, row: dict[str, Any]) -> Case:
    return Case(
        file=file,
        why=row["why"],
        source=row.get("source", source),
        day=date.fromisoformat(row["date"]),
        line=row["line"],
        country=row["country"],
        facts=row.get("facts", ""),
        value=row.get("value", "10000"),
        quantity=row.get("quantity", ""),
        components=frozenset(
            Component(heading, Decimal(rate.rstrip("%")) / 100, Decimal(amount))
            for heading, rate, amount in row.get("components", ())
        ),
        total=Decimal(row.get("total", 0)),
        needs=tuple(row.get("needs", ())),
    )
