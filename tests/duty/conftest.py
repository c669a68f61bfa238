"""Desks that the cases are asked at."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.duty.case_file import CASES, read_cases

from tariffline.desk.intake import Arrival, take_in
from tariffline.desk.records import Desk, Records
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore

TODAY = date(2026, 11, 23)
RETRIEVED = datetime(2026, 5, 1, 12, tzinfo=UTC)
BESIDE = {"2204", "9801", "9802", "9813", "9819", "9820", "9823"}
# The editions at hand, and the day that each is taken to start on.
EDITIONS = {
    "2025_basic": ("2025 Basic", date(2025, 1, 1)),
    "2025_rev_3": ("2025 Rev 3", date(2025, 2, 4)),
    "2025_rev_5": ("2025 Rev 5", date(2025, 3, 14)),
    "2025_rev_16": ("2025 Rev 16", date(2025, 7, 1)),
    "2025_rev_32": ("2025 Rev 32", date(2025, 12, 5)),
    "2026_basic": ("2026 Basic", date(2026, 1, 1)),
    "2026_rev_4": ("2026 Rev 4", date(2026, 2, 24)),
    "2026_rev_5": ("2026 Rev 5", date(2026, 4, 6)),
}


@pytest.fixture(scope="session")
def official_desk(official_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over the headings that cases are about, out of the official editions."""
    home = tmp_path_factory.mktemp("official_desk")
    engine = open_database(home)
    store = ScheduleStore(engine)
    headings = {case.line[:4] for case in read_cases(CASES)} | BESIDE
    for file, (name, effective) in EDITIONS.items():
        export = json.loads(
            gzip.decompress((official_data / "hts" / f"hts_{file}.json.gz").read_bytes())
        )
        kept = json.dumps(_under(export, headings)).encode()
        take_in(store, home, Arrival(name, effective, kept, file, RETRIEVED, whole=False))
    yield Records(store, lambda: TODAY).desk()
    engine.dispose()


def _under(export: list[dict[str, str]], headings: set[str]) -> list[dict[str, str]]:
    """The rows of some headings, with the superior texts between them."""
    kept, current = [], ""
    for row in export:
        current = row["htsno"][:4] or current
        if current in headings:
            kept.append(row)
    return kept
