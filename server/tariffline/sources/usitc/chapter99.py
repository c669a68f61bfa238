"""Reads the U.S. notes of chapter 99 into subdivisions and the numbers that each of them lists.

Source: "Chapter 99" of an edition, https://hts.usitc.gov/reststop/file?release=currentRelease&
filename=Chapter%2099 (a PDF). The JSON export of the schedule does not hold the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby

from tariffline.law.chapter_notes import ChapterNotes, Place, Subdivision, Unread
from tariffline.sources import SourceError
from tariffline.sources.usitc import note_labels
from tariffline.sources.usitc.note_pages import Line, lines, text_of
from tariffline.sources.usitc.releases import edition_name

_EDITION = re.compile(
    r"Schedule of the United States(?: Revision (?P<revision>\d{1,3})| Basic Edition)? "
    r"\((?P<year>\d{4})\)"
)
_NOTE = re.compile(
    r"(?:\[U\.S\. note )?(?P<number>\d{1,2})(?:\.(?= |$)| deleted\])\s*"
    r"|\((?P<misprinted>\d{1,2})\) (?=\(a\))"
)
_NOTES_SKIPPED = 3
_LABELS = re.compile(r"(?:\[?\((?:\d{1,3}|[a-z]{1,6}|[A-Z]{1,6})\)\]? *|[ivx]+\) )+")
_LABEL = re.compile(r"\w+")

_NUMBER = r"\d{4}(?:[.,;]\d\d(?:\.\d\d(?:\.?\d\d)?)?)?(?![\d.]*\d)"
_LIST = re.compile(
    rf"(?:(?<=[:\]])\s*|(?<=\n)|^)(?P<codes>{_NUMBER}(?:[;,.]?\s*{_NUMBER})*)"
    r"[;,.]?(?: (?:and|or))?\s*(?=$|\n|[A-Z\[(])"
)
_CODE = re.compile(_NUMBER)
_IN_WORDS = re.compile(r"\b\d{4}\.\d\d(?:\.\d\d(?:\.?\d\d)?)?\b(?!\.\d)")
_HEADINGS_IN_WORDS = re.compile(
    r"\bprovided for in (?:headings? )?(\d{4})(?! ?\d|\.\d)(?: (?:and|or) (\d{4})(?!\.\d))?"
)
_OWN = {"98", "99"}  # the chapters whose headings a note speaks of, rather than of goods
_HEADING_99 = re.compile(r"\b99\d\d\.\d\d\.\d\d\b")
_MISPRINT = re.compile(r"\b\d{4}[.,:]\d{3}\.\d+\b|\b\d{4}:\d\d\.\d\d\b")


@dataclass(slots=True)
class _Paragraph:
    first: Line
    labels: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def read_chapter_99(data: bytes) -> ChapterNotes:
    """The notes in the PDF of chapter 99. Raises SourceError if it is none."""
    return read_notes(text_of(data))


def read_notes(text: str) -> ChapterNotes:
    """The notes in the text of the chapter, laid out as printed, a form feed between its pages.

    Raises SourceError if the text names no edition or holds no U.S. note.
    """
    head = _EDITION.search(text)
    unread: list[Unread] = []
    subdivisions = [
        _subdivision(place, paragraph, unread)
        for (subchapter, note), printed in _notes(lines(text), unread)
        for place, paragraph in _placed(Place(subchapter, note), printed, unread)
    ]
    if not head or not subdivisions:
        raise SourceError(
            "the file is no text of chapter 99 with its U.S. notes: "
            f"{'it holds no note' if head else 'no page names its edition'}; download “Chapter 99” "
            "of the edition from https://hts.usitc.gov again"
        )
    kind = f"Rev{head['revision']}" if head["revision"] else "Basic"
    return ChapterNotes(
        edition=edition_name(f"{head['year']}HTS{kind}"),
        subdivisions=tuple(subdivisions),
        unread=tuple(unread),
    )


def _notes(
    printed: Iterable[Line], unread: list[Unread]
) -> Iterator[tuple[tuple[str, str], list[Line]]]:
    """The lines of each note, under its subchapter and number. Notes count up, with few gaps."""
    for subchapter, of_subchapter in groupby(printed, key=lambda line: line.subchapter):
        number, note = 0, list[Line]()
        for line in of_subchapter:
            begins = _NOTE.match(line.text) if line.apart else None
            if begins and _follows(begins, number):
                if number:
                    yield (subchapter, str(number)), note
                number, note = int(begins["number"] or begins["misprinted"]), []
                line = line._replace(text=line.text[begins.end() :])
            if number:
                note.append(line)
            else:
                unread.append(Unread(line.page, line.number, line.text, "before the first note"))
        if number:
            yield (subchapter, str(number)), note


def _follows(begins: re.Match[str], number: int) -> bool:
    """Whether a note of this number may follow the last. One number is printed twice: 21."""
    if begins["misprinted"]:
        return int(begins["misprinted"]) == number + 1
    again = begins.string.startswith("(a)", begins.end())
    return number + (not again) <= int(begins["number"]) <= number + _NOTES_SKIPPED


def _placed(
    note: Place, printed: Iterable[Line], unread: list[Unread]
) -> Iterator[tuple[Place, _Paragraph]]:
    """The note's subdivisions: paragraphs that begin with labels, and what goes on below them."""
    paragraphs = list(_paragraphs(printed))
    paths = iter(note_labels.paths([label for each in paragraphs for label in each.labels]))
    place, whole = note, _Paragraph(paragraphs[0].first)
    for paragraph in paragraphs:
        labels = [next(paths) for _ in paragraph.labels]
        path = next(filter(None, reversed(labels)), None)
        if path:
            yield place, whole
            place, whole = Place(note.subchapter, note.note, path), _Paragraph(paragraph.first)
        if None in labels:
            line = paragraph.first
            unread.append(Unread(line.page, line.number, line.text, "a label that follows none"))
            whole.words.append("".join(f"({label})" for label in paragraph.labels))
        whole.words += paragraph.words
    yield place, whole


