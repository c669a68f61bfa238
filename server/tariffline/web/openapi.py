"""The OpenAPI description, made from the catalogue and the wire types; and its page."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Blueprint, Response, render_template

from tariffline.functions import CATALOGUE
from tariffline.functions.catalogue import Function
from tariffline.law.answer import MEANINGS
from tariffline.web import openapi_adcvd as adcvd
from tariffline.web import openapi_csms as csms
from tariffline.web import openapi_watches as watches
from tariffline.web import openapi_workbooks as workbooks
from tariffline.web.cliffs import AskedLines
from tariffline.web.entry import EntryIn
from tariffline.web.graph import Notifications
from tariffline.web.mail_wire import MailIn, MailOut
from tariffline.web.openapi_entry import entry
from tariffline.web.openapi_parts import path, problems, query
from tariffline.web.watches import WatchedIn
from tariffline.web.wire import MOST_BYTES, MOST_ROWS, Ask, FullAnswer, Reply, json
from tariffline.web.workbooks import WorkbookJob

docs = Blueprint("docs", __name__)


@docs.get("/openapi.json")
def description() -> Response:
    """The API as OpenAPI 3.1."""
    return json(openapi())


@docs.get("/docs")
def reference() -> str:
    """The functions and the endpoints, for people."""
    return render_template(
        "docs.html",
        functions=CATALOGUE.values(),
        paths=openapi()["paths"],
        meanings=MEANINGS,
        most_rows=MOST_ROWS,
        most_bytes=MOST_BYTES,
    )


def openapi() -> dict[str, Any]:
    """The description as a document."""
    named = (
        Ask,
        Reply,
        FullAnswer,
        AskedLines,
        EntryIn,
        MailIn,
        MailOut,
        WorkbookJob,
        Notifications,
        WatchedIn,
    )
    (ask, reply, _, lines, stated, mail, told, job, news, watched), schemas = (
        msgspec.json.schema_components(
            named,
            ref_template="#/components/schemas/{name}",
        )
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tariffline",
            "version": "1",
            "description": "U.S. customs answers. Each names its law, its dates and its source; "
            "what is not known is an error with a code, never a zero.",
        },
        "paths": {
            "/v1/ask": {"post": _ask(ask, reply)},
            **{f"/v1/cell/{f.name}": {"get": _cell(f)} for f in CATALOGUE.values()},
            "/v1/hts": {"get": _find()},
            "/v1/hts/{number}": {"get": _line()},
            "/v1/changes": {"get": _changes()},
            "/v1/cliffs": {"post": _cliffs(lines)},
            "/v1/entry": {"post": entry(stated)},
            "/v1/adcvd": {"get": adcvd.find_cases()},
            "/v1/adcvd/pending": {"get": adcvd.pending()},
            "/v1/adcvd/{number}": {"get": adcvd.case()},
            "/v1/adcvd/{number}/deposit": {"get": adcvd.deposit()},
            "/v1/csms": {"get": csms.find_messages()},
            "/v1/csms/todo": {"get": csms.todo()},
            "/v1/csms/{number}": {"get": csms.message()},
            "/v1/mail": {"post": _mail(mail, told)},
            "/v1/graph/notifications": {"post": _notified(news)},
            "/v1/watches": {"get": watches.watches()},
            "/v1/watches/{name}/lines": {"post": watches.watch(watched)},
            "/v1/blame/{name}": {"get": _blame()},
            "/v1/workbooks": {"post": workbooks.hand_in(job)},
            "/v1/workbooks/{number}": {
                "get": workbooks.progress(job),
                "delete": workbooks.delete(),
            },
            "/v1/workbooks/{number}/result": {"get": workbooks.result()},
            "/healthz": {"get": _plain("The process serves")},
            "/readyz": {"get": _plain("The service can answer")},
            "/metrics": {"get": _plain("Counts in the Prometheus text format")},
        },
        "components": {"schemas": schemas},
    }


def _ask(ask: object, reply: object) -> dict[str, Any]:
    return {
        "operationId": "ask",
        "summary": "Many questions in one request",
        "description": f"At most {MOST_ROWS:,} rows and {MOST_BYTES // 2**20} MiB a request. "
        "Answers stand in the order of the questions; one bad question never spoils the others. "
        "Functions: " + "; ".join(f.signature for f in CATALOGUE.values()),
        "requestBody": {"required": True, "content": {"application/json": {"schema": ask}}},
        "responses": {
            "200": {
                "description": "The answers",
                "content": {"application/json": {"schema": reply}},
            },
            **problems("400", "411", "413"),
        },
    }


def _cell(function: Function) -> dict[str, Any]:
    arguments = "; ".join(f"{p.name}: {p.help}" for p in function.parameters)
    return {
        "operationId": f"cell_{function.name}",
        "summary": function.summary,
        "description": f"{function.signature} → {function.returns}. {function.details} "
        f"Arguments in order: {arguments or 'none'}. An error is the text `CODE: message`, its "
        "code also in the header Tariffline-Error.",
        "parameters": [
            {
                "name": "args",
                "in": "query",
                "description": "the arguments in order, an empty one left out",
                "schema": {"type": "array", "items": {"type": "string"}},
                "explode": True,
                "example": [str(value) for value in function.example],
            }
        ],
        "responses": {"200": {"description": function.returns, "content": {"text/plain": {}}}},
    }


def _find() -> dict[str, Any]:
    return {
        "operationId": "find_lines",
        "summary": "Tariff lines by words or number fragments",
        "parameters": [
            query("q", "words, or digits, or both"),
            query("limit", "how many at most, 1 to 100", "integer"),
        ],
        "responses": {"200": {"description": "Lines, best first"}, **problems("400", "503")},
    }


def _line() -> dict[str, Any]:
    return {
        "operationId": "line",
        "summary": "Everything about one number",
        "parameters": [
            path("number", "the HTS number, in any usual spelling"),
            query("date", "the entry date; today when left out"),
        ],
        "responses": {
            "200": {"description": "Path, rates, footnotes, history"},
            **problems("400", "404", "409", "503"),
        },
    }


def _changes() -> dict[str, Any]:
    return {
        "operationId": "changes",
        "summary": "The feed of changes, oldest first",
        "description": "Read on with after=next until next is head. With Accept: text/event-stream "
        "it is a stream of events, resumed by Last-Event-ID. Another feed_id is another feed: "
        "numbers kept of the first mean nothing in it.",
        "parameters": [
            query("after", "the last number seen; 0 for all", "integer"),
            query("limit", "how many at most, 1 to 1000", "integer"),
            query("hts", "changes that touch this number"),
            query("kind", "rate, description, added, …; may be repeated"),
            query("from", "effective on this date or later"),
            query("to", "effective on this date or earlier"),
        ],
        "responses": {"200": {"description": "Changes, next, head, feed_id"}, **problems("400")},
    }


def _cliffs(lines: object) -> dict[str, Any]:
    return {
        "operationId": "cliffs",
        "summary": "The days ahead for a set of lines, and the money at risk on each",
        "requestBody": {"required": True, "content": {"application/json": {"schema": lines}}},
        "responses": {"200": {"description": "cliffs, at_risk by day"}, **problems("400", "413")},
    }


def _mail(mail: object, told: object) -> dict[str, Any]:
    return {
        "operationId": "mail",
        "summary": "What a mail mentions, answered, with a reply to insert",
        "description": "Spans index the reply's text: the body itself or, of HTML, the text it is "
        "turned into. Attachments that can't be read say why and never stop the rest.",
        "requestBody": {"required": True, "content": {"application/json": {"schema": mail}}},
        "responses": {
            "200": {
                "description": "Mentions, lines, attachments, reply",
                "content": {"application/json": {"schema": told}},
            },
            **problems("400", "411", "413"),
        },
    }


def _notified(news: object) -> dict[str, Any]:
    return {
        "operationId": "notified",
        "summary": "For Microsoft Graph: the mailbox that tariffline mailbox reads has news",
        "description": "404 where no subscription is kept or being asked for. A notification "
        "without our word is answered alike, and not believed.",
        "parameters": [query("validationToken", "repeated as plain text; Graph's handshake")],
        "requestBody": {"content": {"application/json": {"schema": news}}},
        "responses": {
            "202": {"description": "Noted; 200 with the validation token"},
            **problems("400", "404", "413"),
        },
    }


def _blame() -> dict[str, Any]:
    return {
        "operationId": "blame",
        "summary": "Which document made an answer what it is, and what it was before",
        "parameters": [
            path("name", "a function that takes a date"),
            query("args", "the arguments in order; may be repeated"),
        ],
        "responses": {
            "200": {"description": "now, since, document, before"},
            **problems("400", "404"),
        },
    }


def _plain(summary: str) -> dict[str, Any]:
    return {"summary": summary, "responses": {"200": {"description": summary}}}
