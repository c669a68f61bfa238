"""The reader and writer for a workbook that is open in Excel: the cells that a closed file gets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tariffline_office.workbook import native
from tariffline_office.workbook.book import NamedRange
from tariffline_office.workbook.excel import Excel, held
from tariffline_office.workbook.open_sheet import OpenSheet
from tariffline_office.workbook.open_writing import OpenWriting
from tariffline_office.workbook.remembered import PROPERTY, read_mapping
from tariffline_office.workbook.report import REPORT_SHEET, written_report
from tariffline_office.workbook.serials import SINCE_1900, SINCE_1904
from tariffline_office.workbook.sheet import SheetView, WorkbookError
from tariffline_office.workbook.writing import Job

if TYPE_CHECKING:
    from xlwings import Book
    from xlwings.main import Name


class OpenBook:
    """A workbook in Excel. It is never saved: that is its user's to do, or not."""

    def __init__(self, excel: Excel, book: Book) -> None:
        self._excel = excel
        self._book = book
        self.name: str = excel.do(lambda: book.name)
        if excel.do(lambda: native.is_read_only(book)):
            raise WorkbookError(
                f"{self.name} is open read-only, so that its answers could not be saved; save it "
                "under another name, and refresh that"
            )

    @cached_property
    def sheets(self) -> list[OpenSheet]:
        sheets = self._excel.do(lambda: list(self._book.sheets))
        counts_from_1904 = self._excel.do(lambda: native.counts_from_1904(self._book))
        day_zero = SINCE_1904 if counts_from_1904 else SINCE_1900
        names = self._excel.do(lambda: [*map(_named, self._book.names)])
        return [OpenSheet(self._excel, sheet, day_zero, names) for sheet in sheets]

    @property
    def remembered(self) -> Mapping[str, str]:
        """What the workbook's own property says of its columns, by role."""
        return read_mapping(self._excel.do(lambda: native.text_property(self._book, PROPERTY)))

    def last_report(self) -> SheetView | None:
        """The report that stands in the workbook. Raises WorkbookError if it is someone's."""
        return written_report([sheet.name for sheet in self.sheets], self.sheets)

    def write(self, job: Job, target: Path | None) -> bool:
        """Write the job's answers into the open workbook, all of them or none.

        Returns whether any cell changes; if none does, nothing is written. `target` None: nothing
        is written anyway. Raises WorkbookError: for protected sheets, for cells that hold something
        of the user's, if the workbook was edited meanwhile, and if Excel refuses.
        """
        writing = OpenWriting(self._excel, self._book, self.sheets, job)
        if not writing.changing:
            return False
        self._check_allowed([sheet.name for sheet in writing.changing])
        writing.check()
        if target is not None:
            with held(self._excel, self._book):
                writing.write()
        return True

    def _check_allowed(self, changing: Collection[str]) -> None:
        for sheet in self.sheets:
            if sheet.name in (*changing, REPORT_SHEET) and sheet.is_protected:
                raise WorkbookError(
                    f"sheet “{sheet.name}” is protected; take the protection off in Excel (Review, "
                    "Unprotect Sheet), or refresh the others with --sheet"
                )
        is_closed = self._excel.do(lambda: native.is_structure_protected(self._book))
        if is_closed and REPORT_SHEET not in [sheet.name for sheet in self.sheets]:
            raise WorkbookError(
                f"the structure of the workbook is protected, so that no sheet “{REPORT_SHEET}” "
                "can be added; take the protection off in Excel (Review, Protect Workbook)"
            )


def _named(name: Name) -> NamedRange:
    """Excel tells of a sheet's own names as Parts!Codes."""
    sheet, _, own = name.name.rpartition("!")
    of_sheet = sheet.strip("'").replace("''", "'")
    return NamedRange(own, (name.refers_to or "").removeprefix("=").strip(), of_sheet or None)
