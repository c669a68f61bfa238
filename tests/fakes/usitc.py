"""A local USITC with switchable faults, and exports in its form."""

from __future__ import annotations

import csv
import io
import json
import socket
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from tariffline.sources.usitc.export import CHAPTERS, COLUMNS

PrintedRow = dict[str, Any]


class Fault(Enum):
    """What may go wrong with one request for the export."""

    SILENCE = auto()  # no answer until the fake closes
    ERROR = auto()  # 500
    BUSY = auto()  # 429, with the fake's `retry_after`
    HTML = auto()  # a page under Content-Type: text/html
    HTML_AS_JSON = auto()
    HALF = auto()  # half the body under the full Content-Length, then the connection closes
    REFUSAL = auto()  # 403


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]


@dataclass
class FakeUsitc:
    """A context manager; between requests every field may be changed.

    `releases`: the names currentRelease gives in turn, the last for ever. `faults`: one for each
    of the next requests for the export. `bare`: currentRelease answers without its object.
    `chapter`: the file of chapter 99; None: there is none.
    """

    export: bytes
    releases: list[str] = field(default_factory=lambda: ["2026HTSRev5"])
    published: dict[str, str] = field(default_factory=lambda: {"2026HTSRev5": "04/08/2026"})
    faults: deque[Fault] = field(default_factory=deque)
    bare: bool = False
    retry_after: str = "0"  # seconds
    etag: str | None = '"rev5"'
    ranges: bool = True
    encoding: str | None = None
    chapter: bytes | None = None
    asked: list[Asked] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.closing = threading.Event()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def exports(self) -> list[Asked]:
        """The requests for the export, in order."""
        return [each for each in self.asked if each.path == "/reststop/exportList"]


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for every answer under way

    def __init__(self, fake: FakeUsitc) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.fake = fake

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is part of the play."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        fake = self.server.fake
        path = urlsplit(self.path).path
        fake.asked.append(Asked(path, dict(self.headers)))
        match path:
            case "/reststop/currentRelease":
                name = fake.releases.pop(0) if len(fake.releases) > 1 else fake.releases[0]
                self._send(name.encode() if fake.bare else json.dumps({"name": name}).encode())
            case "/reststop/releaseList":
                entries = [
                    {"name": name, "releaseStartDate": day, "status": "archive"}
                    for name, day in fake.published.items()
                ]
                self._send(json.dumps(entries).encode())
            case "/reststop/exportList":
                self._export(fake.faults.popleft() if fake.faults else None)
            case "/reststop/file" if fake.chapter is not None:
                self._send(fake.chapter)
            case _:
                self.send_error(404)

    def _export(self, fault: Fault | None) -> None:
        page = b"<!DOCTYPE html><html><body>Down for maintenance</body></html>"
        match fault:
            case Fault.SILENCE:
                self.server.fake.closing.wait(10)
            case Fault.ERROR:
                self.send_error(500)
            case Fault.BUSY:
                self._send(b"", 429, {"Retry-After": self.server.fake.retry_after})
            case Fault.REFUSAL:
                self.send_error(403)
            case Fault.HTML:
                self._send(page, 200, {"Content-Type": "text/html"})
            case Fault.HTML_AS_JSON:
                self._send(page)
            case Fault.HALF | None:
                self._document(half=fault is Fault.HALF)

    def _document(self, *, half: bool) -> None:
        fake = self.server.fake
        headers = {"ETag": fake.etag} if fake.etag else {}
        if fake.encoding:
            headers["Content-Encoding"] = fake.encoding
        if fake.etag and self.headers.get("If-None-Match") == fake.etag:
            self._send(b"", 304, headers)
            return
        body, status = fake.export, 200
        span = self.headers.get("Range")
        if span and fake.ranges and self.headers.get("If-Range") == fake.etag:
            start = int(span.removeprefix("bytes=").removesuffix("-"))
            headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            body, status = body[start:], 206
        self._send(body, status, headers, sent=len(body) // 2 if half else len(body))

    def _send(
        self,
        body: bytes,
        status: int = 200,
        headers: dict[str, str] | None = None,
        *,
        sent: int | None = None,
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:sent])

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def printed_row(number: str, indent: int = 0, **fields: object) -> PrintedRow:
    """A row as the JSON export has it; without a number it is a superior row."""
    row: PrintedRow = {
        "htsno": number,
        "indent": str(indent),
        "description": "Other",
        "superior": None if number else "true",
        "units": [],
        "general": "",
        "special": "",
        "other": "",
        "footnotes": [] if number else None,
        "quotaQuantity": None,
        "additionalDuties": None,
        "addiitionalDuties": None,
    }
    return row | fields


def whole_rows(rows: int = 30_500) -> list[PrintedRow]:
    """Rows ascending through every chapter, at least as many as asked for."""
    lines = -(-rows // len(CHAPTERS)) // 2
    result: list[PrintedRow] = []
    for chapter in sorted(CHAPTERS):
        result.append(printed_row(f"{chapter}01", description=f"Goods of chapter {chapter}:"))
        result.append(printed_row("", 1, description="Of one kind:"))
        for line in range(lines):
            number = f"{chapter}01.{10 + line // 90}.{10 + line % 90}"
            result.append(printed_row(number, 2, general="5%", special="Free (AU)", other="35%"))
            result.append(printed_row(f"{number}.00", 3, units=["No.", "kg"]))
    return result


def whole_export(rows: int = 30_500) -> bytes:
    """A synthetic whole edition in JSON: every chapter, ascending numbers."""
    return as_json(whole_rows(rows))


def as_json(rows: Iterable[PrintedRow]) -> bytes:
    return json.dumps(list(rows), ensure_ascii=False).encode()


def as_csv(rows: Iterable[PrintedRow]) -> bytes:
    """The rows as USITC's CSV prints them: a bare header, then every cell in quotes."""
    text = io.StringIO()
    text.write(",".join(COLUMNS) + "\n")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for row in rows:
        units = json.dumps(row["units"], ensure_ascii=False, separators=(",", ":"))
        writer.writerow(
            [
                row["htsno"],
                row["indent"],
                row["description"],
                units if row["units"] else "",
                row["general"],
                row["special"],
                row["other"],
                row["quotaQuantity"] or "",
                row["additionalDuties"] or "",
            ]
        )
    return text.getvalue().encode()


def unreachable_url() -> str:
    """An address of this machine where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"
