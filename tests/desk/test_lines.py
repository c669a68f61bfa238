"""What the schedule prints of a line, and each reason for having no answer."""

from dataclasses import replace
from datetime import date

import pytest

from tariffline.desk.lines import FIELDS, description, field, units
from tariffline.desk.records import Desk
from tariffline.desk.schedule import Schedule
from tariffline.desk.status import as_of
from tariffline.law.answer import Answer, ErrorCode, Unknown
from tariffline.law.code import parse_code
from tariffline.law.schedule import OPEN_END, Version

LABEL = "sample, 90 lines, 2026 Rev 5"


def ask(desk: Desk, hts: str, name: str, day: date | None = None) -> Answer:
    answer = field(desk, parse_code(hts), name, day)
    assert isinstance(answer, Answer), answer
    return answer


def refused(desk: Desk, hts: str, name: str = "line", day: date | None = None) -> Unknown:
    unknown = field(desk, parse_code(hts), name, day)
    assert isinstance(unknown, Unknown), unknown
    return unknown


@pytest.fixture(scope="module")
def whole_desk(desk: Desk) -> Desk:
    """The last sample, said to be whole: what is absent is then not in the schedule."""
    info = desk.schedule.editions[-1]
    rows = desk.schedule.edition(info).rows
    versions = [Version(row, info.effective, OPEN_END) for row in rows]
    return replace(desk, schedule=Schedule([replace(info, whole=True)], versions))


@pytest.mark.parametrize(
    ("hts", "name", "value"),
    [
        ("8501.31.40.00", "description", "Exceeding 74.6 W but not exceeding 735 W"),
        ("8501.31.40.00", " General ", "4%"),
        ("7307.91.50.10", "general", "5.5%"),
        ("7307.91.50.10", "other", "45%"),
        ("9823.01.05", "special", "77.2¢/liter (S+)"),
        ("7307.91.50.10", "line", "7307.91.50.10"),
        ("8501.31.40.00", "footnotes", "See 9903.88.02. See 9903.88.69."),
        ("0101", "footnotes", "none"),
        ("8501.31.40.00", "quota", "none"),
        ("8501.31.40.00", "additional", "none"),
        ("8501.31.40.00", "edition", LABEL),
        ("4202.22.81.00", "units", "No., kg"),
        ("0101.21", "units", "No."),
        ("8471.41", "line", "8471.41.01"),
    ],
)
def test_fields(desk: Desk, hts: str, name: str, value: str) -> None:
    answer = ask(desk, hts, name)
    assert (answer.value, answer.edition) == (value, LABEL)
    assert answer.cites[0].source == f"HTS {LABEL}"
    assert answer.cites[0].url.startswith("https://hts.usitc.gov/search?query=")


def test_the_path_has_the_words_of_every_level(desk: Desk) -> None:
    path = (
        "Tube or pipe fittings (for example, couplings, elbows, sleeves), of iron or steel > "
        "Other > Flanges > Other > With an inside diameter of less than 360 mm > "
        "Of iron or nonalloy steel"
    )
    answer = description(desk, parse_code("7307.91.50.10"), None)
    assert isinstance(answer, Answer)
    assert answer.value == path == ask(desk, "7307.91.50.10", "path").value


@pytest.mark.parametrize(
    ("hts", "name", "words"),
    [
        ("9802.00.40.40", "units", "9802.00.40.40 prints no unit of quantity"),
        ("9823.01.05", "general", "9823.01.05 prints no column 1 general"),
        ("9823.01.05", "other", "9823.01.05 prints no column 2"),
        ("0101.21.00.10", "special", "0101.21.00.10 prints no column 1 special"),
    ],
)
def test_what_is_not_printed_is_not_known(desk: Desk, hts: str, name: str, words: str) -> None:
    unknown = refused(desk, hts, name)
    assert (unknown.code, unknown.message) == (ErrorCode.NOT_KNOWN, words)


def test_an_unknown_field_is_refused_with_those_there_are(desk: Desk) -> None:
    unknown = refused(desk, "8501.31.40.00", "duty")
    assert unknown.code == ErrorCode.BAD_INPUT
    assert unknown.message == f"“duty” is not a field; there are: {', '.join(FIELDS)}"


@pytest.mark.parametrize(
    ("day", "words", "unit"),
    [
        (date(2025, 1, 1), "Recyclable beverage containers", "kg"),
        (date(2025, 6, 30), "Recyclable beverage containers", "kg"),
        (date(2025, 7, 1), "Recyclable used beverage containers", "No."),
        (None, "Recyclable used beverage containers", "No."),
    ],
)
def test_the_edition_of_the_day_is_asked(
    desk: Desk, day: date | None, words: str, unit: str
) -> None:
    assert ask(desk, "7602.00.00.35", "description", day).value == words
    answer = units(desk, parse_code("8517.62.00.90"), day)
    assert isinstance(answer, Answer)
    assert answer.value == unit


@pytest.mark.parametrize(
    ("day", "label", "last_day"),
    [
        (date(2025, 3, 1), "sample, 78 lines, 2025 Basic", date(2025, 6, 30)),
        (date(2025, 7, 1), "sample, 88 lines, 2025 Rev 16", date(2026, 4, 5)),
        (None, LABEL, None),
    ],
)
def test_every_answer_names_its_edition_and_its_last_day(
    desk: Desk, day: date | None, label: str, last_day: date | None
) -> None:
    for name in FIELDS.keys() - {"special"}:
        answer = ask(desk, "8471.30.01.00", name, day)
        assert (answer.edition, answer.valid_until) == (label, last_day)


