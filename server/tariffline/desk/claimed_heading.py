"""A rate stated of a heading of chapter 99, held against the rows of the programmes."""

from __future__ import annotations

from collections.abc import Iterable

from tariffline.desk.claims import Checked, Claim, Verdict, cannot_tell, shown
from tariffline.desk.records import Desk
from tariffline.law.answer import Cite
from tariffline.law.code import dotted
from tariffline.law.measure import Measure, Programme
from tariffline.law.shares import percent

_Row = tuple[Programme, Measure]


def check_heading(desk: Desk, claim: Claim) -> Checked:
    """Agrees with a row of the heading that is in force; was right of one that has ended."""
    heading = dotted(claim.code.digits)
    rows = [
        (programme, row)
        for programme in desk.measures.programmes
        for row in programme.measures
        if heading in (row.heading, row.at_least) and row.start <= claim.day
    ]
    rate = f"{shown(claim.rate)} for {heading}"
    if not rows:
        return cannot_tell(claim.rate, f"{rate} can't be checked: no rate of it is known here")
    now = [each for each in rows if each[1].in_force(claim.day)]
    if right := _stating(now, claim):
        words = f"{rate} agrees with {right[0].name} on {claim.day}"
        return Checked(Verdict.AGREES, words, claim.rate, cites=_cites([right]))
    law = f"{heading} levies {_rates(now)}" if now else f"{heading} is not in force"
    if (was := _stating(rows, claim)) and (until := was[1].end):
        words = f"{rate} was right until {until}; on {claim.day} {law}"
        return Checked(Verdict.WAS_RIGHT, words, claim.rate, None, until, _cites([was]))
    words = f"{rate} is wrong on {claim.day}: {law}"
    return Checked(Verdict.CONTRADICTED, words, claim.rate, cites=_cites(now or rows))


def _stating(rows: Iterable[_Row], claim: Claim) -> _Row | None:
    """The last of the rows that states the rate."""
    return next((row for row in reversed([*rows]) if row[1].rate == claim.share), None)


def _rates(rows: Iterable[_Row]) -> str:
    return " or ".join(dict.fromkeys(percent(row.rate) for _, row in rows))


def _cites(rows: Iterable[_Row]) -> tuple[Cite, ...]:
    found = (Cite(row.cite, row.heading, of.name, of.url) for of, row in rows)
    return tuple(dict.fromkeys(found))
