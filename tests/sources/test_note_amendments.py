"""Notices that add numbers to the lists in the notes of chapter 99."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from tariffline.law.chapter_notes import Place
from tariffline.sources import SourceError
from tariffline.sources.note_amendments import read_amendments


def test_the_inclusions_of_18_august_2025(official_data: Path) -> None:
    """90 FR 40326: the derivative articles of steel and of aluminum."""
    found = read_amendments((official_data / "federal_register" / "2025-15819.pdf").read_bytes())
    assert {len(codes) > 0 for codes in found.values()} == {True}
    steel = found[Place("III", "16", ("n",))]
    assert steel[:3] == ("04029968", "04029970", "04029990")
    assert "2203000000" not in steel
    assert "2106909998" in found[Place("III", "19", ("k",))]
    assert len(set(steel)) == len(steel)


def test_a_pdf_that_amends_no_list_is_refused() -> None:
    with pytest.raises(SourceError, match="inserts no numbers into a note of chapter 99"):
        read_amendments(_blank())


@pytest.mark.parametrize("data", [b"", b"not a PDF", b"%PDF-1.7\n", b"%PDF-1.4 1 0 obj"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="can't be read as a PDF"):
        read_amendments(data)


def _blank() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(612, 792)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
