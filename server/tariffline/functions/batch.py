"""Answering many questions of one function: a column's texts are read once each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import repeat

from tariffline.desk.records import Desk
from tariffline.functions.catalogue import Function, Parameter
from tariffline.law.answer import Answer, ErrorCode, Unknown

Columns = Sequence[object]

_ONE_VALUE = (str, int, float, date)
_TEXTS = frozenset({str, type(None)})  # among numbers 1, 1.0 and True would pass for one another


def answers(desk: Desk, function: Function, columns: Columns) -> Iterator[Answer | Unknown]:
    """An answer for each row: column i holds argument i, a scalar stands for a whole column.

    Columns of unequal length give one BAD_INPUT for every row: a shifted column would give
    right answers to wrong questions.
    """
    rows = height(columns)
    if problem := _problem(function, columns):
        return repeat(problem, rows)
    arguments = [
        _column(function, parameter, column, rows)
        for parameter, column in zip(function.parameters, _filled(function, columns), strict=True)
    ]
    answer = partial(_answer, desk, function)
    return map(answer, *arguments) if arguments else iter([answer()])


def one(desk: Desk, function: Function, arguments: Sequence[object]) -> Answer | Unknown:
    """One answer from raw arguments; empty ones are left out."""
    if len(arguments) > len(function.parameters):
        return _too_many(function, len(arguments), "arguments")
    filled = zip(function.parameters, _filled(function, arguments), strict=True)
    return _answer(desk, function, *(_read(function, parameter, raw) for parameter, raw in filled))


def _filled(function: Function, given: Sequence[object]) -> Sequence[object]:
    """What is given, and nothing for each parameter after."""
    return (*given, *repeat(None, len(function.parameters) - len(given)))


def _column(
    function: Function, parameter: Parameter, column: object, rows: int
) -> Iterable[object]:
    """A value for each row, or why it can't be read. Columns repeat texts: each is read once."""
    read = partial(_read, function, parameter)
    if not isinstance(column, list):
        return repeat(read(column), rows)
    if not _TEXTS.issuperset(map(type, column)):
        return map(read, column)
    values = {raw: read(raw) for raw in set(column)}
    return map(values.__getitem__, column)


def _read(function: Function, parameter: Parameter, raw: object) -> object:
    """The value of an argument, or Unknown where it can't be read."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return _missing(function, parameter) if parameter.required else parameter.default
    if not isinstance(raw, _ONE_VALUE):
        message = f"{parameter.name}: give one value, not a {type(raw).__name__}"
        return Unknown(ErrorCode.BAD_INPUT, message)
    try:
        return parameter.kind.read(raw)
    except ValueError as error:
        return Unknown(ErrorCode.BAD_INPUT, f"{parameter.name}: {error}")


def _answer(desk: Desk, function: Function, *values: object) -> Answer | Unknown:
    """The answer to what was read, or why the first that can't be read can't."""
    for value in values:
        if isinstance(value, Unknown):
            return value
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
