"""Pages for people: what the cards, the sidebar and a mail link to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tariffline.desk.beside import beside, printed_in
from tariffline.desk.case_directory import find_cases
from tariffline.desk.find import find
from tariffline.desk.found import Found
from tariffline.desk.lines import description
from tariffline.desk.searching import search
from tariffline.desk.sheet import sheet
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.law.answer import MEANINGS, Answer, ErrorCode, Unknown, Value
from tariffline.law.code import Code, CodeError, parse_code
from tariffline.law.countries import COUNTRIES
from tariffline.law.schedule import OPEN_END
from tariffline.law.tree import EditionInfo
from tariffline.web.asked import asked_code, asked_count, asked_date, refusal
from tariffline.web.collecting import asked_collected
from tariffline.web.wire import desk, text

pages = Blueprint("pages", __name__)

_ASKED = ("country", "date", "facts")
_KEPT = (*_ASKED, "value", "quantity")


@pages.get("/")
def home() -> str:
    """What is loaded, and a search."""
    here = desk()
    return render_template(
        "home.html", editions=here.schedule.editions[::-1], functions=CATALOGUE.values()
    )


@pages.get("/hts")
def results() -> str | Response:
    """Lines by words or number fragments; a whole number goes to its page."""
    asked = request.args.get("q", "").strip()
    if code := _whole_number(asked):
        return redirect(url_for("pages.line", number=str(code)))
    found = search(desk(), asked, asked_count("limit", 25))
    return render_template(
        "search.html", asked=asked, found=found, unknown=isinstance(found, Unknown)
    )


def _whole_number(asked: str) -> Code | None:
    """A number with a page of its own, or with eight digits, whose page says why there is none."""
    try:
        code = parse_code(asked)
    except CodeError:
        return None
    if len(code.digits) >= 8:
        return code
    could_be = len(code.digits) > 2 and not code.zero_restored
    return code if could_be and isinstance(find(desk(), code, None), Found) else None


@pages.get("/hts/<number>")
def line(number: str) -> str | Response:
    """Everything about a number on ?date=…; with ?country=… its base rate and its duty."""
    here, day = desk(), asked_date("date")
    found = sheet(here, asked_code(number), day)
    if isinstance(found, Unknown):
        raise refusal(found)
    if number != found.number:
        kept: dict[str, Any] = {name: request.args[name] for name in _KEPT if name in request.args}
        return redirect(url_for("pages.line", number=found.number, **kept))
    code = asked_code(number)
    question = [number, *(request.args.get(name, "") for name in _ASKED)]
    base = one(here, CATALOGUE["BASE"], question)
    return render_template(
        "line.html",
        sheet=found,
        day=day,
        today=here.today,
        base=base,
        unknown=isinstance(base, Unknown),
        question=without_empty_end(question),
        collected=asked_collected(here, code, day),
        beside=beside(here, code, day),
        editions=printed_in(here, code),
        countries=COUNTRIES.values(),
        cases=find_cases(here, "", hts=code.digits),
        cases_known_to=here.cases.known_to,
    )


@pages.app_template_filter("without_empty_end")
def without_empty_end(question: list[str]) -> list[str]:
    """A question without the arguments that are left out at its end."""
    last = max(index for index, argument in enumerate(question) if argument.strip())
    return question[: last + 1]


@pages.app_template_global()
def in_use() -> EditionInfo | None:
    """The edition in force today: what a page without a date answers from."""
    here = desk()
    return here.schedule.info_on(here.today)


@pages.app_template_filter("cell")
def cell(value: Value) -> str:
    """A value as a cell shows it."""
    return text(value)


@pages.app_template_filter("meaning")
def meaning(code: ErrorCode) -> str:
    """What an error code says to the person who meets it."""
    return MEANINGS[code]


@pages.app_template_filter("path_words")
def path_words(number: str) -> str:
    """The full description of a number that an error offers, on the day asked for."""
    found = description(desk(), parse_code(number), asked_date("date"))
    return str(found.value) if isinstance(found, Answer) else ""


@pages.app_template_filter("formula")
def formula(arguments: tuple[object, ...], name: str) -> str:
    """The question as it is written in a cell: `=TARIFF.BASE("7307.91.50.10","KR")`."""
    return f"=TARIFF.{name}({','.join(map(_literal, arguments))})"


def _literal(value: object) -> str:
    return str(value) if isinstance(value, int) else '"' + str(value).replace('"', '""') + '"'


@pages.app_template_global()
def last_in_force(number: str) -> date | None:
    """The last day on which an edition at hand prints a number that none prints now."""
    try:
        versions = desk().schedule.history(parse_code(number).digits)
    except CodeError:
        return None
    ended = versions[-1].ends if versions else OPEN_END
    return None if ended == OPEN_END else ended - timedelta(days=1)
