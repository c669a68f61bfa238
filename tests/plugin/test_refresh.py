from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from tests.fakes.service import FakeService

from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile
from tariffline_office.client import Service
from tariffline_office.front_desk import FrontDesk
from tariffline_office.workbook.columns import EDITION, USUAL, named
from tariffline_office.workbook.refresh import Order, Summary, refresh
from tariffline_office.workbook.report import ListCounts
from tariffline_office.workbook.sheet import WorkbookError

RESULT_COLUMNS = tuple(result.heading for result in [*named(USUAL), EDITION])
MakeWorkbook = Callable[[Sequence[Sequence[object]]], Path]
PARTS: list[list[object]] = [
    ["Part", "HTS", "Country of origin", "Entry date"],
    ["FL-1", "7307.91.5010", "CN", date(2026, 5, 1)],
    ["HO-1", 101210010, "DE", "2026-05-01"],
    [None, None, None, None],
    ["CF-1", "0901.11.0045", "MX", date(2025, 5, 15)],
    ["CF-2", "0901.11.0045", "MX", date(2026, 5, 1)],
    ["ME-1", "0201.10.05.10", None, None],
]


def run(
    service: FakeService, path: Path, out: Path | None = None, sheet: str | None = None
) -> Summary:
    order = Order(path, out or path, sheet)
    with (
        Service(service.url, backoff_seconds=0) as client,
        Cache(client.url, CacheFile(None)) as cache,
    ):
        return refresh(order, FrontDesk(client, cache), lambda step: None)


def only_sheet(workbook: Workbook) -> Worksheet:
    sheet = workbook.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def table(path: Path) -> list[tuple[object, ...]]:
    return list(only_sheet(load_workbook(path)).values)


@contextmanager
def macros_of(path: Path) -> Iterator[tuple[Workbook, bytes]]:
    workbook = load_workbook(path, keep_vba=True)
    assert workbook.vba_archive is not None
    with workbook.vba_archive as archive:
        yield workbook, archive.read("xl/vbaProject.bin")


def no_draft_left(folder: Path) -> bool:
    return not list(folder.glob(".tariffline-*"))


def test_writes_the_answers(service: FakeService, make_workbook: MakeWorkbook) -> None:
    path = make_workbook(PARTS)
    summary = run(service, path)
    rows = [row[4:] for row in table(path)]
    edition = "2026HTSRev5"
    gone = "NOT_IN_FORCE: 0901.11.00.45 was discontinued; use 0901.11.00.50"
    coffee = "Coffee, not decaffeinated: Certified organic"
    assert rows == [
        RESULT_COLUMNS,
        ("Flanges: Of iron or nonalloy steel", "kg", 0.055, "OK", edition),
        ("Horses: Purebred breeding animals: Males", "No.", 0, "OK", edition),
        (None,) * 5,
        (coffee, "kg", 0, "OK", "2025HTSRev16"),
        (gone, gone, gone, gone, edition),
        ("Carcasses and half-carcasses: Veal", "kg", "4.4¢/kg", "OK", edition),
    ]
    assert summary == Summary(
        out=str(path),
        written=True,
        changes=True,
        sheets=["Parts"],
        rows=5,
        skipped=1,
        questions=5,
        asked=20,
        answered=4,
        errors={"NOT_IN_FORCE": 1},
        edition=edition,
        measures_known_to=None,
        position=0,
        moved=[],
        moved_in_all=0,
        stake=None,
        offline_since=None,
        lists=[
            ListCounts(
                "Parts",
                "",
                "Description, Unit, Base rate, Check by hts (B), country (C), date (D)",
                5,
                1,
                4,
                {"NOT_IN_FORCE": 1},
            )
        ],
    )


def test_a_rate_is_a_number_shown_in_percent(
    service: FakeService, make_workbook: MakeWorkbook
) -> None:
    path = make_workbook(PARTS)
    run(service, path)
    cell = only_sheet(load_workbook(path))["G2"]
    assert (cell.data_type, cell.number_format) == ("n", "0.0###%")


def test_the_rest_of_the_sheet_stays(service: FakeService, make_workbook: MakeWorkbook) -> None:
    path = make_workbook([*PARTS, ["Sum", "", "=COUNTA(B2:B7)"]])
    before = [row[:4] for row in table(path)]
    run(service, path)
    assert [row[:4] for row in table(path)] == before


def test_new_headings_look_like_their_neighbour(
    service: FakeService, make_workbook: MakeWorkbook
) -> None:
    path = make_workbook(PARTS)
    workbook = load_workbook(path)
    only_sheet(workbook)["D1"].font = Font(bold=True, color="FF1F4E78")
    workbook.save(path)
    run(service, path)
    heading = only_sheet(load_workbook(path))["H1"]
    assert heading.font.b
    assert heading.font.color.rgb == "FF1F4E78"


def test_no_column_is_described_twice(service: FakeService, make_workbook: MakeWorkbook) -> None:
    path = make_workbook(PARTS)
    workbook = load_workbook(path)
    rest = only_sheet(workbook).column_dimensions["E"]
    rest.min, rest.max, rest.width = 5, 16_384, 9
    workbook.save(path)
    run(service, path)
    known = only_sheet(load_workbook(path)).column_dimensions.values()
    assert [(column.min, column.max) for column in known] == [(5, 16_384)]


