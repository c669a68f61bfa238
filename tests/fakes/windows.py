"""As much of pywin32 and of xlwings' Windows engine as xlwings' own udfs.py needs to run here."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import xlwings

NAME = "tariffline_office.desktop.functions"
MISSING = -2147352572  # DISP_E_PARAMNOTFOUND, by which COM marks an argument that was left out
ERRORS = {-2146826246: "#N/A", -2146826273: "#VALUE!"}

_PLAYED: dict[str, dict[str, object]] = {
    "pythoncom": {"CoInitialize": None},
    "pywintypes": {"com_error": OSError},
    "win32com": {},
    "win32com.client": {"Dispatch": None},
    "xlwings._xlwindows": {
        "Range": lambda xl: SimpleNamespace(xl=xl),
        "is_range_instance": lambda _xl: False,
    },
    "xlwings.com_server": {"loop": None},
}


class WindowsEngine:
    """xlwings' conversion of cells: as in its _xlwindows.py, for the values that tests use."""

    name = "excel"
    type = "desktop"

    def clean_value_data(
        self, rows: Sequence[Sequence[Any]], dates: Any, empty: Any, numbers: Any, as_text: bool
    ) -> list[list[Any]]:
        return [[self._clean(cell, empty, as_text) for cell in row] for row in rows]

    def prepare_xl_data_element(self, cell: Any, _options: object) -> Any:
        return "" if cell is None else cell

    def _clean(self, cell: Any, empty: Any, as_text: bool) -> Any:
        if cell in ("", None):
            return empty
        if isinstance(cell, datetime):
            return cell.replace(tzinfo=None)
        if isinstance(cell, int) and cell in ERRORS:
            return ERRORS[cell] if as_text else None
        return cell


class Excel:
    """Calls functions as xlwings' COM server does."""

    def __init__(self, udfs: ModuleType) -> None:
        self.udfs = udfs
        self.module = import_module(NAME)

    def call(self, function: str, *arguments: object) -> Any:
        """What VBA gets: `CallUDF` of com_server.py makes one cell, or one row, of the result."""
        told = self.udfs.call_udf(NAME, function, arguments)
        if len(told) > 1:
            return told
        return told[0] if len(told[0]) > 1 else told[0][0]


def play_windows(monkeypatch: pytest.MonkeyPatch) -> Excel:
    """xlwings with its true decorators and its true way to call functions, for one test."""
    for name, members in _PLAYED.items():
        module = ModuleType(name)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(xlwings, "_xlwindows", sys.modules["xlwings._xlwindows"], raising=False)
    monkeypatch.delitem(sys.modules, "xlwings.udfs", raising=False)
    udfs = import_module("xlwings.udfs")
    monkeypatch.setitem(sys.modules, "xlwings.udfs", udfs)
    monkeypatch.setattr(xlwings, "func", udfs.xlfunc)
    monkeypatch.setattr(xlwings, "arg", udfs.xlarg)
    monkeypatch.setattr(xlwings, "engines", {"excel": xlwings.Engine(impl=WindowsEngine())})
    monkeypatch.delitem(sys.modules, NAME, raising=False)
    return Excel(udfs)