def _paragraphs(printed: Iterable[Line]) -> Iterator[_Paragraph]:
    """The note cut before each label that begins a line with space above it."""
    paragraph: _Paragraph | None = None
    for line in printed:
        found = _LABELS.match(line.text) if line.apart or not paragraph else None
        if found or not paragraph:
            if paragraph:
                yield paragraph
            paragraph = _Paragraph(line, _LABEL.findall(found[0]) if found else [])
        elif line.apart and not line.first_on_page:
            paragraph.words.append("\n")
        paragraph.words.append(line.text[found.end() :] if found else line.text)
    if paragraph:
        yield paragraph


def _subdivision(place: Place, paragraph: _Paragraph, unread: list[Unread]) -> Subdivision:
    printed = re.sub(r" ?\n ?", "\n", " ".join(paragraph.words)).strip()
    codes: list[str] = []

    def taken(found: re.Match[str]) -> str:
        numbers = [_digits(each) for each in _CODE.findall(found["codes"])]
        if any(number.startswith("99") for number in numbers):
            return found[0]
        codes.extend(numbers)
        return "\n"

    text = _LIST.sub(taken, printed)
    first = paragraph.first
    for misprint in _MISPRINT.findall(text):
        unread.append(Unread(first.page, first.number, misprint, "a number that is none"))
    return Subdivision(
        place=place,
        page=first.page,
        line=first.number,
        text=" ".join(text.split()),
        codes=tuple(dict.fromkeys(codes)),
        described=tuple(dict.fromkeys(_described(text))),
        headings=tuple(dict.fromkeys(_HEADING_99.findall(text))),
    )


def _described(text: str) -> Iterator[str]:
    headings = chain.from_iterable(_HEADINGS_IN_WORDS.findall(text))
    numbers = [*_IN_WORDS.findall(text), *headings]
    return (digits for digits in map(_digits, numbers) if digits and digits[:2] not in _OWN)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
