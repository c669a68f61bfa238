"""Formulas: what depends on results shows no stored one any more, all others keep theirs."""

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.conftest import Recalculate
from tests.fakes.packages import parts_of, write_parts
from tests.fakes.refreshing import refresh_file
from tests.fakes.service import FakeService

FLANGE = "7307.91.5010"
SHEET = "xl/worksheets/sheet1.xml"
# In one column, beside the list: each with the result that it has before the refresh.
KEPT = {
    "=B2*2": 20, "=OFFSET(A1,1,1)": 10, "=OFFSET(B1,COUNTA(B:B)-1,0)": 20,
    '=INDIRECT("Parts!B2")': 10, "=SUM(Parts_[Qty])": 30, "=COUNTA(A:B)": 6,
    '=INDIRECT("C2")&"B"': "xB",
}  # fmt: skip
EMPTIED = {
    "=SUM(F:F)": 0.5, '=INDIRECT("F"&2)': 0.5, "=OFFSET(A1,1,B2-5)": 0.5, "=F2+1": 1.5,
    "=COUNT(A2:INDEX(H:H,2))": 1, "=COUNTA(D2:F2)": 1,
}  # fmt: skip


def made(path: Path, formulas: Mapping[str, object]) -> Path:
    with import_module("xlsxwriter").Workbook(path) as book:
        sheet = book.add_worksheet("Parts")
        headings = ["HTS", "Qty", "Note", "", "", "Tariffline: Base rate", "Tariffline: Edition"]
        sheet.write_row("A1", headings)
        sheet.write_row("A2", [FLANGE, 10, "x", "", "", 0.5, "2025HTSRev1"])
        sheet.write_row("A3", [FLANGE, 20])
        sheet.add_table(
            "A1:C3", {"name": "Parts_", "columns": [{"header": h} for h in headings[:3]]}
        )
        for row, (formula, result) in enumerate(formulas.items(), 5):
            sheet.write_formula(row, 9, formula, None, result)
    return path


def stored(path: Path) -> list[object]:
    sheet = load_workbook(path, data_only=True)["Parts"]
    return [cell.value for cell in sheet["J"] if cell.row > 5]


def test_only_what_depends_on_results_loses_its_own(service: FakeService, tmp_path: Path) -> None:
    path = made(tmp_path / "parts.xlsx", {**KEPT, **EMPTIED})
    assert refresh_file(service, path).written
    assert stored(path) == [*KEPT.values(), *[None] * len(EMPTIED)]
    formulas = [cell.value for cell in load_workbook(path)["Parts"]["J"] if cell.row > 5]
    assert formulas == [*KEPT, *EMPTIED]


def test_libreoffice_computes_what_was_kept(
    service: FakeService, tmp_path: Path, recalculate: Recalculate
) -> None:
    """What is still stored is what the formula gives now."""
    path = made(tmp_path / "parts.xlsx", {**KEPT, **EMPTIED})
    refresh_file(service, path)
    kept = stored(path)
    computed = stored(recalculate([path])[path])
    assert len(computed) == len(kept)
    assert [now for was, now in zip(kept, computed, strict=True) if was is not None] == [
        was for was in kept if was is not None
    ]
    assert computed[len(KEPT)] == pytest.approx(0.055 * 2)


def test_what_an_array_formula_fills_is_emptied_with_it(
    service: FakeService, tmp_path: Path
) -> None:
    path = tmp_path / "parts.xlsx"
    with import_module("xlsxwriter").Workbook(path) as book:
        sheet = book.add_worksheet("Parts")
        sheet.write_row("A1", ["HTS", "Tariffline: Base rate", "Tariffline: Edition"])
        for row in (2, 3):
            sheet.write_row(f"A{row}", [FLANGE, 0.5, "2025HTSRev1"])
        sheet.write_dynamic_array_formula("E2:E3", "=B2:B3*2", None, 1)
        sheet.write_number("E3", 1)
        sheet.write_dynamic_array_formula("F2:F3", '=A2:A3&"!"', None, "kept")
        sheet.write_string("F3", "kept")
        sheet.write_number("E9", 7)
    refresh_file(service, path)
    shown = load_workbook(path, data_only=True)["Parts"]
    assert [shown[place].value for place in ("E2", "E3", "E9", "F2", "F3")] == [
        None, None, 7, "kept", "kept",
    ]  # fmt: skip
    assert b'ref="E2:E3">' in parts_of(path)[SHEET]


def test_formulas_of_a_sheet_with_prefixes(service: FakeService, tmp_path: Path) -> None:
    path = made(tmp_path / "parts.xlsx", {"=F2*2": 1})
    parts = parts_of(path)
    xml = parts[SHEET].decode()
    xml = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")
    write_parts(path, {**parts, SHEET: xml.encode()})
    refresh_file(service, path)
    assert stored(path) == [None]
    assert load_workbook(path)["Parts"]["J6"].value == "=F2*2"


def test_formulas_beside_several_lists(service: FakeService, tmp_path: Path) -> None:
    path = tmp_path / "parts.xlsx"
    with import_module("xlsxwriter").Workbook(path) as book:
        sheet = book.add_worksheet("Parts")
        for top in (0, 10):
            sheet.write_row(top, 0, ["HTS", "Tariffline: Base rate", "Tariffline: Edition"])
            sheet.write_row(top + 1, 0, [FLANGE, 0.5, "2025HTSRev1"])
        for row, formula in enumerate(["=B2*2", "=B12*2", "=LEN(A2)"]):
            sheet.write_formula(row, 4, formula, None, 12)
    refresh_file(service, path)
    cells = load_workbook(path, data_only=True)["Parts"]
    assert [cells[place].value for place in ("B2", "B12")] == [0.055, 0.055]
    assert [cells[place].value for place in ("E1", "E2", "E3")] == [None, None, 12]
    formulas = load_workbook(path)["Parts"]
    assert [formulas[place].value for place in ("E1", "E2", "E3")] == [
        "=B2*2",
        "=B12*2",
        "=LEN(A2)",
    ]