def test_the_last_edition_at_hand_is_said_to_be_that(desk: Desk) -> None:
    note = "the last edition at hand, as of 2026-05-01; a later one may have been published"
    assert note in ask(desk, "8471.30.01.00", "line").notes
    assert note not in ask(desk, "8471.30.01.00", "line", date(2025, 3, 1)).notes


def test_a_number_that_ended_names_its_successors(desk: Desk) -> None:
    unknown = refused(desk, "0901.11.00.45")
    assert unknown.code == ErrorCode.NOT_IN_FORCE
    assert unknown.choices == (
        "0901.11.00.35", "0901.11.00.40", "0901.11.00.50", "0901.11.00.65",
    )  # fmt: skip
    assert unknown.message.startswith(
        "0901.11.00.45 was last in the schedule on 2025-06-30; in its place since: 0901.11.00.35"
    )
    assert ask(desk, "0901.11.00.45", "line", date(2025, 6, 30)).value == "0901.11.00.45"


def test_a_number_that_is_yet_to_come_says_from_when(desk: Desk) -> None:
    unknown = refused(desk, "0901.11.00.35", day=date(2025, 6, 30))
    assert unknown.code == ErrorCode.NOT_IN_FORCE
    assert unknown.message == (
        "0901.11.00.35 was not yet in the schedule on 2025-06-30; it is from 2025-07-01"
    )


def test_a_number_outside_the_sample_is_not_known(desk: Desk) -> None:
    unknown = refused(desk, "6404.11.20")
    assert unknown.code == ErrorCode.NOT_KNOWN
    assert unknown.message == (
        f"6404.11.20 is not in the {LABEL}; load the whole schedule with: tariffline sync usitc"
    )


def test_a_number_outside_the_schedule_is_not_found(whole_desk: Desk) -> None:
    unknown = refused(whole_desk, "8471.41.01.99")
    assert unknown.code == ErrorCode.NOT_FOUND
    assert unknown.choices == ("8471.41.01.10", "8471.41.01.50")
    assert unknown.message == (
        "8471.41.01.99 is not in the schedule of 2026-06-01 (2026 Rev 5); "
        "under 8471.41.01 there are: 8471.41.01.10, 8471.41.01.50"
    )
    assert refused(whole_desk, "7799.99").choices == ()


def test_a_heading_of_many_lines_is_ambiguous(desk: Desk) -> None:
    unknown = refused(desk, "8501.31", "general")
    assert unknown.code == ErrorCode.AMBIGUOUS
    assert unknown.message.startswith("8501.31 is a subheading with 5 lines; give one of ")
    assert len(unknown.choices) == 5
    chapter = refused(desk, "84", "line")
    assert chapter.message.startswith("84 is a chapter with 3 headings; give one of 8471, ")


def test_days_before_and_after_the_data_are_not_known(desk: Desk) -> None:
    before = refused(desk, "8471.30.01.00", day=date(2024, 12, 31))
    assert before.code == ErrorCode.NOT_KNOWN
    assert before.message == (
        "2024-12-31 is before the first edition at hand: "
        "sample, 78 lines, 2025 Basic, from 2025-01-01"
    )
    after = refused(desk, "8471.30.01.00", day=date(2026, 6, 2))
    assert after.code == ErrorCode.NOT_KNOWN
    assert after.message == (
        f"2026-06-02 has not come yet; the last edition at hand is {LABEL}, from 2026-04-06"
    )


def test_an_edition_that_is_yet_to_take_effect_answers_for_its_first_day(desk: Desk) -> None:
    early = replace(desk, today=date(2026, 4, 1))
    assert ask(early, "8471.30.01.00", "edition").value == "sample, 88 lines, 2025 Rev 16"
    assert ask(early, "8471.30.01.00", "edition", date(2026, 4, 6)).value == LABEL
    assert refused(early, "8471.30.01.00", day=date(2026, 4, 7)).code == ErrorCode.NOT_KNOWN


def test_without_an_edition_nothing_is_available(desk: Desk) -> None:
    empty = replace(desk, schedule=Schedule([], []))
    for unknown in (refused(empty, "8471.30.01.00"), refused(empty, "84", "general"), as_of(empty)):
        assert isinstance(unknown, Unknown)
        assert unknown.code == ErrorCode.UNAVAILABLE
        assert "tariffline sync usitc" in unknown.message


def test_the_edition_in_use_has_its_dates(desk: Desk) -> None:
    answer = as_of(desk)
    assert isinstance(answer, Answer)
    assert (answer.value, answer.edition) == (LABEL, LABEL)
    assert answer.notes == (
        "effective 2026-04-06 (stated)",
        "published on a date we do not know",
        "retrieved 2026-05-01 12:00 UTC",
    )


@pytest.mark.parametrize("name", ["line", "units", "general", "description"])
def test_a_lost_zero_is_said(desk: Desk, name: str) -> None:
    answer = ask(desk, "101.21", name)
    assert answer.notes.count("read as 0101.21: its leading zero was lost") == 1
