"""AD/CVD cases: /v1/adcvd for programs, /adcvd for people."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tariffline.desk.case_directory import OVERDUE, CaseLine, find_cases, pending
from tariffline.desk.case_sheet import CaseSheet, RateLine, case_sheet
from tariffline.desk.deposits import Deposit, companions, deposit_of, together
from tariffline.desk.find import find
from tariffline.desk.near_names import Near
from tariffline.desk.records import Desk
from tariffline.desk.remedies import edition, not_answered
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.law.answer import Cite, Unknown
from tariffline.law.code import parse_code
from tariffline.law.countries import COUNTRIES, parse_country
from tariffline.law.remedy_case import CaseNumber, parse_case
from tariffline.law.remedy_kinds import Status
from tariffline.law.remedy_names import words
from tariffline.law.remedy_record import cite
from tariffline.web.asked import asked_code, asked_date, bad_request, only, refusal
from tariffline.web.wire import desk as desk_of_request
from tariffline.web.wire import error, json

adcvd = Blueprint("adcvd", __name__)

_ASKED = ("exporter", "producer", "date", "known", "description", "company")
_MOST_TEXT = 200
_MOST_RATES = 300  # on a page; the JSON has all


class DepositShown(msgspec.Struct):
    """A deposit as it travels: the rate (a share, or dollars per `unit`), and what decided."""

    case: str
    step: str
    party: str
    deposit: Any
    margin: Any
    unit: str
    effect: str
    effective: date | None
    published: date | None
    passed: tuple[str, ...]
    near: tuple[Near, ...]
    remarks: tuple[str, ...]
    cite: Cite


@adcvd.get("/v1/adcvd")
def find_all() -> Response:
    """Cases by words, country, state and HTS number."""
    only("q", "country", "status", "hts")
    here = _loaded()
    return json({"edition": edition(here), "cases": _found(here)})


@adcvd.get("/v1/adcvd/pending")
def pending_cases() -> Response:
    """The pending investigations with stage and next dates."""
    only()
    here = _loaded()
    return json({"edition": edition(here), "pending": pending(here)})


@adcvd.get("/v1/adcvd/<number>")
def one_case(number: str) -> Response:
    """Everything about a case."""
    only("date", "known", "description")
    return json(_sheet(_loaded(), _number(number)))


@adcvd.get("/v1/adcvd/<number>/deposit")
def one_deposit(number: str) -> Response:
    """The deposit for two companies, with its companions' and the near names."""
    only("exporter", "producer", "date")
    here, case = _loaded(), _number(number)
    exporter, producer, on = _text("exporter"), _text("producer"), asked_date("date") or here.today
    found = deposit_of(here, case, exporter, producer, on)
    if isinstance(found, Unknown):
        raise refusal(found)
    record = here.cases.records[case.number]
    beside = companions(here, record, exporter, producer, on)
    return json(
        {
            "edition": edition(here),
            "deposit": _shown(str(case), found),
            "companions": [
                error(at, each) if isinstance(each, Unknown) else _shown(name, each)
                for at, (name, each) in enumerate(beside.items())
            ],
            "together": together(found.rate, beside),
        }
    )


@adcvd.get("/adcvd")
def page() -> str:
    """The cases for people, with filters."""
    only("q", "country", "status", "hts")
    here = desk_of_request()
    return render_template(
        "adcvd_search.html",
        found=_found(here) if len(here.cases) else [],
        asked=request.args,
        count=len(here.cases),
        known_to=here.cases.known_to,
        states=list(Status),
        countries=COUNTRIES.values(),
    )


@adcvd.get("/adcvd/pending")
def pending_page() -> str:
    """The pending investigations, for people."""
    here = desk_of_request()
    return render_template(
        "adcvd_pending.html",
        overdue=OVERDUE,
        found=pending(here),
        count=len(here.cases),
        known_to=here.cases.known_to,
    )


@adcvd.get("/adcvd/<number>")
def case_page(number: str) -> str | Response:
    """One case: its rates, scope, history, companion."""
    only(*_ASKED)
    here, case = _loaded(), _number(number)
    if str(case) != number:
        kept: dict[str, Any] = {n: request.args[n] for n in _ASKED if n in request.args}
        return redirect(url_for("adcvd.case_page", number=str(case), **kept))
    sheet = _sheet(here, case)
    question = [str(case), _text("exporter"), _text("producer"), request.args.get("date", "")]
    answer = one(here, CATALOGUE["DEPOSIT"], question)
    return render_template(
        "adcvd.html",
        sheet=sheet,
        case=str(case),
        asked=request.args,
        today=here.today,
        deposit=answer,
        unknown=isinstance(answer, Unknown),
        question=question,
        printed=_printed(here, sheet),
        rates=_rates(sheet),
    )


def _loaded() -> Desk:
    here = desk_of_request()
    if refused := not_answered(here, here.today):
        raise refusal(refused)
    return here


def _sheet(here: Desk, case: CaseNumber) -> CaseSheet:
    on = asked_date("date") or here.today
    found = case_sheet(here, case, on, asked_date("known"), _text("description"))
    if isinstance(found, Unknown):
        raise refusal(found)
    return found


def _found(here: Desk) -> list[CaseLine]:
    number = request.args.get("hts", "").strip()
    hts = asked_code(number).digits if number else ""
    return find_cases(here, _text("q"), _country(), _text("status"), hts)


def _country() -> str:
    written = request.args.get("country", "").strip()
    try:
        return parse_country(written).iso if written else ""
    except ValueError as problem:
        raise bad_request(f"country: {problem}") from None


def _number(written: str) -> CaseNumber:
    try:
        return parse_case(written)
    except ValueError as problem:
        raise bad_request(f"case: {problem}") from None


def _rates(sheet: CaseSheet) -> list[RateLine]:
    """The rates of the companies whose names hold the words asked for; of all without."""
    sought = words(_text("company"))
    found = [each for each in sheet.rates if sought in words(f"{each.exporter} {each.producer}")]
    return found[:_MOST_RATES]


def _text(name: str) -> str:
    return request.args.get(name, "").strip()[:_MOST_TEXT]


def _printed(here: Desk, sheet: CaseSheet) -> set[str]:
    """The numbers named that today's schedule prints, so that they have a page."""
    numbers = {line.hts for line in sheet.lines}
    return {hts for hts in numbers if not isinstance(find(here, parse_code(hts), None), Unknown)}


def _shown(case: str, found: Deposit) -> DepositShown:
    rate = found.rate
    return DepositShown(
        case,
        found.step.value,
        found.party,
        rate.deposit,
        rate.rate.margin,
        rate.rate.unit,
        rate.effect.value,
        rate.effective,
        rate.notice.published,
        tuple(step.value for step in found.passed),
        found.near,
        found.remarks,
        cite(rate.notice, rate.rate.place),
    )
