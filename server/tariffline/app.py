"""The service put together: records, clock, blueprints, and what happens when a request fails."""

from __future__ import annotations

import gc
import logging
import os
import time
from collections.abc import Callable
from datetime import date

from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from tariffline.clock import now, today
from tariffline.desk.records import Records
from tariffline.desk.tidings import Tidings
from tariffline.law.answer import ErrorCode, Unknown
from tariffline.logs import log_as_json
from tariffline.settings import LOOPBACK, Settings, read_settings
from tariffline.store.database import open_database
from tariffline.store.mailboxes import Mailboxes
from tariffline.store.schedule import ScheduleStore
from tariffline.store.watches import Watches
from tariffline.store.workbooks import Workbooks
from tariffline.web.adcvd import adcvd
from tariffline.web.addin import addin
from tariffline.web.ask import ask
from tariffline.web.asked import Refused
from tariffline.web.blame import blame
from tariffline.web.cell import cell
from tariffline.web.changes import changes
from tariffline.web.cliffs import cliffs
from tariffline.web.csms import csms
from tariffline.web.entry import entry
from tariffline.web.graph import graph
from tariffline.web.health import REQUESTS, health
from tariffline.web.hts import hts
from tariffline.web.mail import mail
from tariffline.web.openapi import docs
from tariffline.web.pages import pages
from tariffline.web.refreshing import Door, Refreshing
from tariffline.web.watches import watches
from tariffline.web.wire import MOST_BYTES, json
from tariffline.web.workbooks import workbooks

log = logging.getLogger("tariffline.web")

_MOST_DRAINED = 8 * MOST_BYTES


def service() -> Flask:
    """The service by the settings of the environment, with the day's edition in memory."""
    settings = read_settings(os.environ)
    log_as_json(settings.log)
    app = create_app(settings)
    desk = app.extensions["records"].desk()
    if info := desk.schedule.info_on(desk.today):
        desk.schedule.edition(info)
    # A million objects that stay: were they looked through at each full collection, a batch of
    # answers in full detail would take half as long again.
    gc.freeze()
    return app


def create_app(settings: Settings, clock: Callable[[], date] = today) -> Flask:
    """The service over the data folder of the settings."""
    app = Flask("tariffline.web")
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    # Only loopback is served, so any other Host is a page elsewhere that rebinds its name to us.
    app.config["TRUSTED_HOSTS"] = list(LOOPBACK)
    engine = open_database(settings.home)
    store = ScheduleStore(engine)
    records = app.extensions["records"] = Records(store, clock)
    app.extensions["tidings"] = Tidings(store.feed)
    files = Workbooks(settings.home, now)
    app.extensions["refreshing"] = Refreshing(files, Door(settings.url, records))
    app.extensions["watches"] = Watches(engine)
    app.extensions["mailboxes"] = Mailboxes(engine)
    questions = (adcvd, ask, cell, blame, changes, cliffs, csms, entry, hts, mail)
    kept = (watches, workbooks)
    for blueprint in (*questions, *kept, addin, graph, pages, docs, health):
        app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, _refuse)
    app.register_error_handler(Exception, _failed)
    app.before_request(_start)
    app.after_request(_finish)
    return app


def _refuse(problem: HTTPException) -> Response:
    status = problem.code or 500
    if status == 413:
        _drain()
    if isinstance(problem, Refused):
        unknown = problem.unknown
    else:
        unknown = Unknown(_code(status), _words(problem))
    # A foreign Host has no page: Flask makes no links for it.
    if request.path.startswith("/v1/") or isinstance(problem, SecurityError):
        error = {"code": unknown.code, "message": unknown.message, "choices": unknown.choices}
        response = json({"error": error}, status)
    else:
        page = render_template("refused.html", unknown=unknown, status=status)
        response = Response(page, status)
    if isinstance(problem, Refused) and problem.again is not None:
        response.headers["Retry-After"] = str(problem.again)
    if isinstance(problem, MethodNotAllowed):
        response.allow.update(problem.valid_methods or ())
    return response


def _drain() -> None:
    """Read what a sender still sends: many clients look for the answer only when all is sent."""
    left = min(request.content_length or 0, _MOST_DRAINED)
    while left > 0 and (chunk := request.environ["wsgi.input"].read(min(left, 1 << 20))):
        left -= len(chunk)


def _code(status: int) -> ErrorCode:
    if status == 404:
        return ErrorCode.NOT_FOUND
    return ErrorCode.BAD_INPUT if status < 500 else ErrorCode.UNAVAILABLE


def _words(problem: HTTPException) -> str:
    if problem.code == 413:
        most = (request.max_content_length or MOST_BYTES) // 2**20
        return f"the request is larger than {most} MiB; send fewer rows at a time"
    if problem.code == 404:
        return f"there is no {request.path}; see /docs"
    if isinstance(problem, SecurityError):
        return f"{problem.description} Open the service as http://127.0.0.1 with its port"
    return problem.description or problem.name


def _failed(problem: Exception) -> Response | tuple[str, int]:
    """A fault of ours: logged with its cause; the sender learns no more than that."""
    log.error("failed", exc_info=problem, extra={"path": request.path})
    code = ErrorCode.UNAVAILABLE
    message = "the service failed on this request; its log says why"
    if request.path.startswith("/v1/"):
        return json({"error": {"code": code, "message": message}}, 500)
    return render_template("refused.html", unknown=Unknown(code, message), status=500), 500


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else "none"
    REQUESTS.labels(route, response.status_code).inc()
    took = round((time.perf_counter() - g.started) * 1000, 2) if "started" in g else None
    log.info(
        "request",
        extra={
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "ms": took,
        },
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Content-Security-Policy", "default-src 'self'")
    return response
