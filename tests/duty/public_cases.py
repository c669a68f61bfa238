"""Cases of others (shared/data/duty_cases): what they ask, and where our answer is another."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from tariffline.desk.measures import shipped
from tariffline.law.chapter_98 import entered
from tariffline.law.facts import Said, parse_facts
from tariffline.law.outcome import Outcome
from tariffline.law.programmes import COLUMN_2
from tariffline.law.rates import read_rate
from tariffline.law.stacking import Case, outcomes

Row = Mapping[str, str]
# Their names for what an importer states, and ours.
SHARES = {
    "steel_content_pct": "steel",
    "aluminum_content_pct": "aluminum",
    "copper_content_pct": "copper",
    "us_content_pct": "us_content",
}
NAMES = {
    "loading_date": "loaded",
    "donation": "donation",
    "informational_material": "informational",
    "melt_pour": "melt",
    "ftz_privileged_foreign_admission": "ftz",
}
INPUTS = {
    "entry_is_humanitarian_donation_article": "donation=yes",
    "entry_is_informational_material_article": "informational=yes",
    "entry_is_usmca_duty_free_entry": "usmca=yes",
    "entry_is_entered_free_of_duty_under_usmca": "usmca=yes",
    "entry_is_personal_use_accompanied_baggage": "baggage=yes",
    "entry_loaded_and_in_transit_before_july_24_2026": "loaded=2026-07-20",
    "article_is_potash": "heading=9903.01.05+9903.01.15",
}
GROUPS = {"ieepa": ("50", "51", "52", "53", "54", "55"), "s122": ("60",), "s301cn": ("40",),
          "s301br": ("45",), "s301fl": ("46",)}  # fmt: skip


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ways(hts: str, origin: str, day: date, base: Decimal | None, facts: str) -> tuple[Outcome, ...]:
    """Every way our rows may turn out for a line whose base duty is given."""
    measures = shipped()
    code = hts.replace(".", "")
    standing = measures.lists.standing(code, day)
    stated = parse_facts(facts)
    said: dict[str, Said] = dict(stated.said)
    if "S" in stated.claims:
        said["usmca"] = True
    case = Case(
        code, standing.listed, standing.worded, standing.unread, origin, day, said, base,
        origin in COLUMN_2, bool(stated.claims) and base == 0, entered(said),
    )  # fmt: skip
    return outcomes(case, measures.programmes)


def stacked(row: Row) -> tuple[Outcome, ...]:
    """A row of stack_cases.csv as our rows answer it."""
    day = date.fromisoformat(row["entry_date"])
    return ways(row["hts10"], row["country"], day, _base(row), "; ".join(_stated(row)))


def _base(row: Row) -> Decimal | None:
    claimed = row["preference_claimed"]
    symbols = row["base_special"].replace("(", ",").replace(")", ",").split(",")
    if claimed and ("special" in row["expect_rate_column"] or claimed in symbols):
        return Decimal(0)
    text = row["base_general"] or "Free"
    if row["country"] in COLUMN_2 and row["base_column2"]:
        text = row["base_column2"]
    return read_rate(text).number


def _stated(row: Row) -> Iterator[str]:
    for part in filter(None, row["facts"].split(";")):
        name, _, value = part.partition("=")
        if name in SHARES:
            yield f"{SHARES[name]}={value}%"
        elif name in NAMES:
            yield f"{NAMES[name]}={value}"
        elif name == "quartz_quota_filled":
            yield f"quota={'filled' if value == 'yes' else 'open'}"
        elif name == "thermal_imaging":
            yield "use=drones with thermal imaging"
        elif name == "for_use_in_uas":
            yield "use=unmanned aircraft"
    if row["importer_confirms_headings"]:
        yield "heading=" + row["importer_confirms_headings"].replace(" ", "+")
    if row["preference_claimed"]:
        yield f"claim={row['preference_claimed']}"


def differs(row: Row, outcome: Outcome) -> list[str]:
    """What a row of stack_cases.csv expects that the outcome does not say."""
    value = Decimal(row["customs_value_usd"])
    levied = [*outcome.components, *((outcome.instead,) if outcome.instead else ())]
    filed = {component.heading for component in levied}
    found = []
    total = None if outcome.total is None else outcome.total * value
    if row["expect_total_duty"] and total not in (None, Decimal(row["expect_total_duty"])):
        found.append(f"total {total}, not {row['expect_total_duty']}")
    if row["expect_ch99_exact"] and filed != set(row["expect_ch99_exact"].split()):
        found.append(f"{sorted(filed)}, not {row['expect_ch99_exact']}")
    if row["expect_subset"]:
        among = {heading for heading in filed if within(heading, row["expect_subset"])}
        if among != set(row["expect_subset_exact"].split()) - {"(none)"}:
            found.append(f"{sorted(among)}, not {row['expect_subset_exact']}")
    found += [f"no {heading}" for heading in row["expect_include"].split() if heading not in filed]
    found += [heading for heading in row["expect_exclude"].split() if heading in filed]
    for line in filter(None, row["expect_line_amounts"].split(";")):
        heading, _, amount = line.partition("=")
        parts = [c.of_value * value for c in levied if c.heading == heading and c.of_value]
        if parts != [Decimal(amount)]:
            found.append(f"{heading}: {parts}, not {amount}")
    return found


def within(heading: str, pattern: str) -> bool:
    """Whether a heading is one of 9903.05.20-.84/9903.82.*."""
    for part in pattern.split("/"):
        first, _, last = part.partition("-")
        if first.endswith("*") and heading.startswith(first[:-1]):
            return True
        if last and first <= heading <= (last if len(last) > 4 else first[: -len(last)] + last):
            return True
        if heading == first:
            return True
    return False


def composed(row: Row) -> list[str]:
    """What a row of composition_cases.csv expects that no outcome of ours says."""
    facts = "; ".join(_inputs(row))
    base = Decimal(row["mfn"]) if row["mfn"] else Decimal(0)
    if row["country"] == "KR" and "special" in row["name"]:
        facts = "; ".join(filter(None, (facts, "claim=KR")))
    found = ways(row["hts"], row["country"], date.fromisoformat(row["date"]), base, facts)
    return min((_composed(row, outcome) for outcome in found), key=len)


def _inputs(row: Row) -> Iterator[str]:
    inputs = dict(part.split("=", 1) for part in row["other_inputs"].split(";") if part)
    yield from {said for name, said in INPUTS.items() if inputs.get(name) == "True"}
    agreed = inputs.get("cbp_agrees_chapter_98_entry_is_appropriate") == "True"
    claimed = inputs.get("entry_is_properly_claimed_chapter_98_entry") == "True"
    if claimed and agreed and inputs.get("entry_is_9802_excepted_entry") != "True":
        yield "chapter98=yes"


def _composed(row: Row, outcome: Outcome) -> list[str]:
    found = []
    for group, keys in GROUPS.items():
        levied = (
            c.of_value or Decimal(0) for c in outcome.components if c.programme.key[:2] in keys
        )
        total = sum(levied, Decimal(0))
        if row[group] and total != Decimal(row[group]):
            found.append(f"{group} {total}, not {row[group]}")
    if row["total_rate"] and outcome.total != Decimal(row["total_rate"]):
        found.append(f"total {outcome.total}, not {row['total_rate']}")
    return found
