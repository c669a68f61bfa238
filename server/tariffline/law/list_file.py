"""Lists of the notes of chapter 99 as a file: where it is from, then one line a place.

    source | HTS 2026 Rev 6
    from | 2018-01-01
    20(f) | page 99-III-33 | 0203.11.00 …        numbers that are listed
    20(g) | page 99-III-41 ~ | 2009.12.25 …      numbers that a sentence names

The files that come with the product are made from official publications by our own readers; tests
make them again where those are at hand. `from` is the first day that the lists are taken to hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from tariffline.law.chapter_notes import ChapterNotes, Place, Subdivision
from tariffline.law.code import dotted
from tariffline.law.goods_lists import Listed
from tariffline.law.note_lists import NOTE_LISTS, place_named

_WORDED = " ~"
_SINCE = date(2018, 1, 1)


def write_lists(notes: ChapterNotes) -> str:
    """The places of chapter 99 that headings refer to, in the order printed."""
    wanted = {place for places in NOTE_LISTS.values() for place in places}
    lines = _head(f"HTS {notes.edition}", _SINCE)
    for each in notes.subdivisions:
        if any(_under(each.place, place) for place in wanted):
            lines += _lines(each)
    return "\n".join(lines) + "\n"


def lists_of(notes: ChapterNotes, start: date) -> Iterator[Listed]:
    """The lists of a chapter as they stand from a day on, as `read_lists` would give them."""
    _, _, *lines = write_lists(notes).splitlines()
    return _listed(lines, f"HTS {notes.edition}", start)


def write_additions(found: Mapping[Place, Sequence[str]], source: str, start: date) -> str:
    """The numbers that a notice adds to notes, from the day it says."""
    lines = _head(source, start)
    lines += (_line(place, "", "", codes) for place, codes in found.items())
    return "\n".join(lines) + "\n"


def read_lists(text: str) -> tuple[Listed, ...]:
    """Every number, once by its place and once by each heading that refers to the place.

    A heading is left out if any of its places has no line: part of a list must not pass for it.
    """
    source, start, *lines = text.splitlines()
    since = date.fromisoformat(start.removeprefix("from | "))
    return tuple(_listed(lines, source.removeprefix("source | "), since))


def _head(source: str, start: date) -> list[str]:
    return [f"source | {source}", f"from | {start}"]


def _lines(each: Subdivision) -> Iterator[str]:
    for mark, codes in (("", each.codes), (_WORDED, each.described)):
        if codes:
            yield _line(each.place, f"page {each.page}", mark, codes)


def _line(place: Place, where: str, mark: str, codes: Iterable[str]) -> str:
    return f"{_path(place)} | {where}{mark} | {' '.join(dotted(code) for code in codes)}"


def _listed(lines: Iterable[str], source: str, start: date) -> Iterator[Listed]:
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    names = _names({path: place_named(path) for path, _, _ in rows}, source)
    for path, where, codes in rows:
        page = where.removesuffix(_WORDED.strip()).strip()
        cite = ", ".join(filter(None, (str(place_named(path)), source, page)))
        for name in names[path]:
            for code in codes.split():
                yield Listed(name, code.replace(".", ""), where.endswith("~"), start, None, cite)


def _names(places: Mapping[str, Place], source: str) -> Mapping[str, Sequence[str]]:
    """By path the place itself, and the headings; for a notice, the place as it adds to it."""
    if not source.startswith("HTS"):
        return {path: [f"note {path}, {source}"] for path in places}
    names = {path: [f"note {path}"] for path in places}
    for heading, wanted in NOTE_LISTS.items():
        under = [[path for path in places if _under(places[path], each)] for each in wanted]
        if all(under):
            for path in dict.fromkeys(chain.from_iterable(under)):
                names[path].append(heading)
    return names


def _under(place: Place, above: Place) -> bool:
    return (place.subchapter, place.note, place.path[: len(above.path)]) == (
        above.subchapter,
        above.note,
        above.path,
    )


def _path(place: Place) -> str:
    return place.note + "".join(f"({label})" for label in place.path)
