"""Fetching from USITC, on good days and bad ones."""

import gzip
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import requests
from tests.fakes.usitc import FakeUsitc, Fault, unreachable_url, whole_export

from tariffline.sources import SourceError
from tariffline.sources.http import Patience, session
from tariffline.sources.usitc import download as download_module
from tariffline.sources.usitc.download import Download, fetch, remember
from tariffline.sources.usitc.export import read_export
from tariffline.sources.usitc.releases import current_release, edition_name, release_list

NOON = datetime(2026, 4, 9, 12, tzinfo=UTC)
QUICK = Patience(connect=1, read=1, tries=3, backoff=0, longest_wait=0)
EXPORT = whole_export()


@pytest.fixture
def usitc() -> Iterator[FakeUsitc]:
    with FakeUsitc(EXPORT) as fake:
        yield fake


@pytest.fixture
def http() -> Iterator[requests.Session]:
    with session(QUICK) as opened:
        yield opened


Fetch = Callable[[], Download | None]


@pytest.fixture
def sync(usitc: FakeUsitc, tmp_path: Path) -> Fetch:
    return lambda: fetch(usitc.url, tmp_path, ignore, now=lambda: NOON, patience=QUICK)


def ignore(received: int, total: int | None) -> None:
    """Progress nobody watches."""


def got(download: Download | None) -> Download:
    assert download
    return download


def test_a_download_names_its_edition_its_dates_and_its_bytes(
    usitc: FakeUsitc, tmp_path: Path
) -> None:
    steps: list[tuple[int, int | None]] = []
    result = fetch(
        usitc.url + "/",
        tmp_path / "new" / "folder",
        lambda received, total: steps.append((received, total)),
        now=lambda: NOON,
        patience=QUICK,
    )
    download = got(result)
    assert (download.edition, download.published) == ("2026 Rev 5", date(2026, 4, 8))
    assert (download.retrieved, download.data) == (NOON, EXPORT)
    assert download.url.startswith(f"{usitc.url}/reststop/exportList?from=0100&to=9999&")
    assert len(read_export(download.data)) > 30_000
    assert steps == sorted(steps)
    assert steps[-1] == (len(EXPORT), len(EXPORT))
    assert usitc.asked[0].headers["User-Agent"].startswith("Tariffline/")
    assert list((tmp_path / "new" / "folder").iterdir()) == []


def test_a_compressed_answer_is_the_same_document(usitc: FakeUsitc, sync: Fetch) -> None:
    plain = got(sync())
    usitc.export, usitc.encoding = gzip.compress(EXPORT), "gzip"
    packed = got(sync())
    assert (packed.data, packed.sha256) == (EXPORT, plain.sha256)


def test_what_was_loaded_is_not_fetched_again(
    usitc: FakeUsitc, sync: Fetch, tmp_path: Path
) -> None:
    remember(tmp_path, got(sync()))
    assert sync() is None
    assert usitc.exports()[-1].headers["If-None-Match"] == '"rev5"'


def test_what_was_not_loaded_is_fetched_again(sync: Fetch) -> None:
    assert sync()
    assert sync()


def test_without_an_etag_the_same_bytes_are_nothing_new(
    usitc: FakeUsitc, sync: Fetch, tmp_path: Path
) -> None:
    usitc.etag = None
    remember(tmp_path, got(sync()))
    assert sync() is None
    usitc.export += b"\n"
    assert sync()


def test_a_new_release_is_fetched_whole(usitc: FakeUsitc, sync: Fetch, tmp_path: Path) -> None:
    remember(tmp_path, got(sync()))
    usitc.releases = ["2026HTSRev6"]
    download = got(sync())
    assert (download.edition, download.published) == ("2026 Rev 6", None)
    assert "If-None-Match" not in usitc.exports()[-1].headers


def test_a_spoilt_memory_costs_a_download_only(sync: Fetch, tmp_path: Path) -> None:
    remember(tmp_path, got(sync()))
    (memory,) = tmp_path.iterdir()
    memory.write_bytes(b"\xff{")
    assert sync()


@pytest.mark.parametrize(
    "faults",
    [[Fault.ERROR, Fault.ERROR], [Fault.BUSY], [Fault.HALF], [Fault.ERROR, Fault.HALF, Fault.BUSY]],
)
def test_a_passing_fault_is_overcome(usitc: FakeUsitc, sync: Fetch, faults: list[Fault]) -> None:
    usitc.faults = deque(faults)
    assert got(sync()).data == EXPORT
    assert len(usitc.exports()) == len(faults) + 1


def test_a_long_retry_after_is_not_waited_for(usitc: FakeUsitc, sync: Fetch) -> None:
    usitc.faults, usitc.retry_after = deque([Fault.BUSY]), "3600"
    assert got(sync()).data == EXPORT


def test_a_broken_body_is_resumed(usitc: FakeUsitc, sync: Fetch) -> None:
    usitc.faults = deque([Fault.HALF, Fault.HALF])
    assert got(sync()).data == EXPORT
    half = len(EXPORT) // 2
    _, second, third = usitc.exports()
    assert second.headers["Range"] == f"bytes={half}-"
    assert second.headers["If-Range"] == '"rev5"'
    assert third.headers["Range"] == f"bytes={half + (len(EXPORT) - half) // 2}-"


