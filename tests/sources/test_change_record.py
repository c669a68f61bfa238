"""Change records: from laid-out text (lines of real records) to entries, and what is refused."""

import re
from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.change_record import Action, ChangeRecord, Entry
from tariffline.sources import SourceError
from tariffline.sources.usitc.change_record import read_change_record, read_pages

# Lines of the 2025 Rev 16 and Rev 18 records, set narrower; the last two are ours.
REVISION = """\
             Harmonized Tariff Schedule of the United States (2025 Revision   16)

                                       July 1, 2025

                                       Change Record

The modifications set forth in this change record reflect updates made to the HTS after 2025
Revision 15, published June 23, 2025. The term “modified” may be used with changes in any note.

         Item changed                 Nature of change          Effective date       Source

 0901.11.0035                Established                        July 1, 2025      484(f)
 U.S. note 2(s), ch99, subch III       Added                  February 4 , 2025   Notice
 U.S. Note 2(v), subch III, ch 99    Modified (replaced         August 7, 2025    Executive
                                     “9903.01.43–9903.01.76”                      Order
                                     with “9903.01.63, and
                                     9903.02.01–  9903.02.71”
                                     throughout)
 U.S. Note 2(v)(xiv)(1)‐(9), (11)‐   Modified (terminated)      August 7, 2025    Executive Order
 (57),  subch III, ch 99
                                              1
"""
REVISION_END = """\
         Item changed                 Nature of Change          Effective Date       Source
 Statistical note 2 through 4, ch    Modified (renumbered as    July 1, 2025      484(f)
 84                                  statistical note 3 through 5,
                                     respectively)
 9903.01.25                          Modified                   June 30, 3025     Notice
 U.S. note 16(n), subch III, ch 99   Added                      N/A               Notice
 2825.60.0000                        Annotated                  July 1, 2025      484(f)
 Statistical Annex B                 Modified (Burma ISO Code BU to MM)
 9903.01.26                          Suspended (until further   July 1, 2025      Notice
                                     notice)
"""
# Lines of the 2026 Basic record.
BASIC = """\
                 CHANGE RECORD (2026)
The modifications reflect all updates made since the last printed edition (2025 Basic Edition).
    Item changed         Nature of change         Effective date       Source            Edition
U.S. note 3, ch 2      Modified                 January 1, 2026    Notice               2026
9903.02.66             Modified (technical      August 7, 2025     Executive Order      Rev 25
                       correction)
Subch XII, ch 99       Deleted (provisions      January 1, 2026    PP 7971              2026
                       expired)
"""

PIECES = ("", "", "Modified", "Added", "July 1, 2026", "N/A", "Rev 3", "9903.01.25", "ch 99")


@pytest.fixture(scope="module")
def revision() -> ChangeRecord:
    return read_pages([REVISION, REVISION_END])


def entry(record: ChangeRecord, what: str) -> Entry:
    (found,) = (entry for entry in record.entries if entry.what == what)
    return found


def test_the_head(revision: ChangeRecord) -> None:
    assert revision.edition == "2025 Rev 16"
    assert revision.printed == date(2025, 7, 1)
    assert len(revision.entries) == 9


def test_a_row_on_one_line(revision: ChangeRecord) -> None:
    assert revision.entries[0] == Entry(
        record="2025 Rev 16",
        edition="2025 Rev 16",
        page=1,
        action=Action.ESTABLISHED,
        detail="",
        what="0901.11.00.35",
        effective=date(2025, 7, 1),
        effective_text="July 1, 2025",
        source="484(f)",
    )
    assert revision.entries[0].codes == ("0901110035",)


def test_cells_that_wrap_are_put_together_again(revision: ChangeRecord) -> None:
    replaced = entry(revision, "U.S. note 2(v) to subchapter III of chapter 99")
    assert replaced.detail == (
        "replaced “9903.01.43-9903.01.76” with “9903.01.63, and 9903.02.01-9903.02.71” throughout"
    )
    assert replaced.source == "Executive Order"
    assert replaced.codes == ()
    renumbered = entry(revision, "statistical note 2 through 4 to chapter 84")
    assert renumbered.detail == "renumbered as statistical note 3 through 5, respectively"
    assert renumbered.page == 2
    ended = entry(revision, "U.S. note 2(v)(xiv)(1)-(9), (11)-(57) to subchapter III of chapter 99")
    assert ended.detail == "terminated"


def test_a_note_is_named_one_way_however_it_is_printed(revision: ChangeRecord) -> None:
    assert entry(revision, "U.S. note 2(s) to subchapter III of chapter 99")


def test_a_date_that_cannot_be_meant_is_kept_as_printed_only(revision: ChangeRecord) -> None:
    misprint = entry(revision, "9903.01.25")
    assert (misprint.effective, misprint.effective_text) == (None, "June 30, 3025")
    none = entry(revision, "U.S. note 16(n) to subchapter III of chapter 99")
    assert (none.effective, none.effective_text) == (None, "N/A")


def test_an_annex_has_no_date_and_no_source(revision: ChangeRecord) -> None:
    annex = entry(revision, "Statistical Annex B")
    assert annex.detail == "Burma ISO Code BU to MM"
    assert (annex.effective, annex.effective_text, annex.source) == (None, "", "")


def test_an_annotated_number_is_its_rate_line_too(revision: ChangeRecord) -> None:
    assert entry(revision, "2825.60.00.00").codes == ("2825600000", "28256000")


def test_a_row_of_unknown_nature_is_handed_back(revision: ChangeRecord) -> None:
    assert revision.unread == (
        "9903.01.26 Suspended (until further July 1, 2025 Notice",
        "notice)",
    )


def test_the_record_of_a_basic_edition_tells_when_each_change_was_made() -> None:
    record = read_pages([BASIC])
    assert (record.edition, record.printed, record.unread) == ("2026 Basic", None, ())
    assert [(entry.what, entry.edition) for entry in record.entries] == [
        ("U.S. note 3 to chapter 2", "2026 Basic"),
        ("9903.02.66", "2025 Rev 25"),
        ("subchapter XII of chapter 99", "2026 Basic"),
    ]
    assert [entry.codes for entry in record.entries] == [(), ("99030266",), ("9912",)]


@pytest.mark.parametrize(
    "data", [b"", b"<html>down</html>", b"%PDF-1.7\n%%EOF"], ids=["empty", "page", "cut short"]
)
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="no PDF"):
        read_change_record(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        REVISION.replace("2025 Revision   16", "2025 Revision"),
        REVISION.replace("Item changed", "Item"),
        REVISION[: REVISION.index(" 0901.11.0035")],
    ],
    ids=["nothing", "no edition", "no table", "an empty table"],
)
def test_what_is_no_change_record_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match=r"no change record.*download"):
        read_pages([text])


LINES = st.lists(
    st.lists(st.tuples(st.integers(1, 40), st.sampled_from(PIECES)), min_size=1, max_size=6),
    max_size=8,
)


@given(LINES)
def test_no_word_is_lost(lines: list[list[tuple[int, str]]]) -> None:
    """Whatever stands in the table comes out, in an entry or among the unread lines."""
    words = (f"word{turn}" for turn in count())
    text = "\n".join(
        "".join(" " * gap + (piece or next(words)) for gap, piece in line) for line in lines
    )
    record = read_pages([BASIC + text])
    told = [part for e in record.entries for part in (e.what, e.detail, e.source)]
    assert set(re.findall(r"word\d+", text)) <= set(" ".join([*told, *record.unread]).split())
