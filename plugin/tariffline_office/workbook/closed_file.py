"""The reader and writer for a workbook on disk that no program has open."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType

from tariffline_office.pace import Tell
from tariffline_office.workbook.book import Book, SheetPart, as_utf8
from tariffline_office.workbook.cellxml import CellReader
from tariffline_office.workbook.closed_sheet import ClosedSheet
from tariffline_office.workbook.dependents import Graph
from tariffline_office.workbook.drafts import draft_of
from tariffline_office.workbook.members import Members
from tariffline_office.workbook.package import DAMAGE, check_package, damaged
from tariffline_office.workbook.references import NamedTable, Names
from tariffline_office.workbook.remembered import remembered
from tariffline_office.workbook.report import REPORT_SHEET, written_report
from tariffline_office.workbook.sheet import SheetView, WorkbookError
from tariffline_office.workbook.strings import SharedStrings
from tariffline_office.workbook.styles import Styles
from tariffline_office.workbook.writing import Job, Writing, not_as_written

PROTECTED, SIGNATURE = "protected", "signature"
_NO_STYLES = b"<styleSheet/>"


class ClosedFile:
    """A workbook read from `path`, to be entered and left like an open file.

    `allowed`: what the user said yes to: writing in a protected sheet, breaking a signature.
    Raises WorkbookError for a file that cannot be read.
    """

    def __init__(
        self, path: Path, allowed: Collection[str] = (), tell: Tell = lambda _: None
    ) -> None:
        self.path = path.resolve()  # a link is followed: what it points to is replaced
        self._tell = tell
        self._allowed = allowed
        check_package(self.path)
        self._seen = _fingerprint(self.path)
        self._members = Members(self.path)
        try:
            self._read()
        except DAMAGE as error:
            self._members.__exit__(None, None, None)
            raise damaged(self.path, error) from error

    def _read(self) -> None:
        self.book = Book(self._members)
        self.styles = Styles(self._part("styles") or _NO_STYLES)
        self.sheets = [self._sheet(part) for part in self.book.sheets]

    def __enter__(self) -> ClosedFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._members.__exit__(kind, error, trace)

    @cached_property
    def graph(self) -> Graph:
        """Filled with the formulas of each sheet as its rows are read."""
        tables = {
            table.name: NamedTable(sheet.name, table.area, table.headings)
            for sheet in self.book.sheets
            for table in sheet.tables
        }
        return Graph(Names(self.book.defined_names, tables))

    @property
    def remembered(self) -> Mapping[str, str]:
        """What the workbook's own property says of its columns, by role."""
        return remembered(self.book, self._members)

    def last_report(self) -> SheetView | None:
        """The report that stands in the workbook. Raises WorkbookError if it is someone's."""
        return written_report(self.book.sheet_names, self.sheets)

    def write(
        self,
        job: Job,
        target: Path | None,
    ) -> bool:
        """Write the workbook with the job's answers to `target`, wholly or not at all.

        Returns whether any cell changes; if none does, nothing is written. `target` None: nothing
        is written anyway. Raises WorkbookError, leaving every file as it was: for protected sheets,
        for cells that hold something of the user's, and if what was written does not read back the
        same.
        """
        writing = Writing(self.book, self._members, self.styles, self.sheets, self.graph, job)
        if not writing.changing:
            return False
        self._check_allowed({sheet.name for sheet in writing.changing})
        if target is None:
            writing.rehearse()
            return True
        with draft_of(target, like=self.path) as draft:
            with draft.open("r+b") as file:
                writing.write(file)
            self._tell(f"Checking what was written of {target.name}")
            try:
                writing.verify(draft)
            except DAMAGE as error:
                raise not_as_written(error) from error
            self._check_not_changed_meanwhile()
        return True

    def copy(self, target: Path) -> None:
        """The same bytes at `target`."""
        with draft_of(target, like=self.path) as draft:
            shutil.copyfile(self.path, draft)

    def _part(self, kind: str) -> bytes | None:
        part = self.book.one(kind)
        return as_utf8(self._members.read(part)) if part else None

    @cached_property
    def _shared(self) -> SharedStrings:
        return SharedStrings(self._part("sharedStrings") or b"")

    def _sheet(self, part: SheetPart) -> ClosedSheet:
        reader = CellReader(lambda n: self._shared(n), self.styles.is_date, self.book.epoch)
        ranges = self.book.ranges(part.name)
        return ClosedSheet(self._members, part, reader, self.graph, self.path, ranges, self._tell)

    def _check_allowed(self, changing: Collection[str]) -> None:
        if self.book.is_signed and SIGNATURE not in self._allowed:
            raise WorkbookError(
                f"{self.path.name} is digitally signed, and any change breaks the signature; "
                "refresh an unsigned copy, or say --allow signature and sign it again"
            )
        if PROTECTED in self._allowed:
            return
        for sheet in self.sheets:
            if sheet.name in changing and sheet.around.is_protected:
                raise WorkbookError(
                    f"sheet “{sheet.name}” is protected; take the protection off in Excel "
                    "(Review, Unprotect Sheet), say --allow protected, or refresh the others "
                    "with --sheet"
                )
        if self.book.is_structure_protected and REPORT_SHEET not in self.book.sheet_names:
            raise WorkbookError(
                f"the structure of the workbook is protected, so that no sheet “{REPORT_SHEET}” "
                "can be added; take the protection off in Excel (Review, Protect Workbook), or say "
                "--allow protected"
            )

    def _check_not_changed_meanwhile(self) -> None:
        if _fingerprint(self.path) != self._seen:
            raise WorkbookError(
                f"{self.path.name} was changed by another program meanwhile; "
                "close it there and refresh again"
            )


def _fingerprint(path: Path) -> tuple[int, int, int]:
    seen = path.stat()
    return seen.st_ino, seen.st_size, seen.st_mtime_ns
