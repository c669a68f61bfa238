"""What Excel is told of the catalogue: its metadata of custom functions, and our bindings.

https://learn.microsoft.com/office/dev/add-ins/excel/custom-functions-json
docs/decisions/2026-11-23-excel-functions.md says why each takes one value or a range alike.
"""

from __future__ import annotations

from typing import Any

from tariffline.functions.catalogue import Function, Parameter

# What a single value is, by kind. Numbers of the schedule and dates may be a number or a text in a
# cell; as a text, Excel would write the one by the user's locale and the other as a serial number.
_TYPES = {
    "text": "string",
    "facts": "string",
    "country": "string",
    "message": "string",
    "count": "number",
}

Json = dict[str, Any]


def metadata(functions: list[Function]) -> Json:
    """functions.json. Help links are paths: the service that serves the file completes them."""
    return {
        # One cell that holds an error would otherwise spoil the answers of its whole column.
        "allowErrorForDataTypeAny": True,
        "functions": [_described(function) for function in functions],
    }


def bindings(functions: list[Function]) -> list[Json]:
    """What runtime and pane need to know: kinds of arguments, how answers are shown."""
    return [
        {
            "name": function.name,
            "parameters": [
                {
                    "name": each.name,
                    "kind": each.kind.name,
                    "required": each.required,
                    "number": each.kind.json_types[0] == "number",
                    "example": each.kind.example,
                }
                for each in function.parameters
            ],
            "answers": function.answers,
            "streams": function.streams,
        }
        for function in functions
    ]


def _described(function: Function) -> Json:
    return {
        "id": function.name,
        "name": function.name,
        "description": function.summary,
        "helpUrl": f"/docs#{function.name}",
        "parameters": [_parameter(function, each) for each in function.parameters],
        "result": {"type": "any", "dimensionality": "matrix"},
        "options": {"cancelable": True, **({"stream": True} if function.streams else {})},
    }


def _parameter(function: Function, parameter: Parameter) -> Json:
    """A range is of any type: what does not fit another would spoil all of it, without words."""
    takes_a_range = function.answers != "rows"
    return {
        "name": parameter.name,
        "description": parameter.help,
        "type": "any" if takes_a_range else _TYPES.get(parameter.kind.name, "any"),
        "dimensionality": "matrix" if takes_a_range else "scalar",
        **({} if parameter.required else {"optional": True}),
    }
