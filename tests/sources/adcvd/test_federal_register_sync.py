"""Asking the Federal Register: pages, full texts, and everything that goes wrong on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest
from tests.fakes.federal_register import SEARCH, FakeFederalRegister, Fault, Published

from tariffline.law.notice import Notice
from tariffline.sources import SourceError
from tariffline.sources.adcvd import fetch
from tariffline.sources.federal_register.client import none_known
from tariffline.sources.http import Patience, session

QUICK = Patience(connect=2, read=5, tries=3, backoff=0)
SINCE = date(2024, 1, 1)
FIVE = tuple(Published(f"2024-0000{n}", f"2024-01-0{n}") for n in range(1, 6))
RULE = Published("2024-00008", "2024-01-04", title="Antidumping Regulations", type="Rule")
OTHER = Published("2024-00009", "2024-01-03", title="Steel Import Monitoring", docket="")


def fetched(
    site: FakeFederalRegister, known: Sequence[str] = (), since: date = SINCE
) -> list[Notice]:
    with session(QUICK) as asking:
        is_known = known.__contains__ if known else none_known
        found = fetch(asking, site.url, since, is_known=is_known, patience=QUICK, pause=0)
        return list(found)


@contextmanager
def register(
    *documents: Published, page_size: int = 2, most: int = 1000
) -> Iterator[FakeFederalRegister]:
    with FakeFederalRegister(documents or FIVE, page_size=page_size, most=most) as site:
        yield site


def test_every_page_is_asked_of_the_same_host() -> None:
    with register(*FIVE, OTHER, RULE) as site:
        notices = fetched(site)
    assert [notice.document for notice in notices] == [each.number for each in FIVE]
    assert site.asked.count(SEARCH) == 4
    assert {rate.margin for notice in notices for rate in notice.rates} == {Decimal("0.0125")}


def test_the_record_completes_the_text() -> None:
    with register(FIVE[0]) as site:
        [notice] = fetched(site)
    assert (notice.published, notice.citation) == (date(2024, 1, 1), "89 FR 100")
    assert notice.url == "https://www.federalregister.gov/d/2024-00001"
    assert notice.unread == ()


def test_since_a_day() -> None:
    with register() as site:
        assert len(fetched(site, since=date(2024, 1, 4))) == 2


def test_known_documents_are_not_fetched_again() -> None:
    with register() as site:
        notices = fetched(site, known=[each.number for each in FIVE[:4]])
    assert [notice.document for notice in notices] == ["2024-00005"]
    assert site.asked.count(FIVE[0].path) == 0


def test_a_search_that_gives_only_so_many_goes_on_from_its_last_day() -> None:
    with register(page_size=2, most=3) as site:
        assert [notice.document for notice in fetched(site)] == [each.number for each in FIVE]


def test_a_day_with_more_than_a_search_gives_is_said() -> None:
    same_day = tuple(Published(f"2024-0001{n}", "2024-02-01") for n in range(5))
    with (
        register(*same_day, page_size=2, most=3) as site,
        pytest.raises(SourceError, match="only part"),
    ):
        fetched(site)


@pytest.mark.parametrize("fault", [Fault.STATUS_429, Fault.STATUS_500, Fault.HALF])
def test_a_search_that_fails_once_is_asked_again(fault: Fault) -> None:
    with register() as site:
        site.faults[SEARCH] = [fault]
        assert len(fetched(site)) == 5


@pytest.mark.parametrize("fault", [Fault.A_PAGE, Fault.NO_JSON, Fault.STATUS_404])
def test_a_search_that_is_none_is_an_error(fault: Fault) -> None:
    with register() as site:
        site.faults[SEARCH] = [fault]
        with pytest.raises(SourceError, match=r"API's JSON|404"):
            fetched(site)


@pytest.mark.parametrize(
    "fault", [Fault.STATUS_429, Fault.STATUS_500, Fault.HALF_SAID_WHOLE, Fault.HALF]
)
def test_a_text_that_fails_once_is_asked_again(fault: Fault) -> None:
    with register() as site:
        site.faults[FIVE[1].path] = [fault]
        notices = fetched(site)
    assert [len(notice.rates) for notice in notices] == [1] * 5
    assert site.asked.count(FIVE[1].path) == 2


@pytest.mark.parametrize(
    "faults",
    [[Fault.STATUS_404], [Fault.A_PAGE], [Fault.HALF_SAID_WHOLE] * 3, [Fault.STATUS_500] * 3],
)
def test_a_text_that_does_not_come_leaves_its_record(faults: list[Fault]) -> None:
    with register() as site:
        site.faults[FIVE[1].path] = faults
        notices = fetched(site)
    assert [len(notice.rates) for notice in notices] == [1, 0, 1, 1, 1]
    assert notices[1].cases == ("C-533-701",)
    [remainder] = notices[1].unread
    assert remainder.startswith("full text: ")


def test_a_document_without_a_text_is_read_from_its_record() -> None:
    with register(Published("2024-00001", "2024-01-01", has_text=False)) as site:
        [notice] = fetched(site)
    assert notice.country == "IN"
    assert notice.unread == ("full text: the API names no full text yet",)


def test_a_search_that_always_breaks_is_an_error() -> None:
    with register() as site:
        site.faults[SEARCH] = [Fault.HALF] * 3
        with pytest.raises(SourceError, match="broke 3 times"):
            fetched(site)


def test_no_network_is_said_at_once() -> None:
    with register() as site:
        gone = site.url
    with session(QUICK) as asking, pytest.raises(SourceError, match="cannot be reached"):
        list(fetch(asking, gone, SINCE, patience=QUICK, pause=0))
