"""The functions that can be asked, with their arguments, as the service has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument: its name, how it is read (hts, date …), what for, whether it must be given."""

    name: str
    kind: str
    help: str
    required: bool


@dataclass(frozen=True, slots=True)
class Function:
    """A question; `answers`: value, rate or rows; `streams`: it is to be asked again and again.

    `returns` says what a cell gets.
    """

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    returns: str
    answers: str
    streams: bool

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the arguments that must be told."""
        return tuple(each.name for each in self.parameters if each.required)


def _read() -> dict[str, Function]:
    declared = json.loads(files("tariffline_office").joinpath("catalogue.json").read_text("utf-8"))
    return {
        f["name"]: Function(
            f["name"],
            f["summary"],
            tuple(
                Parameter(p["name"], p["kind"], p["help"], p["required"]) for p in f["parameters"]
            ),
            f["returns"],
            f["answers"],
            f["streams"],
        )
        for f in declared
    }


FUNCTIONS: Mapping[str, Function] = _read()

PARAMETERS: Mapping[str, tuple[str, ...]] = {
    name: tuple(each.name for each in function.parameters) for name, function in FUNCTIONS.items()
}
