"""A service on loopback: `/v1/ask` from plain functions, `/v1/changes`; it fails when told to."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

Function = Callable[..., object]


class NoAnswerError(Exception):
    """What a function raises with code and message, for a question that has no answer."""


class Fault(Enum):
    """What goes wrong with one request; the next is answered well."""

    STATUS_500 = auto()
    STATUS_400 = auto()
    HALF_AN_ANSWER = auto()
    NO_JSON = auto()
    ONE_ANSWER_TOO_FEW = auto()
    NULL_WITHOUT_ERROR = auto()
    ERROR_WITHOUT_QUESTION = auto()
    NO_EDITION = auto()
    OTHER_EDITION = auto()


class FakeService:
    """Runs while it is entered; `requests` holds the bodies that came to `/v1/ask`.

    An answer rests on the digits of its first argument. `behind` answers hold that many changes
    less than the feed has.
    """

    def __init__(self, functions: Mapping[str, Function], faults: Sequence[Fault] = ()) -> None:
        self.functions = functions
        self.faults = list(faults)
        self.edition = "2026HTSRev5"
        self.older_edition = "2025HTSRev16"  # answers for dates before 2026
        self.measures_known_to: str | None = None
        self.valid_until: str | None = None
        self.requests: list[dict[str, Any]] = []
        self.feed_requests: list[int] = []
        self.feed_id = "a feed"
        self.changes: list[dict[str, Any]] = []
        self.behind = 0
        self.is_down = False
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = False  # so that closing waits for the last answer
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> FakeService:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def change(self, hts: str | None, *, origin: str = "", **told: Any) -> int:
        """Add a change to the feed; its number."""
        seq = len(self.changes) + 1
        scope = {"hts": hts, "origin": origin, "case": None, "message": None}
        usual: dict[str, Any] = {
            "kind": "rate", "field": "general", "before": "", "after": "", "successors": [],
            "effective": "2026-04-06", "until": None, "published": "2026-04-08",
            "cite": {"source": "HTS 2026 Rev 6", "place": "", "text": "", "url": ""},
        }  # fmt: skip
        self.changes.append({"seq": seq, "scope": scope, **usual, **told})
        return seq

    def feed(self, after: int, most: int) -> dict[str, Any]:
        self.feed_requests.append(after)
        found = self.changes[after : after + most]
        end = after + len(found)
        return {
            "changes": found,
            "next": end if len(found) == most else max(end, len(self.changes)),
            "head": len(self.changes),
            "feed_id": self.feed_id,
        }

    def reply(self, asked: dict[str, Any], fault: Fault | None) -> dict[str, Any]:
        self.requests.append(asked)
        results = [self._result(call) for call in asked["calls"]]
        if fault is Fault.ONE_ANSWER_TOO_FEW:
            results[0]["answers"].pop()
        if fault is Fault.NULL_WITHOUT_ERROR:
            results[0]["answers"][0] = None
        if fault is Fault.ERROR_WITHOUT_QUESTION:
            results[0]["errors"].append({"index": 10**6, "code": "NOT_FOUND", "message": "?"})
        editions: dict[Fault | None, str | None] = {
            Fault.NO_EDITION: None,
            Fault.OTHER_EDITION: "2026HTSRev6",
        }
        edition = editions.get(fault, self.edition)
        feed = len(self.changes) - self.behind
        return {
            "edition": edition,
            "measures_known_to": self.measures_known_to,
            "feed": feed,
            "results": results,
        }

    def _result(self, call: dict[str, Any]) -> dict[str, list[Any]]:
        answers: list[object] = []
        errors = []
        columns = call["columns"]  # none at all: one question without arguments
        for index, arguments in enumerate(zip(*columns, strict=True) if columns else [()]):
            try:
                answers.append(self._full(self.functions[call["function"]](*arguments), arguments))
            except NoAnswerError as refusal:
                answers.append(None)
                code, message = refusal.args
                errors.append({"index": index, "code": code, "message": message})
        return {"answers": answers, "errors": errors}

    def _full(self, value: object, arguments: tuple[str | None, ...]) -> dict[str, Any]:
        hts = "".join(filter(str.isdigit, (arguments or [""])[0] or ""))
        hts = "0" + hts if len(hts) % 2 else hts
        is_old = any(text is not None and text.startswith("2025-") for text in arguments[1:])
        return {
            "value": value,
            "cites": [],
            "scope": {"hts": hts, "origin": "", "case": None, "message": None},
            "valid_until": self.valid_until,
            "edition": self.older_edition if is_old else self.edition,
            "notes": [],
        }


def unreachable_url() -> str:
    """An address at which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def _handler(service: FakeService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if service.is_down:
                self._send(503, b"back soon")
                return
            asked = {
                name: int(text) for name, [text] in parse_qs(urlsplit(self.path).query).items()
            }
            self._send(200, json.dumps(service.feed(asked["after"], asked["limit"])).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if service.is_down:
                self._send(503, b"back soon")
                return
            fault = service.faults.pop(0) if service.faults else None
            if fault is Fault.STATUS_500:
                self._send(500, b"a fault")
            elif fault is Fault.STATUS_400 or self.path != "/v1/ask":
                self._send(400, b"no such question")
            elif fault is Fault.NO_JSON:
                self._send(200, b"<html>Sign in</html>")
            else:
                answer = json.dumps(service.reply(json.loads(body), fault)).encode()
                self._send(200, answer, half=fault is Fault.HALF_AN_ANSWER)

        def _send(self, status: int, content: bytes, *, half: bool = False) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if half else content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
