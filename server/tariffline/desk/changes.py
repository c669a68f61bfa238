"""What changed, what is coming, and which document made an answer what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tariffline.desk.find import official
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Cite, ErrorCode, Scope, Unknown
from tariffline.law.changes import Change
from tariffline.law.code import Code, dotted
from tariffline.law.programmes import PROGRAMMES
from tariffline.store.feed import Wanted

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Cliff:
    """A day on which something starts or ends: what, for which numbers, by which document."""

    day: date
    what: str
    hts: str
    origin: str
    document: str


def changed(desk: Desk, code: Code | None, since: date | None) -> Answer | Unknown:
    """The feed as rows, newest first: effective, number, kind, before, after, document."""
    wanted = Wanted(hts=code.digits if code else "", effective_from=since)
    found = desk.feed.latest(MOST_ROWS, wanted)
    scope = Scope(hts=code.digits if code else "")
    edition = desk.schedule.info_on(desk.today)
    if edition is None:
        return Unknown(ErrorCode.UNAVAILABLE, "no schedule is loaded: tariffline sync usitc")
    rows = tuple(_row(change) for change in found)
    cites = tuple(dict.fromkeys(cite(change) for change in found))
    notes = () if rows else ("no change on record",)
    if len(rows) == MOST_ROWS:
        notes = (f"the newest {MOST_ROWS}; more at /changes",)
    nothing = (("none",),)
    return Answer(rows or nothing, cites, scope, edition.label, notes=notes)


def cite(change: Change) -> Cite:
    """The document of a change."""
    number = dotted(change.scope.hts) if change.scope.hts else ""
    return Cite(change.document, number, url=official(number) if number else "")


def cliffs(desk: Desk, codes: Sequence[str] = ()) -> list[Cliff]:
    """The days ahead, soonest first: of the numbers given, or of all."""
    ahead = [
        Cliff(
            change.effective,
            f"{change.kind}: {change.before or 'nothing'} → {change.after or 'nothing'}",
            dotted(change.scope.hts or ""),
            change.scope.origin,
            change.document,
        )
        for change in desk.feed.ahead(desk.today, MOST_ROWS)
        if not codes or any(_concerns(change, code) for code in codes)
    ]
    return sorted([*ahead, *_programme_ends(desk)], key=lambda cliff: (cliff.day, cliff.hts))


def _concerns(change: Change, code: str) -> bool:
    hts = change.scope.hts
    return hts is not None and (hts.startswith(code) or code.startswith(hts))


def _programme_ends(desk: Desk) -> list[Cliff]:
    return [
        Cliff(
            gap.start,
            f"{programme.name} ({symbol}) gives nothing from this day",
            "",
            ", ".join(sorted(programme.countries)),
            gap.source,
        )
        for symbol, programme in PROGRAMMES.items()
        for gap in programme.gaps
        if gap.start > desk.today
    ]


def _row(change: Change) -> tuple[str, ...]:
    return (
        change.effective.isoformat(),
        dotted(change.scope.hts or ""),
        change.kind if change.kind != "rate" else f"rate ({change.field})",
        change.before,
        change.after
        or (f"→ {', '.join(map(dotted, change.successors))}" if change.successors else ""),
        change.document,
    )
