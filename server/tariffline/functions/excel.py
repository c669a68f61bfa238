"""What Excel is told of the catalogue: its metadata of custom functions, and our bindings.

https://learn.microsoft.com/office/dev/add-ins/excel/custom-functions-json
docs/decisions/2026-11-23-excel-functions.md says why each takes one value or a range alike.
"""

from __future__ import annotations

from typing import Any

from tariffline.functions.catalogue import Function, Parameter

_ROWS = "rows:"  # how `returns` begins where an answer is rows of its own
_RATES = frozenset({"BASE", "WATCH", "DEPOSIT"})  # numbers to be shown in per cent
_STREAMS = frozenset({"WATCH"})

Json = dict[str, Any]


def metadata(functions: list[Function]) -> Json:
    """functions.json. Help links are paths: the service that serves the file completes them."""
    return {
        # One cell that holds an error would otherwise spoil the answers of its whole column.
        "allowErrorForDataTypeAny": True,
        "functions": [_described(function) for function in functions],
    }


def bindings(functions: list[Function]) -> list[Json]:
    """What the runtime needs to know: names, kinds of arguments, how answers are shown."""
    return [
        {
            "name": function.name,
            "parameters": [
                {"name": each.name, "kind": each.kind.name, "required": each.required}
                for each in function.parameters
            ],
            "answers": _answers(function),
            "streams": function.name in _STREAMS,
        }
        for function in functions
    ]


def _described(function: Function) -> Json:
    streams = function.name in _STREAMS
    return {
        "id": function.name,
        "name": function.name,
        "description": function.summary,
        "helpUrl": f"/docs#{function.name}",
        "parameters": [_parameter(function, each) for each in function.parameters],
        "result": {"type": "any", "dimensionality": "matrix"},
        "options": {"cancelable": True, **({"stream": True} if streams else {})},
    }


def _parameter(function: Function, parameter: Parameter) -> Json:
    types = parameter.kind.json_types
    takes_a_range = _answers(function) != "rows"
    return {
        "name": parameter.name,
        "description": parameter.help,
        "type": types[0] if len(types) == 1 else "any",
        "dimensionality": "matrix" if takes_a_range else "scalar",
        **({} if parameter.required else {"optional": True}),
    }


def _answers(function: Function) -> str:
    if function.returns.startswith(_ROWS):
        return "rows"
    return "rate" if function.name in _RATES else "value"
