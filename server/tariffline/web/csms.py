"""CBP's messages: /v1/csms for programs, /csms for people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tariffline.desk.csms import (
    MOST_MESSAGES,
    MessageSheet,
    address,
    edition,
    message_sheet,
)
from tariffline.desk.find import find
from tariffline.desk.guides import guides
from tariffline.desk.message_search import Sought, find_messages
from tariffline.desk.records import Desk
from tariffline.desk.triage import Subscriber, todo
from tariffline.law.answer import Unknown
from tariffline.law.bulletin import Bulletin
from tariffline.law.code import parse_code
from tariffline.law.countries import parse_country
from tariffline.law.message_kinds import MessageKind
from tariffline.law.message_mentions import cases
from tariffline.law.message_number import MessageNumber, parse_message_number
from tariffline.law.message_words import long_date
from tariffline.web.asked import asked_code, asked_count, asked_date, bad_request, refusal
from tariffline.web.wire import desk, json

csms = Blueprint("csms", __name__)

_ON_A_PAGE = 50
_LOOK_BACK = timedelta(days=30)  # what `todo` covers when no date is given


@csms.get("/v1/csms")
def find_all() -> Response:
    """Messages by words and filters, best first; newest first without words."""
    here = desk()
    found = find_messages(here.messages, _sought(), _limit(25))
    rows = [_row(here, each) for each in found]
    return json({"edition": edition(here), "messages": rows})


@csms.get("/v1/csms/todo")
def tasks() -> Response:
    """What to act on since a date, the most pressing first."""
    here = desk()
    since = asked_date("since") or here.today - _LOOK_BACK
    found = todo(here, since, _subscriber(), asked_date("until"))[: _limit(_ON_A_PAGE)]
    return json({"edition": edition(here), "since": since, "tasks": found})


@csms.get("/v1/csms/<number>")
def one(number: str) -> Response:
    """Everything about a message."""
    return json(_sheet(number))


@csms.get("/csms")
def page() -> str:
    """The messages for people, with filters."""
    here = desk()
    found = find_messages(here.messages, _sought(), _ON_A_PAGE)
    return render_template(
        "csms_search.html",
        found=[_row(here, each) for each in found],
        asked=request.args,
        kinds=list(MessageKind),
        count=len(here.messages),
        known_to=here.messages.known_to,
    )


@csms.get("/csms/todo")
def tasks_page() -> str:
    """What to act on, for people."""
    here = desk()
    since = asked_date("since") or here.today - _LOOK_BACK
    found = todo(here, since, _subscriber(), asked_date("until"))
    return render_template(
        "csms_todo.html",
        tasks=found[:_ON_A_PAGE],
        count=len(found),
        since=since,
        asked=request.args,
    )


@csms.get("/csms/<number>")
def message(number: str) -> str | Response:
    """One message: explained, in full, with its thread and what it names."""
    here, sheet = desk(), _sheet(number)
    if sheet.number != number:
        return redirect(url_for("csms.message", number=sheet.number))
    return render_template(
        "csms.html", sheet=sheet, guides=guides(sheet.kind), printed=_printed(here, sheet)
    )


def _sheet(number: str) -> MessageSheet:
    found = message_sheet(desk(), _number(number))
    if isinstance(found, Unknown):
        raise refusal(found)
    return found


def _number(written: str) -> MessageNumber:
    try:
        return parse_message_number(written)
    except ValueError as problem:
        raise bad_request(f"number: {problem}") from None


def _printed(here: Desk, sheet: MessageSheet) -> set[str]:
    """The numbers named that today's schedule prints, so that they have a page."""
    return {hts for hts in sheet.hts if not isinstance(find(here, parse_code(hts), None), Unknown)}


def _row(here: Desk, bulletin: Bulletin) -> dict[str, Any]:
    facts = here.messages.facts(bulletin)
    return {
        "number": bulletin.number,
        "title": bulletin.title,
        "sent_on": bulletin.sent_on,
        "kind": facts.kind.value,
        "standing": facts.standing.value,
        "effective": facts.effective,
        "url": address(bulletin),
    }


def _sought() -> Sought:
    kinds = tuple(filter(None, request.args.getlist("kind")))
    known = [kind.value for kind in MessageKind]
    for kind in kinds:
        if kind not in known:
            raise bad_request(f"“{kind[:40]}” is not a kind; there are: {', '.join(known)}")
    who = _subscriber()
    return Sought(
        words=request.args.get("q", "")[:200].strip(),
        kinds=kinds,
        since=asked_date("since"),
        until=asked_date("until"),
        hts=who.hts[0] if who.hts else "",
        case=who.cases[0] if who.cases else "",
        country=who.countries[0] if who.countries else "",
    )


def _subscriber() -> Subscriber:
    """The numbers, cases and countries of the address; each may be repeated."""
    numbers = filter(None, request.args.getlist("hts"))
    return Subscriber(
        hts=tuple(asked_code(each).digits for each in numbers),
        cases=tuple(_case(each) for each in filter(None, request.args.getlist("case"))),
        countries=tuple(_country(each) for each in filter(None, request.args.getlist("country"))),
    )


def _case(written: str) -> str:
    found = cases(written.strip().upper())
    if len(found) != 1:
        raise bad_request(f"case: “{written[:40]}” is not a case; write it as A-570-910")
    return found[0]


def _country(written: str) -> str:
    try:
        return parse_country(written).iso
    except ValueError as problem:
        raise bad_request(f"country: {problem}") from None


csms.add_app_template_filter(long_date, "long_date")


def _limit(default: int) -> int:
    most = asked_count("limit", default)
    if not 1 <= most <= MOST_MESSAGES:
        raise bad_request(f"limit is {most}; give 1 to {MOST_MESSAGES}")
    return most
