"""One door for every form of AD/CVD publication; what comes by none is refused with the remedy."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tariffline.law.notice import Notice, NoticeKind, RateParty
from tariffline.sources import SourceError
from tariffline.sources.adcvd import read
from tariffline.sources.adcvd.own_list import TEMPLATE
from tariffline.sources.federal_register import markup

NOTICE = (
    "<NOTICE><PREAMB><AGENCY>International Trade Administration</AGENCY>"
    "<DEPDOC>[A-570-701]</DEPDOC><SUBJECT>Widgets From China: Antidumping Duty Order</SUBJECT>"
    "</PREAMB></NOTICE>"
)


def one(data: bytes, name: str = "") -> Notice:
    [notice] = read(data, name)
    return notice


def test_number_and_date_of_a_file_name(tmp_path: Path) -> None:
    path = tmp_path / "2016-04-15_2016-08229.xml"
    path.write_text(NOTICE)
    [notice] = read(path)
    assert (notice.document, notice.published) == ("2016-08229", date(2016, 4, 15))


def test_a_name_with_no_date_tells_none() -> None:
    assert one(NOTICE.encode(), "2016-13-99_2016-08229.xml").published is None


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (b"", "no form that is known"),
        (b"Dear broker, please find our rates.", "your own list"),
        (b'{"name": 1}', "JSON of another sort"),
        (b"<NOTICE>", "save it again"),
        (b"<catalogue/>", "holds no notice"),
        (b"<html><p>Sign in</p></html>", "no notice of an antidumping"),
        (b"%PDF-1.4 broken", "download it again"),
        (b'{"message_no": 7}', "line 1"),
        (b'{"results": [{"case_number": 3}]}', "ITA's search"),
        (b'{"document_number": []}', "Federal Register's API"),
    ],
)
def test_what_is_refused_says_the_remedy(data: bytes, remedy: str) -> None:
    with pytest.raises(SourceError, match=remedy):
        read(data, "a file")


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="can't be read"):
        read(tmp_path / "none.xml")


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE NOTICE [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(SourceError, match="EntitiesForbidden"):
        read(f'<?xml version="1.0"?>{bomb}<NOTICE>&b;</NOTICE>'.encode())


def test_documents_too_deep_or_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match="in each other"):
        read(b"<NOTICE>" + b"<E>" * 500 + b"</E>" * 500 + b"</NOTICE>")
    monkeypatch.setattr(markup, "LARGEST", 10)
    with pytest.raises(SourceError, match="save the notice alone"):
        markup.read_xml(NOTICE.encode())


def test_pages_that_never_end_take_no_time() -> None:
    for begun in ("<!--", "<p", "<table><tr><td>", "<div>", "</p>"):
        page = "<html>International Trade Administration [A-570-701]" + begun * 30_000
        with pytest.raises(SourceError):
            read(page.encode())


def test_a_record_of_the_api() -> None:
    record = {
        "document_number": "2024-1",
        "title": "Widgets From India: Countervailing Duty Order",
        "docket_ids": ["C-533-701"],
        "agencies": [{"name": "International Trade Administration"}],
        "publication_date": "2024-02-03",
        "correction_of": "https://www.federalregister.gov/api/v1/documents/2023-9.json",
        "body_html": "<h2>Order</h2><table><tr><th>Company</th><th>Subsidy rate</th></tr>"
        "<tr><td>A Ltd.</td><td>2.10</td></tr></table>",
    }
    notice = one(json.dumps(record).encode())
    assert notice.kinds == (NoticeKind.ORDER,)
    assert notice.corrects == ("2023-9",)
    assert [rate.margin for rate in notice.rates] == [Decimal("0.021")]


def test_a_record_of_something_else_is_refused() -> None:
    record = {"document_number": "2024-1", "title": "Fishing quotas"}
    with pytest.raises(SourceError, match="Fishing quotas"):
        read(json.dumps(record).encode())


def test_a_message_of_cbp_as_text() -> None:
    notice = one(
        b"MESSAGE NO: 4135301\nDATE: 05 15 2014\nCATEGORY: ADA\nTYPE: FIN\nCASES:\nA - 570 - 970\n"
        b"PERIOD COVERED:\n12 01 2011\nTO\n11 30 2012\nLIQ SUSPENSION DATE:\n"
        b"RE: CASH DEPOSIT INSTRUCTIONS FOR WOOD FLOORING FROM CHINA (A-570-970)\n"
        b"1. EFFECTIVE MAY 9, 2014, THE CASH DEPOSIT RATE FOR THE PRC-WIDE ENTITY IS 58.84 PERCENT."
        b"\n2. THE MERCHANDISE IS CLASSIFIED UNDER HTSUS 4412.31.0520.\n"
    )
    assert (notice.document, notice.cases) == ("4135301", ("A-570-970",))
    assert (notice.published, notice.applicable) == (date(2014, 5, 15), date(2014, 5, 9))
    assert notice.period == (date(2011, 12, 1), date(2012, 11, 30))
    [rate] = notice.rates
    assert (rate.party, rate.deposit) == (RateParty.COUNTRY_WIDE, Decimal("0.5884"))
    assert [mention.hts for mention in notice.lines] == ["4412310520"]


def row(**cells: str) -> str:
    return ",".join(cells.get(name, "") for name in TEMPLATE)


def own_list(*rows: str) -> list[Notice]:
    return list(read("\n".join([",".join(TEMPLATE), *rows]).encode(), "ours.csv"))


def test_the_template_has_the_columns() -> None:
    template = Path(__file__).parents[3] / "docs" / "adcvd-list.csv"
    assert template.read_text(encoding="utf-8").strip() == ",".join(TEMPLATE)


def test_a_list_kept_by_hand() -> None:
    [rate, order] = own_list(
        row(
            case="A-570-701", exporter="Ningbo Widgets", producer="Cixi Works", status="order",
            margin_percent="45.12", deposit_percent="34.58", effective="3/12/2019",
            document="2019-04321", trust="from the notice",
        ),
        row(
            case="C533702", country="India", product="Widgets", status="revoked",
            effective="2021-11-07", hts="8302.10.30; 8302106090", companion="A-533-703",
        ),
    )  # fmt: skip
    [stated] = rate.rates
    assert (stated.exporter, stated.producer, stated.either) == (
        "Ningbo Widgets",
        "Cixi Works",
        False,
    )
    assert (stated.margin, stated.deposit) == (Decimal("0.4512"), Decimal("0.3458"))
    assert (rate.applicable, rate.country) == (date(2019, 3, 12), "CN")
    assert rate.citation == "2019-04321 (from the notice)"
    assert stated.remark == "from the notice"
    assert order.kinds == (NoticeKind.RECORD, NoticeKind.REVOCATION)
    assert order.title == "Widgets From India"
    assert [mention.hts for mention in order.lines] == ["83021030", "8302106090"]
    assert order.companions == ("A-533-703",)
    assert not rate.unread
    assert not order.unread


def test_a_list_keeps_what_it_cannot_read() -> None:
    [notice] = own_list(
        row(case="steel", country="Atlantis", effective="soon", margin_percent="low", hts="12,x")
    )
    assert [remainder.split(":")[0] for remainder in notice.unread] == [
        "row 2, case", "row 2, country", "row 2, effective", "row 2, margin",
    ]  # fmt: skip
    assert notice.rates == ()


def test_a_list_of_specific_rates_and_of_the_rest() -> None:
    notices = own_list(
        row(case="A570848003", exporter="All Others", margin_percent="5.07", unit="kg"),
        row(case="A-570-848", exporter="PRC-wide entity", margin_percent="0"),
        row(case="A-570-848", margin_percent="3"),
    )
    [others, wide] = [rate for notice in notices for rate in notice.rates]
    assert others.case == "A-570-848-003"
    assert (others.party, others.margin, others.unit) == (
        RateParty.ALL_OTHERS, Decimal("5.07"), "kg",
    )  # fmt: skip
    assert (wide.party, wide.margin) == (RateParty.COUNTRY_WIDE, Decimal(0))
    assert notices[2].unread == ("row 4: a rate of nobody (name the exporter or producer)",)


def test_a_row_keeps_its_key_wherever_it_stands() -> None:
    ours = row(case="A-570-701", exporter="A Ltd.", margin_percent="1", effective="2024-01-01")
    other = row(case="A-570-702", exporter="B Ltd.", margin_percent="1", effective="2024-01-01")
    assert own_list(ours)[0].document == own_list(other, ours)[1].document


def test_raw_text_in_a_page() -> None:
    page = (
        "<html><head><title>Raw</title></head><body><pre>\n[Federal Register Volume 79, Number 1]\n"
        "\nDEPARTMENT OF COMMERCE\n\nInternational Trade Administration\n\n[A-533-701]\n\n"
        "Widgets &amp; Parts From India: Antidumping Duty Order\n\nAGENCY: Commerce.\n\n"
        'SUMMARY: <a href="x">An order</a>.\n\n[FR Doc. 2014-00001 Filed 1-2-14; 8:45 am]\n'
        "</pre></body></html>"
    )
    notice = one(page.encode())
    assert (notice.document, notice.product) == ("2014-00001", "Widgets & Parts")
