"""`tariffline entry` over the bundled sample."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.cli.conftest import Run

ROWS = [
    ["Part", "HTS", "Country of origin", "Entered value", "Quantity", "Facts"],
    ["FL-1", "7307.91.50.10", "China", "14,172.00", "", ""],
    ["TS-1", "6109.10.00.12", "VN", "10000", "", ""],
]
OPEN = ["BF-1", "0201.10.05.10", "NZ", "1000", "", ""]


@pytest.fixture
def sample(run: Run) -> Run:
    assert run("import", "sample").exit_code == 0
    return run


def as_csv(folder: Path, *rows: list[str]) -> Path:
    path = folder / "entry.csv"
    lines = (",".join(f'"{cell}"' for cell in row) for row in rows)
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_an_entry_is_added_up_in_words(sample: Run, tmp_path: Path) -> None:
    path = as_csv(tmp_path, *ROWS, ["Sum", "", "", "24172", "", ""])
    result = sample("entry", path, "--date", "2026-05-01", "--mode", "vessel")
    assert result.exit_code == 0
    words = [" ".join(line.split()) for line in result.output.splitlines()]
    assert "9903.82.02 50% 7,086.00 Section 232, aluminum, steel and copper" in words
    for said in ("Duty 14,058.46", "MPF 83.73", "HMF 30.22", "Total 14,172.41"):
        assert said in words


def test_a_workbook_gives_the_same(sample: Run, tmp_path: Path) -> None:
    book = Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    path = tmp_path / "entry.xlsx"
    book.save(path)
    book.close()
    result = sample("entry", path, "--date", "2026-05-01", "--mode", "vessel", "--json")
    found = json.loads(result.output, parse_float=Decimal)
    assert found["total"] == Decimal("14172.41")


def test_what_is_not_known_ends_with_3_and_is_told(sample: Run, tmp_path: Path) -> None:
    path = as_csv(tmp_path, *ROWS, OPEN)
    result = sample("entry", path, "--date", "2026-05-01", "--mode", "air")
    assert result.exit_code == 3
    words = " ".join(result.output.split())
    assert "Total not known" in words
    assert "What is known of it 14,145.65" in words
    assert "not known: line 3: NEEDS:" in words


def test_a_year_without_known_fees_says_so(sample: Run, tmp_path: Path) -> None:
    path = as_csv(tmp_path, *ROWS)
    result = sample("entry", path, "--date", "2026-10-02", "--mode", "air", "--json")
    assert result.exit_code == 3
    found = json.loads(result.output, parse_float=Decimal)
    assert (found["mpf"], found["total"]) == (None, None)
    assert found["known"] == found["duty"] > 0
    assert "fiscal year 2027" in found["not_known"][0]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["HTS", "Country"], ["8471.30.01.00", "CN"]], "no row with the headings HTS, Country"),
        ([ROWS[0], ["x", "laptop", "CN", "1", "", ""]], "line 1: hts: “laptop”"),
        ([ROWS[0]], "0 lines"),
    ],
)
def test_a_file_that_is_no_entry_is_told_why(
    sample: Run, tmp_path: Path, rows: list[list[str]], said: str
) -> None:
    result = sample("entry", as_csv(tmp_path, *rows), "--mode", "air")
    assert result.exit_code == 1
    assert said in result.output


def test_an_informal_entry_over_its_limit_is_refused(sample: Run, tmp_path: Path) -> None:
    path = as_csv(tmp_path, *ROWS)
    result = sample("entry", path, "--date", "2026-05-01", "--mode", "air", "--informal")
    assert result.exit_code == 1
    assert "more than an informal entry may hold: $2,500" in result.output


def test_the_mode_must_be_said(run: Run, tmp_path: Path) -> None:
    result = run("entry", as_csv(tmp_path, *ROWS))
    assert result.exit_code == 2
    assert "--mode" in result.output
