"""Lists as files: written and read, and those of the product made again from official text."""

import gzip
from datetime import date
from importlib.resources import files
from pathlib import Path

from tariffline.law.chapter_notes import Place
from tariffline.law.list_file import read_lists, write_additions, write_lists
from tariffline.sources.note_amendments import read_amendments
from tariffline.sources.usitc.chapter99 import read_notes

SHIPPED = files("tariffline.law").joinpath("lists")
# What 90 FR 40326 amends that HTS 2026 Rev 6 no longer prints as it then stood.
ADDED_TO = ("16(m)", "16(n)", "19(j)", "19(k)")


def test_a_number_stands_under_its_place_and_under_the_headings_that_refer_to_it() -> None:
    entries = read_lists(
        "source | HTS 2026 Rev 6\nfrom | 2018-01-01\n20(b) | page 9 | 0902.10.10\n"
    )
    assert {(entry.name, entry.digits) for entry in entries} == {
        ("note 20(b)", "09021010"),
        ("9903.88.01", "09021010"),
    }
    assert {entry.source for entry in entries} == {
        "U.S. note 20(b) to subchapter III, HTS 2026 Rev 6, page 9"
    }
    assert {(entry.start, entry.end, entry.worded) for entry in entries} == {
        (date(2018, 1, 1), None, False)
    }


def test_what_a_sentence_names_is_marked() -> None:
    [entry, *_] = read_lists("source | HTS X\nfrom | 2018-01-01\n9(b) | page 9 ~ | 0902\n")
    assert entry.worded
    assert entry.source.endswith("page 9")


def test_what_a_notice_adds_is_named_after_the_notice() -> None:
    place = Place("III", "16", ("n",))
    text = write_additions({place: ("0902101015",)}, "90 FR 1", date(2025, 8, 18))
    [entry] = read_lists(text)
    assert (entry.name, entry.digits) == ("note 16(n), 90 FR 1", "0902101015")
    assert entry.start == date(2025, 8, 18)


def test_the_lists_of_the_notes_are_those_of_the_chapter(official_data: Path) -> None:
    text = gzip.decompress(
        (official_data / "chapter99" / "chapter99_2026_rev_6.txt.gz").read_bytes()
    ).decode("cp1252")
    made = write_lists(read_notes(text))
    assert made == SHIPPED.joinpath("2026-rev-6.txt").read_text("utf-8")


def test_the_additions_are_those_of_the_notice(official_data: Path) -> None:
    found = read_amendments((official_data / "federal_register" / "2025-15819.pdf").read_bytes())
    added = {
        place: codes
        for place, codes in found.items()
        if place.note + "".join(f"({label})" for label in place.path) in ADDED_TO
    }
    made = write_additions(added, "90 FR 40326", date(2018, 1, 1))  # rows say from when
    assert made == SHIPPED.joinpath("90-fr-40326.txt").read_text("utf-8")
