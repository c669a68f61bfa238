"""The samples are what SOURCES.md says: rows of the official exports, whole up to the heading."""

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

EDITIONS = ("2025_basic", "2025_rev_16", "2026_rev_5")
RATES = ("general", "special", "other")
# 2025 Revision 16 prints this number below 9401.99.25.80 and gives it neither unit nor rate.
MISPLACED = "9401.99.30.30"

Row = dict[str, Any]


def sample_rows(samples: Path, edition: str) -> list[Row]:
    rows: list[Row] = json.loads((samples / "hts" / f"{edition}.json").read_text("utf-8"))
    return rows


def official_rows(official_data: Path, edition: str) -> list[Row]:
    with gzip.open(official_data / "hts" / f"hts_{edition}.json.gz") as file:
        rows: list[Row] = json.load(file)
    return rows


def chains(rows: list[Row]) -> list[list[Row]]:
    """Each row behind its ancestors: the nearest rows above that are less deep."""
    result: list[list[Row]] = []
    open_rows: list[Row] = []
    for row in rows:
        while open_rows and int(open_rows[-1]["indent"]) >= int(row["indent"]):
            open_rows.pop()
        open_rows.append(row)
        result.append(open_rows.copy())
    return result


def numbers(rows: list[Row]) -> dict[str, Row]:
    return {row["htsno"]: row for row in rows if row["htsno"]}


def test_every_sample_stands_in_the_sources_with_its_checksum(samples: Path) -> None:
    sources = (samples / "SOURCES.md").read_text("utf-8")
    files = [path for path in samples.rglob("*") if path.is_file() and path.name != "SOURCES.md"]
    unlisted = [
        path.relative_to(samples).as_posix()
        for path in files
        if hashlib.sha256(path.read_bytes()).hexdigest() not in sources
    ]
    assert files
    assert unlisted == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_counts_are_those_of_the_sources(samples: Path, edition: str) -> None:
    rows = sample_rows(samples, edition)
    coded = numbers(rows)
    lines = [
        number
        for number in coded
        if len(number) == len("8471.30.01.00")
        or (
            len(number) == len("9101.11.40")
            and not any(other.startswith(number + ".") for other in coded)
        )
    ]
    sources = (samples / "SOURCES.md").read_text("utf-8")
    listed = re.search(
        rf"^\| hts/{edition}\.json .*\| (\d+) \| (\d+) \| \w{{64}} \|$", sources, re.M
    )
    assert listed
    assert listed.groups() == (str(len(rows)), str(len(lines)))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_row_hangs_on_a_row_at_the_top(samples: Path, edition: str) -> None:
    for chain in chains(sample_rows(samples, edition)):
        assert int(chain[0]["indent"]) == 0, chain[-1]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_line_finds_a_rate_in_itself_or_an_ancestor_of_its_number(
    samples: Path, edition: str
) -> None:
    without = [
        chain[-1]["htsno"]
        for chain in chains(sample_rows(samples, edition))
        if len(chain[-1]["htsno"]) >= len("9101.11.40")
        and not any(
            any(row[rate] for rate in RATES)
            for row in chain
            if row["htsno"] and chain[-1]["htsno"].startswith(row["htsno"])
        )
    ]
    assert without == ([MISPLACED] if edition == "2025_rev_16" else [])


@pytest.mark.parametrize("edition", EDITIONS)
def test_rows_and_their_ancestors_are_the_official_ones(
    samples: Path, official_data: Path, edition: str
) -> None:
    official = iter(chains(official_rows(official_data, edition)))
    for chain in chains(sample_rows(samples, edition)):
        assert chain in official, f"not in the export, or not in its order: {chain[-1]}"


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_sample_leaves_out_a_number_that_another_one_has(
    samples: Path, official_data: Path, edition: str
) -> None:
    chosen = {number for each in EDITIONS for number in numbers(sample_rows(samples, each))}
    printed = numbers(official_rows(official_data, edition)).keys()
    assert numbers(sample_rows(samples, edition)).keys() == chosen & printed


@pytest.mark.parametrize(
    ("number", "field", "printed"),
    [
        ("0901.11.00.45", "units", (["kg"], None, None)),
        ("0901.11.00.35", "units", (None, ["kg"], ["kg"])),
        ("8517.62.00.90", "units", (["kg"], ["No."], ["No."])),
        (
            "7602.00.00.35",
            "description",
            (
                "Recyclable beverage containers",
                "Recyclable used beverage containers",
                "Recyclable used beverage containers",
            ),
        ),
        (
            "3004.90.92.08",
            "description",
            (
                "Containing metronidazole or its salts",
                "Containing metronidazole or its salts",
                "Other",
            ),
        ),
        (
            "9903.01.24",
            "general",
            (
                None,
                "The duty provided in the applicable subheading + 20%",
                "The duty provided in the applicable subheading + 10%",
            ),
        ),
        ("4202.29.20.00", "other", ("33 1/3%",) * 3),
        ("1504.30.00.00", "general", ("1.7¢/kg + 5%",) * 3),
    ],
)
def test_the_cases_that_the_sources_promise(
    samples: Path, number: str, field: str, printed: tuple[object, ...]
) -> None:
    rows = [numbers(sample_rows(samples, edition)).get(number) for edition in EDITIONS]
    assert tuple(row and row[field] for row in rows) == printed
