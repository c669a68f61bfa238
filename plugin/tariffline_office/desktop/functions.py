"""The module that xlwings loads for Excel: TARIFF_BASE and all other questions of the catalogue.

Only the BSD part of xlwings is used: https://docs.xlwings.org/en/stable/udfs.html
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache
from inspect import Parameter, Signature

import xlwings

from tariffline_office import catalogue
from tariffline_office.cache import Cache
from tariffline_office.cache_file import CacheFile, default_path
from tariffline_office.client import DEFAULT_URL, Service
from tariffline_office.desktop.asking import Asking
from tariffline_office.desktop.cells import Shown
from tariffline_office.desktop.naming import (
    CATEGORY,
    SAYS,
    arguments_of,
    asked_of_cells,
    function_name,
)
from tariffline_office.desktop.spread import Range
from tariffline_office.front_desk import FrontDesk

_TRUST = timedelta(seconds=20)  # thousands of cells ask one after the other
_NOTHING: Range = [[None]]

Fill = Sequence[Sequence[Shown]]


class Udf:
    """A function as xlwings wants it: with a name, a signature and a docstring of its own.

    xlwings gives each argument as rows of cells, None for one that was left out.
    """

    def __init__(
        self, name: str, summary: str, parameters: Sequence[Parameter], fill: Callable[..., Fill]
    ) -> None:
        self.__name__ = name
        self.__doc__ = summary
        self.__signature__ = Signature(parameters)
        self.__annotations__: dict[str, object] = {}
        self._fill = fill

    def __call__(self, *given: Range | None) -> Fill:
        return self._fill([cells or _NOTHING for cells in given])


@cache
def asking() -> Asking:
    """The one desk of this process: TARIFFLINE_URL says where the service is."""
    service = Service(os.environ.get("TARIFFLINE_URL", DEFAULT_URL))
    desk = FrontDesk(service, Cache(service.url, CacheFile(default_path())), trust=_TRUST)
    return Asking(desk)


def _question(function: catalogue.Function) -> Udf:
    """=TARIFF_BASE(A2,"CN"), or with ranges."""
    name, arguments = function_name(function.name), arguments_of(function)
    parameters = [_parameter(each.name, each.required) for each in arguments]
    made = Udf(name, function.summary, parameters, lambda given: asking().cells(function, given))
    return _declared(made, arguments)


def _says() -> Udf:
    """=TARIFF_SAYS("BASE",A2,"CN"): the words behind what =TARIFF_BASE(A2,"CN") shows."""

    def fill(given: Sequence[Range]) -> Fill:
        (((name, *_), *_), *rest) = given
        called = str(name).upper().removeprefix("TARIFF_")
        function = catalogue.FUNCTIONS.get(called)
        if function is None:
            return [[f"BAD_INPUT: there is no function “{called}”; name one such as BASE"]]
        return asking().words(function, rest[: len(function.parameters)])

    parameters = [_parameter(each.name, each.required) for each in SAYS.parameters]
    return _declared(Udf(function_name(SAYS.name), SAYS.summary, parameters, fill), SAYS.parameters)


def _parameter(name: str, required: bool) -> Parameter:
    default = Parameter.empty if required else None
    return Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=default)


def _declared(made: Udf, arguments: Sequence[catalogue.Parameter]) -> Udf:
    """With what xlwings must know: every argument as rows, errors as text."""
    for each in arguments:
        # Without err_to_str an error would come as an empty cell: a question nobody asked.
        xlwings.arg(each.name, doc=each.help, ndim=2, err_to_str=True)(made)
    # The last word: `arg` alone would set both back.
    return xlwings.func(category=CATEGORY, call_in_wizard=False)(made)


UDFS = {udf.__name__: udf for udf in (*map(_question, asked_of_cells()), _says())}
globals().update(UDFS)  # where xlwings looks for them
