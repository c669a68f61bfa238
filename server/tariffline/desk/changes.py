"""What changed, what is coming, and which document made an answer what it is."""

from __future__ import annotations

from datetime import date

from tariffline.desk.found import official
from tariffline.desk.records import Desk
from tariffline.law.answer import Answer, Cite, ErrorCode, Scope, Unknown
from tariffline.law.changes import Change, ChangeKind
from tariffline.law.code import Code, dotted
from tariffline.law.message_number import bulletin_address
from tariffline.store.feed import Wanted

MOST_ROWS = 200


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
    if change.scope.message:
        url = bulletin_address(change.scope.message)
        return Cite(change.document, change.field, change.after, url)
    if change.scope.case:
        return Cite(change.document, f"{change.scope.case}, {change.field}", change.after)
    number = dotted(change.scope.hts) if change.scope.hts else ""
    return Cite(change.document, number, url=official(number) if number else "")


def _kind(change: Change) -> str:
    if change.kind is ChangeKind.CASE:
        return f"{change.scope.case or change.kind}: {change.field}"
    return f"rate ({change.field})" if change.kind is ChangeKind.RATE else change.kind.value


def _row(change: Change) -> tuple[str, ...]:
    return (
        change.effective.isoformat(),
        dotted(change.scope.hts or ""),
        _kind(change),
        change.before,
        change.after
        or (f"→ {', '.join(map(dotted, change.successors))}" if change.successors else ""),
        change.document,
    )
