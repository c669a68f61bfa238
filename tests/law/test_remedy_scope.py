"""A scope read for a product: its own sentences, for and against, and the questions left open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.notices import SCOPE

from tariffline.law.remedy_scope import Sort, read_scope

WIRE_ROD = (
    "The merchandise covered by these orders is certain hot-rolled products of carbon steel, in "
    "coils, less than 19.00 mm in diameter. Specifically excluded are steel products meeting the "
    "HTSUS definitions for (a) stainless steel; (b) tool steel. Also excluded are free cutting "
    "steel products (i.e., products that contain by weight 0.1 percent or more of lead). All "
    "products meeting the physical description of subject merchandise that are not specifically "
    "excluded are included in this scope.",
    "The products are classifiable under subheading 7213.91.3011 of the HTSUS.",
)


def test_for_and_against() -> None:
    reading = read_scope(WIRE_ROD, "free-cutting steel rod in coils")
    assert [each.text.split(",")[0] for each in reading.matters_for] == [
        "The merchandise covered by these orders is certain hot-rolled products of carbon steel"
    ]
    first = reading.matters_against[0]
    assert first.text.startswith("Also excluded are free cutting steel products")
    assert first.shared == ("cutting", "free", "steel")


def test_inclusions_and_exclusions() -> None:
    reading = read_scope(WIRE_ROD)
    assert [each.text.split()[0] for each in reading.exclusions] == ["Specifically", "Also"]
    (included,) = reading.inclusions
    assert included.text.endswith("are included in this scope.")
    assert (reading.matters_for, reading.matters_against) == ((), ())


def test_questions_ask_whether_the_sentences_hold() -> None:
    questions = read_scope(SCOPE, "conduit").questions
    assert questions == (
        f"Do your goods meet every part of: “{SCOPE[0].split(' Pipe may')[0]}”?",
        f"Are your goods among these, which would be outside: “{SCOPE[1]}”?",
        f"Were they processed in another country, so that this holds: “{SCOPE[2]}”?",
    )


@pytest.mark.parametrize(
    ("sentence", "sort"),
    [
        ("The scope covers diamond sawblades.", Sort.DEFINES),
        ("The scope includes parts.", Sort.INCLUDES),
        ("Parts do not fall outside the scope.", Sort.EXCLUDES),
        ("Garlic that is dried is not included.", Sort.EXCLUDES),
        ("Excluded are toys.", Sort.EXCLUDES),
        ("The order covers all pipe, except for couplings.", Sort.EXCLUDES),
        ("Pipe not otherwise excluded is covered.", Sort.INCLUDES),
        ("Pipe cut in a third country remains subject.", Sort.THIRD_COUNTRY),
        ("The written description is dispositive.", Sort.CLASSIFIES),
    ],
)
def test_what_a_sentence_does(sentence: str, sort: Sort) -> None:
    reading = read_scope((sentence,), "nothing")
    found = {
        Sort.EXCLUDES: reading.exclusions, Sort.INCLUDES: reading.inclusions
    }.get(sort, ())  # fmt: skip
    assert bool(found) is (sort in (Sort.EXCLUDES, Sort.INCLUDES))
    if sort is Sort.THIRD_COUNTRY:
        assert reading.questions


@given(st.lists(st.text(max_size=60), max_size=4), st.text(max_size=40))
def test_nothing_is_said_that_the_scope_does_not_say(text: list[str], description: str) -> None:
    reading = read_scope(tuple(text), description)
    whole = " ".join(" ".join(text).split())
    for clause in (*reading.matters_for, *reading.matters_against, *reading.exclusions):
        assert all(word in whole for word in clause.text.split())
