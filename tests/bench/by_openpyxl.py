"""What the workbook refresh is held against: openpyxl fills the same three columns.

    python by_openpyxl.py IN OUT [stream]

It is given the answers: asking a service for them would come on top. `stream` reads and writes row
by row, which keeps values only.
"""

from __future__ import annotations

import sys

from openpyxl import Workbook, load_workbook

HEADINGS = ("Tariffline: Base rate", "Tariffline: Check", "Tariffline: Edition")
ANSWERS: tuple[str | float, ...] = (0.025, "OK", "2026HTSRev5")


def whole(source: str, target: str) -> None:
    book = load_workbook(source)
    sheet = book["Parts"]
    first = sheet.max_column + 1
    for row in range(1, sheet.max_row + 1):
        _question = sheet.cell(row, 3).value, sheet.cell(row, 4).value, sheet.cell(row, 5).value
        for offset, value in enumerate(HEADINGS if row == 1 else ANSWERS):
            cell = sheet.cell(row, first + offset, value)
            if row > 1 and not offset:
                cell.number_format = "0.0###%"
    book.save(target)


def stream(source: str, target: str) -> None:
    book, new = load_workbook(source, read_only=True), Workbook(write_only=True)
    sheet = new.create_sheet("Parts")
    for number, row in enumerate(book["Parts"].iter_rows(values_only=True)):
        sheet.append([*row, *(ANSWERS if number else HEADINGS)])
    new.save(target)
    book.close()


if __name__ == "__main__":
    (stream if sys.argv[3:] else whole)(sys.argv[1], sys.argv[2])
