"""A receiver of alerts on loopback, which checks every signature as docs/alerts.md says."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections import deque
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

SIGNS_WITH = "sixteen or more characters"


class FakeReceiver:
    """Runs while it is entered.

    `statuses`: what the next requests are answered, then 200 for ever; 0 is no answer until the
    receiver closes. `received`: the alerts that came, answered how ever, with a right signature.
    """

    def __init__(self, statuses: Iterable[int] = ()) -> None:
        self.statuses = deque(statuses)
        self.received: list[dict[str, Any]] = []
        self.forged = 0
        self.came = threading.Event()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = False  # so that closing waits for the last answer
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/alerts"

    def ids(self) -> list[str]:
        return [alert["id"] for alert in self.received]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """Note an alert; the status to answer, 0 when none is."""
        signed = f"{headers['tariffline-timestamp']}.".encode() + body
        right = "v1=" + hmac.new(SIGNS_WITH.encode(), signed, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(right, headers["tariffline-signature"]):
            self.forged += 1
            return 403
        alert = json.loads(body)
        assert headers["idempotency-key"] == alert["id"]
        status = self.statuses.popleft() if self.statuses else 200
        self.received.append(alert)
        self.came.set()
        if not status:
            self._closing.wait()
        return status


def _handler(receiver: FakeReceiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            if status := receiver.take(headers, body):
                self.send_response(status)
                self.send_header("Content-Length", "0")
                if 300 <= status < 400:
                    self.send_header("Location", receiver.url)
                self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