@pytest.mark.parametrize(("etag", "ranges"), [('"rev5"', False), ('W/"rev5"', True), (None, True)])
def test_where_resuming_is_not_safe_it_starts_over(
    usitc: FakeUsitc, sync: Fetch, etag: str | None, ranges: bool
) -> None:
    usitc.etag, usitc.ranges, usitc.faults = etag, ranges, deque([Fault.HALF])
    assert got(sync()).data == EXPORT
    assert ("Range" in usitc.exports()[1].headers) == (etag == '"rev5"')


@pytest.mark.parametrize(
    ("faults", "message"),
    [
        ([Fault.ERROR] * 3, "answered 500 .*try again later"),
        ([Fault.BUSY] * 3, "answered 429 .*try again later"),
        ([Fault.REFUSAL], "answered 403 "),
        ([Fault.HALF] * 3, "the connection broke 3 times"),
        ([Fault.HTML], "an HTML page came instead of the schedule"),
        ([Fault.HTML_AS_JSON], "an HTML page came instead of the schedule"),
    ],
)
def test_a_lasting_fault_says_what_to_do(
    usitc: FakeUsitc, sync: Fetch, tmp_path: Path, faults: list[Fault], message: str
) -> None:
    usitc.faults = deque(faults)
    with pytest.raises(SourceError, match=message):
        sync()
    assert list(tmp_path.iterdir()) == []


def test_silence_times_out(usitc: FakeUsitc, tmp_path: Path) -> None:
    usitc.faults = deque([Fault.SILENCE])
    hasty = replace(QUICK, read=0.1, tries=1)
    with pytest.raises(SourceError, match="did not answer in time"):
        fetch(usitc.url, tmp_path, ignore, now=lambda: NOON, patience=hasty)


def test_a_body_without_end_is_refused(sync: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download_module, "LARGEST", 100_000)
    with pytest.raises(SourceError, match="sends more than 100,000 bytes"):
        sync()


def test_no_network_is_said_soon_and_with_a_remedy(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(SourceError, match=r"127\.0\.0\.1:\d+ cannot be reached.*--base-url"):
        fetch(unreachable_url(), tmp_path, ignore, now=lambda: NOON)
    assert time.monotonic() - begun < 5


def test_an_address_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"hts\.usitc\.gov/.* cannot be asked .*--base-url"):
        fetch("hts.usitc.gov", tmp_path, ignore, now=lambda: NOON, patience=QUICK)


def test_a_release_that_changes_meanwhile_is_fetched_once_more(
    usitc: FakeUsitc, sync: Fetch
) -> None:
    usitc.releases = ["2026HTSRev5", "2026HTSRev6"]
    assert got(sync()).edition == "2026 Rev 6"
    assert len(usitc.exports()) == 2


def test_a_release_that_keeps_changing_is_not_named(usitc: FakeUsitc, sync: Fetch) -> None:
    usitc.releases = [f"2026HTSRev{n}" for n in range(5, 9)]
    with pytest.raises(SourceError, match="changed its release during the download, twice"):
        sync()


@pytest.mark.parametrize("bare", [False, True])
def test_current_release_in_both_forms(
    usitc: FakeUsitc, http: requests.Session, bare: bool
) -> None:
    usitc.bare = bare
    assert current_release(http, usitc.url) == "2026HTSRev5"


@pytest.mark.parametrize("answer", ['"2026HTSRev5"', '{"name": "2026HTSRev5", "status": "x"}'])
def test_current_release_as_json(usitc: FakeUsitc, http: requests.Session, answer: str) -> None:
    usitc.bare, usitc.releases = True, [answer]
    assert current_release(http, usitc.url) == "2026HTSRev5"


def test_a_page_instead_of_the_release_s_name(usitc: FakeUsitc, http: requests.Session) -> None:
    usitc.bare, usitc.releases = True, ["<html>"]
    with pytest.raises(SourceError, match="an HTML page came from"):
        current_release(http, usitc.url)


@pytest.mark.parametrize("answer", ["", '{"title": "x"}', "{", '"Rev 5"', "null"])
def test_current_release_of_unknown_form(
    usitc: FakeUsitc, http: requests.Session, answer: str
) -> None:
    usitc.bare, usitc.releases = True, [answer]
    with pytest.raises(SourceError, match="not the name of a release"):
        current_release(http, usitc.url)


def test_release_list_keeps_what_has_a_date(usitc: FakeUsitc, http: requests.Session) -> None:
    usitc.published = {"2026HTSBasic": "01/01/2026", "2026HTSRev1": "", "2010HTSA": "13/45/2010"}
    assert release_list(http, usitc.url) == {"2026HTSBasic": date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("release", "name"),
    [
        ("2026HTSRev5", "2026 Rev 5"),
        ("2025HTSRev32", "2025 Rev 32"),
        ("2026HTSBasic", "2026 Basic"),
        ("2026HTSBasicEdition", "2026 Basic"),
    ],
)
def test_edition_names(release: str, name: str) -> None:
    assert edition_name(release) == name


@pytest.mark.parametrize("release", ["2026HTSPreliminary", "HTSRev5", "2026HTSRev", ""])
def test_an_unknown_release_is_named(release: str) -> None:
    with pytest.raises(SourceError, match=f"'{release}' is not the name of a release"):
        edition_name(release)
