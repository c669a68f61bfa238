"""The service's `touches` on the vectors that the plugin's own is held to as well."""

import json
from pathlib import Path
from typing import Any

import pytest

from tariffline.law.answer import Scope
from tariffline.law.changes import touches

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "touches.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS, ids=[case["why"] for case in VECTORS])
def test_touches(case: dict[str, Any]) -> None:
    assert touches(Scope(**case["change"]), Scope(**case["question"])) is case["touches"]
