"""Finds the rows and the wanted cells of a sheet's XML while it streams by.

Programs write rows in few shapes. One expression reads them all, a block at a time, so that
Python's own steps are few. What it can't read for certain is left to `odd`, which is slower and
reads all of XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

from tariffline_office.workbook.odd import odd_blocks
from tariffline_office.workbook.rows import PLAIN_ROW, ROW_END, Block, Formula, Places
from tariffline_office.workbook.sheet import column_letter, column_number

# A cell behind its address: the attributes, then nothing or the content. `<` stands in no text.
_VALUE = rb"<v>[^<]*+</v></c>|(?<=/>)|<is><t[^>]*+>[^<]*+</t></is></c>"
_VALUE_ONLY = rb"[^>]*+>(?:" + _VALUE + rb")"
_TAIL = rb"[^>]*+>(?:" + _VALUE + rb"|(?<!/>)(?:[^<]++|<(?!/c>))*+</c>)"
_ROW = PLAIN_ROW + rb'([0-9]++)"[^>]*+>(?:(?<=/>)|'
_ROW_PLACED = PLAIN_ROW + rb'([0-9]++)"([^>]*+)>(?:(?<=/>)|'
_LETTERS = re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
_FORMULA = re.compile(rb'<c r="([A-Z]{1,3})([0-9]+)"([^>/]*+><f\b(?:[^<]++|<(?!/c>))*+</c>)')
_DATA = re.compile(rb"sheetData\b[^>]*>")
_BEGIN = b"<sheetData>"
_END = b"</sheetData>"
_MOST_COLUMNS = 1_000


class CannotReadError(Exception):
    """The rows are written in a way that only a whole XML parser reads for certain."""


class Text:
    """A sheet's XML as pieces that end with a whole row; `rest` and `source` hold what is left."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.source = iter(pieces)
        self.rest = b""

    def head(self) -> bytes | None:
        """What stands before the rows; None if that can't be told."""
        for piece in self.source:
            self.rest += piece
            if _DATA.search(self.rest):
                break
        begin = self.rest.find(_BEGIN)
        if begin < 0 or b"<!" in self.rest[:begin]:
            return None
        begin += len(_BEGIN)
        head, self.rest = self.rest[:begin], self.rest[begin:]
        return head

    def rows(self) -> Iterator[bytes]:
        """Pieces with whole rows. Raises ValueError if the sheet ends in the middle."""
        for piece in chain((b"",), self.source):
            self.rest = piece if not self.rest else self.rest + piece
            end = self.rest.rfind(ROW_END)
            if end >= 0:
                end += len(ROW_END)
                text, self.rest = self.rest[:end], self.rest[end:]
                yield text
            if _END in self.rest:
                return
        raise ValueError("a sheet ends in the middle")


