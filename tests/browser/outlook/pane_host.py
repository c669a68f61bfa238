"""The pane beside a mail, in a browser: genuine office.js under a host that plays Outlook."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Frame, Page, Request, Route
from tests.browser.office.npm import package

_HOST = "https://outlook.office.com"  # office.js trusts the names of Microsoft's hosts only
_OFFICE_JS = "https://appsforoffice.microsoft.com/lib/1/hosted/"
_AJAX = "https://ajax.aspnetcdn.com/"
_HERE = Path(__file__).parent
_PAGE = """<!doctype html>
<title>Outlook</title>
<style>body { margin: 0 } iframe { display: block; width: 100vw; height: 100vh; border: 0 }</style>
<body>
<script src="/host.js"></script>
"""

Scheme = Literal["light", "dark"]
FILE, CLOUD = 0, 2


@dataclass(frozen=True)
class Attached:
    """An attachment. `content` None: Outlook does not give it."""

    id: str
    name: str
    content: str | None
    format: str = "base64"
    size: int = 1_000
    content_type: str = "application/octet-stream"
    kind: int = FILE
    is_inline: bool = False


def attached(name: str, data: bytes) -> Attached:
    return Attached(name, name, b64encode(data).decode(), size=len(data))


@dataclass(frozen=True)
class Mail:
    """A mail as Outlook has it. `sent` in milliseconds of Unix time, `delay` of each call."""

    html: str
    text: str = ""
    subject: str = "Your question"
    id: str = "mail-1"
    sent: int = 1_780_315_200_000  # 1 June 2026, noon UTC
    attachments: tuple[Attached, ...] = ()
    is_draft: bool = False
    is_plain: bool = False
    refuses_body: bool = False
    delay: int = 0

    def told(self) -> dict[str, Any]:
        """As the host takes it."""
        sender = {"name": "Mike", "address": "mike@client.example"}
        return asdict(self, dict_factory=_camel) | {"from": sender}


def _camel(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """`is_draft` → `isDraft`"""
    return {re.sub("_(.)", lambda m: m[1].upper(), name): value for name, value in fields}


@dataclass
class Pane:
    """The pane, in a frame of its own, and the Outlook around it."""

    page: Page
    site: str
    requests: list[Request] = field(default_factory=list)

    @property
    def frame(self) -> Frame:
        return self.page.frames[1]

    def select(self, *mails: Mail | None) -> None:
        """Select another mail, or several one right after the other; None: no mail, or several."""
        told = [mail and mail.told() for mail in mails]
        self.page.evaluate("mails => mails.forEach(outlook.select)", told)

    def type(self, html: str, text: str) -> None:
        """What the draft says from now on."""
        self.page.evaluate("([html, text]) => outlook.type(html, text)", [html, text])

    def calls(self, name: str) -> list[Any]:
        """What was asked of Outlook by a call of a name (host.js)."""
        found: list[Any] = self.page.evaluate("name => outlook.calls(name)", name)
        return found

    def clipboard(self) -> str:
        """What was copied; Outlook itself may read it."""
        self.page.context.grant_permissions(["clipboard-read"], origin=_HOST)
        text: str = self.page.evaluate("focus(), navigator.clipboard.readText()")
        return text

    def posted(self) -> list[Any]:
        """The bodies of the requests to /v1/mail."""
        sent = [r for r in self.requests if r.url == f"{self.site}/v1/mail"]
        return [json.loads(request.post_data or "") for request in sent]

    def abroad(self) -> list[str]:
        """What was asked of any host but the service's, and Microsoft's for its own scripts.

        office.js reports on itself to Microsoft; the pane's policy stops that in the browser.
        """
        known = (f"{self.site}/", f"{_HOST}/", _OFFICE_JS, _AJAX)
        strange = [r for r in self.requests if not r.url.startswith(known)]
        return [r.url for r in strange if r.failure != "csp"]


@contextmanager
def outlook(
    browser: Browser,
    site: str,
    mail: Mail | None,
    *,
    width: int = 320,
    scheme: Scheme = "light",
    mailbox: str = "1.14",
    office: bool = True,
) -> Iterator[Pane]:
    """The pane that `site` serves, open in Outlook; nothing may fail in it, or ask another host.

    `mailbox`: the requirement set that this Outlook has. `office`: whether office.js can be loaded.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 720},
        color_scheme=scheme,
        locale="en-US",
        ignore_https_errors=True,  # this browser does not know the certificate
    )
    # The host bears a public name, the service stands on this machine: Chromium asks before that.
    context.grant_permissions(["local-network-access"], origin=_HOST)
    complaints: list[str] = []
    context.route(f"{_OFFICE_JS}**", _give_office if office else lambda route: route.abort())
    context.route(f"{_AJAX}**", lambda route: route.fulfill(path=_HERE / "ajax.js"))
    context.route(f"{_HOST}/**", _give_host)
    page = context.new_page()
    pane = Pane(page, site)
    page.on("request", lambda request: pane.requests.append(request))
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    page.on("console", lambda said: complaints.extend(_complaint(said, site)))
    setup = json.dumps({"mail": mail and mail.told(), "mailbox": mailbox})
    page.add_init_script(f"globalThis.setup ??= {setup}")
    page.goto(f"{_HOST}/mail?{urlencode({'addin': f'{site}/addin/outlook/taskpane.html'})}")
    if office:
        page.wait_for_function("outlook.isFollowed()")
    yield pane
    abroad = pane.abroad()
    context.close()
    assert (complaints, abroad) == ([], []), f"{complaints} {abroad}"


def _complaint(said: ConsoleMessage, site: str) -> list[str]:
    """What the pane complains of; office.js does without styles that it is refused.

    The console counts a refused request as a failure; of those only what a page loads is one.
    """
    by_office = said.location["url"].startswith(_OFFICE_JS) or "inline style" in said.text
    refused = said.location["url"].startswith(f"{site}/v1/")
    return [said.text] if said.type == "error" and not by_office and not refused else []


def _give_office(route: Route) -> None:
    office = package("@microsoft/office-js") / "dist"
    name = urlsplit(route.request.url).path.removeprefix("/lib/1/hosted/")
    file = next((f for f in (office / name, office / name.lower()) if f.is_file()), None)
    route.fulfill(path=file) if file else route.fulfill(status=404)


def _give_host(route: Route) -> None:
    if urlsplit(route.request.url).path == "/host.js":
        route.fulfill(path=_HERE / "host.js")
    else:
        route.fulfill(body=_PAGE, content_type="text/html")
