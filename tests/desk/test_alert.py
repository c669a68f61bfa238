"""What an alert says: JSON that reads like the feed, and a mail a broker understands."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_string, policy

import pytest
from tests.conftest import TODAY

from tariffline.desk.alert import Alarm, Line, as_json, as_mail, subject
from tariffline.desk.records import Desk
from tariffline.law.answer import Scope
from tariffline.law.changes import Change, ChangeKind
from tariffline.web.changes import shown

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
RATE = Change(
    seq=12,
    kind=ChangeKind.RATE,
    scope=Scope("73079150"),
    field="general",
    before="5.5%",
    after="6%",
    successors=(),
    effective=date(2026, 4, 6),
    until=None,
    published=date(2026, 4, 8),
    document="HTS 2026 Rev 5",
)
GONE = replace(
    RATE,
    seq=14,
    kind=ChangeKind.DISCONTINUED,
    scope=Scope("0901110045"),
    field="number",
    before="Other > Certified organic",
    after="",
    successors=("0901110035", "0901110040"),
)
FLANGE = Line("7307915010", "KR", (RATE,))
COFFEE = Line("0901110045", "", (GONE,))
ALARM = Alarm("a1", "parts", 10, 20, (RATE, GONE), (COFFEE, FLANGE))


def text(desk: Desk, alarm: Alarm) -> str:
    written = as_mail(alarm, desk.schedule, "anna@example.com", "https://tariffs.example", NOON)
    content = str(message_from_string(written, policy=policy.default).get_content())
    return content.replace("\r\n", "\n")


def test_the_json_names_the_lines_each_change_touches() -> None:
    body = json.loads(as_json(ALARM, shown))
    assert (body["watch"], body["id"], body["from"], body["to"]) == ("parts", "a1", 10, 20)
    assert body["lines"] == [
        {"hts": "0901.11.00.45", "country": "", "changes": [14]},
        {"hts": "7307.91.50.10", "country": "KR", "changes": [12]},
    ]
    first, second = body["changes"]
    assert (first["seq"], first["before"], first["after"]) == (12, "5.5%", "6%")
    assert first["scope"] == {"hts": "73079150", "origin": "", "case": None, "message": None}
    assert (first["effective"], first["until"]) == ("2026-04-06", None)
    assert first["cite"]["source"] == "HTS 2026 Rev 5"
    assert second["successors"] == ["0901.11.00.35", "0901.11.00.40"]


@pytest.mark.parametrize(
    ("alarm", "words"),
    [
        (ALARM, "2 of your tariff lines change on 2026-04-06"),
        (replace(ALARM, lines=(COFFEE,)), "1 of your tariff lines changes on 2026-04-06"),
        (
            replace(ALARM, changes=(RATE, replace(GONE, effective=date(2026, 7, 1)))),
            "2 of your tariff lines change between 2026-04-06 and 2026-07-01",
        ),
    ],
)
def test_the_subject_says_how_many_and_when(alarm: Alarm, words: str) -> None:
    assert subject(alarm) == words


def test_the_mail_is_whole_and_plain(desk: Desk) -> None:
    written = as_mail(ALARM, desk.schedule, "anna@example.com", "https://tariffs.example", NOON)
    mail = message_from_string(written, policy=policy.default)
    assert written.isascii()
    assert mail["To"] == "anna@example.com"
    assert mail["From"] == "Tariffline <tariffline@tariffs.example>"
    assert mail["Subject"] == "2 of your tariff lines change on 2026-04-06"
    assert mail["Message-ID"] == "<a1@tariffs.example>"
    assert mail["Date"].datetime == NOON
    assert mail.get_content_type() == "text/plain"


def test_each_line_says_what_changes_from_when_by_what_and_where_to_look(desk: Desk) -> None:
    _, coffee, flange, end = text(desk, ALARM).split("\n\n")
    assert flange.splitlines() == [
        "7307.91.50.10, from South Korea",
        "  Tube or pipe fittings (for example, couplings, elbows, sleeves), of iron or",
        "    steel > Other > Flanges > Other > With an inside diameter of less than 360",
        "    mm > Of iron or nonalloy steel",
        "  7307.91.50: rate (general): 5.5% → 6%",
        "  effective 2026-04-06; HTS 2026 Rev 5",
        "  https://tariffs.example/hts/7307.91.50.10?country=KR",
    ]
    assert coffee.splitlines() == [
        "0901.11.00.45",
        "  Certified organic",
        "  discontinued: Other > Certified organic → in its place since: 0901.11.00.35,",
        "    0901.11.00.40 (derived)",
        "  effective 2026-04-06; HTS 2026 Rev 5",
        "  https://tariffs.example/hts/0901.11.00.45",
    ]
    assert end.strip() == "These are changes 11 to 20 of the feed."


def test_an_end_and_the_whole_schedule_are_said(desk: Desk) -> None:
    edition = replace(
        RATE, kind=ChangeKind.EDITION, scope=Scope(""), before="", until=date(2026, 5, 31)
    )
    said = text(desk, replace(ALARM, lines=(Line("7307915010", "", (edition,)),)))
    assert "  the whole schedule: edition: nothing → 6%\n" in said
    assert "effective 2026-04-06 until 2026-05-31; HTS 2026 Rev 5" in said


def test_a_number_no_edition_prints_has_no_words(desk: Desk) -> None:
    said = text(desk, replace(ALARM, lines=(Line("9999999999", "", (RATE,)),)))
    assert "9999.99.99.99\n  7307.91.50: rate (general): 5.5% → 6%\n" in said
