"""The cliff calendar: the days ahead on which something starts or ends, and the money at risk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tariffline.desk.base import base
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Scope, Unknown
from tariffline.law.changes import Change, ChangeKind, touches
from tariffline.law.code import Code, dotted
from tariffline.law.countries import Country
from tariffline.law.facts import Facts
from tariffline.law.programmes import PROGRAMMES, Gap, Programme

_MOST_AHEAD = 1_000
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """Goods that someone brings in: their number, origin and facts, and the value a year or entry.

    `value` in U.S. dollars; None where it is not known.
    """

    code: Code
    origin: Country | None
    facts: Facts
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Cliff:
    """Something that starts or ends on a day, by which document.

    `number` and `origin` say whom it concerns, "" for all. `at_risk`: what the duty on the line's
    value grows by (negative: falls), None where no line, no value or no single rate is known.
    """

    day: date
    what: str
    number: str
    origin: str
    document: str
    at_risk: Decimal | None = None


def cliffs(desk: Desk, prefix: str = "") -> list[Cliff]:
    """The days ahead for the whole schedule, or for a number and what stands under it."""
    scope = Scope(hts=prefix)
    found = [_of_change(change) for change in _ahead(desk) if touches(change.scope, scope)]
    found += [_of_gap(programme, gap) for programme, gap in _ends(desk)]
    return sorted(found, key=_order)


def cliffs_of(desk: Desk, lines: Sequence[Line]) -> list[Cliff]:
    """The days ahead for these lines, each with the money at risk where it can be said."""
    return sorted((cliff for line in lines for cliff in _line_cliffs(desk, line)), key=_order)


def _line_cliffs(desk: Desk, line: Line) -> Iterator[Cliff]:
    origin = line.origin.iso if line.origin else ""
    scope = Scope(line.code.digits, origin)
    now = base(desk, line.code, line.origin, None, line.facts)
    for change in _ahead(desk):
        if touches(change.scope, scope):
            then = base(desk, line.code, line.origin, change.effective, line.facts)
            # A case moves a deposit, which is no base rate: what it puts at risk is not known here.
            known = change.kind is not ChangeKind.CASE
            yield _for(line if known else replace(line, value=None), _of_change(change), now, then)
    for programme, gap in _ends(desk):
        if programme.symbol in line.facts.claims and programme.open_to(origin):
            claims = tuple(c for c in line.facts.claims if c != programme.symbol)
            without = base(desk, line.code, line.origin, None, replace(line.facts, claims=claims))
            yield _for(line, _of_gap(programme, gap), now, without)


def _for(line: Line, cliff: Cliff, now: Answer | Unknown, then: Answer | Unknown) -> Cliff:
    at_risk = None
    if isinstance(now, Answer) and isinstance(then, Answer) and line.value is not None:
        before, after = now.value, then.value
        if isinstance(before, Decimal) and isinstance(after, Decimal):
            at_risk = ((after - before) * line.value).quantize(_CENT, ROUND_HALF_UP)
    origin = line.origin.iso if line.origin else ""
    return replace(cliff, number=str(line.code), origin=origin, at_risk=at_risk)


def _ahead(desk: Desk) -> list[Change]:
    return desk.feed.ahead(desk.today, _MOST_AHEAD)


def _ends(desk: Desk) -> Iterator[tuple[Programme, Gap]]:
    for programme in PROGRAMMES.values():
        for gap in programme.gaps:
            if gap.start > desk.today:
                yield programme, gap


def _of_change(change: Change) -> Cliff:
    what = f"{change.kind.value}: {change.before or 'nothing'} → {change.after or 'nothing'}"
    scope = change.scope
    return Cliff(change.effective, what, dotted(scope.hts or ""), scope.origin, change.document)


def _of_gap(programme: Programme, gap: Gap) -> Cliff:
    what = f"{programme.name} ({programme.symbol}) gives nothing from this day"
    return Cliff(gap.start, what, "", " ".join(sorted(programme.countries)), gap.source)


def _order(cliff: Cliff) -> tuple[date, str]:
    return cliff.day, cliff.number
