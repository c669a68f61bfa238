"""Puts results behind all cells of rows, a block of rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tariffline_office.workbook.answers import Change, Decisions
from tariffline_office.workbook.apart import RowsApart
from tariffline_office.workbook.rows import PLAIN_ROW, ROW_END

PLACE = b"\0"  # where a row's number goes; no XML has it
_SAME = [ROW_END + PLAIN_ROW]  # the end of a row in which nothing changes
_MOST_REMEMBERED = 100_000


class Appending:
    """Makes rows longer, in which no result stands yet.

    `cells` makes the XML of a decision's cells for a row, with PLACE for the row's number;
    `widened` a row's tag with its own note of the columns in use.
    """

    def __init__(
        self,
        decisions: Decisions,
        cells: Callable[[int, Sequence[Change]], bytes],
        widened: Callable[[bytes], bytes],
    ) -> None:
        self._decisions, self._cells, self._widened = decisions, cells, widened
        self._ends: dict[int, Sequence[bytes]] = {}  # by question
        self._of: dict[int, tuple[Sequence[Change], Sequence[bytes]]] = {}  # by decision
        self.changes = False  # whether any row did

    def owns(self, rows: RowsApart) -> bool:
        """Whether all of them stand below the headings, and above what is not the list's own."""
        sheet = self._decisions.sheet
        return sheet.owns(int(rows.numbers[0])) and sheet.owns(int(rows.numbers[-1]))

    def longer(self, rows: RowsApart) -> bytes:
        """All of the rows, with what their questions are answered."""
        first = int(rows.numbers[0])
        questions = self._decisions.sheet.rows.of_all(range(first, first + len(rows.numbers)))
        distinct = set(questions)
        if len(self._ends) > _MOST_REMEMBERED:
            self._ends.clear()
        for question in distinct - self._ends.keys():
            self._ends[question] = self._end(first, self._decisions.new_row(question))
        changing = {question for question in distinct if self._ends[question] is not _SAME}
        self.changes = self.changes or bool(changing)
        wide = {each: self._widened(each) for each in set(rows.attributes)}
        pieces = [b""] * (4 * len(questions))
        pieces[0::4] = rows.numbers
        pieces[1::4] = [
            wide[attributes] if question in changing else attributes
            for attributes, question in zip(rows.attributes, questions, strict=True)
        ]
        pieces[2::4] = rows.cells
        pieces[3::4] = map(bytes.join, rows.numbers, map(self._ends.__getitem__, questions))
        pieces[-1] = pieces[-1].removesuffix(PLAIN_ROW)
        return b"".join([PLAIN_ROW, *pieces])

    def _end(self, row: int, changes: Sequence[Change]) -> Sequence[bytes]:
        """What stands from the end of a row to the number of the next; between, its own number.

        Rows with one and the same decision get the same cells, but for the row's number.
        """
        if not changes:
            return _SAME
        known = self._of.get(id(changes))
        if known and known[0] is changes:
            return known[1]
        end = (self._cells(row, changes) + _SAME[0]).split(PLACE)
        if len(self._of) >= _MOST_REMEMBERED:
            self._of.clear()
        self._of[id(changes)] = changes, end
        return end
