"""The functions that can be asked, with the names of their arguments, as the service has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files


def _read() -> dict[str, tuple[str, ...]]:
    declared = json.loads(files("tariffline_office").joinpath("catalogue.json").read_text("utf-8"))
    return {f["name"]: tuple(p["name"] for p in f["parameters"]) for f in declared}


PARAMETERS: Mapping[str, tuple[str, ...]] = _read()
