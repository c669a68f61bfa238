"""From a number and a date to the place in the schedule, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tariffline.desk.found import Found
from tariffline.desk.records import Desk
from tariffline.desk.schedule import Schedule
from tariffline.desk.succession import not_in_force
from tariffline.law.answer import ErrorCode, Unknown
from tariffline.law.code import Code, dotted
from tariffline.law.tree import Edition

MOST_CHOICES = 20


def edition_on(desk: Desk, day: date | None) -> Edition | Unknown:
    """The edition in force on the entry date (default today), or why it is not known."""
    schedule, on = desk.schedule, day or desk.today
    info = schedule.info_on(on)
    if info is None:
        return _before_all(schedule, on)
    last = schedule.editions[-1]
    if on > desk.today and on > last.effective:
        return Unknown(
            ErrorCode.NOT_KNOWN,
            f"{on} has not come yet; the last edition at hand is {last.label}, "
            f"from {last.effective}",
        )
    return schedule.edition(info)


def _before_all(schedule: Schedule, day: date) -> Unknown:
    """Why no edition was in force on a day."""
    if not schedule.editions:
        return Unknown(
            ErrorCode.UNAVAILABLE,
            "no schedule is loaded; load the current one with: tariffline sync usitc",
        )
    first = schedule.editions[0]
    return Unknown(
        ErrorCode.NOT_KNOWN,
        f"{day} is before the first edition at hand: {first.label}, from {first.effective}",
    )


def find(desk: Desk, code: Code, day: date | None) -> Found | Unknown:
    """The row a number means: its own, or the one row that holds everything under it."""
    edition = edition_on(desk, day)
    if isinstance(edition, Unknown):
        return edition
    kept = desk.schedule.found
    key = (code.digits, code.zero_restored, edition.info.name, desk.today)
    if known := kept.get(key):
        return known
    found = _look(desk, code, edition, day or desk.today)
    return kept.keep(key, found) if isinstance(found, Found) else found


def _look(desk: Desk, code: Code, edition: Edition, on: date) -> Found | Unknown:
    notes = _notes(desk, code, edition)
    if edition.prints(code.digits):
        return _found(desk, edition, code.digits, code, notes)
    printed = edition.codes_under(code.digits)
    if not printed and _is_padded(desk, code, edition):
        line = code.digits[:8]
        said = f"{code} is no statistical line; answered from its rate line {dotted(line)}"
        return _found(desk, edition, line, code, (*notes, said))
    if not printed:
        return absent(desk, code, edition, on)
    if all(other.startswith(printed[0]) for other in printed):
        said = f"{code} is printed as {dotted(printed[0])}"
        return _found(desk, edition, printed[0], code, (*notes, said))
    return ambiguous(code, edition.lines_under(code.digits))


def ambiguous(code: Code, lines: Sequence[str]) -> Unknown:
    """Several lines begin with the number and differ."""
    kind = "lines"
    if len(code.digits) == 2:
        kind, lines = "headings", list(dict.fromkeys(line[:4] for line in lines))
    shown = tuple(dotted(line) for line in lines[:MOST_CHOICES])
    more = f" and {len(lines) - len(shown)} more" if len(lines) > len(shown) else ""
    return Unknown(
        ErrorCode.AMBIGUOUS,
        f"{code} is a {code.level} with {len(lines)} {kind}{_read(code)}; "
        f"give one of {', '.join(shown)}{more}",
        choices=shown,
    )


def zero_note(code: Code) -> tuple[str, ...]:
    """What to say of a number whose leading zero was put back."""
    return (f"read as {code}: its leading zero was lost",) if code.zero_restored else ()


def _read(code: Code) -> str:
    """The same for a number without an answer, where another digit may be the one that is lost."""
    if not code.zero_restored:
        return ""
    return f" ({code.digits[1:]} was read as {code}, its leading zero lost)"


def _found(
    desk: Desk, edition: Edition, printed: str, asked: Code, notes: tuple[str, ...]
) -> Found:
    at, last_day = edition.at(printed), desk.schedule.last_day(edition.info)
    return Found(edition, at, edition.rows[at], edition.rate_row(at), asked.digits, last_day, notes)


def _notes(desk: Desk, code: Code, edition: Edition) -> tuple[str, ...]:
    info = edition.info
    if info is desk.schedule.editions[-1] and info.effective < desk.today:
        seen = info.retrieved.date()
        last = f"the last edition at hand, as of {seen}; a later one may have been published"
        return (*zero_note(code), last)
    return zero_note(code)


def _is_padded(desk: Desk, code: Code, edition: Edition) -> bool:
    """Whether the number is a rate line that someone filled up to ten digits.

    9902.01.10.00 is how many systems keep 9902.01.10. The rate of duty is the same for whatever
    suffix, so it is answered, and said; a suffix that was once in force is not read so.
    """
    line, suffix = code.digits[:8], code.digits[8:]
    return suffix == "00" and edition.prints(line) and not desk.schedule.history(code.digits)


def absent(desk: Desk, code: Code, edition: Edition, on: date) -> Unknown:
    """Why a number that the edition does not print has no answer."""
    nearest = edition.nearest_printed(code.digits)
    if desk.schedule.history(code.digits) and (edition.info.whole or len(nearest) >= 8):
        return not_in_force(desk, code.digits, edition, on)
    if not edition.info.whole:
        return Unknown(
            ErrorCode.NOT_KNOWN,
            f"{code} is not in the {edition.info.label}{_read(code)}; "
            "load the whole schedule with: tariffline sync usitc",
        )
    near = edition.lines_under(nearest)[:MOST_CHOICES] if len(nearest) >= 4 else []
    choices = tuple(dotted(line) for line in near)
    remedy = f"; under {dotted(nearest)} there are: {', '.join(choices)}" if choices else ""
    return Unknown(
        ErrorCode.NOT_FOUND,
        f"{code} is not in the schedule of {on} ({edition.info.name}){_read(code)}{remedy}",
        choices=choices,
    )
