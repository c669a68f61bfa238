"""The official documents at hand: their facts read by eye, and the rates of two exactly."""

from __future__ import annotations

import csv
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.sources.adcvd.facts import shown, tidied

from tariffline.law.notice import Notice, NoticeKind, RateParty
from tariffline.law.notice_cases import cases, countries_in, country_of
from tariffline.law.notice_kinds import kinds
from tariffline.law.notice_reading import product
from tariffline.sources import SourceError
from tariffline.sources.adcvd import read

GOLDENS = sorted((Path(__file__).parent / "goldens").glob("*.yaml"))
_PARTIES = {"PRC-wide rate": RateParty.COUNTRY_WIDE}


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_a_document_at_hand(path: Path, official_data: Path) -> None:
    folder = official_data / "federal_register"
    [document] = [*folder.glob(f"{path.stem}.*"), *(folder / "notices").glob(f"{path.stem}.*")]
    [notice] = read(document)
    expected = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert _golden(notice) == {field: tidied(value) for field, value in expected.items()}


def _golden(notice: Notice) -> dict[str, Any]:
    said = dict(shown(notice))
    said |= {
        "published": notice.published,
        "lines": len(notice.lines),
        "relates": len(notice.relates),
        "scope_begins": [paragraph[:60] for paragraph in notice.scope[:3]],
        "unread": [remainder[:80] for remainder in notice.unread],
    }
    if notice.lines:
        said |= {"first_line": notice.lines[0].hts, "last_line": notice.lines[-1].hts}
    return {field: value for field, value in said.items() if value not in ([], None)}


def test_the_expected_rates_are_read_exactly(official_data: Path) -> None:
    folder = official_data / "federal_register"
    with (folder / "expected_rates.csv").open(encoding="utf-8", newline="") as table:
        expected = {
            (row["fr_doc"], row["case"], row["party"], Decimal(row["rate_percent"]))
            for row in csv.DictReader(table)
        }
    documents = {document for document, _, _, _ in expected}
    found = set()
    for path in sorted((folder / "notices").glob("*.xml")):
        for notice in read(path):
            if notice.document in documents:
                found |= {
                    (notice.document, rate.case, rate.exporter or "PRC-wide rate", value * 100)
                    for rate in notice.rates
                    for value in (rate.margin, rate.deposit)
                    if value is not None
                }
    assert found == expected


def test_what_is_not_of_trade_remedies_is_refused(official_data: Path) -> None:
    folder = official_data / "federal_register"
    others = [*folder.glob("*.xml"), *folder.glob("*.pdf")]
    assert len(others) == 5
    for path in others:
        with pytest.raises(SourceError, match="no notice of an antidumping"):
            list(read(path))


def test_kinds_of_the_indexed_titles(official_data: Path) -> None:
    """Titles of 3,169 notices; the kinds that another reader guessed, where they are specific."""
    agreed = {
        "prelim_results": NoticeKind.REVIEW_PRELIMINARY,
        "final_results": NoticeKind.REVIEW_FINAL,
        "sunset": NoticeKind.SUNSET,
        "continuation": NoticeKind.CONTINUATION,
        "circumvention": NoticeKind.CIRCUMVENTION,
        "changed_circumstances": NoticeKind.CHANGED_CIRCUMSTANCES,
        "court_decision": NoticeKind.COURT,
        "revocation": NoticeKind.REVOCATION,
        "scope_rulings": NoticeKind.SCOPE_RULING,
        "new_shipper": NoticeKind.NEW_SHIPPER,
        "opportunity_to_request": NoticeKind.OPPORTUNITY,
    }
    told = [(row["kind_guess"], kinds(row["title"], "", "", "")) for row in _index(official_data)]
    differing = [guess for guess, found in told if guess in agreed and agreed[guess] not in found]
    assert len(told) == 3169
    assert len(differing) <= 5  # "discontinuation of policy" is no continuation
    assert sum(found == (NoticeKind.OTHER,) for _, found in told) <= 25


def test_products_of_the_indexed_titles(official_data: Path) -> None:
    titles = [row["title"] for row in _index(official_data) if " From " in row["title"]]
    unnamed = [title for title in titles if not product(title)]
    assert len(titles) > 2_500
    assert len(unnamed) <= 10


def _index(official_data: Path) -> list[dict[str, str]]:
    path = official_data / "federal_register" / "adcvd_notice_index_2020_2026.csv"
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_country_numbers_agree_with_the_titles_of_their_cases(official_data: Path) -> None:
    listed = list(read(official_data / "adcvd" / "case_titles_2020.csv"))
    assert len(listed) == 967
    differing = [n.title for n in listed if country_of(n.cases[0]) not in countries_in(n.title)]
    assert differing == []
    sample = list(read(official_data / "adcvd" / "active_orders_sample.csv"))
    assert all(country_of(notice.cases[0]) == notice.country for notice in sample)


def test_records_of_other_forms(official_data: Path) -> None:
    folder = official_data / "adcvd"
    orders = list(read(folder / "ita_orders_paper_2019.json"))
    assert len(orders) == 10
    assert sum(len(order.lines) for order in orders) == 180
    assert not any(order.unread for order in orders)
    messages = list(read(folder / "cbp_messages.jsonl"))
    assert len(messages) == 6
    assert messages[0].cases == ("C-533-839",)
    assert [mention.hts for mention in messages[0].lines] == ["3204179040"]
    assert messages[0].applicable is not None
    assert messages[0].applicable.isoformat() == "2004-08-26"
    rates = [rate for notice in read(folder / "rates.csv") for rate in notice.rates]
    assert len(rates) == 11
    assert all(rate.remark for rate in rates)  # how far each is trusted
    assert [n.cases for n in islice(read(folder / "orders.csv"), 2)] == [
        ("A-570-910",),
        ("C-570-911",),
    ]
    assert cases("A570848-003") == ("A-570-848",)
