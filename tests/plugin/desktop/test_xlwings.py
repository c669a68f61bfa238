"""The functions under xlwings' own decorators and its own way to call them."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from tests.conftest import ROOT
from tests.fakes.service import FakeService
from tests.fakes.windows import MISSING, Excel, play_windows

from tariffline_office.catalogue import FUNCTIONS
from tariffline_office.desktop.asking import Asking
from tariffline_office.desktop.functions import UDFS

NOT_AVAILABLE = -2146826246


@pytest.fixture
def excel(monkeypatch: pytest.MonkeyPatch, asking: Asking) -> Excel:
    played = play_windows(monkeypatch)
    monkeypatch.setattr(played.module, "asking", lambda: asking)
    return played


def test_every_question_is_there_but_those_that_stream() -> None:
    asked = {f"TARIFF_{name}" for name, function in FUNCTIONS.items() if not function.streams}
    assert set(UDFS) == {*asked, "TARIFF_SAYS"}


def test_xlwings_learns_of_each_argument(excel: Excel) -> None:
    for name, udf in excel.module.UDFS.items():
        told = udf.__xlfunc__
        assert (told["name"], told["category"]) == (name, "Tariffline")
        assert told["call_in_wizard"] is False
        assert not told["volatile"]
        for argument in told["args"]:
            assert argument["options"] == {"ndim": 2, "err_to_str": True}
            assert len(argument["doc"]) > 5


def test_a_cell_is_answered(excel: Excel) -> None:
    assert excel.call("TARIFF_BASE", "7307.91.50.10", "KR", MISSING, MISSING) == 0.055


def test_a_date_comes_with_a_time_zone_that_means_nothing(
    excel: Excel, service: FakeService
) -> None:
    day = datetime(2025, 5, 15, tzinfo=UTC)
    assert excel.call("TARIFF_BASE", "0901.11.00.45", MISSING, day, MISSING) == 0
    assert service.requests[0]["calls"][0]["columns"][2] == ["2025-05-15"]


def test_a_range_spills_from_one_request(excel: Excel, service: FakeService) -> None:
    cells = (("7307.91.50.10",), (None,), (6109100012.0,), (NOT_AVAILABLE,))
    told = excel.call("TARIFF_BASE", cells, "KR", MISSING, MISSING)
    assert told[:3] == [[0.055], [""], [0.165]]
    assert told[3][0].startswith("#VALUE! BAD_INPUT: an argument is an error")
    assert len(service.requests) == 1


def test_a_search_spills_rows(excel: Excel) -> None:
    assert excel.call("TARIFF_SEARCH", "horses", 1.0) == ["0101.21.00.10", "Horses", 0.0275]


def test_the_words_behind_an_error(excel: Excel) -> None:
    given = ("9999.99", MISSING, MISSING, MISSING)
    assert excel.call("TARIFF_BASE", *given) == "#N/A NOT_FOUND: 9999.99 is not in the schedule"
    for name in ("BASE", "base", "TARIFF_BASE"):
        words = excel.call("TARIFF_SAYS", name, *given)
        assert words == "NOT_FOUND: 9999.99 is not in the schedule"
    told = excel.call("TARIFF_SAYS", "BASS", *given)
    assert told == "BAD_INPUT: there is no function “BASS”; name one such as BASE"


def test_only_the_bsd_part_of_xlwings_is_imported() -> None:
    paid = ("xlwings.pro", "xlwings.server", "xlwings_server", "xlwings.reports", "xlwings.rest")
    files = [*(ROOT / "plugin").rglob("*.py"), *(ROOT / "server").rglob("*.py")]
    assert len(files) > 100
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            assert not any(name.startswith(paid) for name in names), file


def test_no_licence_key_is_needed() -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("XLWINGS")}
    script = (
        "import xlwings, tariffline_office.desktop.functions as f\n"
        "assert not xlwings.__pro__ and f.TARIFF_BASE"
    )
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
