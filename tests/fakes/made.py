"""Workbooks as other programs make them: one for each feature that a writer might spoil.

All have a sheet “Parts” with the same list of parts, whose headings stand in row 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook as Pages
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

# XlsxWriter tells no types.
Writer: Callable[..., Any] = import_module("xlsxwriter").Workbook

HEADINGS = ("Part", "HTS", "Country of origin", "Entry date", "Value")
PARTS: tuple[tuple[str, str, str, date, float], ...] = (
    ("FL-1", "7307.91.5010", "CN", date(2026, 5, 1), 38.4),
    ("HO-1", "0101.21.0010", "DE", date(2026, 5, 1), 1000),
    ("CF-1 <&>", "0901.11.0045", "MX", date(2025, 5, 15), 20),
    ("Ünï-😀", "0901.11.0045", "MX", date(2026, 5, 1), 0.1),
    ("ME-1", "0201.10.05.10", "AU", date(2026, 5, 1), 12.345678901234),
    ("XX-1", "9999.99.99.99", "CN", date(2026, 5, 1), -7),
)
LAST = len(PARTS) + 1
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557"
    "bfabd40000000049454e44ae426082"
)

Edit = Callable[[Any, Any], object]


def write(path: Path, edit: Edit, **options: object) -> None:
    """A workbook by XlsxWriter, with the list and what `edit` adds to workbook and sheet."""
    book = Writer(str(path), options)
    sheet = book.add_worksheet("Parts")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADINGS)
    for number, (part, hts, country, entered, value) in enumerate(PARTS, 1):
        sheet.write_row(number, 0, (part, hts, country))
        sheet.write_datetime(number, 3, entered, day)
        sheet.write_number(number, 4, value)
    edit(book, sheet)
    book.close()


def page(path: Path, edit: Callable[[Pages, Worksheet], object]) -> None:
    """A workbook by openpyxl."""
    book = Pages()
    sheet = book.worksheets[0]
    sheet.title = "Parts"
    for row in (HEADINGS, *PARTS):
        sheet.append(list(row))
    edit(book, sheet)
    book.save(path)
    book.close()


def _several(*calls: tuple[str, tuple[object, ...]]) -> Edit:
    """Calls of methods of the sheet."""

    def edit(book: Any, sheet: Any) -> None:
        for name, arguments in calls:
            getattr(sheet, name)(*arguments)

    return edit


def _call(name: str, *arguments: object) -> Edit:
    return _several((name, arguments))


def _chart(kind: str) -> Edit:
    def edit(book: Any, sheet: Any) -> None:
        chart = book.add_chart({"type": kind})
        chart.add_series(
            {"categories": f"=Parts!$A$2:$A${LAST}", "values": f"=Parts!$E$2:$E${LAST}"}
        )
        sheet.insert_chart("N2", chart)

    return edit


def _chart_sheet(book: Any, sheet: Any) -> None:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": f"=Parts!$E$2:$E${LAST}"})
    book.add_chartsheet("Picture").set_chart(chart)


def _table_with_totals(book: Any, sheet: Any) -> None:
    columns: list[dict[str, object]] = [{"header": heading} for heading in HEADINGS]
    columns[0]["total_string"] = "Total"
    columns[4]["total_function"] = "sum"
    columns.append({"header": "Twice", "formula": "=[@Value]*2"})
    sheet.add_table(f"A1:F{LAST + 1}", {"name": "Parts_list", "columns": columns, "total_row": 1})


def _rich_text(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True})
    sheet.write_rich_string("A2", bold, "FL", "-1 ", bold, "and more")


def _macros(book: Any, sheet: Any) -> None:
    book.add_vba_project(BytesIO(bytes(range(256)) * 8), True)
    sheet.insert_button("N2", {"macro": "refresh", "caption": "Go"})


def _formats(book: Any, sheet: Any) -> None:
    look = book.add_format({"bold": True, "bg_color": "#DDEBF7", "num_format": "0.00"})
    sheet.set_column("E:K", 12, look)
    sheet.set_row(3, 40, look)
    sheet.set_column("C:C", None, None, {"hidden": True})


def _other_sheets(book: Any, sheet: Any) -> None:
    other = book.add_worksheet("It's & more")
    other.write_formula("A1", "=SUM(Parts!E2:E7)", None, 1063.845678901234)
    other.write_formula("A2", "=Parts!H2*2", None, 1)
    book.add_worksheet("Empty")
    book.define_name("Values", f"=Parts!$E$2:$E${LAST}")
    book.define_name("Parts!Here", "=Parts!$A$1")


def _properties(book: Any, sheet: Any) -> None:
    book.set_properties({"title": "Parts", "author": "A. Broker"})
    book.set_custom_property("Checked by", "A. Broker")
    book.set_custom_property("Count", 5)


def _images(book: Any, sheet: Any) -> None:
    sheet.insert_image("N2", "dot.png", {"image_data": BytesIO(_PIXEL)})
    sheet.set_background(BytesIO(_PIXEL))


def _sparklines(book: Any, sheet: Any) -> None:
    sheet.add_sparkline("N2", {"range": f"Parts!E2:E{LAST}"})
    bars = {"type": "data_bar", "data_bar_2010": True, "bar_color": "#638EC6"}
    sheet.conditional_format(f"E2:E{LAST}", bars)


_WRITER: Mapping[str, Edit] = {
    "plain": _several(),
    "gap": _call("write", 30, 0, "far below"),
    "comment": _several(
        ("write_comment", ("B2", "by a colleague")), ("write_comment", ("Z90", "far away"))
    ),
    "bars": _chart("column"),
    "pie": _chart("pie"),
    "scatter": _chart("scatter"),
    "chart_sheet": _chart_sheet,
    "image": _images,
    "table": _call(
        "add_table", f"A1:E{LAST}", {"columns": [{"header": heading} for heading in HEADINGS]}
    ),
    "table_with_totals": _table_with_totals,
    "filter": _several(
        ("autofilter", (f"A1:E{LAST}",)), ("filter_column", ("C", "x == CN")),
        ("set_row", (2, None, None, {"hidden": True})),
    ),
    "panes": _several(("freeze_panes", (1, 2)), ("set_zoom", (80,)), ("hide_gridlines", (2,))),
    "validation": _call(
        "data_validation", f"C2:C{LAST}", {"validate": "list", "source": ["CN", "DE", "<x>"]}
    ),
    "condition": _call(
        "conditional_format", f"E2:E{LAST}", {"type": "cell", "criteria": ">", "value": 5}
    ),
    "sparkline": _sparklines,
    "link": _call("write_url", "N2", "https://hts.usitc.gov/?query=a&b=c", None, "the schedule"),
    "merged": _call("merge_range", "G20:H21", "merged", None),
    "rich_text": _rich_text,
    "array": _call("write_array_formula", "N2:N3", "{=E2:E3*2}", None, 76.8),
    "dynamic_array": _call("write_dynamic_array_formula", "N2:N3", "=_xlfn.UNIQUE(C2:C3)"),
    "outline": _several(
        ("set_row", (2, None, None, {"level": 1})), ("set_row", (3, None, None, {"level": 2}))
    ),
    "looks": _formats,
    "print": _several(
        ("set_header", ("&L&D&C<Parts>",)), ("print_area", (f"A1:E{LAST}",)),
        ("repeat_rows", (0,)), ("set_h_pagebreaks", ([3],)), ("set_landscape", ()),
    ),
    "macros": _macros,
    "text_box": _call("insert_textbox", "N2", "Ask the broker"),
    "checkbox": _call("insert_checkbox", "N2", True),
    "formulas": _several(
        ("write_formula", ("G2", "=E2*2", None, 76.8)),
        ("write_formula", ("G3", '=IF(E3>1,"a<b&c","")', None, "a<b&c")),
        ("write_formula", ("G4", "=NA()", None, "#N/A")),
        ("write_formula", ("G5", "=E5>0", None, True)),
    ),
    "kinds": _several(
        ("write_boolean", ("G2", True)), ("write_blank", ("G3", None, None)),
        ("write_string", ("G4", "  spaces  and\nlines ")), ("write_string", ("G5", "_x0041_\t")),
    ),
    "other_sheets": _other_sheets,
    "properties": _properties,
    "ignored_errors": _call("ignore_errors", {"number_stored_as_text": f"B2:B{LAST}"}),
    "very_wide": _call("write", 0, 700, "column ZY"),
}  # fmt: skip


def _plain_page(book: Pages, sheet: Worksheet) -> None:
    sheet.freeze_panes = "B2"


def _looks(book: Pages, sheet: Worksheet) -> None:
    book.add_named_style(NamedStyle("ours", fill=PatternFill("solid", "FFDDEBF7")))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet["A2"].style = "ours"
    sheet.conditional_formatting.add(
        f"E2:E{LAST}",
        Rule("cellIs", operator="greaterThan", formula=["5"]),
    )  # fmt: skip


def _notes(book: Pages, sheet: Worksheet) -> None:
    sheet["B2"].comment = Comment("check <this> & that", "A. Broker")


def _names(book: Pages, sheet: Worksheet) -> None:
    book.defined_names["Numbers"] = DefinedName("Numbers", attr_text=f"Parts!$B$2:$B${LAST}")
    sheet.print_title_rows = "1:1"


def _bars(book: Pages, sheet: Worksheet) -> None:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=1, max_row=LAST), titles_from_data=True)
    sheet.add_chart(chart, "N2")


def _list_page(book: Pages, sheet: Worksheet) -> None:
    sheet.add_table(Table(displayName="List", ref=f"A1:E{LAST}"))


def _choices(book: Pages, sheet: Worksheet) -> None:
    choice = DataValidation(type="list", formula1='"CN,DE,MX"')
    choice.add(f"C2:C{LAST}")
    sheet.add_data_validation(choice)


def _computed(book: Pages, sheet: Worksheet) -> None:
    sheet["G2"] = "=SUM(E2:E7)"
    sheet["H2"] = ArrayFormula("H2:H3", "=E2:E3*2")
    other = book.create_sheet("Other")
    other["A1"] = '=Parts!G2&"<x>"'


def _own_properties(book: Pages, sheet: Worksheet) -> None:
    book.properties.title, book.properties.creator = "Parts", "A. <Broker>"


_PAGES: Mapping[str, Callable[[Pages, Worksheet], object]] = {
    "plain": _plain_page, "looks": _looks, "notes": _notes, "names": _names, "bars": _bars,
    "table": _list_page, "choices": _choices, "computed": _computed,
    "properties": _own_properties,
}  # fmt: skip

MADE = sorted(
    [f"xlsxwriter_{name}" for name in [*_WRITER, "1904", "in_place"]]
    + [f"openpyxl_{name}" for name in _PAGES]
)


def make(name: str, folder: Path) -> Path:
    """The workbook of a name of `MADE`."""
    maker, _, what = name.partition("_")
    path = folder / f"{name}.{'xlsm' if what == 'macros' else 'xlsx'}"
    if maker == "openpyxl":
        page(path, _PAGES[what])
    elif what == "1904":
        write(path, _several(), date_1904=True)
    elif what == "in_place":
        write(path, _several(), constant_memory=True)
    else:
        write(path, _WRITER[what])
    return path
