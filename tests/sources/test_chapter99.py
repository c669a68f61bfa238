"""Notes of a few lines: where a paragraph belongs, what is a list, what is only named."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import ContentStream, DictionaryObject, NameObject
from tests.sources.note_lists import described, lists

from tariffline.law.chapter_notes import ChapterNotes, Place, Subdivision
from tariffline.law.note_lists import NOTE_LISTS
from tariffline.sources import SourceError
from tariffline.sources.usitc.chapter99 import read_chapter_99, read_notes
from tariffline.sources.usitc.note_labels import paths

HEAD = """\
          Harmonized Tariff Schedule of the United States Revision 6 (2026)

                         Annotated for Statistical Reporting Purposes

                                                               XXII
                                                       99 - III - 64

U.S. Notes (con.){beside}

"""


def page(body: str, beside: str = "") -> str:
    return HEAD.format(beside=beside) + body


def read(*bodies: str) -> ChapterNotes:
    return read_notes("\f".join(map(page, bodies)))


def from_note(number: int, body: str) -> str:
    """The note after those before it, which are deleted."""
    deleted = "".join(f"[U.S. note {each} deleted]\n\n" for each in range(1, number))
    return f"{deleted}{number}. {body}"


def at(notes: ChapterNotes, note: str, *path: str) -> Subdivision:
    (found,) = (s for s in notes.subdivisions if s.place == Place("III", note, path))
    return found


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("1. Lines:\n\n  7601   7604.10.10\n\n  7616.99.5160\n", "7601 76041010 7616995160"),
        ("1. Lines: 7613.00.0000;\n    8708.80.13;8708.80.16.\n", "7613000000 87088013 87088016"),
        ("1. Lines: [Compiler's note: read left to right.]\n\n  0101.21.00\n", "01012100"),
        ("1. Misprinted:\n\n  7217,10.90  2803;00.00\n", "72171090 28030000"),
        ("1. Lines:\n\n  0101.21.00\n\nThe duty adds to others.\n", "01012100"),
    ],
    ids=["table", "in a row", "after a compiler's note", "misprints", "words below"],
)
def test_numbers_listed_by_themselves(body: str, codes: str) -> None:
    note = at(read(body), "1")
    assert note.codes == tuple(codes.split())
    assert note.described == ()


@pytest.mark.parametrize(
    ("body", "described"),
    [
        ("1. Etrogs (classifiable in subheading 0805.90.01)\n", "08059001"),
        ("1. foil provided for in headings 7607 and 7608; and\n", "7607 7608"),
        ("1. 5603.12.0090 prior to July 1, 2022\n", "5603120090"),
        ("1. parts of heading 8701 to 8705 (described in subheading 8708.10.30)\n", "87081030"),
        ("1. valued on\n   2901.10.10\n   and more, except under 9802.00.60\n", "29011010"),
    ],
    ids=["described", "headings", "with a date", "a heading in passing", "a line to itself"],
)
def test_numbers_named_in_words_are_not_listed(body: str, described: str) -> None:
    note = at(read(body), "1")
    assert note.codes == ()
    assert note.described == tuple(described.split())


def test_a_list_goes_on_over_the_page() -> None:
    notes = read("1. (a) Lines:\n\n  0101.21.00\n", "  0101.29.00\n\n(b) No lines.\n")
    assert at(notes, "1", "a").codes == ("01012100", "01012900")
    assert at(notes, "1", "b").codes == ()


def test_headings_of_the_chapter_are_no_lines_of_goods() -> None:
    note = at(read("1. Not subject to:\n\n  9903.94.01\n\nor 9903.94.03, in 72.\n"), "1")
    assert (note.codes, note.described) == ((), ())
    assert note.headings == ("9903.94.01", "9903.94.03")


def test_a_subdivision_knows_its_words_page_and_line() -> None:
    note = at(read("1. (a) Other seats,\n    of rattan,\n    or 9401.52\n"), "1", "a")
    assert (note.page, note.line) == ("99-III-64", 10)
    assert str(note.place) == "U.S. note 1(a) to subchapter III"
    assert note.text == "Other seats, of rattan, or 9401.52"


def test_notes_count_up_past_deleted_ones() -> None:
    notes = read("1. One.\n\n[U.S. note 2 deleted]\n\n3.\n\n(a) Three.\n\n1. An item.\n")
    assert at(notes, "3", "a").text == "Three. 1. An item."
    assert [s.place.note for s in notes.subdivisions if not s.place.path] == ["1", "2", "3"]


def test_what_cannot_be_placed_is_kept_and_told() -> None:
    notes = read("Compiler's note: expired.\n\n1. (a) One.\n\n(62) Two, 9403.770.4001.\n")
    assert [(u.line, u.why) for u in notes.unread] == [
        (10, "before the first note"),
        (14, "a label that follows none"),
        (12, "a number that is none"),
    ]
    assert at(notes, "1", "a").text == "One. (62) Two, 9403.770.4001."


def test_columns_that_ran_past_each_other_are_put_back() -> None:
    beside = "                  7301.20.10    7302.30.00"
    body = """\
                                   7307.19.90    7307.21.10
    (i) Derivative steel:          7307.22.50    7407.10.15
                                                 7407.21.90
                     7216.91.0010  7406.20.00
                     7307.19.30    7407.21.30
                     7307.22.10

    (ii) Articles of copper:

                     7406.10.00
                     7407.10.50
