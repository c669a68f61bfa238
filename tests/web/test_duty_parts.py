"""The sample of an importer's duties: what `tariffline refresh` writes is what a hand works out."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from tests.conftest import ROOT
from tests.fakes.served import served

from tariffline.clock import now
from tariffline.desk.sample import load_sample
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore
from tariffline_office.command import refresh

_ROW = re.compile(r"^\| ([A-Z]{2}-[0-9]) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_SUM = re.compile(r"^\| all that is known \| \| ([0-9,.]+) \|$", re.MULTILINE)


def by_hand() -> tuple[dict[str, tuple[Decimal | None, Decimal | None]], Decimal]:
    """Rate and duty of each part by docs/duty-sample.md (None: NEEDS), and the sum it gives."""
    text = (ROOT / "docs" / "duty-sample.md").read_text("utf-8")
    parts = {part: (share(rate), money(duty)) for part, rate, duty in _ROW.findall(text)}
    (whole,) = _SUM.findall(text)
    return parts, Decimal(whole.replace(",", ""))


def share(text: str) -> Decimal | None:
    return None if text == "NEEDS" else Decimal(text.removesuffix(" %")) / 100


def money(text: str) -> Decimal | None:
    return None if text == "NEEDS" else Decimal(text.replace(",", ""))


@pytest.fixture(scope="module")
def refreshed(
    samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[object, ...]]:
    """RATE, DUTY and WHY of each part, as a refresh over the sample leaves them."""
    home = tmp_path_factory.mktemp("duty_parts")
    engine = open_database(home)
    load_sample(ScheduleStore(engine), home, now)
    engine.dispose()
    out = home / "out.xlsx"
    with served(home) as url:
        arguments = [str(samples / "duty-parts.xlsx"), "--out", str(out), "--url", url]
        environment = {"TARIFFLINE_CACHE": str(home / "cache.sqlite")}
        result = CliRunner().invoke(refresh, arguments, env=environment)
    assert result.exit_code == 3, result.output  # a row lacks what decides
    book = load_workbook(out)
    rows: dict[str, tuple[object, ...]] = {
        str(row[0]): row[8:11] for row in book.worksheets[0].values if row[0]
    }
    book.close()
    return rows


def test_each_row_is_what_a_hand_works_out(refreshed: dict[str, tuple[object, ...]]) -> None:
    parts, _ = by_hand()
    assert [*parts] == [part for part in refreshed if part != "Part"]
    for part, (rate, duty) in parts.items():
        assert tuple(map(read, refreshed[part][:2])) == (rate, duty), part


def read(cell: object) -> Decimal | None:
    if isinstance(cell, str):
        assert cell.startswith("NEEDS: ")
        return None
    return Decimal(str(cell))


def test_the_hand_adds_up(refreshed: dict[str, tuple[object, ...]]) -> None:
    parts, whole = by_hand()
    assert sum(duty for _, duty in parts.values() if duty is not None) == whole
    assert str(refreshed["BF-2"][1]).startswith("NEEDS: ")


def test_why_names_the_law_of_each_part(refreshed: dict[str, tuple[object, ...]]) -> None:
    text = str(refreshed["FL-1"][2])
    for law in ("7307.91.50, column 1 general", "9903.88.03", "9903.82.02", "Proclamation 11021"):
        assert law in text
    assert "could be claimed" in text
