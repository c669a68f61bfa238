"""Every rate text of whole official editions reads, and to the forms counted here."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tariffline.law import rates, special
from tariffline.law.rates import Kind, read_rate
from tariffline.law.schedule import plain
from tariffline.law.special import read_special

COLUMNS = ("general", "special", "other")

# Per column, in the order of Kind: free, ad valorem, specific, compound, per part,
# minimum/maximum, applicable subheading, prose, blank. A special cell counts once per part.
EXPECTED = {
    "2025_basic": {
        "general": (5960, 6220, 762, 327, 88, 0, 166, 88, 22248),
        "special": (7925, 183, 233, 152, 0, 0, 10, 2464, 25998),
        "other": (853, 8094, 1248, 1198, 83, 0, 9, 1764, 22610),
    },
    "2025_rev_3": {
        "general": (5960, 6221, 762, 327, 88, 0, 178, 88, 22250),
        "special": (7926, 183, 233, 152, 0, 0, 22, 2464, 26000),
        "other": (853, 8095, 1248, 1198, 83, 0, 9, 1776, 22612),
    },
    "2025_rev_4": {
        "general": (5960, 6221, 762, 327, 88, 0, 192, 90, 22250),
        "special": (7926, 183, 233, 152, 0, 0, 36, 2466, 26000),
        "other": (853, 8095, 1248, 1198, 83, 0, 21, 1780, 22612),
    },
    "2025_rev_5": {
        "general": (5960, 6221, 762, 327, 88, 0, 192, 90, 22250),
        "special": (7926, 183, 233, 152, 0, 0, 36, 2466, 26000),
        "other": (853, 8095, 1248, 1198, 83, 0, 21, 1780, 22612),
    },
    "2025_rev_16": {
        "general": (5960, 6222, 762, 327, 88, 0, 253, 90, 22305),
        "special": (7926, 184, 233, 152, 0, 0, 96, 2467, 26055),
        "other": (853, 8095, 1248, 1198, 83, 0, 80, 1784, 22666),
    },
    "2025_rev_18": {
        "general": (5960, 6223, 762, 327, 88, 0, 333, 90, 22304),
        "special": (7926, 185, 233, 152, 0, 0, 176, 2467, 26054),
        "other": (853, 8095, 1248, 1198, 83, 0, 161, 1784, 22665),
    },
    "2025_rev_27": {
        "general": (5960, 6233, 762, 327, 88, 0, 372, 90, 22304),
        "special": (7926, 195, 233, 152, 0, 0, 210, 2467, 26059),
        "other": (853, 8095, 1248, 1198, 83, 0, 187, 1802, 22670),
    },
    "2025_rev_32": {
        "general": (5960, 6238, 762, 327, 88, 0, 379, 90, 22304),
        "special": (7926, 200, 233, 152, 0, 0, 217, 2467, 26059),
        "other": (853, 8095, 1248, 1198, 83, 0, 192, 1809, 22670),
    },
    "2026_basic": {
        "general": (5960, 6240, 762, 327, 88, 0, 388, 90, 21716),
        "special": (7511, 173, 137, 89, 0, 0, 225, 2468, 25922),
        "other": (853, 8095, 1248, 1198, 83, 0, 202, 1809, 22083),
    },
    "2026_rev_1": {
        "general": (5960, 6240, 762, 327, 88, 0, 397, 90, 21716),
        "special": (7511, 173, 137, 89, 0, 0, 234, 2468, 25922),
        "other": (853, 8095, 1248, 1198, 83, 0, 211, 1809, 22083),
    },
    "2026_rev_4": {
        "general": (5960, 6240, 762, 327, 88, 0, 408, 91, 21857),
        "special": (7511, 173, 137, 89, 0, 0, 245, 2469, 26063),
        "other": (853, 8095, 1248, 1198, 83, 0, 222, 1810, 22224),
    },
    "2026_rev_5": {
        "general": (5795, 6242, 762, 327, 88, 0, 341, 98, 21843),
        "special": (7511, 175, 137, 89, 0, 0, 225, 2474, 25839),
        "other": (853, 8095, 1248, 1198, 83, 0, 199, 1821, 21999),
    },
}

Texts = dict[str, Counter[str]]


@pytest.fixture(scope="module")
def printed(official_data: Path) -> dict[str, Texts]:
    """How often each edition prints each text, by column."""
    return {
        edition: _texts(official_data / "hts" / f"hts_{edition}.json.gz") for edition in EXPECTED
    }


def _texts(path: Path) -> Texts:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = json.load(file)
    return {column: Counter(plain(row[column]) for row in rows) for column in COLUMNS}


def _kinds(column: str, text: str) -> Iterator[Kind]:
    if column != "special":
        yield read_rate(text).kind
    elif text:
        yield from (part.rate.kind for part in read_special(text))
    else:
        yield Kind.BLANK


@pytest.mark.parametrize("edition", EXPECTED)
def test_forms_per_column(edition: str, printed: dict[str, Texts]) -> None:
    for column, texts in printed[edition].items():
        counts: Counter[Kind] = Counter()
        for text, times in texts.items():
            for kind in _kinds(column, text):
                counts[kind] += times
        assert (column, tuple(counts[kind] for kind in Kind)) == (column, EXPECTED[edition][column])


def test_the_table_covers_every_edition_at_hand(official_data: Path) -> None:
    at_hand = {path.name for path in (official_data / "hts").glob("*.json.gz")}

    assert at_hand == {f"hts_{edition}.json.gz" for edition in EXPECTED}


@pytest.mark.parametrize("form", rates.PROSE)
def test_each_wording_of_prose_is_printed(form: str, printed: dict[str, Texts]) -> None:
    parts = {part.rate.text for text in _all(printed, "special") for part in read_special(text)}
    texts = parts | _all(printed, "general") | _all(printed, "other")

    assert any(rates.PROSE[form].fullmatch(text) for text in texts)


@pytest.mark.parametrize("misprint", [row[0] for row in rates.MISPRINTS + special.MISPRINTS])
def test_each_misprint_is_printed(misprint: str, printed: dict[str, Texts]) -> None:
    texts = set[str]().union(*(_all(printed, column) for column in COLUMNS))

    assert any(misprint in text for text in texts)


def _all(printed: dict[str, Texts], column: str) -> set[str]:
    return set[str]().union(*(edition[column] for edition in printed.values()))
