"""The directory of cases, and of those that are pending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rapidfuzz import fuzz

from tariffline.desk.case_fields import country_name, rest_rate
from tariffline.desk.records import Desk
from tariffline.law.answer import Cite
from tariffline.law.remedy_cascade import exporter_keys, producer_keys
from tariffline.law.remedy_names import keys, words
from tariffline.law.remedy_record import CaseRecord, cite
from tariffline.law.remedy_stages import NextStep, Stage, stage_on
from tariffline.law.remedy_status import state_on

MOST_CASES = 500
OVERDUE = "the law's last day has passed: a later notice must be missing here"
_ALIKE = 60.0  # out of 100
_TOLLED = timedelta(days=120)  # shutdowns and agreements between the parties put days off


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the directory."""

    number: str
    product: str
    country: str
    status: str
    since: date | None
    rest: str
    companions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PendingLine:
    """A pending investigation: how far it is and what the law has come next.

    `overdue`: the law's last day for it has passed, so a later notice must be missing here.
    """

    number: str
    product: str
    country: str
    reached: str
    since: date
    next_steps: tuple[NextStep, ...]
    postponed: tuple[str, ...]
    overdue: bool
    cite: Cite


def find_cases(
    desk: Desk, text: str, origin: str = "", status: str = "", hts: str = ""
) -> list[CaseLine]:
    """The cases by number, product or company, of a country, a state, a tariff number."""
    sought = text.strip()
    found: list[tuple[float, CaseLine]] = []
    for record in desk.cases.named_with(hts) if hts else desk.cases.records.values():
        line = _case_line(desk, record)
        if (origin and record.origin != origin) or (status and line.status != status):
            continue
        if score := _score(record, sought):
            found.append((score, line))
    found.sort(key=lambda each: (-each[0], each[1].number))
    return [line for _, line in found[:MOST_CASES]]


def pending(desk: Desk) -> list[PendingLine]:
    """The pending investigations today, the oldest first; those last whose end must be missing."""
    stages = (stage_on(record, desk.today) for record in desk.cases.records.values())
    found = [pending_line(stage, desk.today) for stage in stages if stage]
    return sorted(found, key=lambda each: (each.overdue, each.since, each.number))


def pending_line(stage: Stage, day: date) -> PendingLine:
    """The stage of a case as the directory shows it."""
    return PendingLine(
        stage.number,
        stage.product,
        country_name(stage.number, stage.origin),
        stage.reached,
        stage.since,
        stage.next_steps,
        tuple(cite(each).source for each in stage.postponed),
        _is_overdue(stage, day),
        cite(stage.notice),
    )


def _is_overdue(stage: Stage, day: date) -> bool:
    ends = [step.at_latest or step.by for step in stage.next_steps]
    return any(end is not None and end + _TOLLED < day for end in ends)


def _case_line(desk: Desk, record: CaseRecord) -> CaseLine:
    state = state_on(record, desk.today)
    return CaseLine(
        record.number,
        record.product,
        country_name(record.number, record.origin),
        state.status.value if state else "",
        state.since if state else None,
        rest_rate(desk.cases, record, desk.today),
        record.companions,
    )


def _score(record: CaseRecord, sought: str) -> float:
    """How well a case fits the words: its number, its product, a company of it; 0: not at all."""
    if not sought:
        return 1.0
    if sought.upper().replace("-", "") in record.number.replace("-", ""):
        return 200.0
    wanted = set(keys(sought))
    for rate in record.rates:
        if wanted & {*exporter_keys(rate), *producer_keys(rate)}:
            return 150.0
    score = fuzz.token_set_ratio(words(sought), words(record.product))
    return score if score >= _ALIKE else 0.0
