"""Every call to Microsoft Graph: who we are, when we wait, what an answer may be.

https://learn.microsoft.com/graph/throttling and https://learn.microsoft.com/graph/errors
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests

from tariffline.sources import SourceError
from tariffline.sources.http import PASSING, PATIENCE, Patience

MOST_JSON = 16 * 2**20
_BUSY = (429, 503)  # of all that we ask, not of this one thing
_CHUNK = 1 << 16
# Ids that stay while a message is moved: https://learn.microsoft.com/graph/outlook-immutable-id
_IDS = 'IdType="ImmutableId"'

log = logging.getLogger("tariffline.graph")

Token = Callable[[bool], str]
"""Gives the access token; True: another than before, for that one was refused."""


class GraphError(SourceError):
    """Graph said no. `code` is Graph's own word for it, "" where it gave none."""

    def __init__(self, message: str, status: int, code: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class GraphBusyError(SourceError):
    """Graph asks for a longer pause than a call waits: `seconds` from now."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Graph:
    """Asks Graph at `base`. Once refused, a token is asked for anew; a pause asked for is kept.

    `asking` must not try again by itself: it would, before Graph's pause is over.
    """

    base: str
    token: Token
    asking: requests.Session
    patience: Patience = PATIENCE
    sleep: Callable[[float], None] = time.sleep

    def call(
        self,
        method: str,
        path: str,
        doing: str,
        body: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """The JSON that answers a call; {} where it has no content. `path` may be a whole link.

        `doing` is what an error says we were at. Raises GraphError, GraphBusyError, SourceError.
        """
        with self._send(method, path, doing, body, headers or {}) as answer:
            content = _content(answer, MOST_JSON, doing)
        return _json(content, doing) if content else {}

    def raw(self, path: str, doing: str, most: int) -> bytes:
        """The bytes that answer a GET, `most` at most. Raises as `call` does."""
        with self._send("GET", path, doing, None, {}) as answer:
            return _content(answer, most, doing)

    def _send(
        self,
        method: str,
        path: str,
        doing: str,
        body: Mapping[str, object] | None,
        headers: Mapping[str, str],
    ) -> requests.Response:
        url = self._url(path)
        renew = False
        last = self.patience.tries - 1
        for tried in range(self.patience.tries):
            answer = self._once(method, url, body, headers, renew=renew)
            if answer.ok and not answer.is_redirect:
                return answer
            with answer:
                refused = answer.status_code == 401 and not renew
                if not refused and (answer.status_code not in PASSING or tried == last):
                    raise _refusal(answer, doing)
                if not refused:
                    self._wait(answer, doing, tried)
            renew = refused
        raise SourceError(f"Microsoft Graph refuses every token when asked to {doing}")

    def _once(
        self,
        method: str,
        url: str,
        body: Mapping[str, object] | None,
        headers: Mapping[str, str],
        *,
        renew: bool,
    ) -> requests.Response:
        sent = {"Prefer": _IDS, **headers, "Authorization": f"Bearer {self.token(renew)}"}
        if "Prefer" in headers:
            sent["Prefer"] = f"{_IDS}, {headers['Prefer']}"
        try:
            # A redirect would carry the token elsewhere; Graph sends none.
            return self.asking.request(
                method, url, json=body, headers=sent, stream=True, allow_redirects=False
            )
        except requests.RequestException as problem:
            raise SourceError(
                f"{urlsplit(url).netloc} cannot be reached, or hung up ({type(problem).__name__}); "
                "check the network and proxy"
            ) from None

    def _url(self, path: str) -> str:
        """The address of a path below the base; a whole link must lead to where the base does."""
        if not path.startswith(("http://", "https://")):
            return f"{self.base}{path}"
        link, base = urlsplit(path), urlsplit(self.base)
        if (link.scheme, link.netloc) != (base.scheme, base.netloc):
            raise SourceError(
                f"Microsoft Graph's answer leads to {link.netloc or 'no host'}, not to "
                f"{base.netloc}; the token is not sent there"
            )
        return path

    def _wait(self, answer: requests.Response, doing: str, tried: int) -> None:
        asked = _retry_after(answer)
        pause = self.patience.pause(tried) if asked is None else asked
        log.info("graph is busy", extra={"status": answer.status_code, "pause": pause})
        if pause > self.patience.longest_wait:
            raise GraphBusyError(
                f"Microsoft Graph asks to wait {pause:.0f} seconds before one may {doing}", pause
            )
        self.sleep(pause)


def _retry_after(answer: requests.Response) -> float | None:
    """The seconds to wait, which are given as a number or as a date; None when not said."""
    written = answer.headers.get("Retry-After", "")
    if written.strip().isdecimal():
        return float(written)
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


def _content(answer: requests.Response, most: int, doing: str) -> bytes:
    found = bytearray()
    try:
        for chunk in answer.iter_content(_CHUNK):
            found += chunk
            if len(found) > most:
                raise GraphError(
                    f"the answer when asked to {doing} is larger than {most:,} bytes", 200
                )
    except requests.RequestException:
        raise SourceError(
            f"the answer when asked to {doing} broke off; it is tried again"
        ) from None
    return bytes(found)


def _json(content: bytes, doing: str) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        what = "a web page" if content.lstrip()[:1] == b"<" else "something else"
        raise SourceError(
            f"asked to {doing}, Microsoft Graph answered {what} where JSON was due; does a proxy "
            "stand between?"
        )
    return found


_REMEDIES = {
    401: "check TARIFFLINE_MAILBOX_TENANT, _CLIENT_ID and the secret",
    403: "grant Mail.ReadWrite and let the access policy name this mailbox (docs/mailbox.md)",
    404: "check TARIFFLINE_MAILBOX_USER and TARIFFLINE_MAILBOX_FOLDER",
}


def _refusal(answer: requests.Response, doing: str) -> SourceError:
    """Why Graph said no, by its code only: its message may repeat what a mail says."""
    if answer.status_code in _BUSY:
        words = f"Microsoft Graph is still busy when asked to {doing}; it is asked again later"
        return GraphBusyError(words, _retry_after(answer) or PATIENCE.longest_wait)
    code = ""
    try:
        error = _json(_content(answer, MOST_JSON, doing), doing).get("error")
        code = str(error.get("code", ""))[:80] if isinstance(error, dict) else ""
    except SourceError:
        pass  # a page, or nothing: the status says enough
    remedy = _REMEDIES.get(answer.status_code, "")
    words = f"Microsoft Graph answered {answer.status_code} {code}".rstrip()
    told = f"{words} when asked to {doing}" + (f"; {remedy}" if remedy else "")
    return GraphError(told, answer.status_code, code)