def test_no_change_keeps_every_byte(service: FakeService, make_workbook: MakeWorkbook) -> None:
    path = make_workbook(PARTS)
    run(service, path)
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    again = run(service, path)
    assert not again.written
    assert again.errors == {"NOT_IN_FORCE": 1}
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)


def test_unchanged_results_go_to_out_as_they_are(
    service: FakeService, make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    path, out = make_workbook(PARTS), tmp_path / "out.xlsx"
    run(service, path)
    assert not run(service, path, out).written
    assert out.read_bytes() == path.read_bytes()


def test_out_leaves_the_workbook_alone(
    service: FakeService, make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    path, out = make_workbook(PARTS), tmp_path / "out.xlsx"
    before = path.read_bytes()
    run(service, path, out)
    assert path.read_bytes() == before
    assert table(out)[0][4:] == RESULT_COLUMNS


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "#N/A"])
def test_text_is_never_a_formula(
    service: FakeService, make_workbook: MakeWorkbook, text: str
) -> None:
    service.functions = {**service.functions, "DESCRIPTION": lambda hts, date=None: text}
    path = make_workbook(PARTS)
    run(service, path)
    cell = only_sheet(load_workbook(path))["E2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_formula_among_the_numbers_counts_with_its_stored_result(
    service: FakeService, make_workbook: MakeWorkbook
) -> None:
    path = make_workbook([["HTS"], ['="7307.91."&"5010"']])
    summary = run(service, path)
    assert summary.errors == {"BAD_INPUT": 1}
    assert "Parts!A2 is a formula without a stored result" in str(table(path)[1][1])


def test_a_table_grows_by_the_new_columns(
    service: FakeService, make_workbook: MakeWorkbook
) -> None:
    path = make_workbook(PARTS)
    workbook = load_workbook(path)
    only_sheet(workbook).add_table(Table(displayName="Parts", ref="A1:D7"))
    workbook.save(path)
    run(service, path)
    grown = only_sheet(load_workbook(path)).tables["Parts"]
    assert (grown.ref, grown.autoFilter.ref) == ("A1:I7", "A1:I7")
    assert grown.column_names == [*map(str, PARTS[0]), *RESULT_COLUMNS]


def test_a_table_with_something_beside_it_keeps_its_columns(
    service: FakeService, make_workbook: MakeWorkbook
) -> None:
    path = make_workbook([[*row, None, "a note"] for row in PARTS])
    workbook = load_workbook(path)
    only_sheet(workbook).add_table(Table(displayName="Parts", ref="A1:D7"))
    workbook.save(path)
    run(service, path)
    sheet = only_sheet(load_workbook(path))
    assert sheet.tables["Parts"].ref == "A1:D7"
    assert [cell.value for cell in sheet[1]][6:] == list(RESULT_COLUMNS)


def test_links_are_followed(
    service: FakeService, make_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    path, link = make_workbook(PARTS), tmp_path / "link.xlsx"
    link.symlink_to(path)
    run(service, link)
    assert link.is_symlink()
    assert table(path)[0][4:] == RESULT_COLUMNS


def test_macros_are_kept(service: FakeService, official_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "macros.xlsm"
    with macros_of(official_data / "workbooks/xlsxwriter_macro02.xlsm") as (workbook, macros):
        only_sheet(workbook)["D1"], only_sheet(workbook)["D2"] = "HTS", "7307.91.5010"
        workbook.save(path)
    run(service, path)
    with macros_of(path) as (workbook, kept):
        assert kept == macros
        assert only_sheet(workbook)["G2"].value == 0.055


def spoil_nothing(workbook: Workbook) -> None:
    assert workbook.worksheets


def protect(workbook: Workbook) -> None:
    only_sheet(workbook).protection.enable()


def merge_our_cells(workbook: Workbook) -> None:
    only_sheet(workbook)["E1"] = "Tariffline: Check"
    only_sheet(workbook).merge_cells("E2:E3")


def put_a_formula(workbook: Workbook) -> None:
    only_sheet(workbook)["E1"], only_sheet(workbook)["E2"] = "Tariffline: Check", "=1+1"


def take_the_heading(workbook: Workbook) -> None:
    only_sheet(workbook)["B1"] = "Number"


@pytest.mark.parametrize(
    ("spoil", "sheet", "message"),
    [
        (protect, None, "sheet “Parts” is protected; take the protection off"),
        (merge_our_cells, None, "Parts!E3 is part of a merged range"),
        (put_a_formula, None, "Parts!E2 is a formula where a result must stand"),
        (
            take_the_heading,
            None,
            "“Parts” has Part, Number, Country of origin, Entry date.*--map hts=B",
        ),
        (spoil_nothing, "Orders", "no sheet “Orders”; the workbook has “Parts”"),
    ],
)
def test_refuses_and_leaves_the_workbook_alone(
    service: FakeService,
    make_workbook: MakeWorkbook,
    spoil: Callable[[Workbook], None],
    sheet: str | None,
    message: str,
) -> None:
    path = make_workbook(PARTS)
    workbook = load_workbook(path)
    spoil(workbook)
    workbook.save(path)
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=message):
        run(service, path, sheet=sheet)
    assert path.read_bytes() == before
    assert no_draft_left(path.parent)
