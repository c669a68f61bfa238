"""Answering many questions of one function: arguments are read once a spelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import repeat

from tariffline.desk.records import Desk
from tariffline.functions.catalogue import Function, Parameter
from tariffline.law.answer import Answer, ErrorCode, Unknown

Columns = Sequence[object]

_ONE_VALUE = (str, int, float, date)


def answers(desk: Desk, function: Function, columns: Columns) -> Iterator[Answer | Unknown]:
    """An answer for each row: column i holds argument i, a scalar stands for a whole column.

    Columns of unequal length give one BAD_INPUT for every row: a shifted column would give
    right answers to wrong questions.
    """
    rows = height(columns)
    if problem := _problem(function, columns):
        return repeat(problem, rows)
    spread = [column if isinstance(column, list) else repeat(column, rows) for column in columns]
    arguments = zip(*spread, strict=False) if spread else repeat((), rows)
    return (one(desk, function, row) for row in arguments)


def one(desk: Desk, function: Function, arguments: Sequence[object]) -> Answer | Unknown:
    """One answer from raw arguments; empty ones are left out."""
    if len(arguments) > len(function.parameters):
        return _too_many(function, len(arguments), "arguments")
    values: list[object] = []
    for index, parameter in enumerate(function.parameters):
        raw = arguments[index] if index < len(arguments) else None
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            if parameter.required:
                return _missing(function, parameter)
            values.append(parameter.default)
            continue
        if not isinstance(raw, _ONE_VALUE):
            message = f"{parameter.name}: give one value, not a {type(raw).__name__}"
            return Unknown(ErrorCode.BAD_INPUT, message)
        try:
            values.append(parameter.kind.read(raw))
        except ValueError as error:
            return Unknown(ErrorCode.BAD_INPUT, f"{parameter.name}: {error}")
    return function.run(desk, *values)


def height(columns: Columns) -> int:
    """How many rows the columns make: those of the longest; one when all are scalars."""
    return max((len(column) for column in columns if isinstance(column, list)), default=1)


def _problem(function: Function, columns: Columns) -> Unknown | None:
    if len(columns) > len(function.parameters):
        return _too_many(function, len(columns), "columns")
    lengths = {len(column) for column in columns if isinstance(column, list)}
    if len(lengths) > 1:
        sizes = ", ".join(str(size) for size in sorted(lengths))
        message = f"columns are of unequal length ({sizes}); give one value a row in each"
        return Unknown(ErrorCode.BAD_INPUT, message)
    return None


def _too_many(function: Function, given: int, what: str) -> Unknown:
    message = f"{given:,} {what} were given; it is {function.signature}"
    return Unknown(ErrorCode.BAD_INPUT, message)


def _missing(function: Function, parameter: Parameter) -> Unknown:
    return Unknown(
        ErrorCode.BAD_INPUT,
        f"{parameter.name} is empty; give {parameter.help} ({function.signature})",
        (parameter.name,),
    )
