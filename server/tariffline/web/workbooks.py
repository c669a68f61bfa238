"""/v1/workbooks and /workbooks: a workbook is handed in, refreshed, fetched, and deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from flask import Blueprint, Response, current_app, redirect, render_template, request, send_file
from flask import url_for as address_of
from werkzeug.wrappers import Response as AnyResponse

from tariffline.law.answer import ErrorCode, Unknown
from tariffline.store.workbooks import BusyError, Job, State
from tariffline.web.asked import Refused, bad_request, only, refusal
from tariffline.web.refreshing import Refresher, Refreshing, refresher
from tariffline.web.wire import json

workbooks = Blueprint("workbooks", __name__)

MOST_UPLOAD = 100 * 2**20
_CHUNK = 2**20
_FIELD = "workbook"
_WISHES = ("sheet", "map", "columns", "allow")
_ROLES = ("hts", "country", "date")  # the page asks for their columns one by one
_POLL_SECONDS = 2
_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
}


class Problem(msgspec.Struct):
    """Why a workbook was not refreshed."""

    code: str
    message: str


class WorkbookJob(msgspec.Struct):
    """A workbook that was handed in. `result` is the address of the refreshed one, once it is done.

    `state`: waiting, running, done, refused or failed; `summary`: what `tariffline refresh --json`
    prints; `delete_at` (UTC): when all of it is deleted, unless DELETE comes first.
    """

    id: str
    name: str
    state: State
    step: str
    received: datetime
    delete_at: datetime
    error: Problem | None
    summary: msgspec.Raw
    result: str | None


@workbooks.post("/v1/workbooks")
def hand_in() -> Response:
    """Take a workbook: the request's body, or the file of a form."""
    only("name", *_WISHES)
    job = _taken()
    response = json(_told(job), 202)
    response.headers["Location"] = address_of(".progress", number=job.id)
    return response


@workbooks.get("/v1/workbooks/<number>")
def progress(number: str) -> Response:
    """How far it is."""
    response = json(_told(_job(number)))
    response.headers["Cache-Control"] = "no-store"
    return response


@workbooks.get("/v1/workbooks/<number>/result")
def result(number: str) -> AnyResponse:
    """The refreshed workbook."""
    job = _job(number)
    path = _refreshing().files.result(job)
    if job.state is not State.DONE or not path.is_file():
        why = job.error or f"it is {job.state}; ask {address_of('.progress', number=number)}"
        unknown = Unknown(ErrorCode.UNAVAILABLE, f"{job.name} has no result: {why}")
        raise Refused(409, unknown, None if job.state.is_final else _POLL_SECONDS)
    response = send_file(
        path.resolve(), _TYPES.get(path.suffix.lower()), as_attachment=True, download_name=job.name
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@workbooks.delete("/v1/workbooks/<number>")
def delete(number: str) -> Response:
    """Stop the work on it and delete all of it."""
    _refreshing().files.delete(_job(number).id)
    return Response(status=204)


@workbooks.get("/workbooks")
def page() -> str:
    """Where a workbook is handed in by hand."""
    return render_template("workbooks.html", most=MOST_UPLOAD // 2**20)


@workbooks.post("/workbooks")
def hand_in_by_hand() -> AnyResponse:
    """Take a workbook of the page, and show how far it is."""
    return redirect(address_of(".progress_page", number=_taken().id), 303)


@workbooks.get("/workbooks/<number>")
def progress_page(number: str) -> AnyResponse:
    """How far it is, for people; it looks again by itself until it is done."""
    job = _job(number)
    summary = msgspec.json.decode(job.summary)
    response = Response(render_template("workbook.html", job=job, summary=summary))
    response.headers["Cache-Control"] = "no-store"
    if not job.state.is_final:
        response.headers["Refresh"] = str(_POLL_SECONDS)
    return response


@workbooks.post("/workbooks/<number>/delete")
def delete_by_hand(number: str) -> AnyResponse:
    """Delete all of it."""
    _refuse_strangers()
    _refreshing().files.delete(_job(number).id)
    return redirect(address_of(".page"), 303)


def _taken() -> Job:
    """Keep what is sent, and have it refreshed. Raises Refused."""
    _refuse_strangers()
    refresh = _refresher()
    if request.content_length is None:
        raise bad_request("the request has no Content-Length; send it whole, not chunked", 411)
    request.max_content_length = MOST_UPLOAD
    name = _name()
    refreshing = _refreshing()
    try:
        job = refreshing.files.receive(name)
    except BusyError as busy:
        unknown = Unknown(ErrorCode.UNAVAILABLE, str(busy))
        raise Refused(429, unknown, busy.seconds) from None
    try:
        _keep(refreshing.files.given(job))
    except BaseException:  # half of it came, or too much: nothing of it stays
        refreshing.files.delete(job.id)
        raise
    refreshing.put(job, _wishes(), refresh)
    return job


def _name() -> str:
    if not _is_form():
        suffix = next((s for s, kind in _TYPES.items() if kind == request.mimetype), ".xlsx")
        return request.args.get("name", "") or f"workbook{suffix}"
    file = request.files.get(_FIELD)
    if file is None or not file.filename:
        raise bad_request(f"the form has no file; send one as {_FIELD}")
    return file.filename


def _keep(path: Path) -> None:
    source = request.files[_FIELD].stream if _is_form() else request.stream
    with path.open("wb") as file:
        while chunk := source.read(_CHUNK):
            file.write(chunk)
        came = file.tell()
    if not came:
        raise bad_request("the workbook is empty; send the bytes of an .xlsx or .xlsm file")
    # Not every server says so itself when a sender hangs up.
    if not _is_form() and came != request.content_length:
        told = f"{came:,} of {request.content_length:,} bytes"
        raise bad_request(f"the request broke off after {told}; send it again")


def _wishes() -> Mapping[str, Sequence[str]]:
    told = request.values
    wishes = {name: [each for each in told.getlist(name) if each.strip()] for name in _WISHES}
    columns = ((role, told.get(role, "").strip()) for role in _ROLES)
    wishes["map"] += [f"{role}={column}" for role, column in columns if column]
    return wishes


def _is_form() -> bool:
    return request.mimetype == "multipart/form-data"


def _refuse_strangers() -> None:
    """A page elsewhere may make a browser send a form here: https://www.w3.org/TR/fetch-metadata/"""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise bad_request("a page of another site can't hand in workbooks", 403)


def _refresher() -> Refresher:
    found = refresher()
    if found is None:
        message = "this service was installed without what refreshes workbooks"
        raise refusal(Unknown(ErrorCode.UNAVAILABLE, message))
    return found


def _job(number: str) -> Job:
    job = _refreshing().files.find(number)
    if job is None:
        message = (
            "there is no such workbook: each is deleted an hour after it came; hand it in again"
        )
        raise refusal(Unknown(ErrorCode.NOT_FOUND, message))
    return job


def _told(job: Job) -> WorkbookJob:
    code = ErrorCode.BAD_INPUT if job.state is State.REFUSED else ErrorCode.UNAVAILABLE
    return WorkbookJob(
        job.id,
        job.name,
        job.state,
        job.step,
        job.received,
        job.deleted_at,
        Problem(code, job.error) if job.error else None,
        job.summary,
        address_of(".result", number=job.id) if job.state is State.DONE else None,
    )


def _refreshing() -> Refreshing:
    found: Refreshing = current_app.extensions["refreshing"]
    return found
