"""Facts of the importer, from one text."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.facts import NO_FACTS, VOCABULARY, Facts, FactsError, parse_facts
from tariffline.law.programmes import PROGRAMMES

words = st.text(alphabet="abcXYZ019.% ", min_size=1).map(str.strip).filter(bool)
plain_names = sorted(VOCABULARY.keys() - {"claim", "usmca"})


def test_nothing_stated() -> None:
    assert parse_facts("") == parse_facts(" ; ;") == NO_FACTS


@given(st.dictionaries(st.sampled_from(plain_names), words), st.sampled_from([";", " ; ", ";;"]))
def test_what_is_stated_reads_back(stated: dict[str, str], divider: str) -> None:
    text = divider.join(f" {name.upper()} = {value}" for name, value in stated.items())
    assert parse_facts(text) == Facts(tuple(stated.items()))


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
        ("usmca=perhaps", "“usmca=perhaps”: write usmca=yes or usmca=no"),
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
