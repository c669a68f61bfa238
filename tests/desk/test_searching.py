"""Lines by words and by fragments of their number."""

import pytest

from tariffline.desk.everyday import SCHEDULE_WORDS, in_schedule_words
from tariffline.desk.records import Desk
from tariffline.desk.searching import MOST_RESULTS, search
from tariffline.law.answer import Answer, ErrorCode, Unknown

LABEL = "sample, 90 lines, 2026 Rev 5"


def found(desk: Desk, text: str, most: int = 10) -> list[str]:
    answer = search(desk, text, most)
    assert isinstance(answer, Answer), answer
    assert answer.edition == LABEL
    assert isinstance(answer.value, tuple)
    return [str(row[0]) for row in answer.value]


def refused(desk: Desk, text: str, most: int = 10) -> Unknown:
    unknown = search(desk, text, most)
    assert isinstance(unknown, Unknown), unknown
    return unknown


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("horses", "0101.21.00.10"),
        ("HORSE", "0101.21.00.10"),
        ("laptop", "8471.30.01.00"),
        ("smartphones", "8517.13.00.00"),
        ("icewine", "2204.21.50.28"),
        ("8471 cathode", "8471.41.01.10"),
        ("8471.30", "8471.30.01.00"),
        ("9903.82.07", "9903.82.07"),
    ],
)
def test_the_best_line_comes_first(desk: Desk, text: str, first: str) -> None:
    assert found(desk, text)[0] == first


def test_a_result_is_a_line_and_its_path(desk: Desk) -> None:
    answer = search(desk, "icewine", 1)
    assert isinstance(answer, Answer)
    assert isinstance(answer.value, tuple)
    [(line, path)] = answer.value
    assert line == "2204.21.50.28"
    assert str(path).startswith("Wine of fresh grapes")
    assert str(path).endswith("> Icewine")


def test_digits_narrow_to_lines_that_begin_with_them(desk: Desk) -> None:
    lines = found(desk, "8471", 100)
    assert lines == sorted(lines)
    assert len(lines) == 5
    assert all(line.startswith("8471") for line in lines)


def test_digits_that_no_line_begins_with_are_sought_within(desk: Desk) -> None:
    lines = found(desk, "31.40")
    assert lines == ["8501.31.40.00"]


def test_the_best_heading_gives_some_lines_and_then_each_heading_one(desk: Desk) -> None:
    headings = [line[:4] for line in found(desk, "cotton", 6)]
    assert len(set(headings)) == 2
    assert headings[0] in headings[1:4]


def test_only_lines_are_found_and_each_once(desk: Desk) -> None:
    lines = found(desk, "other", 100)
    edition = desk.schedule.edition(desk.schedule.editions[-1])
    assert len(lines) == len(set(lines)) > 20
    assert all(edition.is_line(line.replace(".", "")) for line in lines)


def test_no_more_than_asked_for(desk: Desk) -> None:
    assert len(found(desk, "other", 3)) == 3


@pytest.mark.parametrize("most", [0, -1, MOST_RESULTS + 1])
def test_a_count_out_of_bounds_is_refused(desk: Desk, most: int) -> None:
    unknown = refused(desk, "horses", most)
    assert (unknown.code, unknown.message) == (
        ErrorCode.BAD_INPUT,
        f"n is {most}; give 1 to {MOST_RESULTS}",
    )


@pytest.mark.parametrize("text", ["", "  ", "...", "—"])
def test_no_words_are_refused(desk: Desk, text: str) -> None:
    assert refused(desk, text).code == ErrorCode.BAD_INPUT


def test_no_match_is_not_found(desk: Desk) -> None:
    unknown = refused(desk, "xylophone")
    assert unknown.code == ErrorCode.NOT_FOUND
    assert unknown.message == f"no line of {LABEL} matches “xylophone”"


@pytest.mark.parametrize(
    "text", ['"', "AND", "a:b", "(horses", "horses^", "-", "own:[* TO *]", "*"]
)
def test_the_words_are_never_a_query_language(desk: Desk, text: str) -> None:
    assert isinstance(search(desk, f"horses {text}", 10), Answer)


def test_the_address_of_the_source_is_one(desk: Desk) -> None:
    answer = search(desk, "live horses", 10)
    assert isinstance(answer, Answer)
    assert answer.cites[0].url == "https://hts.usitc.gov/search?query=live%20horses"


def test_everyday_words_become_the_schedules() -> None:
    assert in_schedule_words("laptop") == in_schedule_words("laptops") == SCHEDULE_WORDS["laptop"]
    assert in_schedule_words("horses") == "horses"
