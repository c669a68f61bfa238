"""A local Microsoft Graph: mail and subscriptions, as its documentation answers.

Over https, for msal takes no other sign-in service. One mailbox with one folder, read by delta
queries; messages in MIME, with categories and etags; subscriptions that are checked before they are
given. Faults are put in front of it by `fail`.
"""

from __future__ import annotations

import json
import re
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from tests.fakes.login import FakeLogin

from tariffline.certificate import Certificate

USER, FOLDER = "desk@contoso.example", "AAMkInbox"
_USER_PATH = f"/v1.0/users/{USER}"
_FOLDER_PATH = f"{_USER_PATH}/mailFolders/{FOLDER}"


@dataclass
class Answer:
    """What is answered: a status, JSON or bytes, further headers."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return b"" if self.body is None else json.dumps(self.body).encode()


@dataclass
class Call:
    """A request that came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass
class Message:
    """A message of the mailbox; `version` makes its etag."""

    mime: bytes
    categories: list[str] = field(default_factory=list)
    version: int = 1

    @property
    def etag(self) -> str:
        return f'W/"{self.version}"'


Deliver = Callable[[str, dict[str, str], Any], tuple[int, str]]
"""How Graph reaches the notification URL: address, query, JSON; gives status and text."""


def error(status: int, code: str, **headers: str) -> Answer:
    """An error in Graph's form; its message repeats what no log may hold."""
    said = {"code": code, "message": "SECRET WORDS OF A MAIL", "innerError": {"request-id": "1"}}
    return Answer(status, {"error": said}, {k.replace("_", "-"): v for k, v in headers.items()})


