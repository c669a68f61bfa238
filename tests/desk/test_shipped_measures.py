"""What must hold of every programme that comes with the product, whatever its rates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.desk.measures import shipped, told_measures
from tariffline.law.chapter_98 import entered
from tariffline.law.facts import VOCABULARY, Said, parse_facts
from tariffline.law.measure import Condition
from tariffline.law.outcome import Outcome
from tariffline.law.programmes import COLUMN_2
from tariffline.law.stacking import Case, outcomes

MEASURES = shipped()
# Numbers of every kind: metals and their derivatives, vehicles and parts, exempt goods, medicine.
CODES = (
    "6109100012", "7326908688", "7208510030", "7601103000", "7614105000", "8703230190",
    "8708401110", "8708103050", "8701210000", "9401616011", "9403409060", "4407110001",
    "3004909244", "0901110010", "8807300015", "8471500150", "8507600020", "8541420010",
    "9018310080", "8426190000", "2203000030", "7408196000", "8806220000", "6810990020",
    "8429110000", "8479899599", "0805900100", "4901990070",
    "2933593600", "8537109170", "8806240000",
)  # fmt: skip
COUNTRIES = ("CN", "HK", "MO", "CA", "MX", "DE", "JP", "KR", "GB", "BR", "IN", "RU", "CH", "TW")
STATED = (
    "usmca=yes", "usmca=no", "steel=0.3", "aluminum=0.2", "copper=1", "metal=0.5",
    "metal_weight=0.1", "us_content=0.25", "us_metal=1", "uk_metal=1", "use=auto parts",
    "use=truck parts", "use=civil aircraft", "use=pharmaceuticals", "melt=US", "smelt=RU",
    "loaded=2025-04-01", "donation=yes", "informational=yes", "baggage=no", "chapter98=yes",
    "quota=open", "transshipped=no", "heading=9903.82.03", "assume=ordinary",
)  # fmt: skip
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
SHARES = st.sampled_from([Decimal(n) / 1000 for n in (0, 25, 62, 150, 165, 320)])


def case(code: str, origin: str, day: date, base: Decimal, facts: str = "") -> Case:
    standing = MEASURES.lists.standing(code, day)
    said: dict[str, Said] = dict(parse_facts(facts).said)
    return Case(
        code, standing.listed, standing.worded, standing.unread, origin, day, said, base,
        origin in COLUMN_2, said.get("usmca") is True and base == 0, entered(said),
    )  # fmt: skip


def ways(asked: Case) -> tuple[Outcome, ...]:
    return outcomes(asked, MEASURES.programmes)


def bounds(asked: Case) -> tuple[Decimal, Decimal]:
    totals = [outcome.total for outcome in ways(asked) if outcome.total is not None]
    return min(totals), max(totals)


cases = st.builds(case, st.sampled_from(CODES), st.sampled_from(COUNTRIES), DAYS, SHARES)


@given(cases)
def test_components_and_base_add_up_to_the_total(asked: Case) -> None:
    for outcome in ways(asked):
        base = outcome.instead.rate if outcome.instead else outcome.base
        parts = [component.of_value for component in outcome.components]
        assert outcome.total == sum((part or Decimal(0) for part in parts), base or Decimal(0))
        assert all(part is not None and part >= 0 for part in parts)


@given(cases)
def test_what_yields_is_never_levied_on_more_than_the_whole_value(asked: Case) -> None:
    for outcome in ways(asked):
        of_232 = [c.share for c in outcome.components if c.programme.group == "232" and c.rate]
        assert sum(of_232, Decimal(0)) <= 1
        for component in outcome.components:
            assert 0 <= component.share <= 1


@given(cases)
def test_one_heading_of_a_programme_levies(asked: Case) -> None:
    for outcome in ways(asked):
        levying = [c.programme.key for c in outcome.components if c.of_value]
        assert len(levying) == len(set(levying))


@given(cases, st.sampled_from(STATED))
def test_a_fact_never_widens_the_range_but_by_a_claim(asked: Case, stated: str) -> None:
    """A deciding fact lands inside the range. What must be claimed is outside of it by design, and
    so is content of the value, of which only all and nothing are tried: it lies between those.
    What is taken as it usually is (one answer, told in the notes) was not followed both ways."""
    name = stated.partition("=")[0]
    answers = {(ask, said) for outcome in ways(asked) for ask, said in outcome.supposed}
    decides = {ask.name for ask, _ in answers}
    usual = {ask.name for ask, _ in answers if sum(ask == other for other, _ in answers) == 1}
    if name not in decides - usual and name != "assume":
        return
    low, high = bounds(asked)
    facts = dict(parse_facts(stated).said)
    then_low, then_high = bounds(replace(asked, facts=facts))
    if name not in {claim.fact for claim in _claims(asked)}:
        assert low <= then_low
    assert then_high <= high


def _claims(asked: Case) -> list[Condition]:
    return [
        claim
        for outcome in ways(asked)
        for _, measure in outcome.claimable
        for claim in measure.claims
    ]


BOUNDARIES = sorted(
    {
        day
        for programme in MEASURES.programmes
        for measure in programme.measures
        for day in (measure.start, measure.end and measure.end + timedelta(days=1))
        if day and day >= date(2025, 1, 2)
    }
)


@given(st.sampled_from(CODES), st.sampled_from(COUNTRIES), st.sampled_from(BOUNDARIES), SHARES)
def test_the_days_around_a_boundary_differ_by_the_programme_that_moved(
    code: str, origin: str, day: date, base: Decimal
) -> None:
    eve = day - timedelta(days=1)
    moved = {
        programme.key
        for programme in MEASURES.programmes
        if any(m.in_force(day) != m.in_force(eve) for m in programme.measures)
    }
    lists = MEASURES.lists
    asked = case(code, origin, day, base, "assume=ordinary")
    if lists.standing(code, day) != lists.standing(code, eve):
        return  # a list moved as well
    [now] = ways(asked)
    [then] = ways(replace(asked, day=eve))
    changed = {c.programme.key: c for c in now.components}.keys() ^ {
        c.programme.key for c in then.components
    }
    gave_way = {p.key for p in MEASURES.programmes if p.yields}
    assert changed <= moved | gave_way


@pytest.mark.parametrize("day", BOUNDARIES)
def test_a_boundary_is_where_answers_are_kept_apart(day: date) -> None:
    assert MEASURES.segment(day) != MEASURES.segment(day - timedelta(days=1))
    assert MEASURES.last_day(day - timedelta(days=1)) == day - timedelta(days=1)


def test_no_row_ends_before_it_starts() -> None:
    for programme in MEASURES.programmes:
        for measure in programme.measures:
            assert measure.end is None or measure.start <= measure.end, measure.heading


def test_every_list_that_a_row_names_is_at_hand_or_known_to_be_missing() -> None:
    unprinted = {each.name for programme in MEASURES.programmes for each in programme.unprinted}
    for programme in MEASURES.programmes:
        for measure in programme.measures:
            for name in (*measure.goods.lists, *measure.but.lists):
                assert name in MEASURES.lists.sizes or name in unprinted, (programme.key, name)


def test_every_day_that_counts_is_told_to_the_feed_in_time() -> None:
    told = list(told_measures())
    assert {each.effective for each in told} <= {date(2025, 1, 1), *BOUNDARIES}
    assert any("122" in each.programme and each.effective == date(2026, 7, 24) for each in told)


def test_no_line_tried_here_has_too_many_unknowns() -> None:
    for code in CODES:
        assert ways(case(code, "DE", date(2026, 3, 15), Decimal(0)))


@pytest.mark.parametrize(
    ("code", "origin", "day", "total"),
    [
        ("9401616011", "VN", date(2026, 12, 31), "0.25"),
        ("9401616011", "VN", date(2027, 1, 1), "0.30"),
        ("6403996015", "NI", date(2026, 12, 31), "0.125"),
        ("6403996015", "NI", date(2027, 1, 1), "0.225"),
        ("6403996015", "NI", date(2028, 1, 1), "0.275"),
        ("6810990020", "VN", date(2027, 8, 15), "0.615"),
        ("8429521010", "JP", date(2027, 12, 31), "0.15"),
        ("8429521010", "JP", date(2028, 1, 1), "0.25"),
    ],
)
def test_what_is_published_for_later_days(code: str, origin: str, day: date, total: str) -> None:
    """Days that no edition covers yet: the additional duties alone, on a base of nothing."""
    facts = "quota=filled" if code.startswith("68") else "assume=ordinary"
    assert {way.total for way in ways(case(code, origin, day, Decimal(0), facts))} == {
        Decimal(total)
    }


def test_every_fact_bears_on_something() -> None:
    """Those that no row names: the engine's own, chapter 98, and two that desk.stack refuses."""
    asked = {
        name
        for programme in MEASURES.programmes
        for row in programme.measures
        for name in (row.on, row.reduces, *(each.fact for each in (*row.conditions, *row.claims)))
    }
    others = {"assume", "chapter98", "dutiable", "ftz", "postal"}
    assert set(VOCABULARY) - asked == others
    assert asked - set(VOCABULARY) == {"value", ""}
