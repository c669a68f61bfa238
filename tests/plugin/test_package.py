import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tariffline_office.workbook.package import check_package
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
