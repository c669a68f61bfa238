"""What a rule looks at: the page, its labels, its rows and what was found before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tariffline.mail.labels import Label, Labels
from tariffline.mail.mention import Kind, Mention
from tariffline.mail.page import Page
from tariffline.mail.table import Cell, TableRow, rows

_LEAD = 40  # characters of blanks and bullets before a number that begins a line


@dataclass(slots=True)
class Found:
    """A mention by its place in the words of the page."""

    kind: Kind
    value: str
    start: int
    end: int


@dataclass(slots=True)
class Sight:
    """A page as the rules go over it; a place belongs to the first that takes it."""

    page: Page
    labels: Labels
    rows: tuple[TableRow, ...]
    found: list[Found] = field(default_factory=list)
    _cells: tuple[Cell, ...] = ()
    _cell_starts: tuple[int, ...] = ()
    _taken: bytearray = field(default_factory=bytearray)
    _line_starts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> Sight:
        tables = tuple(rows(page.words))
        cells = tuple(cell for row in tables for cell in row.cells)
        sight = cls(page, Labels.of(page.words), tables, [], cells)
        sight._cell_starts = tuple(cell.start for cell in cells)
        sight._taken = bytearray(len(page.words))
        sight._line_starts = [0, *(i + 1 for i, c in enumerate(page.words) if c == "\n")]
        return sight

    @property
    def words(self) -> str:
        return self.page.words

    def take(self, each: Iterable[Found]) -> None:
        """Keep those that stand where nothing was found before."""
        for found in each:
            if found.start < found.end and self.free(found.start, found.end):
                self._taken[found.start : found.end] = b"\1" * (found.end - found.start)
                self.found.append(found)

    def free(self, start: int, end: int) -> bool:
        return 1 not in self._taken[start:end]

    def mentions(self) -> Iterator[Mention]:
        """What was found, in reading order."""
        for found in sorted(self.found, key=lambda each: each.start):
            if found.kind is not Kind.SHIELD:
                yield self.page.mention(found.kind, found.value, found.start, found.end)

    def line(self, at: int) -> int:
        """Where the line of a place starts."""
        return self._line_starts[bisect_right(self._line_starts, at) - 1]

    def label(self, at: int, reached: int = 0) -> Label | None:
        """What is announced at a place: by its column, else on its line, else by the line above."""
        if cell := self.cell(at):
            return cell.label
        line = self.line(at)
        label = self.labels.before(at, line, reached if reached > line else 0)
        if label or at - line > _LEAD or self.words[line:at].strip(" >-*•\t"):
            return label
        above = self.line(max(0, line - 1))
        if self.words[above : max(0, line - 1)].rstrip().endswith((":", "number", "subheading")):
            return self.labels.before(line, above)
        return None

    def cell(self, at: int) -> Cell | None:
        """The cell of a table that a place stands in."""
        index = bisect_right(self._cell_starts, at) - 1
        if index >= 0 and self._cells[index].start <= at < self._cells[index].end:
            return self._cells[index]
        return None
