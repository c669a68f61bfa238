"""The client of the Tariffline service: questions in columns, answers in the same order."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import TracebackType
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

DEFAULT_URL = "http://127.0.0.1:8765"
ATTEMPTS_AGAIN = 3
CONNECT_AND_READ_SECONDS = (5, 120)

Value = str | int | Decimal | bool


class ServiceError(Exception):
    """The service did not answer, or not as agreed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Call:
    """One function over whole columns: `columns[i]` holds argument i, all of equal length."""

    function: str
    columns: Sequence[Sequence[str | None]]

    @property
    def rows(self) -> int:
        return len(self.columns[0])


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a question has no answer: one of the service's codes and a message with the remedy."""

    code: str
    message: str


Outcome = Value | Failure


@dataclass(frozen=True, slots=True)
class Reply:
    """The edition the service answered from and, for each call, one outcome a row."""

    edition: str
    results: Sequence[Sequence[Outcome]]


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
            allowed_methods={"POST"},
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
        """Ask all `calls` in one request, at detail `value`; rates and money come as Decimal.

        Raises ServiceError if the service cannot be reached, refuses, or answers other than asked.
        """
        asked = {
            "calls": [{"function": call.function, "columns": call.columns} for call in calls],
            "detail": "value",
        }
        return self._read(self._post("/v1/ask", asked), calls)

    def _post(self, path: str, body: object) -> bytes:
        try:
            answer = self._session.post(
                self.url + path, json=body, timeout=CONNECT_AND_READ_SECONDS, allow_redirects=False
            )
        except (requests.exceptions.MissingSchema, requests.exceptions.InvalidURL) as error:
            raise ServiceError(
                f"“{self.url}” is not the address of a service; write it as {DEFAULT_URL}"
            ) from error
        except (requests.ConnectTimeout, requests.ReadTimeout) as error:
            raise ServiceError(
                f"the service at {self.url} did not answer in time; look at its log and try again"
            ) from error
        except requests.exceptions.ChunkedEncodingError as error:
            raise self._not_as_agreed("broke off in the middle of its answer") from error
        except requests.RequestException as error:
            raise ServiceError(
                f"the service at {self.url} cannot be reached; "
                "start it with: tariffline serve (or give its address with --url)"
            ) from error
        if answer.status_code != requests.codes.ok:
            raise ServiceError(
                f"the service at {self.url} refused with status {answer.status_code}: "
                f"{answer.text.strip()[:300] or answer.reason}"
            )
        return answer.content

    def _read(self, content: bytes, calls: Sequence[Call]) -> Reply:
        try:
            body = json.loads(content, parse_float=Decimal)
            edition, results = body["edition"], body["results"]
            if not isinstance(edition, str):
                raise ServiceError(
                    f"the service at {self.url} holds no tariff schedule; "
                    "load one with: tariffline sync"
                )
            outcomes = [self._outcomes(r, c) for r, c in zip(results, calls, strict=True)]
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise self._not_as_agreed("sent an answer that cannot be read") from error
        return Reply(edition, outcomes)

    def _outcomes(self, result: dict[str, list[object]], call: Call) -> list[Outcome]:
        outcomes: list[Outcome | None] = [_value(answer) for answer in result["answers"]]
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


def _value(answer: object) -> Value | None:
    if answer is None or isinstance(answer, str | int | Decimal):
        return answer
    raise TypeError(f"an answer must be a bare value, not {answer!r}")


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