"""
    notes = read_notes("\f".join([page(from_note(16, "(c) Lists:\n")), page(body, beside)]))
    assert at(notes, "16", "c", "i").codes == (
        *("7216910010", "73012010", "73023000"),
        *("73071930", "73071990", "73072110"),
        *("73072210", "73072250"),
    )
    assert at(notes, "16", "c", "ii").codes == (
        *("74061000", "74062000", "74071015"),
        *("74071050", "74072130", "74072190"),
    )


def test_columns_that_do_not_fit_are_refused() -> None:
    beside = "                  7301.20.10"
    body = "                                   7307.19.90\n (i) Steel:\n    7216.91.0010\n"
    with pytest.raises(
        SourceError, match="'\\(i\\) Steel:' stand apart and fit together in 0 ways"
    ):
        read_notes(page(body, beside))


@pytest.mark.parametrize("text", ["", "Subheading 8471", page("9401.52.00\n")])
def test_what_is_no_chapter_99_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="no text of chapter 99"):
        read_notes(text)


def test_the_pdf_gives_the_same() -> None:
    body = "1. (b) Heading 9903.91.01 applies to:\n\n    2605.00.00  2606.00.00\n\n(c) Nothing.\n"
    assert read_chapter_99(pdf(page(body))).subdivisions == read(body).subdivisions


def test_a_damaged_pdf_is_refused() -> None:
    with pytest.raises(SourceError, match="no PDF"):
        read_chapter_99(b"%PDF-1.7\n%%EOF")


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("a b c", "a b c"),
        ("g h i j", "g h i j"),
        ("h i ii i j", "h h.i h.ii i j"),
        ("a i ii iii a b iv v b", "a a.i a.ii a.iii a.iii.a a.iii.b a.iv a.v b"),
        ("a c j k", "a c j k"),
        ("u v i ii x y z aa i", "u v v.i v.ii x y z aa aa.i"),
        ("hhh iii jjj", "hhh iii jjj"),
        ("a 1 2 ii 1 b", "a a.1 a.2 a.ii a.ii.1 b"),
        ("a 1 ii 1 iii b", "a a.1 a.ii a.ii.1 a.iii b"),
        ("a 1 2 3 62 4 5", "a a.1 a.2 a.3 - a.4 a.5"),
    ],
)
def test_where_labels_belong(labels: str, expected: str) -> None:
    told = [".".join(path) if path else "-" for path in paths(labels.split())]
    assert told == expected.split()


@settings(deadline=None)
@given(st.integers(1, 78), st.integers(0, 8))
def test_letters_with_numbered_items_are_read_as_printed(letters: int, items: int) -> None:
    printed = [
        (letter, *item)
        for letter in (chr(97 + n % 26) * (n // 26 + 1) for n in range(letters))
        for item in [(), *((str(i + 1),) for i in range(items))]
    ]
    assert paths([path[-1] for path in printed]) == printed


def test_a_heading_whose_list_is_not_all_there_is_left_out() -> None:
    body = "(c) Lists:\n\n(i) Aluminum:\n\n  7601\n\n(ii) Derivatives:\n\n  7613.00.00\n"
    by_heading = lists(read(from_note(16, body)))
    assert by_heading["9903.82.19"] == {"7601"}
    assert "9903.82.02" not in by_heading


def test_described_goods_stand_apart() -> None:
    notes = read(from_note(20, "(g) Seats provided for in 9401.61.40, except 9401.61.4001.\n"))
    assert lists(notes)["9903.88.04"] == frozenset()
    assert described(notes)["9903.88.04"] == {"94016140", "9401614001"}


def test_every_row_names_a_place() -> None:
    assert all(NOTE_LISTS.values())


def pdf(text: str) -> bytes:
    """The lines of text in a fixed-width type, on one wide page."""
    writer = PdfWriter()
    sheet = writer.add_blank_page(800, 800)
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Courier"}
    font = DictionaryObject({NameObject(key): NameObject(name) for key, name in names.items()})
    fonts = DictionaryObject({NameObject("/F1"): font})
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = ContentStream(None, writer)
    shown = "".join(
        f"1 0 0 1 10 {780 - 11 * at} Tm <{line.encode('latin-1').hex()}> Tj\n"
        for at, line in enumerate(text.splitlines())
    )
    content.set_data(f"BT /F1 10 Tf\n{shown}ET".encode("latin-1"))
    sheet.replace_contents(content)
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()
