"""Chapter 99 of 2026 Rev 6 as published: each list by count and ends, and against other sources."""

import csv
import gzip
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.sources import note_lists
from tests.sources.note_lists import Numbers

from tariffline.law.chapter_notes import ChapterNotes, Place
from tariffline.law.note_lists import NOTE_LISTS
from tariffline.sources.usitc.chapter99 import read_notes
from tariffline.sources.usitc.export import read_export

# Of notes 16(c)(xi), 35(c), 40 and 43, which later revisions print.
AFTER_REV_6 = {
    "9903.04.60", "9903.08.20", "9903.08.21", "9903.08.22", "9903.08.24",
    "9903.82.20", "9903.82.21", "9903.82.22", "9903.96.03",
}  # fmt: skip
# heading: how many numbers are listed, the lowest, the highest
LISTS = {
    "9903.01.32": (1082, "02011005", "85429000"),
    "9903.01.81": (367, "02011005", "80020000"),
    "9903.01.82": (565, "39172100", "98180007"),
    "9903.02.74": (219, "07119030", "81129991"),
    "9903.02.76": (553, "39172100", "98180007"),
    "9903.02.77": (807, "28041000", "81125900"),
    "9903.02.81": (554, "39172100", "98180007"),
    "9903.02.84": (321, "01061400", "81129991"),
    "9903.03.03": (1098, "02011005", "85429000"),
    "9903.03.05": (546, "39172100", "98180007"),
    "9903.74.01": (25, "87012100", "87091900"),
    "9903.74.02": (10, "87021031", "87029061"),
    "9903.74.08": (182, "4009120020", "94012000"),
    "9903.76.01": (15, "44031100", "44071900"),
    "9903.76.02": (4, "9401614011", "9401616031"),
    "9903.76.03": (3, "9403409060", "9403910080"),
    "9903.79.01": (3, "847150", "847330"),
    "9903.82.02": (279, "7206", "7616995190"),
    "9903.82.09": (388, "73211110", "94069001"),
    "9903.82.10": (47, "8207200070", "90139080"),
    "9903.85.07": (24, "76101000", "7616995190"),
    "9903.85.08": (224, "04029968", "9603908050"),
    "9903.85.14": (24, "76101000", "7616995190"),
    "9903.85.15": (224, "04029968", "9603908050"),
    "9903.88.01": (856, "28452000", "90330090"),
    "9903.88.02": (283, "27101930", "90308901"),
    "9903.88.03": (5906, "02032920", "96200070"),
    "9903.88.15": (2958, "01012100", "97069000"),
    "9903.88.16": (538, "03047510", "96190079"),
    "9903.90.08": (553, "25010000", "97069000"),
    "9903.90.09": (127, "72011000", "81129240"),
    "9903.91.01": (348, "26020000", "85079040"),
    "9903.91.02": (2, "85414200", "85414300"),
    "9903.91.03": (10, "87024031", "90183200"),
    "9903.91.05": (18, "28046100", "85429000"),
    "9903.91.06": (5, "25041010", "85076000"),
    "9903.91.11": (3, "81019400", "81019980"),
    "9903.94.01": (17, "87032201", "87046000"),
    "9903.94.05": (130, "4009120020", "94012000"),
    "9903.94.31": (12, "87032201", "87039001"),
    "9903.94.32": (267, "4009120020", "9401200000"),
    "9903.96.01": (565, "39172100", "98180007"),
    "9903.96.02": (554, "39172100", "98180007"),
}
METALS = {  # note 16(c): how many numbers, the first and the last as printed
    "i": (9, "7601", "7616995170"),
    "ii": (17, "7308200035", "7616995190"),
    "iii": (39, "7206", "7306"),
    "iv": (139, "7216910010", "76141010"),
    "v": (76, "74061000", "74198050"),
    "vi": (105, "7615102015", "87169050"),
    "vii": (301, "73211110", "94069001"),
    "viii": (4, "85444210", "85444910"),
    "ix": (13, "84248990", "90139080"),
    "x": (35, "8207200070", "85042300"),
}
DESCRIBED = {
    "9903.02.75": {"33012951"},
    "9903.85.02": {"7601", "7604", "7605", "7606", "7607", "7608", "7609", "76169951"},
    "9903.88.70": {"8486100000", "8486200000", "8486400030"},
    "9903.91.04": {"6307909870"},
    "9903.91.08": {"40151210"},
    "9903.91.12": {"8716390090", "87169030", "87169050"},
    "9903.91.14": {"84261900"},
}
NUMBER = re.compile(r"\b\d{4}[.,;]\d\d(?:\.\d\d(?:\.?\d\d)?)?\b(?!\.\d)")


@pytest.fixture(scope="module")
def text(official_data: Path) -> str:
    file = official_data / "chapter99" / "chapter99_2026_rev_6.txt.gz"
    return gzip.decompress(file.read_bytes()).decode("latin-1")


@pytest.fixture(scope="module")
def notes(text: str) -> ChapterNotes:
    return read_notes(text)


@pytest.fixture(scope="module")
def lists(notes: ChapterNotes) -> Numbers:
    return note_lists.lists(notes)


