"""What a run found: tables for a person, JSON for a program."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table

Line = dict[str, str | int | float | None]


@dataclass(frozen=True)
class Section:
    """One measured thing: a title, what a reader must know of it, and lines of equal columns."""

    title: str
    note: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Aim:
    """What was hoped for: `value` at least or at most `limit`."""

    what: str
    value: float
    sign: str  # "≥" or "<"
    limit: float

    @property
    def met(self) -> bool:
        return self.value >= self.limit if self.sign == "≥" else self.value < self.limit


def machine() -> str:
    """The class of the machine; figures of another can't be compared with its own."""
    python = platform.python_version()
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {python}, {platform.system()}"


def print_json(sections: Sequence[Section], aims: Sequence[Aim]) -> None:
    """Everything as one JSON object."""
    body = {
        "machine": machine(),
        "sections": [asdict(section) for section in sections],
        "aims": [{**asdict(aim), "met": aim.met} for aim in aims],
    }
    print(json.dumps(body, ensure_ascii=False, indent=2))


def print_tables(sections: Sequence[Section], aims: Sequence[Aim]) -> None:
    """A table a section; then each aim, if there are, with OK or MISSED."""
    console = Console()
    console.print(f"Machine: {machine()}")
    for section in sections:
        console.print(_table(section))
    told: list[Line] = [
        {
            "aim": f"{aim.what} {aim.sign} {_shown(aim.limit)}",
            "measured": aim.value,
            "": "OK" if aim.met else "MISSED",
        }
        for aim in aims
    ]
    if told:
        console.print(_table(Section("Aims", "", told)))


def _table(section: Section) -> Table:
    table = Table(title=section.title, caption=section.note or None, title_justify="left")
    for name, value in section.lines[0].items():
        table.add_column(name, justify="left" if isinstance(value, str) else "right")
    for line in section.lines:
        table.add_row(*(_shown(value) for value in line.values()))
    return table


def _shown(value: str | int | float | None) -> str:
    """Numbers with three significant digits: more would be noise."""
    if value is None:
        return "not measured here"
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
