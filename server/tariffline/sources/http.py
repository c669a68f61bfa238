"""How every publisher is asked: who we are, how long we wait, how often we try again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from tariffline.sources import SourceError

# Statuses that pass: the same request may succeed a little later.
PASSING = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a publisher, in seconds, and how often to try.

    `connect` is short and tried once more only, so that a machine without network learns it
    within seconds. `longest_wait` bounds each pause, also one the publisher asks for
    (Retry-After).
    """

    connect: float = 5
    read: float = 60
    tries: int = 5
    backoff: float = 0.5
    longest_wait: int = 30

    def pause(self, tried: int) -> float:
        """Seconds to wait before the next try, doubling with each."""
        return min(self.backoff * (1 << tried), self.longest_wait)


PATIENCE = Patience()


def session(patience: Patience) -> requests.Session:
    """A session that names itself, times out and tries again. Close it after use."""
    again = patience.tries - 1
    adapter = _TimingOut(
        patience,
        Retry(
            total=again,
            connect=min(again, 1),
            read=min(again, 2),
            status_forcelist=PASSING,
            backoff_factor=patience.backoff,
            backoff_max=patience.longest_wait,
            retry_after_max=patience.longest_wait,
            raise_on_status=False,
        ),
    )
    result = requests.Session()
    result.mount("https://", adapter)
    result.mount("http://", adapter)
    # USITC turns away the default names of some HTTP clients.
    result.headers["User-Agent"] = f"Tariffline/{version('tariffline')} (customs schedule client)"
    return result


def get(
    session: requests.Session,
    url: str,
    headers: Mapping[str, str] | None = None,
    *,
    stream: bool = False,
) -> requests.Response:
    """The answer to a GET: of status 2xx, or 304 if `headers` made it conditional.

    Raises SourceError saying what failed and what to do.
    """
    try:
        answer = session.get(url, headers=headers, stream=stream)
    except requests.RequestException as error:
        raise SourceError(_why(url, error)) from error
    if answer.ok:
        return answer
    answer.close()
    raise SourceError(
        f"{url} answered {answer.status_code} {answer.reason}; try again later, or check "
        f"the address given with --base-url. What is loaded stays in use"
    )


class _TimingOut(HTTPAdapter):
    """An adapter with time-outs of its own: requests waits for ever where a call names none."""

    def __init__(self, patience: Patience, retries: Retry) -> None:
        super().__init__(max_retries=retries)
        self._timeout = (patience.connect, patience.read)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        return super().send(request, stream, timeout or self._timeout, verify, cert, proxies)


def _why(url: str, error: requests.RequestException) -> str:
    match error:
        case requests.exceptions.SSLError():
            return (
                f"the certificate of {urlsplit(url).netloc} is not trusted here; a company proxy "
                f"needs its own certificate: set REQUESTS_CA_BUNDLE to it"
            )
        case (
            requests.ConnectionError()
            | requests.Timeout()
            | requests.exceptions.ChunkedEncodingError()
        ):
            return (
                f"{urlsplit(url).netloc} cannot be reached, or did not answer in time; check the "
                f"network and proxy, or give another address with --base-url. What is loaded "
                f"stays in use"
            )
        case _:
            return f"{url} cannot be asked ({error}); check the address given with --base-url"
