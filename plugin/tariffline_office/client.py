"""The client of the Tariffline service: questions in columns, answers in the same order."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from tariffline_office.feed import Page, Scope, read_change, read_scope

DEFAULT_URL = "http://127.0.0.1:8765"
ATTEMPTS_AGAIN = 3
CONNECT_AND_READ_SECONDS = (5, 120)

Scalar = str | int | Decimal | bool
Rows = list[list[Scalar | None]]
Value = Scalar | Rows  # rows: the answer of a search, for one
Arguments = tuple[str | None, ...]


class ServiceError(Exception):
    """The service did not answer, or not as agreed; the message says what to do."""


class UnreachableError(ServiceError):
    """The service can't answer now, though it may later: what is known already must do."""


@dataclass(frozen=True, slots=True)
class Call:
    """One function over whole columns: `columns[i]` holds argument i, all of equal length."""

    function: str
    columns: Sequence[Sequence[str | None]]

    @property
    def rows(self) -> int:
        return len(self.columns[0]) if self.columns else 1


@dataclass(frozen=True, slots=True)
class Answer:
    """A value, the edition it is from, and what it rests on.

    `valid_until` is the last day it is known to hold; None: no end is known.
    """

    value: Value
    edition: str
    scope: Scope
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a question has no answer: one of the service's codes and a message with the remedy."""

    code: str
    message: str


Outcome = Value | Failure


@dataclass(frozen=True, slots=True)
class Reply:
    """The edition in force, the last change that all answers hold, and one result a row.

    `measures_known_to` is the last day up to which measures are known (ISO); None if none are.
    """

    edition: str
    feed: int
    results: Sequence[Sequence[Answer | Failure]]
    measures_known_to: str | None = None


class Service:
    """A session with the service at `url`; asking again after a fault is safe, so it is done."""

    def __init__(self, url: str = DEFAULT_URL, *, backoff_seconds: float = 0.25) -> None:
        self.url = url.rstrip("/")
        self._session = requests.Session()
        # requests sends even 127.0.0.1 through a proxy named in the environment.
        self._session.trust_env = not _is_this_machine(self.url)
        self._session.headers["User-Agent"] = "tariffline-office"
        retry = Retry(
            total=ATTEMPTS_AGAIN,
            read=1,  # a connection that broke, or one more wait for a slow service
            backoff_factor=backoff_seconds,
            allowed_methods={"GET", "POST"},
            status_forcelist=(500, 502, 503, 504),
            raise_on_status=False,
        )
        self._session.mount("http://", HTTPAdapter(max_retries=retry))
        self._session.mount("https://", HTTPAdapter(max_retries=retry))

    def __enter__(self) -> Service:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()

    def ask(self, calls: Sequence[Call]) -> Reply:
        """Ask all `calls` in one request; rates and money come as Decimal.

        Raises UnreachableError if the service can't be reached or can't answer now, ServiceError
        if it refuses or answers other than asked.
        """
        asked = {
            "calls": [{"function": call.function, "columns": call.columns} for call in calls],
            "detail": "full",
        }
        return self._reply(self._send("POST", "/v1/ask", json=asked), calls)

    def changes(self, after: int, most: int) -> Page:
        """The feed beyond position `after`: at most so many changes. Raises like `ask`."""
        content = self._send("GET", "/v1/changes", params={"after": after, "limit": most})
        try:
            body = json.loads(content)
            changes = [read_change(change) for change in body["changes"]]
            page = Page(str(body["feed_id"]), changes, int(body["next"]), int(body["head"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._not_as_agreed("sent changes that cannot be read") from error
        if page.next < page.head and not page.changes:
            raise self._not_as_agreed(f"holds back the changes after {after}")
        return page

    def _send(self, method: str, path: str, **body: Any) -> bytes:
        try:
            answer = self._session.request(
                method,
                self.url + path,
                timeout=CONNECT_AND_READ_SECONDS,
                allow_redirects=False,
                **body,
            )
        except (requests.exceptions.MissingSchema, requests.exceptions.InvalidURL) as error:
            raise ServiceError(
                f"“{self.url}” is not the address of a service; write it as {DEFAULT_URL}"
            ) from error
        except (requests.ConnectTimeout, requests.ReadTimeout) as error:
            raise UnreachableError(
                f"the service at {self.url} did not answer in time; look at its log and try again"
            ) from error
        except requests.exceptions.ChunkedEncodingError as error:
            raise UnreachableError(
                f"the service at {self.url} broke off in the middle of its answer; try again"
            ) from error
        except requests.RequestException as error:
            raise UnreachableError(
                f"the service at {self.url} cannot be reached; "
                "start it with: tariffline serve (or give its address with --url)"
            ) from error
        if answer.status_code != requests.codes.ok:
            faulty = answer.status_code >= requests.codes.internal_server_error
            raise (UnreachableError if faulty else ServiceError)(
                f"the service at {self.url} refused with status {answer.status_code}: "
                f"{answer.text.strip()[:300] or answer.reason}"
            )
        return answer.content

    def _reply(self, content: bytes, calls: Sequence[Call]) -> Reply:
        try:
            body = json.loads(content, parse_float=Decimal)
            edition, feed, results = body["edition"], int(body["feed"]), body["results"]
            if not isinstance(edition, str):
                raise ServiceError(
                    f"the service at {self.url} holds no tariff schedule; "
                    "load one with: tariffline sync"
                )
            outcomes = [self._outcomes(r, c) for r, c in zip(results, calls, strict=True)]
            measures = body["measures_known_to"]
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise self._not_as_agreed("sent an answer that cannot be read") from error
        return Reply(edition, feed, outcomes, None if measures is None else str(measures))

    def _outcomes(self, result: dict[str, list[object]], call: Call) -> list[Answer | Failure]:
        outcomes: list[Answer | Failure | None] = [_answer(body) for body in result["answers"]]
        if len(outcomes) != call.rows:
            raise self._not_as_agreed(
                f"sent {len(outcomes)} answers to {call.rows} questions of {call.function}"
            )
        for position, failure in map(_failure, result["errors"]):
            outcomes[position] = failure
        told = [outcome for outcome in outcomes if outcome is not None]
        if len(told) != call.rows:
            raise self._not_as_agreed(
                f"left {call.rows - len(told)} questions of {call.function} without answer or error"
            )
        return told

    def _not_as_agreed(self, what: str) -> ServiceError:
        return ServiceError(
            f"the service at {self.url} {what}; is it Tariffline, and of the same version?"
        )


def _answer(body: object) -> Answer | None:
    if body is None:
        return None
    if not isinstance(body, dict) or not isinstance(body["value"], str | int | Decimal | list):
        raise TypeError(f"an answer must have one value, or rows: {body!r}")
    until = body["valid_until"]
    return Answer(
        body["value"],
        str(body["edition"]),
        read_scope(body["scope"]),
        until and date.fromisoformat(until),
    )


def _failure(error: object) -> tuple[int, Failure]:
    if not isinstance(error, dict) or not isinstance(error["index"], int) or error["index"] < 0:
        raise TypeError(f"an error must have an index: {error!r}")
    return error["index"], Failure(str(error["code"]), str(error["message"]))


def _is_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
