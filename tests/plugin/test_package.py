import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment

from tariffline_office.workbook.package import check_package, losses
from tariffline_office.workbook.sheet import WorkbookError

MakeWorkbook = Callable[[Sequence[Sequence[object]]], Path]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("old.xls", OLE, r"\.xls format; open it in Excel, save it as \.xlsx"),
        ("binary.xlsb", b"PK", r"\.xlsb format"),
        ("secret.xlsx", OLE + b"\0" * 512, "encrypted.*take the password off"),
        ("text.xlsx", b"HTS,Country\n", "not an Excel workbook, or it is damaged"),
        ("empty.xlsx", b"", "not an Excel workbook"),
        ("parts.csv", b"HTS", "not an Excel workbook"),
    ],
)
def test_refuses_what_is_no_workbook(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(WorkbookError, match=message):
        check_package(path)


def test_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="there is no file"):
        check_package(tmp_path / "parts.xlsx")


def test_refuses_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "archive.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", "hello")
    with pytest.raises(WorkbookError, match=r"archive\.xlsx holds no"):
        check_package(path)


def test_refuses_a_zip_bomb(make_workbook: MakeWorkbook) -> None:
    path = make_workbook([["HTS"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet2.xml", bytes(20_000_000))
    with pytest.raises(WorkbookError, match="too much to be read safely"):
        check_package(path)


def test_a_plain_workbook_loses_nothing(samples: Path) -> None:
    check_package(samples / "parts.xlsx")
    assert losses(samples / "parts.xlsx") == []


def test_a_comment_is_kept(make_workbook: MakeWorkbook) -> None:
    path = make_workbook([["HTS"]])
    workbook = load_workbook(path)
    workbook.worksheets[0]["A1"].comment = Comment("ten digits", "Ann")
    workbook.save(path)
    assert losses(path) == []


def test_a_chart_is_lost(make_workbook: MakeWorkbook) -> None:
    path = make_workbook([["HTS"]])
    workbook = load_workbook(path)
    workbook.worksheets[0].add_chart(BarChart(), "C3")
    workbook.save(path)
    assert losses(path) == [
        "charts (xl/charts/chart1.xml)",
        "charts, pictures and shapes (xl/drawings/drawing1.xml)",
    ]


@pytest.mark.parametrize(
    ("part", "added", "loss"),
    [
        ("xl/slicers/slicer1.xml", "slicer+xml", "slicers"),
        ("xl/threadedComments/t1.xml", "threadedcomments+xml", "threaded comments"),
        ("xl/printerSettings/p1.bin", "printerSettings", "printer settings"),
        ("xl/new/thing.xml", "not-known-yet+xml", "other parts"),
        ("customXml/item1.xml", "xml", "custom XML"),
    ],
)
def test_names_the_parts_that_are_lost(
    make_workbook: MakeWorkbook, part: str, added: str, loss: str
) -> None:
    path = make_workbook([["HTS"]])
    kind = f'<Override PartName="/{part}" ContentType="application/vnd.{added}"/></Types>'
    _rewrite(path, "[Content_Types].xml", b"</Types>", kind.encode(), extra=part)
    assert losses(path) == [f"{loss} ({part})"]


@pytest.mark.parametrize(
    ("uri", "loss"),
    [
        ("{05C60535-1F16-4fd2-B633-F4F36F0B64E0}", "sparklines"),
        ("{12345678-0000-0000-0000-000000000000}", "an extension of the sheet, {12345678-"),
    ],
)
def test_names_the_extensions_that_are_lost(
    make_workbook: MakeWorkbook, uri: str, loss: str
) -> None:
    path = make_workbook([["HTS"]])
    extension = f'<extLst><ext uri="{uri}"/></extLst></worksheet>'.encode()
    _rewrite(path, "xl/worksheets/sheet1.xml", b"</worksheet>", extension)
    [lost] = losses(path)
    assert lost.startswith(loss)
    assert "xl/worksheets/sheet1.xml" in lost


@pytest.mark.parametrize(
    ("name", "loss"),
    [
        ("poi_ExcelPivotTableSample.xlsx", "data connections"),
        ("poi_NewStyleConditionalFormattings.xlsx", "newer conditional formats"),
        ("poi_conditional_formatting_with_formula_on_second_sheet.xlsx", "custom XML"),
        ("xlsxwriter_chart_combined01.xlsx", "charts"),
        ("xlsxwriter_embed_image01.xlsx", "pictures"),
        ("xlsxwriter_textbox11.xlsx", "charts, pictures and shapes"),
        ("xlsxwriter_defined_name01.xlsx", "printer settings"),
        ("poi_WithChartSheet.xlsx", "charts"),
    ],
)
def test_losses_of_real_files(official_data: Path, name: str, loss: str) -> None:
    assert loss in "; ".join(losses(official_data / "workbooks" / name))


@pytest.mark.parametrize(
    "name",
    [
        "poi_SimpleWithComments.xlsx",
        "poi_TablesWithDifferentHeaders.xlsx",
        "xlsxwriter_button07.xlsm",
        "xlsxwriter_macro02.xlsm",
        "xlsxwriter_table01.xlsx",
    ],
)
def test_real_files_that_lose_nothing(official_data: Path, name: str) -> None:
    assert losses(official_data / "workbooks" / name) == []


def _rewrite(path: Path, part: str, old: bytes, new: bytes, extra: str | None = None) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = parts[part].replace(old, new)
    if extra is not None:
        parts[extra] = b"<x/>"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
