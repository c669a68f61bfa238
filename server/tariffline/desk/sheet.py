"""Everything about one number on one sheet: for its page, its resource, and the add-ins' cards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tariffline.desk.find import find
from tariffline.desk.found import Found, official
from tariffline.desk.records import Desk
from tariffline.law.answer import Unknown
from tariffline.law.code import LEVELS, Code, dotted
from tariffline.law.programmes import PROGRAMMES
from tariffline.law.rates import RateError, read_rate
from tariffline.law.schedule import OPEN_END, Row, Version
from tariffline.law.special import read_special
from tariffline.law.tree import Edition, EditionInfo

_REFERENCE = re.compile(r"\b[0-9]{4}\.[0-9]{2}(?:\.[0-9]{2,4}){0,2}\b")
_COMPARED = ("description", "units", "general", "special", "other", "footnotes", "quota")


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the path; `number` is empty for a superior row."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Column:
    """A rate column: the text as printed, its form, and the line that prints it."""

    name: str
    text: str
    form: str
    printed_at: str


@dataclass(frozen=True, slots=True)
class Special:
    """A programme of column 1 special: its rate, and why it gives nothing on the day, if so."""

    symbol: str
    name: str
    rate: str
    source: str
    lapsed: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote and the numbers in it that the edition prints."""

    columns: tuple[str, ...]
    text: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Below:
    """A row directly below: its number (empty for a superior row), words and general rate."""

    number: str
    words: str
    general: str
    depth: int


@dataclass(frozen=True, slots=True)
class Change:
    """A new wording between two editions at hand. `before` is empty when newly established."""

    day: date
    edition: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the schedule of a day says of one number."""

    number: str
    level: str
    reportable: bool
    edition: EditionInfo
    label: str
    last_day: date | None
    path: tuple[Level, ...]
    units: tuple[str, ...]
    columns: tuple[Column, ...]
    special: tuple[Special, ...]
    footnotes: tuple[Note, ...]
    quota: str
    additional: str
    below: tuple[Below, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    source: str


def sheet(desk: Desk, code: Code, day: date | None) -> Sheet | Unknown:
    """The sheet of a number on a day (default today), or why there is none."""
    found = find(desk, code, day)
    if isinstance(found, Unknown):
        return found
    edition, row = found.edition, found.row
    rates = found.rate_row
    return Sheet(
        number=dotted(row.code),
        level=LEVELS[len(row.code)],
        reportable=edition.is_line(row.code),
        edition=edition.info,
        label=edition.info.label,
        last_day=found.last_day,
        path=tuple(
            Level(dotted(r.code), r.description.rstrip(": ")) for r in edition.chain(found.position)
        ),
        units=row.units,
        columns=_columns(rates) if rates else (),
        special=_special(rates, day or desk.today) if rates else (),
        footnotes=_footnotes(found),
        quota=row.quota,
        additional=row.additional,
        below=_below(edition, found.position),
        changes=_changes(desk, row.code),
        notes=found.notes,
        source=official(dotted(row.code)),
    )


def _columns(row: Row) -> tuple[Column, ...]:
    at = dotted(row.code)
    return tuple(
        Column(name, text, _form(text), at)
        for name, text in (("Column 1 general", row.general), ("Column 2", row.other))
    )


def _form(text: str) -> str:
    try:
        return read_rate(text).kind
    except RateError:
        return "not understood"


def _special(row: Row, day: date) -> tuple[Special, ...]:
    try:
        parts = read_special(row.special)
    except RateError:
        return (Special("", "as printed; not understood", row.special, "", ""),)
    result = []
    for part in parts:
        for symbol in part.programmes:
            programme = PROGRAMMES[symbol]
            gap = programme.gap_on(day)
            lapsed = gap.source if gap else ""
            result.append(Special(symbol, programme.name, part.rate.text, programme.source, lapsed))
        if not part.programmes:
            result.append(Special("", "no programme named", part.rate.text, "", ""))
    return tuple(result)


def _footnotes(found: Found) -> tuple[Note, ...]:
    return tuple(
        Note(note.columns, note.text, _references(found.edition, note.text))
        for row in found.rate_chain()
        for note in row.footnotes
    )


def _references(edition: Edition, text: str) -> tuple[str, ...]:
    numbers = dict.fromkeys(found.group() for found in _REFERENCE.finditer(text))
    return tuple(number for number in numbers if edition.codes_under(number.replace(".", "")))


def _below(edition: Edition, position: int) -> tuple[Below, ...]:
    top = edition.rows[position].indent
    return tuple(
        Below(dotted(row.code), row.description, row.general, row.indent - top)
        for row in edition.rows_below(position)
    )


def _changes(desk: Desk, code: str) -> tuple[Change, ...]:
    """What changed between the editions at hand, newest first."""
    versions = desk.schedule.history(code)
    changes: list[Change] = []
    for before, after in zip([None, *versions], [*versions, None], strict=True):
        changes += _step(desk, before, after)
    return tuple(reversed(changes))


def _step(desk: Desk, before: Version | None, after: Version | None) -> list[Change]:
    first = desk.schedule.editions[0].effective
    if before and before.ends != OPEN_END and (after is None or after.starts > before.ends):
        return [_change(desk, before.ends, "number", "in force", "discontinued")] + (
            [_change(desk, after.starts, "number", "", "established again")] if after else []
        )
    if after and before is None:
        if after.starts == first:
            return []
        return [_change(desk, after.starts, "number", "", "established")]
    if before is None or after is None:
        return []
    return [
        _change(desk, after.starts, name, _text(before.row, name), _text(after.row, name))
        for name in _COMPARED
        if getattr(before.row, name) != getattr(after.row, name)
    ]


def _change(desk: Desk, day: date, field: str, before: str, after: str) -> Change:
    info = desk.schedule.info_on(day)
    return Change(day, info.label if info else "", field, before, after)


def _text(row: Row, name: str) -> str:
    if name == "footnotes":
        return " ".join(note.text for note in row.footnotes)
    if name == "units":
        return ", ".join(row.units)
    return str(getattr(row, name))
