"""Tables of plain text: rules of dashes around labels and rows, columns told by where words stand.

A name too long for its column goes on in the next line, set in by a blank; leaders of dots run
from a cell to the next column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tariffline.law.notice_paper import Row, Table
from tariffline.sources.federal_register.words import tidy

MARK = re.compile(r"\s?\\(\d{1,3}|[*†‡])\\")

RULE = re.compile(r"^-{20,}[ \t]*$")
_CELL = re.compile(r"(?:\.{3,})|(?:[^\s.]|\.(?!\.\.))(?:(?! {2}|\.{3}).)*")
_INNER_RULE = re.compile(r"-{5,}")  # under a label over several columns
_TALLEST_HEAD = 15  # lines; between other rules stand paragraphs
_NEAR = 3  # letters by which a cell may stand off its column


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    text: str


def text_tables(lines: Sequence[str]) -> Iterator[tuple[int, int, Table]]:
    """Each table with the lines it takes: labels above the second rule, rows above the third."""
    rules = [index for index, line in enumerate(lines) if RULE.match(line)]
    at = 0
    while at + 2 < len(rules):
        first, second, third = rules[at : at + 3]
        table = _table(lines[first + 1 : second], lines[second + 1 : third])
        if table:
            yield first, third + 1, table
            at += 3
        else:
            at += 1


def _table(head: Sequence[str], body: Sequence[str]) -> Table | None:
    if not (_is_between_rules(head) and _is_between_rules(body)):
        return None
    pieces = [found for line in body if (found := _pieces(line))]
    starts = _starts(pieces)
    if len(starts) < 2 or sum(map(bool, map(str.strip, head))) > _TALLEST_HEAD:
        return None
    rows: list[list[str]] = []
    for line in pieces:
        cells = _placed(line, starts)
        if rows and _goes_on(rows[-1], cells, line[0].start):
            rows[-1] = [
                f"{above} {below}".strip() for above, below in zip(rows[-1], cells, strict=True)
            ]
        else:
            rows.append(cells)
    return Table("", _labels(head, starts), tuple(map(_row, rows)))


def _is_between_rules(lines: Sequence[str]) -> bool:
    """Whether the lines touch both rules: footnotes and paragraphs leave a blank line."""
    return bool(lines) and bool(lines[0].strip()) and bool(lines[-1].strip())


def _pieces(line: str) -> list[_Piece]:
    """The cells of a line and where they begin; leaders are none, but mark that one is empty."""
    found = (_Piece(m.start(), m.group().strip()) for m in _CELL.finditer(line.rstrip()))
    return [piece for piece in found if piece.text]


def _starts(lines: Sequence[Sequence[_Piece]]) -> list[int]:
    """Where the columns begin: as in the lines that have the most cells."""
    own = [[piece.start for piece in line if not piece.text.startswith("...")] for line in lines]
    most = max(map(len, own), default=0)
    widest = [line for line in own if len(line) == most]
    return [min(line[index] for line in widest) for index in range(most)]


def _placed(line: Sequence[_Piece], starts: Sequence[int]) -> list[str]:
    cells = [""] * len(starts)
    for piece in line:
        if piece.text.startswith("..."):
            continue
        under = [i for i, start in enumerate(starts) if start <= piece.start + _NEAR]
        column = under[-1] if under else 0
        cells[column] = f"{cells[column]} {piece.text}".strip()
    return cells


def _goes_on(above: Sequence[str], cells: Sequence[str], start: int) -> bool:
    """Whether a line belongs to the row above: set in, and no second rate for one row."""
    return (start > 0 or not above[-1]) and not (above[-1] and cells[-1])


def _row(cells: Sequence[str]) -> Row:
    marks = tuple(mark for cell in cells for mark in MARK.findall(cell))
    return Row(tuple(tidy(MARK.sub("", cell)) for cell in cells), marks)


def _labels(lines: Sequence[str], starts: Sequence[int]) -> tuple[str, ...]:
    """The labels: their words are centred, so each goes to the column under its middle."""
    said: list[list[str]] = [[] for _ in starts]
    for line in lines:
        plain = _INNER_RULE.sub(lambda rule: " " * len(rule.group()), MARK.sub("", line))
        for match in re.finditer(r"\S+(?: \S+)*", plain):
            middle = (match.start() + match.end()) // 2
            under = [i for i, start in enumerate(starts) if start <= middle + _NEAR]
            said[under[-1] if under else 0].append(match.group())
    return tuple(" ".join(words) for words in said)
