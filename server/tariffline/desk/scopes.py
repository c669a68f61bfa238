"""The scope of a case: its text, and what of it matters for a product. No judgement is made."""

from __future__ import annotations

from collections.abc import Sequence

from tariffline.desk.find_case import find_case
from tariffline.desk.records import Desk
from tariffline.desk.remedies import edition, not_answered
from tariffline.law.answer import Answer, ErrorCode, Scope, Unknown
from tariffline.law.remedy_case import CaseNumber
from tariffline.law.remedy_record import CaseRecord, cite
from tariffline.law.remedy_scope import Clause, Reading, read_scope
from tariffline.law.remedy_status import scope_on

RULINGS = "whether goods are within it, only Commerce rules (19 CFR 351.225)"


def scope(desk: Desk, case: CaseNumber, description: str) -> Answer | Unknown:
    """The text; with a description, its sentences for and against and the questions left open."""
    if refused := not_answered(desk, desk.today):
        return refused
    record = find_case(desk, case)
    if isinstance(record, Unknown):
        return record
    version = scope_on(record, desk.today)
    if version is None:
        return _no_text(record)
    said = [f"as published {version.since or 'on a day we do not know'}", RULINGS]
    if len(record.scopes) > 1:
        said.append(f"{len(record.scopes)} wordings are on record; this is the last")
    if not description.strip():
        text = "\n".join(version.text)
    else:
        reading = read_scope(version.text, description)
        text = _in_words(reading)
        if not (reading.matters_for or reading.matters_against):
            said.append("no sentence shares a word with the description: read the whole text")
    cites = (cite(version.notice, "scope", "\n".join(version.text)),)
    return Answer(text, cites, Scope(case=record.number), edition(desk), notes=tuple(said))


def _no_text(record: CaseRecord) -> Unknown:
    message = (
        f"no scope text of {record.number} is in the notices at hand; load the order with: "
        "tariffline sync adcvd"
    )
    return Unknown(ErrorCode.NOT_KNOWN, message)


def _in_words(reading: Reading) -> str:
    parts = (
        ("For", _texts(reading.matters_for)),
        ("Against", _texts(reading.matters_against)),
        ("Inclusions", _texts(reading.inclusions)),
        ("Exclusions", _texts(reading.exclusions)),
        ("Open questions", reading.questions),
    )
    return "\n".join(
        line
        for name, said in parts
        for line in (f"{name}:", *(f"- {s}" for s in said or ("none",)))
    )


def _texts(clauses: Sequence[Clause]) -> tuple[str, ...]:
    return tuple(clause.text for clause in clauses)
