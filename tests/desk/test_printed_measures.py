"""The rows of the programmes against what the editions at hand print."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tariffline.desk.measures import shipped
from tariffline.law.measure import Effect, Measure
from tariffline.law.stacking import Case, outcomes

# Days on which an edition prints the rates of that day.
EDITIONS = {
    "2025_basic": date(2025, 1, 1), "2025_rev_4": date(2025, 3, 4),
    "2025_rev_5": date(2025, 3, 14), "2025_rev_16": date(2025, 7, 1),
    "2025_rev_18": date(2025, 8, 7), "2025_rev_27": date(2025, 11, 9),
    "2025_rev_32": date(2025, 12, 5), "2026_basic": date(2026, 1, 1),
    "2026_rev_1": date(2026, 1, 16), "2026_rev_4": date(2026, 2, 24),
    "2026_rev_5": date(2026, 4, 6),
}  # fmt: skip
OTHERWISE = {
    ("9903.45.22", ""): "prints the first year's 30%; note 18(f) stages it by year",
    ("9903.45.25", ""): "prints the first year's 30%; note 18(h) stages it by year",
    ("9903.01.24", "2025_rev_27"): "prints the 10% of the day after, 10 November 2025",
}
ADDED = re.compile(r"(?:\+|plus) ?(?:a duty of )?(?P<percent>[\d.]+?)\.?%", re.IGNORECASE)
ALONE = re.compile(r"(?P<percent>[\d.]+)%")


def export(official_data: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(
        gzip.decompress((official_data / "hts" / f"hts_{name}.json.gz").read_bytes())
    )
    return rows


def printed(row: dict[str, Any]) -> tuple[bool, Decimal]:
    """Whether the rate is added to the base, and the rate; nothing added is 0."""
    text = row["general"] or row["other"]
    if found := ADDED.search(text):
        return True, Decimal(found["percent"]) / 100
    if found := ALONE.fullmatch(text):
        return False, Decimal(found["percent"]) / 100
    return True, Decimal(0)


def rows_in_force(day: date) -> Iterator[Measure]:
    for programme in shipped().programmes:
        for measure in programme.measures:
            if measure.in_force(day):
                yield measure


@pytest.mark.parametrize("name", EDITIONS)
def test_a_row_levies_what_the_edition_prints(official_data: Path, name: str) -> None:
    prints = {row["htsno"]: row for row in export(official_data, name)}
    compared = 0
    for measure in rows_in_force(EDITIONS[name]):
        row = prints.get(measure.heading)
        excused = {(measure.heading, ""), (measure.heading, name)} & OTHERWISE.keys()
        if row is None or excused:
            continue
        added = measure.effect in (Effect.ADD, Effect.NONE)
        assert printed(row) == (added, measure.rate), (measure.heading, row["general"])
        compared += 1
    assert compared > 30


def test_the_exceptions_are_exceptions(official_data: Path) -> None:
    for heading, name in OTHERWISE:
        edition = name or "2025_rev_16"
        [row] = [row for row in export(official_data, edition) if row["htsno"] == heading]
        rates = {m.rate for m in rows_in_force(EDITIONS[edition]) if m.heading == heading}
        assert printed(row)[1] not in rates


# Set apart by notes 20(g) and 20(s)(ii), each by its number; the footnote is on the subheading.
BY_NOTE = {
    "2931909051", "4901990040", "9401614001", "9401696001", "9401710001", "9401710005",
    "9401710006", "9401710007", "9401790001", "9401790002", "9401790003", "9401790004",
    "9401802001", "9401804001", "9401806021", "9401806023", "9403704003", "9403708003",
}  # fmt: skip
# Headings of exclusions, of lists not in force, and of the cranes' and chassis' special rows.
NO_LEVY = re.compile(r"9903\.(88\.(16|67|68|69|70)|91\.(09|1[0-6]))")


@pytest.mark.parametrize(
    ("name", "day"),
    [("2025_rev_16", date(2025, 7, 2)), ("2026_rev_5", date(2026, 4, 10))],
)
def test_china_pays_section_301_where_the_footnotes_say(
    official_data: Path, name: str, day: date
) -> None:
    """18,000 lines carry the footnote "See 9903.88.03"; the lists of the notes agree."""
    measures = shipped()
    china = [programme for programme in measures.programmes if programme.key == "40-301-china"]
    compared = 0
    for code, footnotes in _footnotes(export(official_data, name)):
        if not footnotes or code in BY_NOTE:
            continue
        standing = measures.lists.standing(code, day)
        asked = Case(
            code, standing.listed, standing.worded, standing.unread, "CN", day, {}, Decimal(0),
            False, False,
        )  # fmt: skip
        levied = {c.heading for outcome in outcomes(asked, china) for c in outcome.components}
        assert len(levied) == 1, code
        assert levied <= footnotes | {"9903.91.04"}, code
        compared += 1
    assert compared > 18_000


def _footnotes(rows: list[dict[str, Any]]) -> Iterator[tuple[str, set[str]]]:
    """Every line that nothing stands under, with the headings its own and upper footnotes name."""
    noted: dict[str, set[str]] = {}
    for row in rows:
        code = row["htsno"].replace(".", "")
        if code and code[:2] < "98":
            text = " ".join(note["value"] for note in row["footnotes"] or ())
            named = set(re.findall(r"9903\.(?:88|91)\.\d\d", text))
            noted[code] = {heading for heading in named if not NO_LEVY.fullmatch(heading)}
    codes = sorted(noted)
    for code, after in zip(codes, [*codes[1:], ""], strict=True):
        if len(code) >= 8 and not after.startswith(code):
            yield code, set().union(*(noted.get(code[:n], set()) for n in (4, 6, 8, 10)))
