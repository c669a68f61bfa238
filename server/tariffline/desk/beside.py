"""What stands around a number: its neighbours, and the editions at hand that print it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice, takewhile

from tariffline.desk.find import find
from tariffline.desk.records import Desk
from tariffline.desk.sheet import Below
from tariffline.law.answer import Unknown
from tariffline.law.code import Code, dotted
from tariffline.law.schedule import Row
from tariffline.law.tree import EditionInfo

_MOST_EACH_WAY = 8


def beside(desk: Desk, code: Code, day: date | None) -> tuple[Below, ...]:
    """The numbers of the same depth under the same parent, the nearest each way, itself between.

    Empty when the number is not found. Headings have no parent: theirs are those of the chapter.
    """
    found = find(desk, code, day)
    if isinstance(found, Unknown):
        return ()
    rows, at, own = found.edition.rows, found.position, found.row

    def near(walk: Iterable[int]) -> list[Row]:
        family = takewhile(lambda row: row.indent >= own.indent, (rows[index] for index in walk))
        same = (row for row in family if row.indent == own.indent and row.code[:2] == own.code[:2])
        return list(islice(same, _MOST_EACH_WAY))

    before, after = near(range(at - 1, -1, -1)), near(range(at + 1, len(rows)))
    return tuple(
        Below(dotted(row.code), row.description.rstrip(": "), row.general, 0)
        for row in (*reversed(before), own, *after)
    )


def printed_in(desk: Desk, code: Code) -> tuple[EditionInfo, ...]:
    """The editions at hand that print the number, newest first."""
    versions = desk.schedule.history(code.digits)
    return tuple(
        edition
        for edition in reversed(desk.schedule.editions)
        if any(version.starts <= edition.effective < version.ends for version in versions)
    )
