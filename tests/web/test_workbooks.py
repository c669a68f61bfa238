"""Workbooks that are handed in: the whole way, and all that can go wrong with it."""

import io
import json
import logging
import socket
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from tariffline.store.workbooks import MOST_UNFINISHED
from tariffline.web import workbooks as module
from tariffline.web.refreshing import Door, Refresher, refresher

Json = dict[str, Any]


def made(*rows: list[object], title: str = "Parts") -> bytes:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    workbook.save(file)
    workbook.close()
    return file.getvalue()


GOOD = made(["HTS", "Country of origin"], ["7307.91.5010", "KR"], ["no number", "KR"])


@pytest.fixture(autouse=True)
def swept(app: Flask) -> Iterator[None]:
    """No test leaves its workbooks to the next."""
    yield
    files = app.extensions["refreshing"].files
    for folder in files._root.glob("*"):
        files.delete(folder.name)


def hand_in(client: FlaskClient, content: bytes, **query: str) -> str:
    response = client.post("/v1/workbooks", data=content, query_string=query)
    assert response.status_code == 202, response.text
    job: Json = response.get_json()
    assert response.headers["Location"] == f"/v1/workbooks/{job['id']}"
    return str(job["id"])


def ended(client: FlaskClient, number: str) -> Json:
    for _ in range(1_000):
        job: Json = client.get(f"/v1/workbooks/{number}").get_json()
        if job["state"] not in ("waiting", "running"):
            return job
        time.sleep(0.02)
    raise TimeoutError(number)


def error(response: TestResponse) -> Json:
    told: Json = response.get_json()["error"]
    return told


def test_a_workbook_comes_back_refreshed(client: FlaskClient) -> None:
    job = ended(client, hand_in(client, GOOD, name="Teile 2026.xlsx"))
    assert (job["state"], job["name"], job["error"]) == ("done", "Teile 2026.xlsx", None)
    assert job["summary"]["errors"] == {"BAD_INPUT": 1}
    assert job["summary"]["out"] == "Teile 2026.xlsx"
    response = client.get(job["result"], buffered=True)
    assert response.headers["Content-Disposition"] == 'attachment; filename="Teile 2026.xlsx"'
    assert response.headers["Cache-Control"] == "no-store"
    sheet = load_workbook(io.BytesIO(response.data))["Parts"]
    rows = list(sheet.values)
    assert rows[1][3:5] == ("kg", 0.055)
    assert str(rows[2][4]).startswith("BAD_INPUT: ")


def test_it_answers_as_over_http(client: FlaskClient) -> None:
    asked = {"calls": [{"function": "BASE", "columns": [["7307.91.5010"], ["KR"]]}]}
    told = client.post("/v1/ask", json=asked).get_json()["results"][0]["answers"]
    job = ended(client, hand_in(client, GOOD))
    sheet = load_workbook(io.BytesIO(client.get(job["result"], buffered=True).data))["Parts"]
    assert sheet["E2"].value == told[0]


def test_a_second_refresh_tells_nothing_new(client: FlaskClient) -> None:
    first = client.get(ended(client, hand_in(client, GOOD))["result"], buffered=True).data
    job = ended(client, hand_in(client, first))
    assert job["summary"]["changes"] is False
    assert client.get(job["result"], buffered=True).data == first


def test_a_form_does_too(client: FlaskClient) -> None:
    form = {"workbook": (io.BytesIO(GOOD), "parts.xlsx"), "columns": "UNIT"}
    response = client.post("/v1/workbooks", data=form)
    assert response.status_code == 202
    job = ended(client, response.get_json()["id"])
    sheet = load_workbook(io.BytesIO(client.get(job["result"], buffered=True).data))["Parts"]
    headings = [cell.value for cell in sheet[1]][2:]
    assert headings == ["Tariffline: Unit", "Tariffline: Edition"]


