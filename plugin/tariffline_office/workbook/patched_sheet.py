"""A sheet with several lists is patched for each of them: what stands between two patches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tariffline_office.pace import Pace
from tariffline_office.workbook.closed_sheet import ClosedSheet, Surroundings
from tariffline_office.workbook.rows import Block
from tariffline_office.workbook.scan import blocks


class PatchedSheet:
    """A sheet as a patch leaves it, with results in `columns`; `pieces` gives its XML anew."""

    def __init__(
        self,
        sheet: ClosedSheet | PatchedSheet,
        pieces: Callable[[], Iterator[bytes]],
        columns: Sequence[int],
    ) -> None:
        self.name: str = sheet.name
        self.xml = pieces
        self.depends: Callable[[int, int, bytes], bool] = sheet.depends
        last = max([sheet.around.last_column, *columns])
        self.around: Surroundings = replace(sheet.around, last_column=last)

    def blocks(self, columns: Sequence[int]) -> Iterator[Block]:
        """Its XML with the cells in `columns` (sorted)."""
        return blocks(self.xml(), columns)

    def pace(self, what: str) -> Pace:
        """The first patch tells how far all of them are."""
        return Pace(what, 0, lambda _: None)
