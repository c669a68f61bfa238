"""What the schedule prints of a line: its fields, its path, its units, and whether to report it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tariffline.desk.find import absent, ambiguous, edition_on, find, zero_note
from tariffline.desk.found import Found
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.code import Code, dotted
from tariffline.law.quoted import quoted
from tariffline.law.schedule import Row

Look = Callable[[Found], Answer | Unknown]


def description(desk: Desk, code: Code, day: date | None) -> Answer | Unknown:
    """The words of every level, from the heading down."""
    return _own(desk, code, day, _path)


def units(desk: Desk, code: Code, day: date | None) -> Answer | Unknown:
    """The units to report, joined by ", "."""
    return agreed(desk, code, day, _units)


def field(desk: Desk, code: Code, name: str, day: date | None) -> Answer | Unknown:
    """One field of the line, by its name in FIELDS."""
    known = FIELDS.get(name.strip().lower())
    if known is None:
        return Unknown(
            ErrorCode.BAD_INPUT, f"{quoted(name)} is not a field; there are: {', '.join(FIELDS)}"
        )
    ask, look = known
    return ask(desk, code, day, look)


def check(desk: Desk, code: Code, day: date | None) -> Answer | Unknown:
    """The word OK when an entry of the day can report the number as it is given."""
    found = find(desk, code, day)
    if isinstance(found, Unknown):
        return found
    lines = found.edition.lines_under(code.digits)
    if lines == [code.digits] and not code.zero_restored:
        return found.answer("OK", found.cite(found.row, "number", found.row.description))
    if not lines:
        return absent(desk, code, found.edition, day or desk.today)
    if len(lines) > 1:
        return ambiguous(code, lines)
    use = dotted(lines[0])
    why = f"{code} is a {code.level}"
    if code.zero_restored:
        why = f"{code.digits[1:]} lost its leading zero (format the column as text)"
    return Unknown(ErrorCode.BAD_INPUT, f"{why}; use {use}", choices=(use,))


def agreed(desk: Desk, code: Code, day: date | None, look: Look) -> Answer | Unknown:
    """What the row prints itself or, where it prints none, what all the lines below it share."""
    own = _own(desk, code, day, look)
    if isinstance(own, Answer):
        return own
    edition = edition_on(desk, day)
    if isinstance(edition, Unknown):
        return own
    lines = [line for line in edition.lines_under(code.digits) if line != code.digits]
    each = [_own(desk, Code(line), day, look) for line in lines]
    if not each or own.code not in (ErrorCode.AMBIGUOUS, ErrorCode.NOT_KNOWN):
        return own
    first = each[0]
    if not all(_same(first, other) for other in each):
        return ambiguous(code, lines)
    if isinstance(first, Unknown):
        return first
    said = f"all {len(lines)} lines of {code} agree" if len(lines) > 1 else f"of {dotted(lines[0])}"
    scope = replace(first.scope, hts=code.digits)
    return replace(first, scope=scope, notes=(*zero_note(code), *first.notes, said))


def _own(desk: Desk, code: Code, day: date | None, look: Look) -> Answer | Unknown:
    found = find(desk, code, day)
    return found if isinstance(found, Unknown) else look(found)


def _same(one: Answer | Unknown, other: Answer | Unknown) -> bool:
    if isinstance(one, Answer) and isinstance(other, Answer):
        return one.value == other.value
    return isinstance(one, Unknown) and isinstance(other, Unknown) and one.code == other.code


def _path(found: Found) -> Answer:
    path = found.edition.path(found.position)
    return found.answer(path, found.cite(found.row, "article description", found.row.description))


def _line(found: Found) -> Answer:
    number = dotted(found.code)
    return found.answer(number, found.cite(found.row, "number", found.row.description))


def _words(found: Found) -> Answer:
    text = found.row.description
    return found.answer(text, found.cite(found.row, "article description", text))


def _edition(found: Found) -> Answer:
    return found.answer(found.edition.info.label, found.cite(found.row, "edition", ""))


def _units(found: Found) -> Answer | Unknown:
    return _printed(found, found.row, "unit of quantity", ", ".join(found.row.units))


def _footnotes(found: Found) -> Answer:
    text = " ".join(note.text for row in found.rate_chain() for note in row.footnotes)
    return found.answer(text or "none", found.cite(found.row, "footnotes", text))


def _rate(what: str, read: Callable[[Row], str]) -> Look:
    def look(found: Found) -> Answer | Unknown:
        row = found.rate_row
        return _printed(found, row or found.row, what, read(row) if row else "")

    return look


def _extra(what: str, read: Callable[[Row], str]) -> Look:
    def look(found: Found) -> Answer:
        text = read(found.row)
        return found.answer(text or "none", found.cite(found.row, what, text))

    return look


def _printed(found: Found, row: Row, what: str, text: str) -> Answer | Unknown:
    if not text:
        return Unknown(ErrorCode.NOT_KNOWN, f"{dotted(found.code)} prints no {what}")
    return found.answer(text, found.cite(row, what, text))


FIELDS = {
    "description": (_own, _words),
    "path": (_own, _path),
    "line": (_own, _line),
    "units": (agreed, _units),
    "general": (agreed, _rate("column 1 general", lambda row: row.general)),
    "special": (agreed, _rate("column 1 special", lambda row: row.special)),
    "other": (agreed, _rate("column 2", lambda row: row.other)),
    "footnotes": (_own, _footnotes),
    "quota": (_own, _extra("quota quantity", lambda row: row.quota)),
    "additional": (_own, _extra("additional duties", lambda row: row.additional)),
    "edition": (_own, _edition),
}