def test_every_list_of_a_sheet_is_counted(client: FlaskClient) -> None:
    rows: list[list[object]] = [
        ["HTS", "Country", None, "Code", "Country"],
        ["7307.91.5010", "KR", None, "7307.91.5010", "CN"],
    ]
    wish = {"map": "list 2.hts=Code", "columns": "BASE"}
    number = hand_in(client, made(*rows), **wish)
    job = ended(client, number)
    assert [(each["name"], each["rows"], each["answered"]) for each in job["summary"]["lists"]] == [
        ("list 1", 1, 1),
        ("list 2", 1, 1),
    ]
    sheet = load_workbook(io.BytesIO(client.get(job["result"], buffered=True).data))["Parts"]
    assert [cell.value for cell in sheet[2]][5::2] == [0.055, 0.055]
    assert "In Parts [list 2]" in client.get(f"/workbooks/{number}").text


def test_columns_can_be_told(client: FlaskClient) -> None:
    content = made(["Nummer", "Land"], ["7307.91.5010", "KR"])
    refused = ended(client, hand_in(client, content))
    assert refused["state"] == "refused"
    assert (
        "no column of HTS numbers was found. Headings: “Parts” has Nummer"
        in (refused["error"]["message"])
    )
    job = ended(client, hand_in(client, content, map="hts=Nummer", columns="BASE"))
    assert (job["state"], job["summary"]["answered"]) == ("done", 1)


def test_macros_are_kept(client: FlaskClient) -> None:
    content = io.BytesIO(GOOD)
    with zipfile.ZipFile(content, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macros")
        types = package.read("[Content_Types].xml").decode()
    macro = types.replace("sheet.main+xml", "sheet.macroEnabled.main+xml").replace(
        "spreadsheetml.sheet.macro", "ms-excel.sheet.macro"
    )
    bytes_of = io.BytesIO()
    with zipfile.ZipFile(content) as package, zipfile.ZipFile(bytes_of, "w") as other:
        for name in package.namelist():
            other.writestr(name, macro if "Content_Types" in name else package.read(name))
    job = ended(client, hand_in(client, bytes_of.getvalue(), name="parts.xlsm"))
    assert job["state"] == "done", job
    response = client.get(job["result"], buffered=True)
    assert response.mimetype == "application/vnd.ms-excel.sheet.macroEnabled.12"
    with zipfile.ZipFile(io.BytesIO(response.data)) as package:
        assert package.read("xl/vbaProject.bin") == b"macros"


def bomb() -> bytes:
    file = io.BytesIO(GOOD)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.bin", bytes(50_000_000))
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("notes.xlsx", lambda: b"Dear all, ...", "notes.xlsx is not an Excel workbook"),
        ("old.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99, "in the .xls format"),
        ("locked.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99, "is encrypted, or"),
        ("bomb.xlsx", bomb, "too much to be read safely"),
        ("half.xlsx", lambda: GOOD[: len(GOOD) // 2], "half.xlsx is not an Excel workbook"),
        ("x.xlsx", lambda: made(["Tariffline report"], title="TARIFFLINE REPORT"), "another name"),
    ],
)
def test_what_can_not_be_refreshed_says_why(
    client: FlaskClient, name: str, content: Callable[[], bytes], message: str
) -> None:
    number = hand_in(client, content(), name=name)
    job = ended(client, number)
    assert (job["state"], job["result"], job["summary"]) == ("refused", None, None)
    assert job["error"]["code"] == "BAD_INPUT"
    assert message in job["error"]["message"]
    response = client.get(f"/v1/workbooks/{number}/result")
    assert response.status_code == 409
    assert message in error(response)["message"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"map": "weight=C"}, "“weight=C” must be one of hts, country"),
        ({"columns": "WEIGHT"}, "names no function that fills a column"),
        ({"sheet": "Orders"}, "no sheet “Orders”"),
        ({"allow": "all"}, "allow is “all”"),
    ],
)
def test_a_wrong_wish_says_why(client: FlaskClient, query: dict[str, str], message: str) -> None:
    job = ended(client, hand_in(client, GOOD, **query))
    assert job["state"] == "refused"
    assert message in job["error"]["message"]


