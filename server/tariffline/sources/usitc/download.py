"""Fetching the schedule in force from USITC: politely, resumably, and only when it is new."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import msgspec
import requests
from urllib3.exceptions import HTTPError

from tariffline.sources import SourceError
from tariffline.sources.http import PATIENCE, Patience, get, session
from tariffline.sources.usitc.export import LARGEST, is_html, unpack
from tariffline.sources.usitc.releases import current_release, edition_name, release_list

BASE_URL = "https://hts.usitc.gov"

# The export takes no release: it always gives the current one.
_EXPORT = "/reststop/exportList?from=0100&to=9999&format=JSON&styles=false"
_MEMORY = "usitc.json"
_CHUNK = 65_536  # bytes
_RANGE = re.compile(r"bytes (\d+)-", re.ASCII)

Progress = Callable[[int, int | None], None]
"""Called with the bytes received and, when the publisher says it, their total."""


class Seen(msgspec.Struct, frozen=True):
    """What tells an export from a newer one: kept in a small file beside the downloads."""

    url: str
    release: str
    sha256: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Download:
    """An export as it came, not yet read: see `read_export`.

    `data` is the document without its transport compression, and `sha256` is of `data`, so that
    the same schedule has the same checksum however it travelled.
    """

    edition: str
    published: date | None
    retrieved: datetime
    url: str
    data: bytes = field(repr=False)
    sha256: str
    seen: Seen


def fetch(
    base_url: str,
    into: Path,
    progress: Progress,
    *,
    now: Callable[[], datetime],
    patience: Patience = PATIENCE,
) -> Download | None:
    """The schedule USITC publishes now, or None if it is the one last remembered in `into`.

    The caller reads the data, stores it and then calls `remember`: what failed to load must be
    fetched again. `now` gives an aware time.

    Raises SourceError when the schedule does not come, comes as something else, or belongs to no
    release: the release is asked before and after the download, which counts if both agree.
    """
    base = base_url.rstrip("/")
    url = base + _EXPORT
    into.mkdir(parents=True, exist_ok=True)
    with session(patience) as http:
        for _ in range(2):
            release = current_release(http, base)
            seen = _seen(into, url, release)
            received = _receive(http, url, into, seen, progress, patience)
            if not received:
                return None
            data, headers = received
            if current_release(http, base) != release:
                continue
            digest = hashlib.sha256(data).hexdigest()
            if seen and seen.sha256 == digest:
                return None
            return Download(
                edition=edition_name(release),
                published=release_list(http, base).get(release),
                retrieved=now(),
                url=url,
                data=data,
                sha256=digest,
                seen=Seen(url, release, digest, headers.get("ETag"), headers.get("Last-Modified")),
            )
    raise SourceError(
        f"USITC changed its release during the download, twice: {url} cannot be given a name. "
        f"Try again in an hour"
    )


def remember(into: Path, download: Download) -> None:
    """Note that the download is loaded, so that `fetch` asks only for a newer one."""
    fresh = into / f"{_MEMORY}.new"
    fresh.write_bytes(msgspec.json.encode(download.seen))
    fresh.replace(into / _MEMORY)


def forget(into: Path) -> None:
    """Undo `remember`: what was loaded is loaded no more."""
    (into / _MEMORY).unlink(missing_ok=True)


def _seen(into: Path, url: str, release: str) -> Seen | None:
    try:
        seen = msgspec.json.decode((into / _MEMORY).read_bytes(), type=Seen)
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
        return None  # nothing remembered costs a download, never a wrong answer
    return seen if (seen.url, seen.release) == (url, release) else None


def _receive(
    http: requests.Session,
    url: str,
    into: Path,
    seen: Seen | None,
    progress: Progress,
    patience: Patience,
) -> tuple[bytes, Mapping[str, str]] | None:
    """The document and the headers it came with; None if the publisher says it is unchanged."""
    with TemporaryFile(dir=into, suffix=".part") as part:
        headers = _copied(http, url, _conditions(seen), part, progress, patience)
        if headers is None:
            return None
        part.seek(0)
        document = unpack(part.read())
    if is_html(document):
        raise _html_came(url)
    return document, headers


def _copied(
    http: requests.Session,
    url: str,
    conditions: Mapping[str, str],
    part: IO[bytes],
    progress: Progress,
    patience: Patience,
) -> Mapping[str, str] | None:
    """Fill `part`, going on where a connection broke; the headers, or None if unchanged."""
    asked: Mapping[str, str] = conditions
    for tried in range(patience.tries):
        if tried:
            time.sleep(patience.pause(tried - 1))
        with get(http, url, {"Accept-Encoding": "gzip", **asked}, stream=True) as answer:
            if answer.status_code == requests.codes.not_modified:
                return None
            if "html" in answer.headers.get("Content-Type", ""):
                raise _html_came(url)
            _set_position(part, answer)
            try:
                _copy(answer, part, progress)
                return answer.headers
            except HTTPError:
                asked = _rest(answer, part)
    raise SourceError(
        f"{url}: the connection broke {patience.tries} times; try again later. "
        f"What is loaded stays in use"
    )


def _copy(answer: requests.Response, part: IO[bytes], progress: Progress) -> None:
    """Append the body as it travels: its length and its ranges count compressed bytes."""
    length = answer.headers.get("Content-Length", "")
    total = part.tell() + int(length) if length.isdecimal() else None
    for chunk in answer.raw.stream(_CHUNK, decode_content=False):
        part.write(chunk)
        if part.tell() > LARGEST:
            raise SourceError(
                f"{answer.url} sends more than {LARGEST:,} bytes, so it is no schedule; check the "
                f"address given with --base-url"
            )
        progress(part.tell(), total)


def _set_position(part: IO[bytes], answer: requests.Response) -> None:
    """Where the answer's bytes go: after those at hand, or over them if the whole comes anew."""
    if answer.status_code != requests.codes.partial_content:
        part.seek(0)
        part.truncate()
        return
    span = answer.headers.get("Content-Range", "")
    found = _RANGE.match(span)
    if not found or int(found[1]) != part.tell():
        raise SourceError(
            f"{answer.url} was asked to go on from byte {part.tell():,} and answered with "
            f"{span!r}; try again later"
        )


def _conditions(seen: Seen | None) -> dict[str, str]:
    if seen and seen.etag:
        return {"If-None-Match": seen.etag}
    if seen and seen.last_modified:
        return {"If-Modified-Since": seen.last_modified}
    return {}


def _rest(answer: requests.Response, part: IO[bytes]) -> dict[str, str]:
    """Headers that ask for what is missing; none, and so for all, where it may have changed.

    A weak validator promises the same meaning, not the same bytes: RFC 9110, section 13.1.5.
    """
    etag = answer.headers.get("ETag", "W/")
    if etag.startswith("W/"):
        return {}
    return {"Range": f"bytes={part.tell()}-", "If-Range": etag}


def _html_came(url: str) -> SourceError:
    return SourceError(
        f"an HTML page came instead of the schedule from {url}: USITC may be down or refuse this "
        f"network; open the address in a browser, and try again later"
    )
