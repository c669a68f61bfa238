"""The functions that can be asked, with their arguments, as the service has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Declared:
    """A function: the names of its parameters, those that must be told, what it returns."""

    parameters: tuple[str, ...]
    required: tuple[str, ...]
    returns: str


def _read() -> dict[str, Declared]:
    declared = json.loads(files("tariffline_office").joinpath("catalogue.json").read_text("utf-8"))
    return {
        f["name"]: Declared(
            tuple(p["name"] for p in f["parameters"]),
            tuple(p["name"] for p in f["parameters"] if p["required"]),
            f["returns"],
        )
        for f in declared
    }


CATALOGUE: Mapping[str, Declared] = _read()
PARAMETERS: Mapping[str, tuple[str, ...]] = {n: each.parameters for n, each in CATALOGUE.items()}
