"""CBP's archive: every row, whole, with its date."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tariffline.law.bulletin import Bulletin
from tariffline.sources import SourceError
from tariffline.sources.csms import archive
from tariffline.sources.csms.archive import read_archive


@pytest.fixture(scope="module")
def official(official_data: Path) -> dict[str, Bulletin]:
    data = (official_data / "csms" / "csms_archive_incl_dec2025.pdf").read_bytes()
    return {bulletin.number: bulletin for bulletin in read_archive(data)}


def rows(text: str) -> list[tuple[str, str, str]]:
    """Number, title and date of the rows in the text of a page."""
    found = [archive._bulletin(row) for row in archive._rows(text.splitlines())]
    return [(each.number, each.title, str(each.sent_at or each.sent_on)) for each in found]


def test_the_whole_archive_is_read(official: dict[str, Bulletin]) -> None:
    assert len(official) == 3_867
    assert all(bulletin.sent_on for bulletin in official.values())
    assert str(official["66749380"].sent_on) == "2025-11-07"
    assert str(official["45364915"].sent_at) == "2021-01-05 14:18:00-05:00"
    assert "85411000" not in official  # an HTS number that begins a line of a title


def test_it_agrees_with_another_reading(official: dict[str, Bulletin], official_data: Path) -> None:
    """The index was read by somebody else; where it differs it cut titles that hold a date."""
    with (official_data / "csms" / "csms_index_2021_2024.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        index = {row["csms_number"]: row["title"] for row in csv.DictReader(file)}
    assert index.keys() <= official.keys()
    squeezed = {number: "".join(official[number].title.split()) for number in index}
    differ = [n for n, title in index.items() if "".join(title.split()) != squeezed[n]]
    assert len(differ) < 20
    assert all(
        squeezed[n].startswith("".join(index[n].split())) or "[[" in index[n] for n in differ
    )


def test_a_title_over_several_lines_with_an_hts_number() -> None:
    text = (
        "CSMS Archive\nCSMS # Message Title Sent\n62097992\nError 771 on 8486200000,\n"
        "85411000 and 9018310080 11/21/2024\n[[46721744]] Short 3/22/2021 13:17\n"
        "52241100 Window to 06/22/2022 from 5:00pm to 06/22/2022\n8:00pm EST 6/21/2022\n20:05\n"
    )
    assert rows(text) == [
        ("62097992", "Error 771 on 8486200000, 85411000 and 9018310080", "2024-11-21"),
        ("46721744", "Short", "2021-03-22 13:17:00-04:00"),
        (
            "52241100",
            "Window to 06/22/2022 from 5:00pm to 06/22/2022 8:00pm EST",
            "2022-06-21 20:05:00-04:00",
        ),
    ]


def test_text_without_a_row_is_refused() -> None:
    with pytest.raises(SourceError, match="no message with number, title and date"):
        rows("62097992 No date here")


@pytest.mark.parametrize("data", [b"%PDF-1.4 broken", b"nothing"])
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_archive(data)
