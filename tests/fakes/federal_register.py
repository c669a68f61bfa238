"""A local Federal Register: its API's search with pages, and the full texts; it fails when told."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

SEARCH = "/api/v1/documents.json"


class Fault(Enum):
    """What goes wrong with one request; the next is answered well."""

    STATUS_429 = auto()
    STATUS_500 = auto()
    STATUS_404 = auto()
    A_PAGE = auto()
    HALF = auto()
    HALF_SAID_WHOLE = auto()
    NO_JSON = auto()


_ANSWERS: dict[Fault | None, tuple[int, str, bytes]] = {
    Fault.STATUS_429: (429, "text/plain", b"too many"),
    Fault.STATUS_500: (500, "text/plain", b"a fault"),
    Fault.STATUS_404: (404, "text/plain", b"not here"),
    Fault.A_PAGE: (200, "text/html", b"<html>Request access</html>"),
    Fault.NO_JSON: (200, "application/json", b'{"results": [{"title": 3}]}'),
}


@dataclass(frozen=True)
class Published:
    """A document of the fake. `rates`: company and per cent; no text, no full-text address."""

    number: str
    day: str
    title: str = (
        "Widgets From India: Final Results of Countervailing Duty Administrative Review; 2021"
    )
    docket: str = "C-533-701"
    rates: tuple[tuple[str, str], ...] = (("A Ltd.", "1.25"),)
    has_text: bool = True
    type: str = "Notice"

    @property
    def path(self) -> str:
        return f"/documents/full_text/xml/{self.day.replace('-', '/')}/{self.number}.xml"

    def text(self) -> str:
        rows = "".join(
            f'<ROW><ENT I="01">{escape(name)}</ENT><ENT>{rate}</ENT></ROW>'
            for name, rate in self.rates
        )
        return (
            "<NOTICE><PREAMB><AGENCY>DEPARTMENT OF COMMERCE</AGENCY>"
            "<SUBAGY>International Trade Administration</SUBAGY>"
            f"<DEPDOC>[{self.docket}]</DEPDOC><SUBJECT>{escape(self.title)}</SUBJECT></PREAMB>"
            '<SUPLINF><HD SOURCE="HD1">Final Results</HD><GPOTABLE COLS="2"><BOXHD>'
            '<CHED H="1">Company</CHED><CHED H="1">Subsidy rate (percent)</CHED></BOXHD>'
            f"{rows}</GPOTABLE></SUPLINF>"
            f"<FRDOC>[FR Doc. {self.number} Filed 1-2-24; 8:45 am]</FRDOC></NOTICE>"
        )

    def record(self, host: str) -> dict[str, Any]:
        return {
            "document_number": self.number,
            "title": self.title,
            "abstract": None,
            "action": "Notice.",
            "dates": None,
            "agencies": [{"raw_name": "DEPARTMENT OF COMMERCE", "name": "Commerce Department"}],
            "docket_ids": [self.docket] if self.docket else [],
            "citation": "89 FR 100",
            "publication_date": self.day,
            "full_text_xml_url": f"{host}{self.path}" if self.has_text else None,
            "html_url": f"{host}/d/{self.number}",
            "correction_of": None,
            "toc_subject": None,
            "type": self.type,
        }


@dataclass
class FakeFederalRegister:
    """A context manager. `most`: results that one search gives in all. `faults`: by path."""

    documents: Sequence[Published] = ()
    page_size: int = 2
    most: int = 1000
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _problem: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def found(self, query: str) -> dict[str, Any]:
        asked = parse_qs(query)
        since = asked["conditions[publication_date][gte]"][0]
        page = int(asked.get("page", ["1"])[0])
        hits = sorted((d for d in self.documents if d.day >= since), key=lambda d: d.day)
        given = hits[: self.most][(page - 1) * self.page_size : page * self.page_size]
        is_last = page * self.page_size >= min(len(hits), self.most)
        following = urlencode([(n, v) for n, vs in asked.items() if n != "page" for v in vs])
        official = "https://www.federalregister.gov"
        return {
            "count": len(hits),
            "total_pages": -(-min(len(hits), self.most) // self.page_size),
            "next_page_url": None if is_last else f"{official}{SEARCH}?{following}&page={page + 1}",
            "results": [each.record(official) for each in given],
        }

    def fault(self, path: str) -> Fault | None:
        waiting = self.faults.get(path, [])
        return waiting.pop(0) if waiting else None


def _handler(fake: FakeFederalRegister) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            fake.asked.append(parts.path)
            fault = fake.fault(parts.path)
            if fault in _ANSWERS:
                self._send(*_ANSWERS[fault])
            else:
                self._answer(parts.path, parts.query, fault)

        def _answer(self, path: str, query: str, fault: Fault | None) -> None:
            if path == SEARCH:
                self._send(200, "application/json", json.dumps(fake.found(query)).encode(), fault)
                return
            text = next((d.text() for d in fake.documents if d.path == path), None)
            if text is None:
                self._send(404, "text/plain", b"not here")
            else:
                self._send(200, "text/xml", text.encode(), fault)

        def _send(self, status: int, kind: str, body: bytes, fault: Fault | None = None) -> None:
            sent = body[: len(body) // 2] if fault in (Fault.HALF, Fault.HALF_SAID_WHOLE) else body
            said = len(sent) if fault is Fault.HALF_SAID_WHOLE else len(body)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(said))
            if status == 429:
                self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(sent)
            if fault is Fault.HALF:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Quiet."""

    return Handler
