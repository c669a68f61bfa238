"""Asking GovDelivery: the list, then the pages that are not known."""

from __future__ import annotations

import pytest
from tests.fakes.govdelivery import WIDGET, FakeGovDelivery, Sent

from tariffline.sources import SourceError
from tariffline.sources.csms.sync import fetch
from tariffline.sources.http import Patience

QUICK = Patience(connect=2, read=5, tries=2, backoff=0)
TWO = [Sent(67844987, "Second", "Do this."), Sent(67844001, "First")]


def silent(_done: int, _total: int) -> None:
    """No bar."""


def test_pages_of_what_is_not_known_are_read() -> None:
    with FakeGovDelivery(TWO) as site:
        found = fetch(site.url, lambda number: number == "67844001", silent, QUICK)
    assert site.asked == [WIDGET, TWO[0].path]
    assert [each.number for each in found.bulletins] == ["67844987", "67844001", "67844987"]
    assert found.bulletins[-1].body == "Do this."
    assert found.problems == ()


def test_a_page_that_does_not_come_does_not_stop_the_rest() -> None:
    with FakeGovDelivery(TWO, missing={67844987}) as site:
        found = fetch(site.url, lambda _: False, silent, QUICK)
    assert [each.number for each in found.bulletins if each.body] == ["67844001"]
    [problem] = found.problems
    assert problem.startswith("CSMS 67844987: ")
    assert "404" in problem


def test_a_list_that_does_not_come_is_an_error() -> None:
    with FakeGovDelivery(TWO, status=404) as site, pytest.raises(SourceError, match="404"):
        fetch(site.url, lambda _: False, silent, QUICK)