class FakeGraph:
    """Runs while it is entered."""

    def __init__(self, certificate: Certificate, deliver: Deliver | None = None) -> None:
        self.messages: dict[str, Message] = {}
        self.calls: list[Call] = []
        self.subscriptions: dict[str, dict[str, Any]] = {}
        self.page_size = 2
        self.arrived = 0
        self.login = FakeLogin()
        self.before_patch: Callable[[str], None] = lambda _id: None
        self._deliver = deliver
        self._changes: list[str] = []  # messages, as they changed
        self._era = 1  # links of another one are known no more
        self._faults: list[tuple[str, Answer]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = False
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate.chain, certificate.key)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
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
        return f"https://127.0.0.1:{self._server.server_port}"

    def arrive(self, message: str, mime: bytes, *categories: str) -> None:
        """A mail comes into the folder."""
        self.arrived += 1
        self.messages[message] = Message(mime, [*categories])
        self._changes.append(message)

    def touch(self, message: str) -> None:
        """Someone changes a message: marks it as read, say."""
        self.messages[message].version += 1
        self._changes.append(message)

    def remove(self, message: str) -> None:
        """A message is deleted, or moved away."""
        del self.messages[message]
        self._changes.append(message)

    def forget_links(self) -> None:
        """Every link given until now is answered 410."""
        self._era += 1

    def fail(self, path: str, *answers: Answer) -> None:
        """Answer the next calls whose method and path match so; a 200 with no body is no fault."""
        self._faults += [(path, answer) for answer in answers]

    def count(self, call: str) -> int:
        """How many calls matched: method and path."""
        return sum(1 for each in self.calls if re.search(call, f"{each.method} {each.path}"))

    def answer(self, call: Call) -> Answer:
        self.calls.append(call)
        for index, (pattern, fault) in enumerate(self._faults):
            if re.search(pattern, f"{call.method} {call.path}"):
                del self._faults[index]
                return fault
        if not call.path.startswith("/v1.0/"):
            return Answer(*self.login.answer(self.url, call.path, call.body))
        if call.headers.get("authorization", "").removeprefix("Bearer ") not in self.login.tokens:
            return error(401, "InvalidAuthenticationToken")
        if call.path.startswith("/v1.0/subscriptions"):
            return self._subscription(call)
        return self._mail(call)

    def _mail(self, call: Call) -> Answer:
        if call.path in (f"{_USER_PATH}/mailFolders/inbox", _FOLDER_PATH):
            return Answer(body={"id": FOLDER})
        if call.path == f"{_USER_PATH}/mailFolders":
            known = call.query.get("$filter") == "displayName eq 'Anna''s CBP'"
            return Answer(body={"value": [{"id": FOLDER}] if known else []})
        if call.path == f"{_FOLDER_PATH}/messages/delta":
            return self._delta(call)
        found = re.fullmatch(rf"{_USER_PATH}/messages/([^/]+)(/\$value)?", call.path)
        if found is None or found[1] not in self.messages:
            return error(404, "ErrorItemNotFound")
        message = self.messages[found[1]]
        if found[2]:
            return Answer(body=message.mime, headers={"Content-Type": "text/plain"})
        if call.method == "PATCH":
            return self._patch(found[1], message, call)
        return Answer(body=_shown(found[1], message))

    def _patch(self, name: str, message: Message, call: Call) -> Answer:
        self.before_patch(name)
        if call.headers.get("if-match") not in (message.etag, "*"):
            return error(412, "ErrorIrresolvableConflict")
        message.categories = json.loads(call.body)["categories"]
        self.touch(name)
        return Answer(body=_shown(name, message))

    def _delta(self, call: Call) -> Answer:
        """A round over the changes from a number on; each message once, as it is now."""
        token = call.query.get("$deltatoken") or call.query.get("$skiptoken") or f"{self._era}.0"
        era, start = map(int, token.split("."))
        if era != self._era:
            return error(410, "SyncStateNotFound", Location=f"{self.url}{_FOLDER_PATH}")
        asked = re.search(r"odata\.maxpagesize=(\d+)", call.headers.get("prefer", ""))
        size = min(self.page_size, int(asked[1]) if asked else 10)
        end = min(start + size, len(self._changes))
        rows = [
            {"id": name, "@removed": {"reason": "deleted"}}
            if name not in self.messages
            else _shown(name, self.messages[name])
            for name in self._changes[start:end]
        ]
        last = end == len(self._changes)
        kind = ("@odata.deltaLink", "$deltatoken") if last else ("@odata.nextLink", "$skiptoken")
        link = f"{self.url}{_FOLDER_PATH}/messages/delta?{kind[1]}={self._era}.{end}"
        return Answer(body={"value": rows, kind[0]: link})

    def _subscription(self, call: Call) -> Answer:
        name = call.path.removeprefix("/v1.0/subscriptions").strip("/")
        if name and name not in self.subscriptions:
            return error(404, "ResourceNotFound")
        if call.method == "POST":
            return self._subscribe(json.loads(call.body))
        if call.method == "PATCH":
            self.subscriptions[name] |= json.loads(call.body)
        elif call.method == "DELETE":
            del self.subscriptions[name]
            return Answer(204)
        elif not name:
            return Answer(body={"value": list(self.subscriptions.values())})
        return Answer(body=self.subscriptions[name])

    def _subscribe(self, asked: dict[str, Any]) -> Answer:
        """Given only if the address repeats a token, decoded, as plain text."""
        given = "Validation: Testing client application reachability <b>+1"
        reached = self._deliver and self._deliver(
            asked["notificationUrl"], {"validationToken": given}, None
        )
        if reached != (200, given):
            return error(400, "ValidationError")
        name = f"subscription-{len(self.calls)}"
        # clientState is never shown again.
        kept = {key: value for key, value in asked.items() if key != "clientState"}
        self.subscriptions[name] = {**kept, "id": name, "clientState": None}
        self.words = asked["clientState"]
        return Answer(201, self.subscriptions[name])


def _shown(name: str, message: Message) -> dict[str, Any]:
    return {"@odata.etag": message.etag, "id": name, "categories": message.categories}


def _handler(graph: FakeGraph) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def serve(self) -> None:
            split = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = {name: values[0] for name, values in parse_qs(split.query).items()}
            answer = graph.answer(Call(self.command, unquote(split.path), query, headers, body))
            content = answer.content()
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            if "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            self.serve()

        def do_POST(self) -> None:
            self.serve()

        def do_PATCH(self) -> None:
            self.serve()

        def do_DELETE(self) -> None:
            self.serve()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