class Shape:
    """The expression for rows with cells in some of `columns`, in their order."""

    def __init__(self, wanted: Sequence[int]) -> None:
        self._wanted = wanted
        self._gap = b""
        self._tail = _VALUE_ONLY  # as long as no row has anything else, such as a formula
        self.columns: list[int] = []
        self._learn(b"")

    def read(self, text: bytes) -> Block:
        """The rows of a text that is nothing but rows. Raises CannotReadError."""
        # A comment or CDATA may hold what looks like a row. Looking for one sign is fast.
        if b"!" in text and b"<!" in text:
            raise CannotReadError
        found = self._found(text)
        if not found:
            self._learn(text)
            found = self._found(text)
        if not found and self._tail != _TAIL:
            self._tail = _TAIL
            self._learn(text)
            found = self._found(text)
        if not found:
            raise CannotReadError
        known = [column for column in self._wanted if column in self.columns]
        step = 2 + len(known)
        numbers = found[1::step]
        tails = {c: _filled(found[place::step]) for place, c in enumerate(known, 2)}
        return Block(
            text,
            [*map(int, numbers)],
            [tails.get(column) or [b""] * len(numbers) for column in self._wanted],
            tuple(self.columns),
            text.find(b"<row"),
            partial(self._places, text, numbers),
            partial(_formulas, b"" if self._tail == _VALUE_ONLY else text),
        )

    def _found(self, text: bytes) -> list[bytes]:
        """What stands before a row, its number, its cells, and so on; nothing if some row reads
        otherwise."""
        found = self._pattern.split(text)
        step = 1 + self._pattern.groups
        return found if len(found) > 1 and not b"".join(found[::step]).strip() else []

    def _learn(self, text: bytes) -> None:
        """Take in the columns and the white space of a text that is not read yet."""
        letters = set(_LETTERS.findall(text))
        found = {*self.columns, *(column_number(each.decode()) for each in letters)}
        if len(found) > _MOST_COLUMNS:
            raise CannotReadError
        self.columns = sorted(found)
        if re.search(rb">\s+<", text):
            self._gap = rb"\s*+"
        tail = self._tail
        cells = (
            self._cell(c, b"(" + tail + b")" if c in self._wanted else tail) for c in self.columns
        )
        self._pattern = re.compile(_ROW + b"".join(cells) + self._gap + rb"</row>)")
        self._placing: re.Pattern[bytes] | None = None

    def _cell(self, column: int, tail: bytes) -> bytes:
        letters = column_letter(column).encode()
        return rb"(?:" + self._gap + rb'<c r="' + letters + rb'\1"' + tail + rb"|)"

    def _places(
        self, text: bytes, numbers: Sequence[bytes], which: Iterable[int]
    ) -> Iterator[Places]:
        pattern = self._placing = self._placing or self._made_for_places()
        groups = range(3, 3 + len(self._wanted))
        at = 0
        for each in which:
            at = text.index(PLAIN_ROW + numbers[each] + b'"', at)
            match = pattern.match(text, at)
            if match is None:
                raise CannotReadError
            inside = match.end() if match[2].endswith(b"/") else 0
            yield Places(
                match.span(2),
                [(inside, inside) if inside else match.span(group) for group in groups],
            )

    def _made_for_places(self) -> re.Pattern[bytes]:
        """Groups for the wanted cells as a whole; empty ones where they would stand."""
        parts = []
        for column in sorted({*self.columns, *self._wanted}):
            if column not in self.columns:
                parts.append(b"()")
            elif column in self._wanted:
                letters = column_letter(column).encode()
                cell = rb'<c r="' + letters + rb'\1"' + self._tail
                parts.append(self._gap + rb"((?:" + cell + rb")?+)")
            else:
                parts.append(self._cell(column, self._tail))
        return re.compile(_ROW_PLACED + b"".join(parts) + self._gap + rb"</row>)")


def _filled(tails: Sequence[Any]) -> Sequence[bytes]:
    """Empty where a row has no cell in the column."""
    return tails if all(tails) else [tail or b"" for tail in tails]


def _formulas(text: bytes) -> Iterator[Formula]:
    # What only refers to another formula (shared) or to an array says nothing of its own.
    if b"</f>" in text or b"dataTable" in text:
        for letters, row, tail in _FORMULA.findall(text):
            yield Formula(int(row), column_number(letters.decode()), tail)


def blocks(pieces: Iterable[bytes], wanted: Sequence[int]) -> Iterator[Block]:
    """The whole XML of a sheet in UTF-8, with the rows' cells in the columns `wanted` (sorted).

    Raises xml.parsers.expat.ExpatError for what is no XML.
    """
    text = Text(pieces)
    head = text.head()
    if head is None:
        yield from odd_blocks(chain((text.rest,), text.source), wanted)
        return
    yield Block(head)
    shape = Shape(wanted)
    number = 0
    for rows in text.rows():
        try:
            block = shape.read(rows)
        except CannotReadError:
            left = chain((rows, text.rest), text.source)
            yield from odd_blocks(left, wanted, after=number)
            return
        number = block.numbers[-1]
        yield block
    yield Block(text.rest)
    for piece in text.source:
        yield Block(piece)