def folders(app: Flask) -> list[Path]:
    return list(app.extensions["refreshing"].files._root.glob("*"))


BROKEN_OFF = {"CONTENT_LENGTH": "100000", "wsgi.input_terminated": True}


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({"data": b"PK", "environ_overrides": BROKEN_OFF}, 400, "after 2 of 100,000 bytes"),
        ({"environ_overrides": {"CONTENT_LENGTH": "0"}}, 400, "the workbook is empty"),
        ({"data": {"file": (io.BytesIO(GOOD), "a.xlsx")}}, 400, "send one as workbook"),
        ({"data": GOOD, "query_string": {"sheets": "x"}}, 400, "“sheets” is not a parameter"),
        ({}, 411, "no Content-Length"),
        ({"data": GOOD, "headers": {"Sec-Fetch-Site": "cross-site"}}, 403, "another site"),
    ],
)
def test_what_is_not_taken_says_why(
    client: FlaskClient, app: Flask, sent: Json, status: int, message: str
) -> None:
    response = client.post("/v1/workbooks", **sent)
    assert (response.status_code, error(response)["code"]) == (status, "BAD_INPUT")
    assert message in error(response)["message"]
    assert not folders(app)


@pytest.mark.parametrize("form", [True, False])
def test_too_large_a_workbook_is_refused(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch, form: bool
) -> None:
    monkeypatch.setattr(module, "MOST_UPLOAD", 2**20)
    content = bytes(2**20 + 1)
    kind = None
    if form:  # by hand: the client would keep so large a file open
        head = b'--x\r\nContent-Disposition: form-data; name="workbook"; filename="a.xlsx"\r\n\r\n'
        content, kind = head + content + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"
    response = client.post("/v1/workbooks", data=content, content_type=kind)
    assert response.status_code == 413
    assert "larger than 1 MiB" in error(response)["message"]
    assert not folders(app)


def test_half_an_upload_leaves_nothing(app: Flask) -> None:
    server = make_server("127.0.0.1", 0, app)
    running = Thread(target=server.handle_request)
    running.start()
    with socket.create_connection(("127.0.0.1", server.server_port)) as line:
        head = f"POST /v1/workbooks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(GOOD)}\r\n"
        line.sendall(head.encode() + b"\r\n" + GOOD[:1000])
        line.shutdown(socket.SHUT_WR)
        reply = line.makefile("rb").read()
    running.join()
    server.server_close()
    assert reply.split()[1] == b"400"
    assert not folders(app)


Refresh = Callable[..., bytes]


@pytest.fixture
def refreshing_with(monkeypatch: pytest.MonkeyPatch) -> Callable[[Refresh | None], None]:
    """Put another refresher in the plugin's place."""
    return lambda refresh: monkeypatch.setattr(module, "refresher", lambda: refresh)


def test_it_can_be_stopped_and_deleted(
    client: FlaskClient, app: Flask, refreshing_with: Callable[[Refresh | None], None]
) -> None:
    started, deleted, stopped = Event(), Event(), Event()

    def slow(given: Path, out: Path, wish: Any, door: Door, tell: Callable[[str], None]) -> bytes:
        started.set()
        assert deleted.wait(30)
        try:
            for _ in range(1_000):
                tell("Writing")
                time.sleep(0.01)
        finally:
            stopped.set()
        return b"{}"

    refreshing_with(slow)
    number = hand_in(client, GOOD)
    assert started.wait(30)
    early = client.get(f"/v1/workbooks/{number}/result")
    assert (early.status_code, early.headers["Retry-After"]) == (409, "2")
    assert client.delete(f"/v1/workbooks/{number}").status_code == 204
    deleted.set()
    assert stopped.wait(30)
    assert client.get(f"/v1/workbooks/{number}").status_code == 404
    assert client.delete(f"/v1/workbooks/{number}").status_code == 404
    assert not folders(app)


