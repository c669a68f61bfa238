"""Declaring a function once.

From the declaration come the HTTP API, OpenAPI, the command line, the docs reference and the
add-in's metadata. A declared function is an ordinary typed one whose first parameter is the desk;
its docstring carries the help: a summary, more text, then one `name: help` line a parameter.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

from tariffline.functions.kinds import KINDS, Kind
from tariffline.law.answer import Answer, Unknown

Run = Callable[..., Answer | Unknown]
_CONTINUED = re.compile(r"\n {4}")
_HELP = re.compile(r"^(\w+): (.+)$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: how it is read, what it is for, and what stands for it when left out."""

    name: str
    kind: Kind
    help: str
    required: bool
    default: object


@dataclass(frozen=True, slots=True)
class Function:
    """A question in the catalogue."""

    name: str
    summary: str
    details: str
    parameters: tuple[Parameter, ...]
    returns: str
    example: tuple[object, ...]
    run: Run
    streams: bool

    @property
    def answers(self) -> str:
        """`rows`, `rate` (a number to be shown in per cent) or `value`, as `returns` begins."""
        kind, colon, _ = self.returns.partition(":")
        return kind if colon and kind in ("rows", "rate") else "value"

    @property
    def signature(self) -> str:
        """`BASE(hts, country?, date?, facts?)`"""
        names = (p.name if p.required else f"{p.name}?" for p in self.parameters)
        return f"{self.name}({', '.join(names)})"


class UndocumentedError(TypeError):
    """A declaration lacks what a reader needs."""


def question(
    *, returns: str, example: tuple[object, ...], streams: bool = False
) -> Callable[[Run], Function]:
    """Declare a question, under the function's name in capitals.

    `returns` says what a cell gets, “rows: …” and “rate: …” where that is what it is; `example`
    holds arguments that the sample data answers; `streams`: where a client can, it asks again.
    Raises UndocumentedError when a summary or a parameter's help is missing.
    """

    def declare(run: Run) -> Function:
        name = run.__name__.upper()
        text = inspect.cleandoc(run.__doc__ or "")
        lines = _CONTINUED.sub(" ", text).splitlines()
        helps = {found[1]: found[2] for line in lines if (found := _HELP.match(line))}
        words = [line for line in lines if not _HELP.match(line)]
        if not words or not words[0].strip():
            raise UndocumentedError(f"{name} has no summary")
        return Function(
            name=name,
            summary=words[0].strip(),
            details=" ".join(" ".join(words[1:]).split()),
            parameters=_parameters(name, run, helps),
            returns=returns,
            example=example,
            run=run,
            streams=streams,
        )

    return declare


def _parameters(function: str, run: Run, helps: Mapping[str, str]) -> tuple[Parameter, ...]:
    hints = typing.get_type_hints(run)
    _, *given = inspect.signature(run).parameters.values()
    parameters = []
    for each in given:
        if each.name not in helps:
            raise UndocumentedError(f"{function}: the docstring does not explain {each.name}")
        required = each.default is inspect.Parameter.empty
        kind = KINDS[_without_none(hints[each.name])]
        default = None if required else each.default
        parameters.append(Parameter(each.name, kind, helps[each.name], required, default))
    return tuple(parameters)


def _without_none(hint: object) -> object:
    """`date | None` → `date`: a parameter that may be left out is of its own kind."""
    kinds = [kind for kind in typing.get_args(hint) if kind is not type(None)]
    return kinds[0] if kinds else hint


def declared(*modules: ModuleType) -> dict[str, Function]:
    """The questions that modules declare, by name, in the order of the text."""
    found = (value for module in modules for value in vars(module).values())
    return {each.name: each for each in found if isinstance(each, Function)}
