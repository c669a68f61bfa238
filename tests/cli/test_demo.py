"""`tariffline demo`: the whole road once, as `make demo` goes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook


def test_it_loads_serves_asks_and_refreshes_a_workbook(tmp_path: Path, home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tariffline", "demo", "--folder", str(tmp_path / "demo")],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "11408.46" in done.stdout
    assert "sample, 90 lines, 2026 Rev 5" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert not home.exists(), "the demonstration keeps to its own folder"
    refreshed = load_workbook(tmp_path / "demo" / "parts.xlsx")
    cells = [cell.value for sheet in refreshed for row in sheet.iter_rows() for cell in row]
    refreshed.close()
    assert 0.055 in cells
    duties = load_workbook(tmp_path / "demo" / "duty-parts.xlsx")
    assert duties["Parts"]["J2"].value == 11408.46
    duties.close()
