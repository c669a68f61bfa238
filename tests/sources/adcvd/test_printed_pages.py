"""A PDF with a text layer: the notice that ends with the number of the file's name is read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tariffline.law.notice import RateParty
from tariffline.sources import SourceError
from tariffline.sources.adcvd import read

PAGE = """\
13973 Federal Register / Vol. 87, No. 48 / Friday, March 11, 2022 / Notices
[FR Doc. 2022-05210 Filed 3-10-22; 8:45 am]
DEPARTMENT OF COMMERCE
International Trade Administration
[A-570-768]
Oval Pipe From the People's Republic of China: Final Affirmative
Determination of Sales at Less Than Fair Value
AGENCY: Enforcement and Compliance, International Trade Administration.
DATES: Applicable March 11, 2022.
SUPPLEMENTARY INFORMATION:
Final Determination
The dumping margins are as follows:
Exporter
Producer
Weighted-
average
dumping
margin
(percent)
Anhui Tube Co., Ltd. ............ Anhui Tube Co., Ltd. ............ 33.10
Ningbo Export Corp. ............. Cixi Tube Works ................. 35.00
China-Wide Entity ............... ................................. 99.50
Assessment
[FR Doc. 2022-05211 Filed 3-10-22; 8:45 am]
DEPARTMENT OF COMMERCE
[C-122-769]
Other Goods From Canada: Countervailing Duty Order
AGENCY: International Trade Administration, Department of Commerce.
[FR Doc. 2022-05212 Filed 3-10-22; 8:45 am]"""


def pdf(text: str) -> bytes:
    """A page with a line of text below the other."""
    shown = [
        line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        for line in text.splitlines()
    ]
    stream = "BT /F1 8 Tf 40 780 Td " + " ".join(f"({line}) Tj 0 -10 Td" for line in shown) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    return (
        f"{body}xref\n0 {count}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")


def test_exporters_producers_and_the_entity() -> None:
    [notice] = read(pdf(PAGE), "2022-05211.pdf")
    assert (notice.document, notice.cases, notice.country) == ("2022-05211", ("A-570-768",), "CN")
    assert [(r.exporter, r.producer, r.margin) for r in notice.rates] == [
        ("Anhui Tube Co., Ltd.", "Anhui Tube Co., Ltd.", Decimal("0.331")),
        ("Ningbo Export Corp.", "Cixi Tube Works", Decimal("0.35")),
        ("", "", Decimal("0.995")),
    ]
    assert notice.rates[-1].party is RateParty.COUNTRY_WIDE
    assert notice.unread == ()


def test_a_neighbour_by_its_number() -> None:
    [notice] = read(pdf(PAGE), "2022-05212.pdf")
    assert (notice.cases, notice.rates) == (("C-122-769",), ())


def test_columns_that_are_not_told_are_left_unread() -> None:
    page = PAGE.replace("Exporter\nProducer\n", "Company\n")
    [notice] = read(pdf(page), "2022-05211.pdf")
    assert notice.rates == ()
    assert len(notice.unread) == 1


def test_a_page_of_pictures_is_refused() -> None:
    with pytest.raises(SourceError, match="no text, only pictures"):
        read(pdf(""), "2022-05211.pdf")
