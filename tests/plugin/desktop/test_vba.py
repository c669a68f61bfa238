"""The VBA module: what xlwings would write, as the VBA editor reads it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from tests.fakes.windows import NAME, play_windows

from tariffline_office.catalogue import FUNCTIONS
from tariffline_office.desktop.command import udfs
from tariffline_office.desktop.functions import UDFS
from tariffline_office.desktop.vba import _literal, module

MOST_CHARACTERS = 1_023  # in a line of VBA
MOST_CONTINUED = 24
DECLARED = re.compile(r"^Function (TARIFF_\w+)\((.*)\)$", re.MULTILINE)
CALLED = re.compile(r'XLPy\.CallUDF\("([\w.]+)", "(\w+)",(?: _\n)?\s*Array\((.*?)\), (.*?)\)')


def test_it_declares_and_calls_what_xlwings_would(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = play_windows(monkeypatch)
    theirs = io.StringIO()
    workbook = SimpleNamespace(Name="Book1.xlsm")
    windows.udfs.generate_vba_wrapper(NAME, windows.module, theirs, workbook)
    in_excel = re.sub(r"(?s)#Else.*?#End If", "", theirs.getvalue())
    assert sorted(DECLARED.findall(module())) == sorted(DECLARED.findall(in_excel))
    assert sorted(CALLED.findall(module())) == sorted(CALLED.findall(in_excel))
    assert len(DECLARED.findall(module())) == len(UDFS)


def test_the_editor_can_read_it() -> None:
    text = module()
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= MOST_CHARACTERS
    for statement in re.findall(r"(?:.* _\n)+", text):
        assert statement.count("\n") <= MOST_CONTINUED
    for opened, closed in (("Function ", "End Function"), ("Sub ", "End Sub")):
        begins = re.findall(rf"^(?:Private )?{opened}", text, re.MULTILINE)
        assert len(begins) == len(re.findall(rf"^{closed}$", text, re.MULTILINE))
    assert text.count('"') % 2 == 0


def test_a_word_of_vba_names_no_argument() -> None:
    assert "Function TARIFF_BASE(hts, Optional country, Optional date_, Optional facts)" in module()
    assert not re.search(
        r"[(, ](date|case|type|to)[,)]", "".join(a for _, a in DECLARED.findall(module()))
    )


def test_each_function_and_argument_is_described() -> None:
    described = module().partition("Sub Tariffline_Describe()")[2]
    for name, udf in UDFS.items():
        assert f"'!{name}\"" in described
        assert udf.__doc__ is not None
    for parameter in FUNCTIONS["BASE"].parameters:
        assert _literal(parameter.help) in described


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", '"plain"'),
        ('joined by ", "', '"joined by "", """'),
        ("4.4¢/kg", '"4.4" & ChrW(162) & "/kg"'),
        ("a\nb", '"a" & ChrW(10) & "b"'),
        ("x" * 300, f'"{"x" * 255}"'),
    ],
)
def test_texts_are_written_as_vba_writes_them(text: str, written: str) -> None:
    assert _literal(text) == written


def test_the_command_writes_what_a_workbook_needs(tmp_path: Path) -> None:
    out = tmp_path / "workbooks" / "2026"
    told = CliRunner().invoke(udfs, ["--out", str(out)])
    assert told.exit_code == 0
    assert {file.name for file in out.iterdir()} == {
        "Tariffline.bas",
        "xlwings.bas",
        "xlwings.conf",
    }
    written = (out / "Tariffline.bas").read_bytes()
    assert written.startswith(b'Attribute VB_Name = "Tariffline"\r\n')
    assert b"BSD 3-clause" in (out / "xlwings.bas").read_bytes()
    assert re.fullmatch(rb'"INTERPRETER_WIN","[^"]+"\r\n', (out / "xlwings.conf").read_bytes())


def test_the_command_says_why_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    told = CliRunner().invoke(udfs, ["--out", str(tmp_path / "taken" / "below")])
    assert told.exit_code == 1
    assert "can't be written to" in told.output