def test_a_fault_is_told_and_logged_without_the_workbook(
    client: FlaskClient,
    refreshing_with: Callable[[Refresh | None], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> bytes:
        raise RuntimeError("".join(["se", "cret price in cell C7"]))

    refreshing_with(broken)
    with caplog.at_level(logging.DEBUG):
        job = ended(client, hand_in(client, GOOD, name="secret plans.xlsx"))
    assert (job["state"], job["error"]["code"]) == ("failed", "UNAVAILABLE")
    assert "secret" not in json.dumps(job["error"])
    [record] = [each for each in caplog.records if each.levelname == "ERROR"]
    assert record.__dict__["fault"] == "RuntimeError"
    assert "broken" in record.__dict__["where"]
    assert not any("secret" in str(each.__dict__) for each in caplog.records)


def test_too_many_at_once_are_asked_to_wait(
    client: FlaskClient, refreshing_with: Callable[[Refresh | None], None]
) -> None:
    go_on = Event()

    def waiting(*_: object) -> bytes:
        assert go_on.wait(30)
        return b'{"refused": "enough"}'

    refreshing_with(waiting)
    numbers = [hand_in(client, GOOD) for _ in range(MOST_UNFINISHED)]
    response = client.post("/v1/workbooks", data=GOOD)
    go_on.set()
    assert (response.status_code, response.headers["Retry-After"]) == (429, "30")
    assert error(response)["code"] == "UNAVAILABLE"
    assert {ended(client, number)["state"] for number in numbers} == {"refused"}


def test_without_the_plugin_it_says_so(
    client: FlaskClient, refreshing_with: Callable[[Refresh | None], None]
) -> None:
    refreshing_with(None)
    response = client.post("/v1/workbooks", data=GOOD)
    assert (response.status_code, error(response)["code"]) == (503, "UNAVAILABLE")


def test_an_unknown_number_is_not_found(client: FlaskClient) -> None:
    for number in ("a" * 32, "..%2f..", "x"):
        assert client.get(f"/v1/workbooks/{number}").status_code == 404


def test_the_page_leads_through(client: FlaskClient) -> None:
    form = {"workbook": (io.BytesIO(GOOD), "parts.xlsx"), "sheet": "", "hts": "HTS"}
    sent = client.post("/workbooks", data=form)
    assert sent.status_code == 303
    where = sent.headers["Location"]
    ended(client, where.rpartition("/")[2])
    page = client.get(where)
    assert "Refresh" not in page.headers
    assert "Save the workbook" in page.text
    assert "<code>BAD_INPUT</code>" in page.text
    gone = client.post(f"{where}/delete")
    assert (gone.status_code, gone.headers["Location"]) == (303, "/workbooks")
    assert client.get(where).status_code == 404


def test_the_page_looks_again_until_it_is_done(
    client: FlaskClient, refreshing_with: Callable[[Refresh | None], None]
) -> None:
    told, go_on = Event(), Event()

    def waiting(
        given: Path, out: Path, wish: Any, door: Door, tell: Callable[[str], None]
    ) -> bytes:
        told.set()
        assert go_on.wait(30)
        return b'{"refused": "sheet \\u201cA\\u201d is protected <b>"}'

    refreshing_with(waiting)
    number = hand_in(client, GOOD)
    assert told.wait(30)
    page = client.get(f"/workbooks/{number}")
    go_on.set()
    ended(client, number)
    refused = client.get(f"/workbooks/{number}").text
    assert (page.headers["Refresh"], "<progress" in page.text) == ("2", True)
    assert "sheet “A” is protected &lt;b&gt;" in refused


def test_the_plugin_is_found() -> None:
    found: Refresher | None = refresher()
    assert found is not None
