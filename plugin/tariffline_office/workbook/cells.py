"""How results stand in the cells of an openpyxl sheet."""

from __future__ import annotations

from copy import copy
from decimal import Decimal

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tariffline_office.workbook.answers import RESULT_COLUMNS, same_value
from tariffline_office.workbook.sheet import Edit, Edits, WorkbookError, address, column_letter

WIDTHS = dict(zip(RESULT_COLUMNS, (60, 8, 12, 40, 14), strict=True))  # in characters
FORMULA_SIGNS = ("=", "+", "-", "@")


def check_writable(sheet: Worksheet, edits: Edits) -> None:
    """Raise WorkbookError if the sheet is protected or a cell is not free to be written."""
    if sheet.protection.sheet:
        raise WorkbookError(
            f"sheet “{sheet.title}” is protected; take the protection off in Excel "
            "(Review, Unprotect Sheet), or refresh the others with --sheet"
        )
    for edit in edits.cells:
        cell = sheet.cell(edit.row, edit.column)
        if isinstance(cell, MergedCell) or cell.data_type == "f":
            kind = "is part of a merged range" if isinstance(cell, MergedCell) else "is a formula"
            raise WorkbookError(
                f"{address(sheet.title, edit.row, edit.column)} {kind} where a result must stand; "
                "move it, or rename the “Tariffline: …” heading above it"
            )


def empty_sheet(workbook: Workbook, title: str) -> None:
    """Empty the sheet that is wholly ours, or make it. Raise WorkbookError if it is someone's."""
    known = {name.casefold(): name for name in workbook.sheetnames}.get(title.casefold())
    if known is None:
        if workbook.security is not None and workbook.security.lockStructure:
            raise WorkbookError(
                f"the structure of the workbook is protected, so that no sheet “{title}” can be "
                "added; take the protection off in Excel (Review, Protect Workbook)"
            )
        workbook.create_sheet(title)
        return
    sheet = workbook[known]
    if known != title or not isinstance(sheet, Worksheet) or sheet["A1"].value not in (None, title):
        raise WorkbookError(
            f"the workbook has a sheet “{known}” that Tariffline did not write; "
            "give it another name, for its place is needed"
        )
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.delete_rows(1, sheet.max_row)


def put(sheet: Worksheet, edits: Edits) -> None:
    """Write `edits` into `sheet`; new columns get the look of the headings beside them."""
    if edits.new_columns:
        neighbour = _last_heading(sheet, edits)
        for column in edits.new_columns:
            _dress(sheet, edits.heading_row, column, neighbour)
    for edit in edits.cells:
        _put_value(sheet.cell(edit.row, edit.column), edit)
    for column in edits.new_columns:
        _widen(sheet, edits.heading_row, column)


def holds(cell: Cell | MergedCell, edit: Edit) -> bool:
    """Whether a cell that was read back holds what `edit` put there, and no formula."""
    return cell.data_type != "f" and same_value(cell.value, edit.value)


def _put_value(cell: Cell | MergedCell, edit: Edit) -> None:
    cell.value = edit.value
    if isinstance(edit.value, Decimal):
        cell.number_format = edit.number_format
    elif isinstance(edit.value, str):
        cell.data_type = "s"  # text that begins with “=” too; openpyxl would make it a formula
    # Without this mark, Excel makes a formula of such a text when someone edits the cell.
    marked = isinstance(edit.value, str) and edit.value.startswith(FORMULA_SIGNS)
    if isinstance(cell, Cell) and bool(cell.quotePrefix) != marked:
        cell.quotePrefix = int(marked)


def _last_heading(sheet: Worksheet, edits: Edits) -> Cell | None:
    row = [sheet.cell(edits.heading_row, c) for c in range(1, min(edits.new_columns))]
    filled = [cell for cell in row if isinstance(cell, Cell) and cell.value is not None]
    return filled[-1] if filled else None


def _dress(sheet: Worksheet, row: int, column: int, like: Cell | None) -> None:
    heading = sheet.cell(row, column)
    if like is not None and isinstance(heading, Cell):
        for look in ("font", "fill", "border", "alignment"):
            setattr(heading, look, copy(getattr(like, look)))


def _widen(sheet: Worksheet, row: int, column: int) -> None:
    # A second <col> for a column that a range of columns already covers makes Excel repair the
    # file: such columns keep the width they have.
    covered = any(
        (known.min or 0) <= column <= (known.max or 0) for known in sheet.column_dimensions.values()
    )
    if not covered:
        heading = str(sheet.cell(row, column).value)
        sheet.column_dimensions[column_letter(column)].width = WIDTHS[heading]
