"""What formulas refer to: never fewer columns than Excel reads, and no more than must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline_office.workbook.dependents import Graph
from tariffline_office.workbook.references import (
    ANYTHING,
    NamedTable,
    Names,
    Reference,
    references,
    same_columns,
)
from tariffline_office.workbook.sheet import LAST_COLUMN, Area, column_letter

NAMES = Names(
    {
        "rate": "Data!$B$2:$B$9",
        "relative": "Data!B2",
        "dynamic": "OFFSET(Data!$A$1,0,2,COUNTA(Data!$A:$A),1)",
        "of_any_sheet": "!$C$1",
        "endless": "endless+1",
    },
    {"Parts": NamedTable("Lists", Area(1, 2, 9, 5), ["HTS", "Qty", "Unit\nprice", "It's"])},
)


def of(formula: str) -> set[str]:
    """As `sheet!first:last`; a sheet or columns that may be any are left away."""
    found = set()
    for sheet, first, last in references(formula, "Own", NAMES):
        columns = f"{column_letter(first)}:{column_letter(last)}"
        found.add(f"{sheet or ''}!{columns if (first, last) != (1, LAST_COLUMN) else ''}")
    return found


@pytest.mark.parametrize(
    ("formula", "columns"),
    [
        ("A1+$B$2", {"own!A:A", "own!B:B"}),
        ("SUM(C:A)+3:5", {"own!A:C", "own!"}),
        ("'It''s'!G2&data!h3", {"it's!G:G", "data!H:H"}),
        ('"G1"&A1', {"own!A:A"}),
        ("rate*2", {"data!B:B"}),
        ("relative", {"data!"}),
        ("dynamic", {"data!A:A", "data!C:C"}),
        ("of_any_sheet", {"!C:C"}),
        ("unknown", {"!"}),
        ("endless", {"!"}),
        ("TRUE+A1", {"own!A:A"}),
        ("IFERROR(A1,#N/A)", {"own!A:A"}),
        ("LOG10(A1)", {"own!A:A"}),
        ("_xlfn.LET(_xlpm.x,A1,_xlpm.x+1)", {"own!A:A"}),
        ("A1:INDEX(D:D,3)", {"own!"}),
        ("A1:Data!C3", {"own!", "data!"}),
        ("Parts[Qty]:Parts[It''s]", {"lists!"}),
        ("'May:June'!A1", {"!"}),
        # tables
        ("SUM(Parts[Qty])", {"lists!C:C"}),
        ("Parts[[#This Row],[Qty]]*Parts[[#This Row],[Unit\nprice]]", {"lists!C:C", "lists!D:D"}),
        ("Parts[[Qty]:[It''s]]", {"lists!C:E"}),
        ("COLUMNS(Parts)", {"lists!B:F"}),
        ("Parts[#All]", {"lists!B:F"}),
        ("Parts[Tariffline: Check]", {"lists!B:F"}),
        ("[@Qty]", {"own!"}),
        ("Gone[Qty]", {"!"}),
        # what Excel finds out when it computes
        ('INDIRECT("Data!B2")', {"data!B:B"}),
        ("INDIRECT(\"'It''s'!$B$2:C9\",TRUE)", {"it's!B:C"}),
        ('INDIRECT("Data!B"&C1)', {"!", "own!C:C"}),
        ('INDIRECT("R1C1",FALSE)', {"!"}),
        ("OFFSET(Data!A1,B1,2)", {"data!A:A", "data!C:C", "own!B:B"}),
        ("OFFSET(C1,0,-1,5,3)", {"own!C:C", "own!B:D"}),
        ("OFFSET(Data!A1,0,B1)", {"data!A:A", "data!", "own!B:B"}),
        ('OFFSET(A1,0,"2")', {"own!A:A", "own!"}),
        ("OFFSET(Parts[Qty],0,1)", {"lists!C:C", "!"}),
        ('GETPIVOTDATA("Duty",A3)', {"own!A:A", "!"}),
        # other workbooks
        ("[1]Other!A1+B1", {"own!B:B"}),
        ("'[2]My sheet'!A1:C9+[1]!Name", set()),
        ("[0]!rate", {"data!B:B"}),
    ],
)
def test_references(formula: str, columns: set[str]) -> None:
    assert of(formula) == columns


@given(st.text("A1:$!'\"[](),+ OFFSETINDRC#@;\\.é", max_size=40))
def test_any_text_is_read(formula: str) -> None:
    assert isinstance(references(formula, "Own", NAMES), frozenset)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Q4!A5", "Q3!A5"),
        ("'My Q4 list'!A5", "'My Q3 list'!A5"),
        ("Parts[Q4]", "Parts[Q3]"),
        ('INDIRECT("Q4!A1")', 'INDIRECT("Q3!A1")'),
        ("rate2", "rate3"),
        ("A5", "B5"),
        ("A5", "$A5"),
    ],
)
def test_what_differs_in_more_than_rows_is_told_apart(one: str, other: str) -> None:
    assert same_columns(one) != same_columns(other)


def test_what_differs_in_rows_is_read_once() -> None:
    assert same_columns("SUM(A5:$B$9)+Data!C7") == same_columns("SUM(A6:$B$8)+Data!C123456")


def test_a_formula_on_one_sheet_says_nothing_of_another_sheet() -> None:
    graph = Graph(NAMES)
    graph.add("Sums", 1, "Q1!C5")
    graph.add("Sums", 2, "Q2!C5")
    assert graph.depending_on([("Q2", 3)]) == {("sums", 2)}
    assert graph.depends("Sums", "Q2!C99")
    assert not graph.depends("Sums", "Q1!C99")


def test_anything_is_every_cell() -> None:
    assert frozenset({Reference(None, 1, LAST_COLUMN)}) == ANYTHING
