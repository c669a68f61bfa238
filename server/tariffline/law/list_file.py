"""The lists of chapter 99 as a file: one line a place, its page, its numbers.

    20(f) | 99-III-33 | 0203.11.00 …        numbers that are listed
    20(g) | 99-III-41 ~ | 2009.12.25 …      numbers that a sentence names

The file that comes with the product is made from USITC's chapter 99 by our own reader; a test makes
it again from the official text where that is at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tariffline.law.chapter_notes import ChapterNotes, Place, Subdivision
from tariffline.law.code import dotted
from tariffline.law.goods_lists import Listed
from tariffline.law.note_lists import NOTE_LISTS, place_named

_START = date(2018, 1, 1)


def write_lists(notes: ChapterNotes) -> str:
    """The places that headings refer to, in the order printed."""
    wanted = {place for places in NOTE_LISTS.values() for place in places}
    lines = [f"edition | {notes.edition}"]
    for each in notes.subdivisions:
        if any(_under(each.place, place) for place in wanted):
            lines += _lines(each)
    return "\n".join(lines) + "\n"


def read_lists(text: str) -> tuple[str, tuple[Listed, ...]]:
    """The edition, and every number under the headings that refer to its place, and its place."""
    head, *lines = text.splitlines()
    edition = head.removeprefix("edition | ")
    return edition, tuple(entry for line in lines for entry in _entries(line, edition))


def _lines(each: Subdivision) -> Iterator[str]:
    name = _path(each.place)
    for mark, codes in (("", each.codes), (" ~", each.described)):
        if codes:
            yield f"{name} | {each.page}{mark} | {' '.join(dotted(code) for code in codes)}"


def _entries(line: str, edition: str) -> Iterator[Listed]:
    path, page, codes = (cell.strip() for cell in line.split("|"))
    place = place_named(path)
    page, worded, _ = page.partition(" ~")
    source = f"{place}, HTS {edition}, page {page}"
    for name in _names(place):
        for code in codes.split():
            yield Listed(name, code.replace(".", ""), bool(worded), _START, None, source)


def _names(place: Place) -> Iterable[str]:
    yield f"note {_path(place)}"
    for heading, places in NOTE_LISTS.items():
        if any(_under(place, each) for each in places):
            yield heading


def _under(place: Place, above: Place) -> bool:
    return (place.subchapter, place.note, place.path[: len(above.path)]) == (
        above.subchapter,
        above.note,
        above.path,
    )


def _path(place: Place) -> str:
    return place.note + "".join(f"({label})" for label in place.path)
