"""Workbooks as offices really have them: titles, merged headings, totals, filters, odd names.

In each, the numbers of the list stand in column B of the first sheet; `RATES` has what they cost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tests.fakes.made import Edit, Writer

RATES: Mapping[str, object] = {
    "7307.91.5010": 0.055, "8471.30.0100": 0, "0201.10.0510": "4.4¢/kg", "6109.10.0012": 0.165,
}  # fmt: skip
ROWS = [
    (f"P-{number}", hts, country, date(2026, 5, number), number * 100.5)
    for number, (hts, country) in enumerate(zip(RATES, ("CN", "DE", "AU", "MX"), strict=True), 1)
]
HEADINGS = ("Part", "HTS", "Country of origin", "Entry date", "Value")


def _list(book: Any, sheet: Any, top: int = 0, left: int = 0) -> None:
    """The list with its headings in row `top`, counted from 0."""
    sheet.write_row(top, left, HEADINGS)
    for number, row in enumerate(ROWS, top + 1):
        _row(book, sheet, number, row, left)


def _row(book: Any, sheet: Any, number: int, row: tuple[Any, ...], left: int = 0) -> None:
    part, hts, country, entered, value = row
    sheet.write_row(number, left, (part, hts, country))
    sheet.write_datetime(number, left + 3, entered)
    sheet.write_number(number, left + 4, value)


def _title(book: Any, sheet: Any) -> None:
    sheet.merge_range("A1:E2", "Parts of 2026", book.add_format({"bold": True, "align": "center"}))
    sheet.write("A3", "as of")
    sheet.write("B3", "May")
    _list(book, sheet, 4)


def _merged_headings(book: Any, sheet: Any) -> None:
    """Headings over two rows; “Amounts” stands over two columns."""
    for column, heading in enumerate(HEADINGS[:4]):
        sheet.merge_range(0, column, 1, column, heading)
    sheet.merge_range("E1:F1", "Amounts")
    sheet.write_row("E2", ["Value", "Freight"])
    for number, row in enumerate(ROWS, 2):
        _row(book, sheet, number, row)
        sheet.write_number(number, 5, 7)


def _blank_rows(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, HEADINGS)
    for number, row in enumerate(ROWS):
        _row(book, sheet, 1 + 3 * number, row)
        sheet.write(2 + 3 * number, 0, "a remark on the part above")


def _filtered(book: Any, sheet: Any) -> None:
    _list(book, sheet)
    sheet.autofilter("A1:E5")
    sheet.filter_column("C", "x == CN")
    for row in (2, 3, 4):
        sheet.set_row(row, None, None, {"hidden": True})
    sheet.freeze_panes(1, 2)


def _groups(book: Any, sheet: Any) -> None:
    _list(book, sheet)
    sheet.set_row(2, None, None, {"level": 1, "hidden": True})
    sheet.set_row(3, None, None, {"level": 1, "collapsed": True})
    sheet.set_column("C:H", 14, None, {"level": 1})


def _table(book: Any, sheet: Any) -> None:
    """With totals and a computed column, which our columns follow."""
    columns: list[dict[str, object]] = [{"header": heading} for heading in HEADINGS]
    columns[0]["total_string"] = "Total"
    columns[4]["total_function"] = "sum"
    columns.append({"header": "Twice\nthe value", "formula": "=[@Value]*2"})
    sheet.write_string("A1", "Parts")
    _list(book, sheet, 2)
    sheet.add_table("A3:F8", {"name": "Parts_list", "columns": columns, "total_row": True})
    sheet.write("A12", "Prepared by")
    sheet.write_row("F12", ["A. Broker", "x", "y", "z", "u", "v"])


def _rich_headings(book: Any, sheet: Any) -> None:
    _list(book, sheet)
    red, blue = book.add_format({"color": "red"}), book.add_format({"color": "blue"})
    sheet.write_rich_string("B1", red, "HTS", "\n", blue, "Number", " (10 digits)")


def _looks(book: Any, sheet: Any) -> None:
    """Rules and choices that reach over the columns that ours will be."""
    _list(book, sheet)
    red = book.add_format({"bg_color": "#FFC7CE"})
    rule = {"type": "formula", "criteria": '=LEFT($I2,3)="NOT"', "format": red}
    sheet.conditional_format("A2:Z100", rule)
    sheet.conditional_format("H2:H100", {"type": "3_color_scale"})
    sheet.data_validation("H2:H100", {"validate": "decimal", "criteria": ">=", "value": 0})
    sheet.write_comment("B2", "ask the broker")
    sheet.ignore_errors({"number_stored_as_text": "B2:B5"})


def _styled_far_right(book: Any, sheet: Any) -> None:
    """Empty cells with borders, as sheets exported from a browser have."""
    _list(book, sheet)
    border = book.add_format({"border": 1})
    for row in range(8):
        for column in range(5, 26):
            sheet.write_blank(row, column, None, border)


def _quoted_name(book: Any, sheet: Any) -> None:
    _list(book, sheet)
    name = 'It\'s a "list" & more, 30 signs'
    other = book.add_worksheet(name)
    other.write_formula("A1", "=SUM(Parts!E2:E5)", None, 1005.0)
    sheet.write_formula("G10", f"='{name.replace(chr(39), chr(39) * 2)}'!A1*2", None, 2010.0)
    book.define_name("all_values", "=Parts!$E$2:$E$5")


def _outside(book: Any, sheet: Any) -> None:
    _list(book, sheet)
    sheet.write_formula("G2", "='[prices.xlsx]Sheet 1'!$A$1*E2", None, 5)
    sheet.write_url("G3", "external:prices.xlsx#Sheet1!A1", None, "prices")


def _spilled(book: Any, sheet: Any) -> None:
    _list(book, sheet)
    sheet.write_dynamic_array_formula("G2:G5", "=_xlfn._xlws.SORT(C2:C5)", None, "AU")
    for row, country in enumerate(("CN", "DE", "MX"), 2):
        sheet.write_string(row, 6, country)


def _pictures(book: Any, sheet: Any) -> None:
    _list(book, sheet)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Parts!$E$2:$E$5"})
    sheet.insert_chart("H2", chart)
    sheet.insert_textbox("H20", "note")
    sheet.insert_button("H25", {"caption": "Go"})
    sheet.set_header("&C<Parts>")


def _same_headings_twice(book: Any, sheet: Any) -> None:
    _list(book, sheet)
    other = book.add_worksheet("Older")
    other.write_row("A1", HEADINGS)
    _row(book, other, 1, ROWS[0])


def _two_values(book: Any, sheet: Any) -> None:
    _list(book, sheet)
    sheet.write_row("F1", ["Value", "Country of origin of the steel", "Part"])
    sheet.write_row("F2", [1, "DE", "x"])


def _hidden_columns(book: Any, sheet: Any) -> None:
    _list(book, sheet)
    sheet.set_column("C:C", None, None, {"hidden": True})
    sheet.set_column("F:XFD", None, None, {"hidden": True})


REAL: Mapping[str, Edit] = {
    "title": _title, "merged_headings": _merged_headings, "blank_rows": _blank_rows,
    "filtered": _filtered, "groups": _groups, "table": _table, "rich_headings": _rich_headings,
    "looks": _looks, "styled_far_right": _styled_far_right, "quoted_name": _quoted_name,
    "outside": _outside, "spilled": _spilled, "pictures": _pictures,
    "same_headings_twice": _same_headings_twice, "two_values": _two_values,
    "hidden_columns": _hidden_columns,
}  # fmt: skip


def make_real(name: str, folder: Path) -> Path:
    """The workbook of a name of `REAL`."""
    path = folder / f"{name}.xlsx"
    book = Writer(str(path), {"default_date_format": "yyyy-mm-dd"})
    edit: Callable[..., object] = REAL[name]
    edit(book, book.add_worksheet("Parts"))
    book.close()
    return path
