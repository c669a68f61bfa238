"""What attachments say, and why some are not read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from tariffline.sources import SourceError
from tariffline.sources.attachments import MOST_BYTES, decoded, read_attachment


def pdf(password: str = "") -> bytes:
    """A page without text, as a scanner makes it."""
    writer, data = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(data)
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    ["hts 5 ¢".encode(), "hts 5 ¢".encode("utf-8-sig"), "hts 5 ¢".encode("utf-16"), b"hts 5 \xa2"],
)
def test_text_in_the_encodings_of_office(data: bytes) -> None:
    assert decoded(data) == "hts 5 ¢"
    assert read_attachment("a.CSV", data).text == "hts 5 ¢"


def test_a_page_keeps_its_source() -> None:
    assert read_attachment("a.html", b"<p>x").html == "<p>x"


def test_the_text_of_a_pdf(official_data: Path) -> None:
    data = (official_data / "federal_register" / "2025-15819.pdf").read_bytes()
    assert "Federal Register" in read_attachment("notice.pdf", data).text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("scan.pdf", pdf(), "holds no text (scanned pages?)"),
        ("locked.pdf", pdf("secret"), "is encrypted"),
        ("big.txt", b"x" * (MOST_BYTES + 1), "at most 6,291,456 are read"),
        ("old.xls", b"x", "save it as .xlsx"),
        ("all.zip", b"x", "unpack it"),
        ("no ending", b"x", "attach it as text"),
    ],
)
def test_a_refusal_names_the_file_and_the_remedy(name: str, data: bytes, words: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_attachment(name, data)
    assert name in str(refused.value)
    assert words in str(refused.value)
