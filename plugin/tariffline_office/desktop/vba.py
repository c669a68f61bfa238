"""The VBA module through which cells call Python.

Each function is what xlwings writes on “Import Functions” (`generate_vba_wrapper` in its udfs.py),
with one thing more: an error becomes an error. As text, a sum over it would be a wrong number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tariffline_office.catalogue import Function
from tariffline_office.desktop.naming import (
    CATEGORY,
    MODULE,
    SAYS,
    arguments_of,
    asked_of_cells,
    function_name,
)

_MOST_HELP = 255  # characters that Excel takes
_NOT_ASCII = re.compile(r"[^ -~]")

_HEAD = """\
Attribute VB_Name = "Tariffline"
' Made by `tariffline udfs` for the functions of this version: make it anew after an upgrade.
' It needs the module xlwings (xlwings.bas) beside it.
Option Explicit

"""

_FUNCTION = """\
Function {name}({declared})
    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
    If TypeOf Application.Caller Is Range Then On Error GoTo failed
    {name} = AsCells(XLPy.CallUDF("{module}", "{name}", _
        Array({given}), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    {name} = {failed}
End Function

"""

_ERRORS = """\
' What has no answer comes as text, "#N/A NOT_FOUND: ...", for COM carries no errors. As text it
' would count as nothing in a sum; as an error it spoils the sum. TARIFF_SAYS tells the words.
Private Function AsCells(ByVal told As Variant) As Variant
    Dim i As Long, j As Long
    If Not IsArray(told) Then
        AsCells = AsCell(told)
        Exit Function
    End If
    For i = LBound(told, 1) To UBound(told, 1)
        If HasColumns(told) Then
            For j = LBound(told, 2) To UBound(told, 2)
                told(i, j) = AsCell(told(i, j))
            Next j
        Else
            told(i) = AsCell(told(i))
        End If
    Next i
    AsCells = told
End Function

Private Function AsCell(ByVal told As Variant) As Variant
    AsCell = told
    If VarType(told) <> vbString Then Exit Function
    If Left$(told, 5) = "#N/A " Then AsCell = CVErr(xlErrNA)
    If Left$(told, 8) = "#VALUE! " Then AsCell = CVErr(xlErrValue)
End Function

' Python hands over a single row as an array of one dimension.
Private Function HasColumns(ByRef told As Variant) As Boolean
    Dim last As Long
    On Error Resume Next
    last = UBound(told, 2)
    HasColumns = (Err.Number = 0)
End Function

"""

_DESCRIBED = """\
    Application.MacroOptions _
        Macro:="'" & ThisWorkbook.Name & "'!{name}", _
        Description:={description}, _
        Category:={category}{arguments}
"""


def module() -> str:
    """The text of the module, ASCII only: the VBA editor reads files in the local code page."""
    functions = [*asked_of_cells(), SAYS]
    parts = [_HEAD, *map(_function, functions), _ERRORS, *_describing(functions)]
    return "".join(parts)


def _function(function: Function) -> str:
    arguments = arguments_of(function)
    return _FUNCTION.format(
        name=function_name(function.name),
        module=MODULE,
        declared=", ".join(f"{'' if a.required else 'Optional '}{a.name}" for a in arguments),
        given=", ".join(each.name for each in arguments),
        failed="Err.Description" if function is SAYS else "CVErr(xlErrNA)",
    )


def _describing(functions: list[Function]) -> Iterator[str]:
    """A macro for the function wizard, to be run once in each workbook."""
    yield "' Run it once: the function wizard then explains each function and argument.\n"
    yield "Sub Tariffline_Describe()\n"
    for function in functions:
        helps = ", _\n            ".join(_literal(each.help) for each in arguments_of(function))
        yield _DESCRIBED.format(
            name=function_name(function.name),
            description=_literal(function.summary),
            category=_literal(CATEGORY),
            arguments=f", _\n        ArgumentDescriptions:=Array({helps})" if helps else "",
        )
    yield "End Sub\n"


def _literal(text: str) -> str:
    """A text as VBA writes it: quotes twice, and by its number what is not ASCII."""
    doubled = text[:_MOST_HELP].replace('"', '""')
    return f'"{_NOT_ASCII.sub(_by_number, doubled)}"'


def _by_number(found: re.Match[str]) -> str:
    return f'" & ChrW({ord(found[0])}) & "'
