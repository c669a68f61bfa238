"""Lists as files: written and read, and those of the product made again from official text."""

from datetime import date

from tariffline.law.chapter_notes import Place
from tariffline.law.list_file import read_lists, write_additions


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


def test_a_heading_without_all_its_places_is_left_out() -> None:
    """9903.82.14 refers to notes 16(c)(iii), (iv) and (v)."""
    head = "source | HTS 2026 Rev 6\nfrom | 2018-01-01\n"
    part = head + "16(c)(iii) | page 9 | 7206\n16(c)(iv) | page 9 | 7216.91.00.10\n"
    assert "9903.82.14" not in {entry.name for entry in read_lists(part)}
    whole = part + "16(c)(v) | page 9 | 7406.10.00\n"
    found = [entry.digits for entry in read_lists(whole) if entry.name == "9903.82.14"]
    assert found == ["7206", "7216910010", "74061000"]
