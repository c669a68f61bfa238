"""One field of a case."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches

from tariffline.desk.cases import Cases
from tariffline.desk.find_case import find_case
from tariffline.desk.records import Desk
from tariffline.desk.remedies import edition, not_answered
from tariffline.law.answer import Answer, ErrorCode, Scope, Unknown
from tariffline.law.code import dotted
from tariffline.law.countries import COUNTRIES
from tariffline.law.remedy_cascade import shown
from tariffline.law.remedy_case import CaseNumber, is_countervailing
from tariffline.law.remedy_record import CaseRecord, cite
from tariffline.law.remedy_stages import Stage, stage_on
from tariffline.law.remedy_status import lines_on, next_change, scope_on, state_on

FIELDS = (
    "summary", "product", "country", "kind", "status", "since", "companion", "rate", "rates",
    "hts", "scope", "stage", "next", "notices",
)  # fmt: skip


def case_field(desk: Desk, case: CaseNumber, field: str) -> Answer | Unknown:
    """A field of a case as it is today."""
    name = field.strip().lower()
    if name not in FIELDS:
        near = get_close_matches(name, FIELDS, 1) or ["summary"]
        message = f"“{field[:40]}” is not a field; give one of {', '.join(FIELDS)}"
        return Unknown(ErrorCode.BAD_INPUT, message, choices=tuple(near))
    if refused := not_answered(desk, desk.today):
        return refused
    record = find_case(desk, case)
    if isinstance(record, Unknown):
        return record
    value = _field(desk, record, name, desk.today)
    if not value:
        message = f"{record.number}: no {name} is in the notices at hand"
        return Unknown(ErrorCode.NOT_KNOWN, message)
    state = state_on(record, desk.today)
    source = state.event.notice if state else record.notices[-1]
    return Answer(
        value,
        (cite(source),),
        Scope(case=record.number),
        edition(desk),
        next_change(record, desk.today),
    )


def summary(desk: Desk, record: CaseRecord, day: date) -> str:
    """A case in a line: product, country, state, rate of whoever has none, companion."""
    state = state_on(record, day)
    country = country_name(record.number, record.origin)
    parts = [
        f"{record.product or 'product not stated'} from {country}",
        str(state) if state else "not begun by the notices at hand",
    ]
    if rest := rest_rate(desk.cases, record, day):
        parts.append(rest)
    if record.companions:
        parts.append(f"companion {', '.join(record.companions)}")
    return "; ".join(parts)


def country_name(number: str, origin: str) -> str:
    """The country that a case is against."""
    known = COUNTRIES.get(origin)
    return known.name if known else f"a country we do not know (code {number[2:5]})"


def rest_rate(cases: Cases, record: CaseRecord, day: date) -> str:
    """The rate of whoever has none of its own; "" where none is at hand."""
    tables = cases.tables(record, day)
    said = [("country-wide", tables.country_wide), ("all others", tables.all_others)]
    return "; ".join(f"{name} {shown(rate)}" for name, rates in said for rate in rates)


def _field(desk: Desk, record: CaseRecord, name: str, day: date) -> str:
    state = state_on(record, day)
    match name:
        case "summary":
            return summary(desk, record, day)
        case "product":
            return record.product
        case "country":
            return record.origin
        case "kind":
            return "countervailing duty" if is_countervailing(record.number) else "antidumping duty"
        case "status":
            return state.status.value if state else ""
        case "since":
            return str(state.since or "") if state else ""
        case "companion":
            return ", ".join(record.companions)
        case _:
            return _from_notices(desk, record, name, day)


def _from_notices(desk: Desk, record: CaseRecord, name: str, day: date) -> str:
    match name:
        case "rate":
            return rest_rate(desk.cases, record, day)
        case "rates":
            rates = desk.cases.rates(record, day)
            return str(rates) if rates.least is not None or rates.specific else ""
        case "hts":
            return ", ".join(dotted(line.hts) for line in lines_on(record, day))
        case "scope":
            version = scope_on(record, day)
            return "\n".join(version.text) if version else ""
        case "notices":
            return "; ".join(cite(notice).source for notice in record.notices)
        case _:
            stage = stage_on(record, day)
            return (stage.reached if name == "stage" else _next(stage)) if stage else ""


def _next(stage: Stage) -> str:
    said = []
    for step in stage.next_steps:
        by = f"by {step.by}" if step.by else "on a day we can't tell"
        later = f", at the latest {step.at_latest}" if step.at_latest not in (None, step.by) else ""
        said.append(f"{step.what} {by}{later}")
    return "; ".join(said)
