"""An entry as people state it, read: from JSON, or from the rows of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from tariffline.desk.entry import Item
from tariffline.law.code import parse_code
from tariffline.law.countries import parse_country
from tariffline.law.dates import parse_date
from tariffline.law.facts import NO_FACTS, parse_facts
from tariffline.law.money import parse_money
from tariffline.law.quantities import NO_QUANTITIES, parse_quantities

MOST_LINES = 999  # an entry summary numbers its lines 001 to 999

Fields = Mapping[str, object]
_Read = TypeVar("_Read")


class EntryError(ValueError):
    """The entry can't be read; the message names every line, field and value that is wrong."""


def read_items(lines: Sequence[Fields]) -> tuple[Item, ...]:
    """The lines of an entry, numbered from 1.

    Each maps hts, country and value, and if need be quantity and facts, to what is written there.
    Raises EntryError.
    """
    if not 0 < len(lines) <= MOST_LINES:
        raise EntryError(f"{len(lines):,} lines; an entry has 1 to {MOST_LINES}")
    items, problems = [], []
    for number, line in enumerate(lines, 1):
        try:
            items.append(_item(number, line))
        except ValueError as problem:
            problems.append(f"line {number}: {problem}")
    if problems:
        raise EntryError("\n".join(problems))
    return tuple(items)


def read_day(written: object) -> date:
    """The entry date. Raises EntryError."""
    try:
        return parse_date(written)
    except ValueError as problem:
        raise EntryError(f"date: {problem}") from None


def _item(number: int, line: Fields) -> Item:
    return Item(
        number,
        _read("hts", parse_code, line),
        _read("country", parse_country, line),
        _read("value", parse_money, line),
        _read("quantity", parse_quantities, line, NO_QUANTITIES),
        _read("facts", parse_facts, line, NO_FACTS),
    )


def _read(
    name: str, parse: Callable[[object], _Read], line: Fields, unsaid: _Read | None = None
) -> _Read:
    written = line.get(name)
    if written is None or not str(written).strip():
        if unsaid is None:
            raise ValueError(f"{name} is missing")
        return unsaid
    try:
        return parse(written)
    except ValueError as problem:
        raise ValueError(f"{name}: {problem}") from None
