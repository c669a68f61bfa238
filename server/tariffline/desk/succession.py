"""What became of a number: when it was in force, and which numbers came in its place.

The official change records say which numbers were established and discontinued, not which took
over from which. So successors are derived, and said to be: the numbers established on the day
under the same rate line, or the nearest level above that is still printed.
"""

from __future__ import annotations

from datetime import date, timedelta

from tariffline.desk.records import Desk
from tariffline.law import changes
from tariffline.law.answer import ErrorCode, Unknown
from tariffline.law.code import dotted
from tariffline.law.tree import Edition


def not_in_force(desk: Desk, code: str, edition: Edition, on: date) -> Unknown:
    """A number that some edition prints, but not the one of the day."""
    past = [version for version in desk.schedule.history(code) if version.ends <= on]
    if not past:
        first = desk.schedule.history(code)[0].starts
        return Unknown(
            ErrorCode.NOT_IN_FORCE,
            f"{dotted(code)} was not yet in the schedule on {on}; it is from {first}",
        )
    ended = past[-1].ends
    heirs = tuple(dotted(line) for line in successors(desk, code, ended, edition))
    last = f"{dotted(code)} was last in the schedule on {ended - timedelta(days=1)}"
    if not heirs:
        return Unknown(ErrorCode.NOT_IN_FORCE, f"{last}; nothing is printed in its place")
    return Unknown(
        ErrorCode.NOT_IN_FORCE,
        f"{last}; in its place since: {', '.join(heirs)} (derived: what is printed there now)",
        choices=heirs,
    )


def successors(desk: Desk, code: str, ended: date, edition: Edition) -> list[str]:
    """The numbers of `edition` that stand where the number stood."""
    established = [
        other
        for other in edition.codes_under(code[:4])
        if desk.schedule.history(other)[0].starts == ended
    ]
    return changes.successors(edition.codes, established, code)
