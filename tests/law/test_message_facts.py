"""Standing, dates, ties and what is asked, by rules that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffline.law.bulletin import Bulletin, Form, merged
from tariffline.law.message_dates import dates_said
from tariffline.law.message_facts import standing, subject_of, understand
from tariffline.law.message_words import explained, questions
from tariffline.law.sentences import sentences


def message(title: str, body: str = "", number: str = "60000000") -> Bulletin:
    return Bulletin(number, title, None, None, body, "", Form.PAGE)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("RESOLVED: ACE Portal issues", "resolved"),
        ("Resolved", "resolved"),
        ("*RESOLVED* Issues with MID Creation", "resolved"),
        ("Correction to CSMS # 63008383", "correction"),
        ("*CORRECTION* Ace Account Merge Requests", "correction"),
        ("UPDATED GUIDANCE: Import Duties", "update"),
        ("UPDATE –Tariff Rates for Products of China", "update"),
        ("Updated ACE CATAIR Chapter on CBP.GOV", "new"),
        ("Updates to ACE Truck CAMIR", "new"),
        ("GUIDANCE: Reminder on Filing Entries", "reminder"),
        ("Harmonized System Update (HSU) 2604", "new"),
    ],
)
def test_standing(title: str, expected: str) -> None:
    assert standing(title) == expected


def test_messages_of_a_thread_have_one_subject() -> None:
    titles = ("ACE Portal issues", "RESOLVED: ACE Portal Issues", "UPDATE - ACE portal issues")
    assert {subject_of(title) for title in titles} == {"ace portal issues"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("effective December 31, 2019, will no longer be available", [("2019-12-31", "from")]),
        ("on or after 12:01 a.m. eastern daylight time on May 20, 2019", [("2019-05-20", "from")]),
        ("are due no later than January 30, 2026", [("2026-01-30", "by")]),
        ("suspended until 12:01 a.m. on November 10, 2026.", [("2026-11-10", "until")]),
        ("On January 16, 2024, CBP will nationally implement it", [("2024-01-16", "from")]),
        ("the order issued on February 1, 2025", []),
        ("effective on May 22", []),
        ("effective February 31, 2025", []),
        (
            "effective 7/1/2020 through 12/31/2020",
            [("2020-07-01", "from"), ("2020-12-31", "until")],
        ),
    ],
)
def test_dates_and_their_sense(text: str, found: list[tuple[str, str]]) -> None:
    assert [(str(said.day), said.sense.value) for said in dates_said(text)] == found


@pytest.mark.parametrize(
    ("title", "body", "tie"),
    [
        ("Correction to CSMS # 63008383", "", "corrects"),
        ("UPDATE to CSMS # 63008383: guidance", "", "updates"),
        ("RESOLVED: Issue as advised in CSMS # 63008383", "", "resolves"),
        ("Guidance", "This supersedes CSMS # 63008383.", "updates"),
        ("Guidance", "For updates, please refer to CSMS # 63008383.", "cites"),
    ],
)
def test_how_it_is_tied_to_another(title: str, body: str, tie: str) -> None:
    [relation] = understand(message(title, body)).relations
    assert (relation.tie, relation.number) == (tie, "63008383")


def test_a_message_is_not_tied_to_itself() -> None:
    assert understand(message("CSMS # 60000000 again")).relations == ()


def test_what_is_asked_is_quoted_and_how_to_ask_is_not() -> None:
    body = (
        "Brokers must upgrade by 5:00 p.m. Monday. Questions should be referred to your client "
        "representative.\nThe U.S. Customs and Border Protection office is open."
    )
    facts = understand(message("Notice", body))
    assert facts.asks == ("Brokers must upgrade by 5:00 p.m. Monday.",)
    assert facts.audience == ("brokers",)


def test_only_a_title_says_so_and_asks_nothing() -> None:
    bulletin = message("Guidance")
    facts = understand(bulletin)
    assert "Only its title is at hand" in explained(bulletin, facts)[-1]
    asked = next(q.answer for q in questions(bulletin, facts) if "ask" in q.question)
    assert asked.startswith("Only its title is at hand")


def test_sentences_do_not_end_inside_abbreviations() -> None:
    text = "At 7 a.m. Eastern, U.S. Customs opens. See No. 5 below. “Next” one."
    assert sentences(text) == [
        "At 7 a.m. Eastern, U.S. Customs opens.",
        "See No. 5 below.",
        "“Next” one.",
    ]


def test_a_message_is_made_of_its_fullest_readings() -> None:
    page = Bulletin("60000000", "Resolved: an issue", None, None, "Words.", "", Form.PAGE)
    archive = Bulletin("60000000", "Resolved", None, None, "", "u", Form.ARCHIVE)
    for readings in ([page, archive], [archive, page]):
        whole = merged(readings)
        assert (whole.title, whole.body, whole.url) == ("Resolved: an issue", "Words.", "u")


@given(st.text(), st.text())
def test_any_message_is_understood_and_only_its_own_words_are_quoted(title: str, body: str) -> None:
    bulletin = message(title, body)
    facts = understand(bulletin)
    words = " ".join(body.split())
    assert all(" ".join(sentence.split()) in words for sentence in facts.asks)
    assert explained(bulletin, facts)
    assert len(questions(bulletin, facts)) == 4
