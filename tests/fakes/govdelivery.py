"""A local GovDelivery: the widget's list and the pages of bulletins."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

WIDGET = "/accounts/USDHSCBP/widgets/USDHSCBP_WIDGET_2/0.json"


@dataclass(frozen=True)
class Sent:
    """A bulletin of the fake: its number, title, words (lines) and when it was sent."""

    number: int
    title: str
    body: str = "Nothing to do."
    sent: str = "07/21/2026 05:26 PM EDT"

    @property
    def path(self) -> str:
        return f"/bulletins/gd/USDHSCBP-{self.number:x}"

    @property
    def subject(self) -> str:
        return f"CSMS # {self.number} - {self.title}"


def bulletin_page(sent: Sent) -> str:
    """A page in the publisher's form, with what it prints around a message."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in sent.body.split("\n"))
    subject = escape(sent.subject)
    return f"""<!DOCTYPE html><html><head><title>{subject}</title>
<link href='https://content.govdelivery.com/accounts/USDHSCBP/bulletins/{sent.number:x}'
 rel='canonical' /></head><body id='shared_bulletin'>
<h1 class='bulletin_subject'>{subject}</h1>
<span class='dateline rs_skip'>U.S. Customs and Border Protection sent this bulletin at
 {sent.sent}</span>
<div class='bulletin_body' id='bulletin_body'><style>p {{ color: red }}</style>
<h1>Cargo Systems Messaging Service</h1><h2>{subject}</h2>{paragraphs}</div>
<div id='bulletin_footer'><p>Update your subscriptions, modify your password or e-mail address</p>
</div></body></html>"""


def widget(bulletins: list[Sent], *more: dict[str, str]) -> str:
    """The widget's call, as the publisher writes it."""
    items: list[dict[str, Any]] = [
        {
            "subject": sent.subject,
            "pub_date": sent.sent,
            "href": f"https://content.govdelivery.com{sent.path}?wgt_ref=USDHSCBP_WIDGET_2",
        }
        for sent in bulletins
    ]
    return f"GDWidgets[0].update({json.dumps([*items, *more])})"


@dataclass
class FakeGovDelivery:
    """A context manager. `missing`: numbers whose page answers 404. `status`: of the list."""

    bulletins: list[Sent] = field(default_factory=list)
    missing: set[int] = field(default_factory=set)
    status: int = 200
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, body = fake.answer(urlsplit(self.path).path)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
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

    def answer(self, path: str) -> tuple[int, bytes]:
        self.asked.append(path)
        if path == WIDGET:
            return self.status, widget(self.bulletins).encode()
        for sent in self.bulletins:
            if sent.path == path and sent.number not in self.missing:
                return 200, bulletin_page(sent).encode()
        return 404, b"not here"
