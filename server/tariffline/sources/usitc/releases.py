"""Which edition USITC publishes now, and when each was released.

Dates here are publication dates. The law's effective dates differ from them, often by weeks.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec
import requests

from tariffline.sources import SourceError
from tariffline.sources.http import get
from tariffline.sources.usitc.export import is_html

_RELEASE = re.compile(r"(?P<year>\d{4})HTS(?:Rev(?P<revision>\d+)|Basic(?:Edition)?)", re.ASCII)


class _Current(msgspec.Struct):
    name: str


class _Release(msgspec.Struct, rename="camel"):
    name: str
    release_start_date: str | None = None


_read_current = msgspec.json.Decoder(_Current | str).decode
_read_list = msgspec.json.Decoder(list[_Release]).decode


def current_release(session: requests.Session, base_url: str) -> str:
    """USITC's name for the release it serves, such as "2026HTSRev5".

    Raises SourceError when USITC does not answer, or with a name of unknown form.
    """
    # https://hts.usitc.gov/reststop/currentRelease: {"name":"2026HTSRev17"}, at times a bare name
    url = f"{base_url}/reststop/currentRelease"
    with get(session, url) as answer:
        text = answer.text.strip()
    if is_html(text.encode()):
        raise SourceError(f"an HTML page came from {url} instead of a release's name; try later")
    name = text
    if text.startswith(("{", '"')):
        try:
            current = _read_current(text)
        except msgspec.DecodeError as error:
            raise SourceError(f"{url} answered {text[:60]!r}, not the name of a release") from error
        name = current if isinstance(current, str) else current.name
    edition_name(name)
    return name


def release_list(session: requests.Session, base_url: str) -> dict[str, date]:
    """Publication dates by USITC's release names.

    A release without a readable date is left out, for one odd entry of years ago must not hide
    the others. Raises SourceError when the list itself does not come.
    """
    # https://hts.usitc.gov/reststop/releaseList: [{"name","releaseStartDate":"MM/DD/YYYY",…},…]
    url = f"{base_url}/reststop/releaseList"
    with get(session, url) as answer:
        try:
            releases = _read_list(answer.content)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SourceError(
                f"{url} answered something else than the list of releases ({error}); "
                f"try again later"
            ) from error
    dates = ((each.name, _date(each.release_start_date or "")) for each in releases)
    return {name: day for name, day in dates if day}


def edition_name(release: str) -> str:
    """The edition's name for people: "2026HTSRev5" → "2026 Rev 5", "2026HTSBasic" → "2026 Basic".

    Raises SourceError naming a release of another form.
    """
    found = _RELEASE.fullmatch(release)
    if not found:
        raise SourceError(
            f"{release[:60]!r} is not the name of a release as USITC writes them (2026HTSRev5, "
            f"2026HTSBasic); load the edition by hand: tariffline import hts FILE --edition NAME "
            f"--effective DATE"
        )
    kind = f"Rev {int(found['revision'])}" if found["revision"] else "Basic"
    return f"{found['year']} {kind}"


def _date(text: str) -> date | None:
    try:
        month, day, year = map(int, text.split("/"))
        return date(year, month, day)
    except ValueError:
        return None