@pytest.fixture(scope="module")
def footnotes(official_data: Path) -> Mapping[str, set[str]]:
    """Which lines a footnote of the export sends to which heading."""
    sent: dict[str, set[str]] = {}
    data = gzip.decompress((official_data / "hts" / "hts_2026_rev_5.json.gz").read_bytes())
    for row in read_export(data):
        for note in row.footnotes:
            for heading in re.findall(r"9903\.\d\d\.\d\d", note.text):
                sent.setdefault(heading, set()).add(row.code[:8])
    return sent


@pytest.fixture(scope="module")
def tracked(official_data: Path) -> Mapping[str, set[str]]:
    """The public tracker's Section 301 lists by heading."""
    by_heading: dict[str, set[str]] = {}
    with (official_data / "tariff_lists" / "s301_product_lists.csv").open() as file:
        for row in csv.DictReader(file):
            by_heading.setdefault(row["ch99_code"], set()).add(row["hts8"])
    return by_heading


def test_the_edition(notes: ChapterNotes) -> None:
    assert notes.edition == "2026 Rev 6"


@pytest.mark.parametrize("heading", LISTS)
def test_the_lists(lists: Numbers, heading: str) -> None:
    numbers = sorted(lists[heading])
    assert (len(numbers), numbers[0], numbers[-1]) == LISTS[heading]


@pytest.mark.parametrize("label", METALS)
def test_the_lists_of_metals(notes: ChapterNotes, label: str) -> None:
    (found,) = notes.under(Place("III", "16", ("c", label)))
    assert (len(found.codes), found.codes[0], found.codes[-1]) == METALS[label]


@pytest.mark.parametrize("heading", DESCRIBED)
def test_goods_that_words_describe(notes: ChapterNotes, lists: Numbers, heading: str) -> None:
    assert note_lists.described(notes)[heading] == DESCRIBED[heading]
    assert lists[heading] == frozenset()


def test_every_heading_has_its_list(lists: Numbers) -> None:
    later = {name for name, [place, *_] in NOTE_LISTS.items() if place.note in ("50", "51", "52")}
    assert set(NOTE_LISTS) - set(lists) == AFTER_REV_6 | later


def test_every_number_on_the_pages_of_the_notes_is_somewhere(
    text: str, notes: ChapterNotes
) -> None:
    printed = {
        re.sub(r"\D", "", number)
        for page in text.split("\f")
        if re.search(r"(?m)^ *U\.S\. Notes", page)
        for number in NUMBER.findall(page[page.index("U.S. Notes") :])
    }
    read = {number for each in notes.subdivisions for number in each.codes}
    words = " ".join(each.text for each in notes.subdivisions)
    assert len(printed) > 13_500
    assert printed - read - {re.sub(r"\D", "", number) for number in NUMBER.findall(words)} == set()


def test_what_is_unread(notes: ChapterNotes) -> None:
    assert [(each.page, each.line, each.why) for each in notes.unread] == [
        *(("99-I-1", line, "before the first note") for line in (61, 62, 63)),
        *(("99-II-1", line, "before the first note") for line in (321, 322)),
        ("99-III-96", 17637, "a number that is none"),
        ("99-III-173", 23052, "a number that is none"),
        ("99-III-195", 24642, "a label that follows none"),
        ("99-III-308", 32815, "a label that follows none"),
    ]


@pytest.mark.parametrize("heading", ["9903.88.03", "9903.91.02", "9903.91.03", "9903.91.05"])
def test_footnotes_say_the_same(
    lists: Numbers, footnotes: Mapping[str, set[str]], heading: str
) -> None:
    assert lists[heading] == footnotes[heading]


@pytest.mark.parametrize(
    ("heading", "only_footnotes", "only_notes"),
    [
        ("9903.88.01", "98020040 98020050 98020060 98020080", ""),
        ("9903.88.02", "98020040 98020050 98020060 98020080", ""),
        ("9903.91.01", "63079098", ""),
        ("9903.91.06", "", ""),
    ],
)
def test_footnotes_that_say_something_else(
    lists: Numbers,
    footnotes: Mapping[str, set[str]],
    heading: str,
    only_footnotes: str,
    only_notes: str,
) -> None:
    """Why: docs/decisions/2026-11-23-chapter-99-lists.md."""
    assert footnotes[heading] - lists[heading] == set(only_footnotes.split())
    assert lists[heading] - footnotes[heading] == set(only_notes.split())


@pytest.mark.parametrize(
    "heading", [f"9903.91.{last}" for last in ("01", "02", "03", "05", "06", "11")]
)
def test_the_tracker_lists_the_same_for_the_four_year_review(
    lists: Numbers, tracked: Mapping[str, set[str]], heading: str
) -> None:
    assert lists[heading] == tracked[heading]


def test_what_the_tracker_adds_to_list_3_is_on_others(
    notes: ChapterNotes, lists: Numbers, tracked: Mapping[str, set[str]]
) -> None:
    assert lists["9903.88.03"] < tracked["9903.88.03"]
    added = tracked["9903.88.03"] - lists["9903.88.03"]
    on_lists_1_and_2 = added & (lists["9903.88.01"] | lists["9903.88.02"])
    assert (len(added), len(on_lists_1_and_2)) == (284, 241)
    assert len(added & note_lists.described(notes)["9903.88.04"]) == 11
