"""Tables: GPO's own (GPOTABLE) and those of HTML, each to labels and rows of one width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tariffline.law.notice_paper import Row, Table
from tariffline.sources.federal_register.markup import local
from tariffline.sources.federal_register.words import worded, words

_WIDEST = 60  # columns
_TALLEST = 200  # rows that one cell may span
_DIGITS = re.compile(r"\d+")
_HEADS = frozenset({"21", "22", "28"})  # GPO's indents of headings among the rows
_USLM_INDENT = re.compile(r"-uslm-sgm-I:I(\d+)")
_LEADERS = re.compile(r"(?:\s?\.){4,}\s*$")


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    marks: tuple[str, ...]
    wide: int
    tall: int
    is_head: bool


def gpo_table(element: Element) -> Table:
    """A GPOTABLE: TTITLE, labels in BOXHD (CHED, its H the level), rows of ENT."""
    title, notes, rows = "", [], []
    labels: list[str] = []
    for part in element:
        name = local(part)
        if name in ("TTITLE", "TDESC"):
            title = " ".join(filter(None, (title, words(part))))
        elif name == "BOXHD":
            labels = _gpo_labels(part)
        elif name == "ROW":
            rows.append([_gpo_cell(cell) for cell in part if local(cell) == "ENT"])
        elif name in ("TNOTE", "SIGDAT", "NOTE"):
            notes.append(_note(part))
    declared = _number(element.get("COLS"))
    return _table(title, labels, rows, notes, declared)


def html_table(element: Element) -> Table:
    """A table of HTML or USLM: thead or rows of th, caption, cells over columns and rows."""
    title, notes = "", []
    heads: list[list[_Cell]] = []
    rows: list[list[_Cell]] = []
    for part in element.iter():
        name = local(part)
        if name == "caption" or "TTITLE" in part.get("style", ""):
            title = words(part)
        elif "TNOTE" in part.get("style", "") or "footnote" in part.get("class", "").split():
            notes.append(_note(part))
    for row, is_label in _html_rows(element):
        (heads if is_label and not rows else rows).append(row)
    rows = [row for row in rows if not (len(row) == 1 and row[0].text in notes)]
    labels = _joined_labels(_spread(heads))
    return _table(title, labels, rows, notes, 0)


def _html_rows(element: Element) -> Iterable[tuple[list[_Cell], bool]]:
    for group in _groups(element):
        for row in group if local(group) != "tr" else [group]:
            if local(row) != "tr":
                continue
            cells = [cell for cell in row if local(cell) in ("td", "th")]
            is_label = local(group) == "thead" or (
                bool(cells) and all(local(cell) == "th" for cell in cells)
            )
            if local(group) != "tfoot" and cells:
                yield [_html_cell(cell) for cell in cells], is_label


def _groups(element: Element) -> Iterable[Element]:
    return [part for part in element if local(part) in ("thead", "tbody", "tfoot", "tr")]


def _table(
    title: str,
    labels: Sequence[str],
    rows: Sequence[Sequence[_Cell]],
    notes: Sequence[str],
    declared: int,
) -> Table:
    spread = _spread(rows)
    width = min(max([len(labels), declared, *map(len, spread)], default=0), _WIDEST)
    made = []
    for cells, row in zip(rows, spread, strict=True):
        texts = [cell.text if own else "" for cell, own in row] + [""] * width
        for index, (cell, own) in enumerate(row[:width]):
            if not own and cell.tall > 1:
                texts[index] = cell.text
        marks = tuple(mark for cell in cells for mark in cell.marks)
        made.append(Row(tuple(texts[:width]), marks, _is_head(cells, width)))
    shown = tuple([*labels, *[""] * width][:width])
    return Table(title, shown, tuple(made), tuple(filter(None, notes)))


def _is_head(cells: Sequence[_Cell], width: int) -> bool:
    said = [cell for cell in cells if cell.text]
    if width < 2 or len(said) != 1 or said[0] is not cells[0]:
        return False
    return said[0].is_head or said[0].wide >= width


def _spread(rows: Sequence[Sequence[_Cell]]) -> list[list[tuple[_Cell, bool]]]:
    """Each row's cells by column; True where a cell begins, False where it only reaches."""
    hanging: dict[int, tuple[_Cell, int]] = {}
    spread = []
    for row in rows:
        placed: list[tuple[_Cell, bool]] = []
        waiting = list(row)
        while len(placed) < _WIDEST and (waiting or len(placed) in hanging):
            above = hanging.pop(len(placed), None)
            if above:
                cell, left = above
                if left > 1:
                    hanging[len(placed)] = (cell, left - 1)
                placed.append((cell, False))
                continue
            cell = waiting.pop(0)
            for offset in range(min(cell.wide, _WIDEST - len(placed))):
                if cell.tall > 1:
                    hanging[len(placed)] = (cell, cell.tall - 1)
                placed.append((cell, offset == 0))
        spread.append(placed)
    return spread


def _joined_labels(heads: Sequence[Sequence[tuple[_Cell, bool]]]) -> list[str]:
    """A label per column: those that stand above each other, one after the other."""
    width = max(map(len, heads), default=0)
    found = []
    for index in range(width):
        stack = dict.fromkeys(row[index][0].text for row in heads if index < len(row))
        found.append(" ".join(filter(None, stack)))
    return found


def _gpo_labels(box: Element) -> list[str]:
    """CHEDs come in reading order: one of level 2 stands under the last of level 1."""
    heads = [(_number(head.get("H")) or 1, words(head)) for head in box if local(head) == "CHED"]
    found: list[str] = []
    above: dict[int, str] = {}
    for index, (level, text) in enumerate(heads):
        above = {upper: label for upper, label in above.items() if upper < level}
        above[level] = text
        is_over_others = index + 1 < len(heads) and heads[index + 1][0] > level
        if not is_over_others:
            found.append(" ".join(filter(None, above.values())))
    return found


def _gpo_cell(cell: Element) -> _Cell:
    text, marks = worded(cell, in_cell=True)
    over = _number(cell.get("A"))
    return _Cell(_unled(text), marks, 1 + min(over, _WIDEST), 1, cell.get("I", "") in _HEADS)


def _html_cell(cell: Element) -> _Cell:
    text, marks = worded(cell, in_cell=True)
    indent = _USLM_INDENT.search(cell.get("style", ""))
    return _Cell(
        _unled(text),
        marks,
        min(_number(cell.get("colspan")) or 1, _WIDEST),
        min(_number(cell.get("rowspan")) or 1, _TALLEST),
        indent is not None and indent[1] in _HEADS,
    )


def _note(part: Element) -> str:
    """A note below a table, its mark first."""
    text, marks = worded(part, in_cell=True)
    return " ".join((*marks[:1], text))


def _unled(text: str) -> str:
    return _LEADERS.sub("", text)


def _number(written: str | None) -> int:
    found = _DIGITS.search(written or "")
    return int(found.group()[:4]) if found else 0
