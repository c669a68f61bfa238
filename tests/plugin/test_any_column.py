"""Where columns are found, and which functions may fill them: none is known by its name."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table
from tests.fakes.excel import FakeExcel
from tests.fakes.refreshing import refresh_file
from tests.fakes.service import FakeService, NoAnswerError
from tests.plugin.open_books import in_excel, same_cells

from tariffline_office import catalogue
from tariffline_office.catalogue import FUNCTIONS, PARAMETERS, Function, Parameter
from tariffline_office.workbook.sheet import WorkbookError

MakeWorkbook = Callable[[Sequence[Sequence[object]]], Path]
FLANGE = "7307.91.5010"
TOLD: dict[str, object] = {
    "hts": FLANGE, "country": "CN", "date": date(2026, 5, 1), "facts": "melt=US",
    "value": 1000, "quantity": 5,
}  # fmt: skip


def cells(path: Path, sheet: str = "Parts") -> list[tuple[object, ...]]:
    return list(load_workbook(path)[sheet].values)


def by_heading(path: Path, row: int = 1) -> dict[object, object]:
    rows = cells(path)
    return dict(zip(rows[0], rows[row], strict=True))


def arguments(path: Path, service: FakeService, name: str) -> list[object]:
    call = next(c for c in service.requests[0]["calls"] if c["function"] == name)
    return [column[0] for column in call["columns"]]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_fills_a_column(
    service: FakeService, make_workbook: MakeWorkbook, name: str
) -> None:
    names = [p for p in PARAMETERS[name] if p not in ("field", "n", *TOLD)]
    told = {**TOLD, **dict.fromkeys(names, "told")}
    path = make_workbook([list(told), list(told.values())])
    service.functions = {name: lambda *asked: f"said by {name}"}
    summary = refresh_file(service, path, results=[name])
    heading = {"DESCRIPTION": "Description", "UNIT": "Unit", "BASE": "Base rate"}.get(name, name)
    heading = "Check" if name == "CHECK" else heading
    assert by_heading(path)[f"Tariffline: {heading}"] == f"said by {name}"
    assert (summary.rows, summary.errors) == (1, {})
    texts = {role: as_told(value) for role, value in told.items()}
    wanted = [texts.get(parameter) for parameter in PARAMETERS[name]]
    while wanted and wanted[-1] is None:
        wanted.pop()
    assert arguments(path, service, name) == wanted


def as_told(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Have the catalogue name one function more: of an HTS number and a value, saying this."""

    def add(name: str, returns: str) -> None:
        asked = tuple(Parameter(each, each, "", True) for each in ("hts", "value"))
        declared = Function(name, "", asked, returns, "value", False)
        monkeypatch.setitem(catalogue.FUNCTIONS, name, declared)
        monkeypatch.setitem(catalogue.PARAMETERS, name, ("hts", "value"))

    return add


@pytest.mark.parametrize(
    ("returns", "look"),
    [
        ("dollars and cents", "#,##0.00"),
        ("number, a share of the value (0.692)", "0.0###%"),
        ("number (0.265) where every part is ad valorem", "0.0###%"),
        ("text", "General"),
    ],
)
def test_a_new_function_looks_as_it_says(
    service: FakeService,
    make_workbook: MakeWorkbook,
    declare: Callable[[str, str], None],
    returns: str,
    look: str,
) -> None:
    declare("TOLL", returns)
    service.functions = {"TOLL": lambda hts, value: 12.5}
    path = make_workbook([["HTS", "Value"], [FLANGE, 50]])
    refresh_file(service, path, results=["TOLL"])
    cell = load_workbook(path)["Parts"]["C2"]
    assert (cell.value, cell.number_format) == (12.5, look)


def test_a_table_of_answers_stands_in_one_cell(
    service: FakeService, make_workbook: MakeWorkbook
) -> None:
    rows = [["9903.01.24", 0.25], ["9903.88.03", None]]
    service.functions = {"CHANGES": lambda hts=None, since=None: rows}
    path = make_workbook([["HTS"], [FLANGE]])
    refresh_file(service, path, results=["CHANGES"])
    assert by_heading(path)["Tariffline: CHANGES"] == "9903.01.24 – 0.25; 9903.88.03"


