"""Facts of the importer, from one text."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.countries import parse_country
from tariffline.law.facts import NO_FACTS, VOCABULARY, FactsError, Said, parse_facts
from tariffline.law.programmes import PROGRAMMES

Spelt = st.SearchStrategy[tuple[str, Said]]

yes_no: Spelt = st.sampled_from([("yes", True), ("Y", True), ("1", True), ("no", False)])
countries: Spelt = st.sampled_from(["US", "CN", "Vietnam", "de"]).map(
    lambda text: (text, parse_country(text).iso)
)
shares: Spelt = st.integers(0, 10_000).flatmap(
    lambda n: st.sampled_from(
        [
            (f"{Decimal(n) / 10_000:f}", Decimal(n) / 10_000),
            (f"{Decimal(n) / 100:f} %", Decimal(n) / 10_000),
        ]
    )
)
days: Spelt = st.dates(date(2018, 1, 1), date(2030, 12, 31)).map(lambda day: (day.isoformat(), day))
phrases: Spelt = st.sampled_from(["auto parts", "Civil  Aircraft", "open"]).map(
    lambda text: (text, " ".join(text.lower().split()))
)
headings: Spelt = st.lists(st.from_regex(r"99\d\d\.\d\d\.\d\d", fullmatch=True), min_size=1).map(
    lambda found: ("+".join(found), tuple(found))
)
provisions: Spelt = st.from_regex(r"98\d\d\.\d\d\.\d\d(\.\d\d)?", fullmatch=True).map(
    lambda number: (number, number.replace(".", ""))
)
dollars: Spelt = st.integers(0, 10**9).map(lambda n: (f"${n:,}", f"${n}"))
# A text of the fact's kind, and what it reads to.
KINDS: dict[str, Spelt] = {
    **dict.fromkeys(("donation", "informational", "baggage", "postal", "transshipped"), yes_no),
    "chapter98": st.one_of(yes_no, provisions),
    "dutiable": st.one_of(shares, dollars),
    **dict.fromkeys(("melt", "smelt", "cast"), countries),
    **dict.fromkeys(("metal", "steel", "aluminum", "copper", "metal_weight"), shares),
    **dict.fromkeys(("us_content", "us_metal", "uk_metal"), shares),
    **dict.fromkeys(("use", "quota"), phrases),
    **dict.fromkeys(("loaded", "ftz"), days),
    "heading": headings,
    "assume": st.just(("Ordinary", "ordinary")),
}


def test_nothing_stated() -> None:
    assert parse_facts("") == parse_facts(" ; ;") == NO_FACTS


def test_every_fact_but_the_claims_has_its_kind_here() -> None:
    assert KINDS.keys() == VOCABULARY.keys() - {"claim", "usmca"}


@given(st.fixed_dictionaries({}, optional=KINDS), st.sampled_from([";", " ; ", ";;"]))
def test_what_is_stated_reads_back(stated: dict[str, tuple[str, Said]], divider: str) -> None:
    text = divider.join(f" {name.upper()} = {spelt}" for name, (spelt, _) in stated.items())
    facts = parse_facts(text)
    assert dict(facts.stated) == {name: spelt for name, (spelt, _) in stated.items()}
    assert dict(facts.said) == {name: said for name, (_, said) in stated.items()}
    assert facts.claims == ()


@given(st.lists(st.sampled_from(sorted(PROGRAMMES)), min_size=1, unique=True))
def test_claims_read_back(symbols: list[str]) -> None:
    assert parse_facts("claim=" + ", ".join(symbols).lower()).claims == tuple(symbols)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("usmca=yes", ("S",)),
        ("USMCA=Y; claim=S", ("S",)),
        ("usmca=1; claim=KR", ("KR", "S")),
        ("usmca=no", ()),
        ("usmca=false; claim=JP", ("JP",)),
    ],
)
def test_usmca_is_a_claim_of_s(text: str, claims: tuple[str, ...]) -> None:
    assert parse_facts(text).claims == claims


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("melted in US", "“melted in US” is not name=value"),
        ("melt=", "“melt=” is not name=value"),
        ("colour=red", "“colour” is not a fact we know; there are: claim, usmca, melt"),
        ("melt=US; MELT=CN", "“melt” is stated twice"),
        ("claim=ZZ", "“ZZ” is not a special programme symbol; there are: A, A*"),
        ("usmca=perhaps", "“usmca=perhaps”: write yes or no"),
        ("usmca=no; claim=S", "“usmca=no” and “claim=S” contradict each other"),
        ("steel=half", "“steel=half”: write a share such as 0.4 or 40%"),
        ("steel=140%", "“steel=140%”: a share is at most 1"),
        ("steel=40", "“steel=40”: a share is at most 1"),
        ("loaded=soon", "“loaded=soon”: "),
        ("melt=Atlantis", "“melt=Atlantis”: "),
        ("heading=9903", "“9903” is no heading of chapter 99; write 9903.82.03"),
        ("assume=best", "write assume=ordinary"),
        (None, "“None” states no fact"),
        (1, "“1” states no fact"),
        (["usmca=yes"], "states no fact"),
    ],
)
def test_what_states_no_fact_is_refused_by_name(value: object, words: str) -> None:
    with pytest.raises(FactsError) as error:
        parse_facts(value)
    assert words in str(error.value)


@given(st.one_of(st.text(), st.text(alphabet="claimus=;, S+*ABy"), st.integers(), st.binary()))
def test_anything_reads_to_facts_or_is_refused(value: object) -> None:
    with suppress(FactsError):
        facts = parse_facts(value)
        assert {name for name, _ in facts.stated} <= VOCABULARY.keys()
        assert set(facts.claims) <= PROGRAMMES.keys()
