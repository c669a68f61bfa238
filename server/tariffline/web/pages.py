"""Pages for people: what the cards, the sidebar and a mail link to."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tariffline.desk.searching import search
from tariffline.desk.sheet import sheet
from tariffline.functions import CATALOGUE
from tariffline.functions.batch import one
from tariffline.law.answer import Unknown, Value
from tariffline.web.asked import asked_code, asked_count, asked_date, refusal
from tariffline.web.wire import desk, text

pages = Blueprint("pages", __name__)


@pages.get("/")
def home() -> str:
    """What is loaded, and a search."""
    here = desk()
    return render_template(
        "home.html", editions=here.schedule.editions[::-1], info=here.schedule.info_on(here.today)
    )


@pages.get("/hts")
def results() -> str | Response:
    """Lines by words or number fragments; a whole number goes to its page."""
    asked = request.args.get("q", "").strip()
    found = search(desk(), asked, asked_count("limit", 25))
    return render_template(
        "search.html", asked=asked, found=found, unknown=isinstance(found, Unknown)
    )


@pages.get("/hts/<number>")
def line(number: str) -> str | Response:
    """Everything about a number on ?date=…; with ?country=… its base rate too."""
    here = desk()
    code = asked_code(number)
    found = sheet(here, code, asked_date("date"))
    if isinstance(found, Unknown):
        raise refusal(found)
    if number != found.number:
        query = f"?{request.query_string.decode()}" if request.query_string else ""
        return redirect(url_for("pages.line", number=found.number) + query)
    asked = [number, *(request.args.get(name) for name in ("country", "date", "facts"))]
    base = one(here, CATALOGUE["BASE"], asked)
    return render_template(
        "line.html", sheet=found, base=base, unknown=isinstance(base, Unknown), asked=request.args
    )


@pages.app_template_filter("cell")
def cell(value: Value) -> str:
    """A value as a cell shows it."""
    return text(value)