def test_a_sheet_may_ask_by_something_else(
    service: FakeService, make_workbook: MakeWorkbook
) -> None:
    def message(number: str) -> str:
        if number != "39291311":
            raise NoAnswerError("NOT_FOUND", f"no message {number}")
        return "Guidance: Section 301"

    service.functions = {"CSMS": message}
    path = make_workbook([["CSMS number", "Note"], [39291311, None], [None, "x"], ["1", None]])
    summary = refresh_file(service, path, results=["CSMS"])
    assert [row[2] for row in cells(path)] == [
        "Tariffline: CSMS",
        "Guidance: Section 301",
        None,
        "NOT_FOUND: no message 1",
    ]
    assert (summary.rows, summary.skipped, summary.errors) == (2, 1, {"NOT_FOUND": 1})
    assert not refresh_file(service, path).written


def test_without_its_column_a_function_says_what_it_needs(
    service: FakeService, make_workbook: MakeWorkbook
) -> None:
    with pytest.raises(WorkbookError, match=r"no column of “number” was found.*--map number=B"):
        refresh_file(service, make_workbook([["HTS"], [FLANGE]]), results=["CSMS"])


def name_range(path: Path, name: str, place: str, *, only: bool = False) -> None:
    book = load_workbook(path)
    defined = DefinedName(name, attr_text=place)
    (book["Parts"].defined_names if only else book.defined_names)[name] = defined
    book.save(path)
    book.close()


@pytest.mark.parametrize("place", ["Parts!$B$2:$B$3", "Parts!$B$1:$B$3", "'Parts'!$B$2:$B$3"])
@pytest.mark.parametrize("only", [True, False])
def test_named_ranges_are_columns(
    service: FakeService, make_workbook: MakeWorkbook, excel: FakeExcel, place: str, only: bool
) -> None:
    path = make_workbook([["Part", "Nr."], ["a", FLANGE], ["b", FLANGE], ["Sum", "2"]])
    name_range(path, "HTS_number", place, only=only)
    book = excel.open(path)
    in_excel(service)
    summary = refresh_file(service, path)
    same_cells(path, book)
    assert (summary.rows, summary.errors) == (2, {})
    assert [row[4] for row in cells(path)] == ["Tariffline: Base rate", 0.055, 0.055, None]


def test_a_range_is_mapped_by_its_name(service: FakeService, make_workbook: MakeWorkbook) -> None:
    path = make_workbook([["Part", "Nr.", "Land"], ["a", FLANGE, "CN"]])
    name_range(path, "Codes", "Parts!$B$2:$B$9")
    name_range(path, "Made", "Parts!$C:$C")
    refresh_file(service, path, mapping={"hts": "Codes", "country": "Made"})
    assert arguments(path, service, "BASE") == [FLANGE, "CN"]


@pytest.mark.parametrize("place", ["Other!$B$2:$B$3", "Parts!$B$2:$C$3", "Parts!#REF!", "1+1"])
def test_other_names_are_no_columns(
    service: FakeService, make_workbook: MakeWorkbook, place: str
) -> None:
    path = make_workbook([["Part", "Nr."], ["a", FLANGE]])
    name_range(path, "HTS", place)
    with pytest.raises(WorkbookError, match="no column of HTS numbers was found"):
        refresh_file(service, path)


def test_several_sheets_in_one_go(service: FakeService, make_workbook: MakeWorkbook) -> None:
    path = make_workbook([["HTS"], [FLANGE]])
    book = load_workbook(path)
    for title, heading in (("More", "Tariff number"), ("Notes", "Remark")):
        sheet = book.create_sheet(title)
        sheet.append(["x", heading])
        sheet.append(["y", FLANGE])
    book["More"].add_table(Table(displayName="More_parts", ref="A1:B2"))
    book.save(path)
    summary = refresh_file(service, path, results=["BASE"])
    assert (summary.sheets, summary.questions, summary.asked) == (["Parts", "More"], 1, 1)
    assert cells(path)[1][1:] == (0.055, "2026HTSRev5")
    assert cells(path, "More")[1][2:] == (0.055, "2026HTSRev5")
    assert load_workbook(path)["More"].tables["More_parts"].ref == "A1:D2"
    assert cells(path, "Notes") == [("x", "Remark"), ("y", FLANGE)]
