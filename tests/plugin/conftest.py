"""A service that knows a few lines of the schedule, and workbooks made for one test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.fakes.excel import FakeExcel, running
from tests.fakes.service import FakeService, NoAnswerError

from tariffline_office.workbook import excel as excel_module

DISCONTINUED, LAST_DAY = "0901110045", "2025-06-30"
LINES: dict[str, tuple[str, str, object]] = {
    "8471300100": ("Portable automatic data processing machines", "No.", 0),
    "0101210010": ("Horses: Purebred breeding animals: Males", "No.", 0),
    "7307915010": ("Flanges: Of iron or nonalloy steel", "kg", 0.055),
    "0201100510": ("Carcasses and half-carcasses: Veal", "kg", "4.4¢/kg"),
    "8501314000": ("Exceeding 74.6 W but not exceeding 735 W", "No.", 0.04),
    "6109100012": ("T-shirts: Men's (338)", "doz., kg", 0.165),
    DISCONTINUED: ("Coffee, not decaffeinated: Certified organic", "kg", 0),
}


def _line(hts: str, date: str | None) -> tuple[str, str, object]:
    digits = hts.replace(".", "")
    digits = "0" + digits if len(digits) % 2 else digits
    if digits == DISCONTINUED and (date is None or date > LAST_DAY):
        raise NoAnswerError("NOT_IN_FORCE", "0901.11.00.45 was discontinued; use 0901.11.00.50")
    if not digits.isdigit():
        raise NoAnswerError("BAD_INPUT", f"“{hts}” is not an HTS number")
    if digits not in LINES:
        raise NoAnswerError("NOT_FOUND", f"{hts} is not in the schedule")
    return LINES[digits]


FUNCTIONS: dict[str, Callable[..., object]] = {
    "DESCRIPTION": lambda hts, date=None: _line(hts, date)[0],
    "UNIT": lambda hts, date=None: _line(hts, date)[1],
    "BASE": lambda hts, country=None, date=None, facts=None: _line(hts, date)[2],
    "CHECK": lambda hts, date=None: "OK" if _line(hts, date) else "",
}


@pytest.fixture(autouse=True)
def cache_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test touches the user's own cache."""
    path = tmp_path / "profile" / "answers.sqlite"
    monkeypatch.setenv("TARIFFLINE_CACHE", str(path))
    return path


@pytest.fixture
def service() -> Iterator[FakeService]:
    with FakeService(FUNCTIONS) as running:
        yield running


@pytest.fixture
def excel(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeExcel]:
    monkeypatch.setattr(excel_module, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(excel_module, "ATTEMPTS", 5)
    with running(started := FakeExcel()):
        yield started


@pytest.fixture
def make_workbook(tmp_path: Path) -> Callable[[Sequence[Sequence[object]]], Path]:
    """Write rows into sheet “Parts” of a new workbook."""

    def make(rows: Sequence[Sequence[object]]) -> Path:
        workbook = Workbook()
        sheet = workbook.worksheets[0]
        sheet.title = "Parts"
        for row in rows:
            sheet.append(list(row))
        path = tmp_path / "parts.xlsx"
        workbook.save(path)
        workbook.close()
        return path

    return make
