"""The reader and writer for a workbook on disk that no program has open."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import mkstemp
from types import TracebackType

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook.properties import CalcProperties
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tariffline_office.workbook.cells import check_writable, empty_sheet, holds, put
from tariffline_office.workbook.package import check_package, damaged, losses
from tariffline_office.workbook.sheet import (
    CellValue,
    Edits,
    SheetView,
    Uncomputed,
    WorkbookError,
    address,
)


class ClosedFile:
    """A workbook read from `path`, to be entered and left like an open file.

    Raises WorkbookError for a file that cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()  # a link is followed: what it points to is replaced
        check_package(self.path)
        self._seen = _fingerprint(self.path)
        self._workbook = _load(self.path, keep_vba=self.path.suffix.lower() == ".xlsm")

    def __enter__(self) -> ClosedFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._workbook.vba_archive is not None:
            self._workbook.vba_archive.close()

    def sheets(self) -> list[SheetView]:
        return [self._view(sheet) for sheet in self._workbook.worksheets]

    def losses(self) -> list[str]:
        """What `write` would drop from the file, in words."""
        return losses(self.path)

    def write(self, edits: Sequence[Edits], target: Path) -> None:
        """Write the workbook with `edits` to `target`, wholly or not at all.

        Raises WorkbookError, leaving every file as it was: for protected sheets, for cells that
        hold something of the user's, and if what was written does not read back the same.
        """
        for sheet_edits in edits:
            if sheet_edits.is_ours:
                empty_sheet(self._workbook, sheet_edits.sheet)
            check_writable(self._workbook[sheet_edits.sheet], sheet_edits)
        with _draft(target, like=self.path) as draft:
            for sheet_edits in edits:
                put(self._workbook[sheet_edits.sheet], sheet_edits)
            # openpyxl drops the stored results of all formulas: Excel shall make them again.
            self._workbook.calculation = self._workbook.calculation or CalcProperties()
            self._workbook.calculation.fullCalcOnLoad = True
            self._workbook.save(draft)
            self._verify(draft, edits)
            self._check_not_changed_meanwhile()

    def copy(self, target: Path) -> None:
        """The same bytes at `target`."""
        with _draft(target, like=self.path) as draft:
            shutil.copyfile(self.path, draft)

    def _view(self, sheet: Worksheet) -> SheetView:
        cells = _filled(sheet)
        rows: list[list[CellValue]] = [[] for _ in range(max((c.row for c in cells), default=0))]
        for cell in cells:
            row = rows[cell.row - 1]
            row.extend([None] * (cell.column - len(row)))
            row[cell.column - 1] = self._value(sheet, cell)
        taken = [str(area) for area in sheet.merged_cells.ranges]
        taken += [table.ref for table in sheet.tables.values()]
        columns = [len(row) for row in rows] + [range_boundaries(area)[2] or 0 for area in taken]
        return SheetView(sheet.title, rows, max(columns, default=0))

    def _value(self, sheet: Worksheet, cell: Cell) -> CellValue:
        if cell.data_type != "f":
            return _plain(cell.value)
        result = self._results[sheet.title].cell(cell.row, cell.column)
        # openpyxl gives None both for a result that was never stored and for the empty text;
        # only the latter keeps its type.
        if result.value is None:
            return None if result.data_type == "str" else Uncomputed.FORMULA
        return _plain(result.value)

    @cached_property
    def _results(self) -> Workbook:
        """The same file again, with the stored results in place of the formulas."""
        return _load(self.path, data_only=True)

    def _verify(self, draft: Path, edits: Sequence[Edits]) -> None:
        written = _load(draft)
        for sheet in self._workbook.worksheets:
            if _last_row(sheet) != _last_row(written[sheet.title]):
                raise WorkbookError(
                    f"sheet “{sheet.title}” did not read back with all its rows; "
                    "nothing was written: please report this with the workbook"
                )
        for sheet_edits in edits:
            for edit in sheet_edits.cells:
                if not holds(written[sheet_edits.sheet].cell(edit.row, edit.column), edit):
                    raise WorkbookError(
                        f"{address(sheet_edits.sheet, edit.row, edit.column)} did not read back as "
                        "written; nothing was changed: please report this with the workbook"
                    )

    def _check_not_changed_meanwhile(self) -> None:
        if _fingerprint(self.path) != self._seen:
            raise WorkbookError(
                f"{self.path.name} was changed by another program meanwhile; "
                "close it there and refresh again"
            )


def _load(path: Path, *, data_only: bool = False, keep_vba: bool = False) -> Workbook:
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore")  # of what it drops; `losses` tells that in full
        try:
            return load_workbook(
                file, data_only=data_only, keep_vba=keep_vba, rich_text=not data_only
            )
        # A damaged part surfaces as whatever the parser stumbled over.
        except Exception as error:
            raise damaged(path, error) from error


def _filled(sheet: Worksheet) -> list[Cell]:
    """The cells with a value. `iter_rows` would first make every cell up to the last styled one."""
    return [c for c in sheet._cells.values() if isinstance(c, Cell) and c.value is not None]


def _last_row(sheet: Worksheet) -> int:
    return max((cell.row for cell in _filled(sheet)), default=0)


def _plain(value: object) -> CellValue:
    if isinstance(value, CellRichText):
        return str(value)
    return value if isinstance(value, CellValue) else str(value)


def _fingerprint(path: Path) -> tuple[int, int, int]:
    seen = path.stat()
    return seen.st_ino, seen.st_size, seen.st_mtime_ns


@contextmanager
def _draft(target: Path, *, like: Path) -> Iterator[Path]:
    """A file beside `target` that takes its place if all goes well, and else is removed."""
    target = target.resolve()
    _check_target(target, like)
    try:
        handle, name = mkstemp(dir=target.parent, prefix=".tariffline-", suffix=like.suffix)
        os.close(handle)
        draft = Path(name)
        try:
            yield draft
            shutil.copymode(like, draft)
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except PermissionError as error:
        raise WorkbookError(
            f"{target} cannot be written; close it in Excel, "
            "check the rights on the folder, or choose another file with --out"
        ) from error
    except OSError as error:
        raise WorkbookError(f"{target} cannot be written ({error.strerror or error})") from error


def _check_target(target: Path, like: Path) -> None:
    if target.suffix.lower() != like.suffix.lower():
        raise WorkbookError(
            f"{target.name} must end in {like.suffix} like the workbook itself; rename --out"
        )
    if not target.parent.is_dir():
        raise WorkbookError(f"there is no folder {target.parent}; make it first, or change --out")
    # Excel puts this file beside a workbook while it is open.
    if (target.parent / f"~${target.name}").exists():
        raise WorkbookError(
            f"{target.name} is open in Excel; close it and refresh again "
            f"(if it is not, delete the left-over file ~${target.name})"
        )
