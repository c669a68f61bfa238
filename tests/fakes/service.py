"""A service on loopback that answers `/v1/ask` from plain functions, and fails when told to."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any

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
    """Runs while it is entered; `requests` holds the bodies that came."""

    def __init__(self, functions: Mapping[str, Function], faults: Sequence[Fault] = ()) -> None:
        self.functions = functions
        self.faults = list(faults)
        self.edition = "2026HTSRev5"
        self.requests: list[dict[str, Any]] = []
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
        return {"edition": edition, "measures_known_to": None, "feed": 1, "results": results}

    def _result(self, call: dict[str, Any]) -> dict[str, list[Any]]:
        answers: list[object] = []
        errors = []
        for index, arguments in enumerate(zip(*call["columns"], strict=True)):
            try:
                answers.append(self.functions[call["function"]](*arguments))
            except NoAnswerError as refusal:
                answers.append(None)
                code, message = refusal.args
                errors.append({"index": index, "code": code, "message": message})
        return {"answers": answers, "errors": errors}


def unreachable_url() -> str:
    """An address at which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def _handler(service: FakeService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
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
